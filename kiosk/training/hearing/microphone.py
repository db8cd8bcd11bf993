"""What a microphone at a speaker box hears of a recording, never twice the same.

The noises and places are those that recognition is measured in
(:mod:`kiosk.evaluation.speech.conditions`), at loudnesses between and beyond.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.random import Generator

from kiosk.evaluation.speech.conditions import in_room, mixed, through_box, within_range
from kiosk.evaluation.speech.disturbances import DISTURBANCES
from kiosk.evaluation.speech.noise import NOISES, babble
from kiosk.speech.audio import SPEECH_RATE, Samples

__all__ = ["Microphone"]

_BEFORE_S: Final = (0.08, 0.5)
"""Silence before the speech, as a voice detector leaves it."""
_AFTER_S: Final = (0.1, 0.6)
_PLACES: Final = {"room": 0.1, "box": 0.1}
"""How often somebody speaks in a room and by a speaker box; else close by."""
_NOISY: Final = {"car": (0.32, 0.0, 20.0), "babble": (0.3, 4.0, 20.0), "pink": (0.08, 5.0, 22.0),
                 "rain": (0.06, 5.0, 22.0)}  # fmt: skip
"""How often each noise is there, and by how many dB the speech is louder, least and most; at all
other times it is quiet."""
_GAIN_DB: Final = (-20.0, 4.0)
"""How a microphone is turned up."""
_NOTHING_S: Final = (0.8, 5.0)
"""How long nobody speaks."""
_KEPT: Final = {"car": 10, "babble": 14, "pink": 3, "rain": 3}
"""Stretches of each noise: made anew for each recording, they would take longer than learning."""
_STRETCH_S: Final = 24
"""Longer than any recording, so that one stretch is many noises."""
_TALKERS: Final = 24
"""Recordings from which the voices of a babble are drawn."""


class Microphone:
    """Hears recordings in noise."""

    def __init__(self, voices: Sequence[Callable[[], Samples]], seed: int) -> None:
        """
        Args:
            voices: recordings of [n] samples at ``SPEECH_RATE``, for those who talk in the
                background.
            seed: of the stretches of noise.

        Raises:
            AudioError: a recording cannot be read.
        """
        chance = np.random.default_rng(seed)
        length = _STRETCH_S * SPEECH_RATE

        def stretch(kind: str) -> Samples:
            if kind != "babble":
                return NOISES[kind](length, chance)
            talkers = chance.choice(len(voices), _TALKERS)
            return babble(length, chance, [voices[at]() for at in talkers])

        self._noises = {kind: [stretch(kind) for _ in range(n)] for kind, n in _KEPT.items()}

    def hear(self, speech: Samples, chance: Generator) -> Samples:
        """The recording in a place and a noise that are drawn; [n] in [-1, 1], somewhat longer."""
        quiet = (round(chance.uniform(*span) * SPEECH_RATE) for span in (_BEFORE_S, _AFTER_S))
        heard = np.pad(speech, tuple(quiet))
        place = _drawn(chance, _PLACES)
        if place == "room":
            heard = in_room(heard, chance)
        elif place == "box":
            heard = through_box(heard)
        noise = _drawn(chance, {kind: share for kind, (share, _, _) in _NOISY.items()})
        if noise is not None:
            _, least, most = _NOISY[noise]
            heard = mixed(heard, self._some(noise, len(heard), chance), chance.uniform(least, most))
        turned = heard * np.float32(10 ** (chance.uniform(*_GAIN_DB) / 20))
        return within_range(np.asarray(turned, np.float32))

    def hear_nothing(self, chance: Generator) -> Samples:
        """A sound without words, alone; [n] in [-1, 1]."""
        kind = list(DISTURBANCES)[chance.integers(len(DISTURBANCES))]
        return DISTURBANCES[kind](round(chance.uniform(*_NOTHING_S) * SPEECH_RATE), chance)

    def _some(self, kind: str, length: int, chance: Generator) -> Samples:
        """[length] of a noise, from anywhere in it."""
        stretches = self._noises[kind]
        stretch = stretches[chance.integers(len(stretches))]
        start = int(chance.integers(len(stretch) - length))
        return stretch[start : start + length]


def _drawn(chance: Generator, shares: dict[str, float]) -> str | None:
    """One of them, as often as it is; none at all other times."""
    at = chance.random()
    for name, share in shares.items():
        if at < share:
            return name
        at -= share
    return None
