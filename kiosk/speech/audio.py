"""Sound as a value: float32 mono samples in [-1, 1] with their rate beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import soxr
from numpy.typing import NDArray

__all__ = [
    "FRAME", "FRAME_S", "SILENCE_DB", "SPEECH_RATE", "Audio", "Samples", "lead_in_s", "level_db",
]  # fmt: skip

Samples = NDArray[np.float32]
"""[n] float32, mono, in [-1, 1]."""

SPEECH_RATE = 16_000
"""Rate in Hz at which speech is looked for and recognised (what Silero and Whisper take)."""
FRAME = 512
"""Samples of one frame at ``SPEECH_RATE``: 32 ms, what Silero judges at a time."""
FRAME_S = FRAME / SPEECH_RATE
"""Its length in seconds; sound is exchanged with devices in blocks as long."""
SILENCE_DB: Final = -120.0
"""Level of digital silence, and the least that any sound has: dB below full scale."""
_AUDIBLE = 10 ** (-50 / 20)
"""Amplitude of the first sample that counts as sound: -50 dB below full scale."""


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """A stretch of sound."""

    samples: Samples
    """[n] float32, mono, in [-1, 1]."""
    rate: int
    """Samples per second, in Hz."""

    @classmethod
    def silence(cls, seconds: float, rate: int) -> Self:
        """Digital silence."""
        return cls(np.zeros(round(seconds * rate), np.float32), rate)

    @classmethod
    def join(cls, parts: Sequence[Audio]) -> Self:
        """Stretches of one rate, one after the other; at least one."""
        return cls(np.concatenate([part.samples for part in parts]), parts[0].rate)

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.rate

    def at(self, rate: int) -> Audio:
        """The same sound at another rate."""
        if rate == self.rate:
            return self
        resampled = soxr.resample(self.samples, self.rate, rate)
        return Audio(np.asarray(resampled, np.float32), rate)


def level_db(samples: Samples) -> float:
    """Root mean square in dB below full scale; ``SILENCE_DB`` for silence or nothing."""
    if not len(samples):
        return SILENCE_DB
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return max(SILENCE_DB, 10 * np.log10(power)) if power > 0 else SILENCE_DB


def lead_in_s(audio: Audio) -> float:
    """Silence before the first audible sample, in seconds; 0 where none is audible."""
    return float(np.argmax(np.abs(audio.samples) > _AUDIBLE)) / audio.rate
