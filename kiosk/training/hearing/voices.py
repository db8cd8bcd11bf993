"""Who says what is learnt from: the kiosk's own voice, and the synthesisers that Debian has.

The voices of the manifest are kept apart: a recogniser is judged by one that it never heard.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np

from kiosk.errors import UsageError
from kiosk.evaluation.speech.render import Says
from kiosk.evaluation.speech.stress import STRESS, StressVoice
from kiosk.speech.audio import SPEECH_RATE, Audio
from kiosk.speech.voices.hibari import HibariVoice

__all__ = ["Cast", "Delivery", "Voices", "voices_here"]

_HIBARI: Final = "hibari"
_PACKAGES: Final = {"flite": 0.24, "espeak-ng": 0.16}
"""Programs, named as their packages, and how often one of their voices speaks."""
_MORE: Final = {
    "flite": ("kal16",),
    "espeak-ng": ("en-gb-scotland", "en-gb-x-rp", "en-029", "en-us+f2", "en-us+f3", "en-us+m3",
                  "en-us+m7"),
}  # fmt: skip
"""Their voices beside those of :mod:`kiosk.evaluation.speech.stress`."""
_SPEEDS: Final = (0.8, 1.3)
"""Slowest and fastest, as times a voice's own speed."""
_PITCHES: Final = (0.78, 1.2)
"""Deepest and highest, as times a voice's own: a smaller head and a larger one."""
_AS_IT_IS: Final = 0.35
"""How often a voice keeps its pitch."""
_PEAK: Final = 0.6
"""Amplitude of the loudest sample, whoever speaks."""

Voices = Mapping[str, Says]
"""By name."""
Cast = Mapping[str, float]
"""How often each voice speaks; the weights need not sum to 1."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a sentence is said."""

    voice: str
    speed: float
    """Times the voice's own."""
    pitch: float
    """Times the voice's own; the size of the head changes with it."""

    @classmethod
    def drawn(cls, chance: Random, cast: Cast) -> Delivery:
        """By one of the voices, at some speed and pitch."""
        (voice,) = chance.choices(list(cast), list(cast.values()))
        speed = chance.uniform(*_SPEEDS)
        pitch = 1.0 if chance.random() < _AS_IT_IS else chance.uniform(*_PITCHES)
        return cls(voice, speed, pitch)

    async def say(self, text: str, voices: Voices) -> Audio:
        """The text as sound at ``SPEECH_RATE``.

        Raises:
            AudioError: a program failed.
        """
        # Played at another rate, a recording changes its pitch and its length alike.
        said = await voices[self.voice].say(text, self.speed / self.pitch)
        played = Audio(said.samples, round(said.rate * self.pitch)).at(SPEECH_RATE).samples
        peak = float(np.max(np.abs(played), initial=1e-4))
        return Audio(np.asarray(played * (_PEAK / peak), np.float32), SPEECH_RATE)


def voices_here() -> tuple[Voices, Cast]:
    """All voices that are learnt from.

    Raises:
        UsageError: one of the synthesisers is not installed.
        ModelError: hibari is not, or is damaged.
    """
    missing = [program for program in _PACKAGES if shutil.which(program) is None]
    if missing:
        raise UsageError(
            f"orders are said by {' and '.join(_PACKAGES)} too; {missing[0]} is not installed",
            hint=f"run: apt-get install {' '.join(missing)}",
        )
    voices: dict[str, Says] = {_HIBARI: _Hibari(HibariVoice(threads=1))}
    cast = {_HIBARI: 1.0 - sum(_PACKAGES.values())}
    for program, share in _PACKAGES.items():
        own = {name: voice for name, voice in STRESS.items() if voice.program == program}
        own |= {f"{program}-{voice}": StressVoice(program, voice) for voice in _MORE[program]}
        voices |= own
        cast |= dict.fromkeys(own, share / len(own))
    return voices, cast


class _Hibari:
    """The kiosk's voice, without a process of its own: nobody waits for it."""

    def __init__(self, voice: HibariVoice) -> None:
        self._voice = voice

    async def say(self, text: str, speed: float) -> Audio:
        return self._voice.speak(text, speed)
