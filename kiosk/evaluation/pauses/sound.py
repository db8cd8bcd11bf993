"""A hesitant sentence as sound: said by a voice in one go, its pauses made longer where it pauses.

Parts that were said one by one would each end like a sentence, which gives the end away.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np

from kiosk.evaluation.pauses.hesitant import Hesitant
from kiosk.speech.audio import SPEECH_RATE, Audio, Samples

__all__ = ["Speak", "Spoken", "spoken"]

Speak = Callable[[str], Awaitable[Audio]]
"""A voice: a text as sound, in one go."""

_BEFORE_S: Final = 0.5
"""Silence before the first word."""
_AFTER_S: Final = 3.0
"""Silence behind the last: longer than any strategy waits."""
_ROOM_DB: Final = -60.0
"""Noise of the room, in dB below full scale: no microphone gives digital silence."""
_WINDOW = round(0.03 * SPEECH_RATE)
"""Samples over which loudness is looked at."""
_QUIET: Final = 0.03
"""Share of the loudest window under which nothing is said."""
_SEARCH = round(0.25 * SPEECH_RATE)
"""How far from where it is expected a voice's own pause is looked for, in samples."""


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """A sentence as a microphone hears it."""

    audio: Audio
    """At 16 kHz."""
    ends_s: tuple[float, ...]
    """When the last word of each part ends."""

    @property
    def end_s(self) -> float:
        """When the last word of all ends."""
        return self.ends_s[-1]


async def spoken(said: Hesitant, speak: Speak, chance: Random) -> Spoken:
    """The sentence with its pauses.

    Raises:
        WorkerError: the voice does not work.
    """
    samples = await _rendered(", ".join(said.parts) + ".", speak)
    loud = _loudness(samples)
    first, last = _span(loud)
    pieces: list[Samples] = []
    ends: list[int] = []
    at = 0
    for number, pause_s in enumerate(said.pauses_s, 1):
        begun = await _rendered(", ".join(said.parts[:number]) + ",", speak)
        expected = min(_span(_loudness(begun))[1], last)
        near = slice(max(first, expected - _SEARCH), expected + _SEARCH)
        cut = near.start + int(np.argmin(loud[near]))
        missing = round(pause_s * SPEECH_RATE) - _gap(loud, cut)
        ends.append(sum(map(len, pieces)) + cut - at)
        pieces += [samples[at:cut], np.zeros(max(0, missing), np.float32)]
        at = cut
    pieces.append(samples[at:last])
    words = np.concatenate(pieces)
    before, after = round(_BEFORE_S * SPEECH_RATE), round(_AFTER_S * SPEECH_RATE)
    padded = np.pad(words, (before, after))
    room = np.random.default_rng(chance.getrandbits(32)).standard_normal(len(padded))
    heard = padded + 10 ** (_ROOM_DB / 20) * room
    audio = Audio(np.asarray(heard, np.float32), SPEECH_RATE)
    return Spoken(audio, tuple((before + end) / SPEECH_RATE for end in (*ends, len(words))))


async def _rendered(text: str, speak: Speak) -> Samples:
    return (await speak(text[:1].upper() + text[1:])).at(SPEECH_RATE).samples


def _loudness(samples: Samples) -> Samples:
    """Mean power around each sample."""
    kernel = np.full(_WINDOW, 1 / _WINDOW, np.float32)
    return np.asarray(np.convolve(np.square(samples), kernel, "same"), np.float32)


def _span(loud: Samples) -> tuple[int, int]:
    """The first and the last sample at which something is said."""
    said = np.flatnonzero(loud > _QUIET**2 * loud.max())
    return int(said[0]), int(said[-1]) + 1


def _gap(loud: Samples, at: int) -> int:
    """Samples of the silence around ``at``."""
    said = np.flatnonzero(loud > _QUIET**2 * loud.max())
    before, after = said[said <= at], said[said > at]
    if not len(before) or not len(after):
        return 0
    return int(after[0] - before[-1]) - 1
