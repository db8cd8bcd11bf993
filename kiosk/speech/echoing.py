"""A microphone that hears its own speaker, and a little hiss: for trying out who listens there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Final, Protocol

import numpy as np
import soxr

from kiosk.speech.audio import SPEECH_RATE, Samples
from kiosk.speech.echo import EchoCanceller
from kiosk.speech.pipeline import Source

__all__ = ["DELAY_S", "Echoing", "Playing", "box_in_a_wall"]

DELAY_S: Final = 0.08
"""From the speaker's cone back to the microphone, buffers included."""
_RINGS_S: Final = 0.15
"""Time within which the box has stopped to ring."""
_GAP_S: Final = 0.02
"""Blocks that follow each other as closely as this are one sound."""
_HISS: Final = 1e-3
"""Root mean square of what a microphone adds by itself."""


class Playing(Source, Protocol):
    """A microphone beside a speaker that does not reach it; see ``kiosk.drivethru.Deck``."""

    monitor: Callable[[Samples, int], None] | None
    """Told what is played, block by block with its rate, as it begins to sound."""

    @property
    def now_s(self) -> float:
        """Seconds since the microphone is listened to."""
        ...


def box_in_a_wall() -> Samples:
    """How a speaker box in a wall answers to a click, at ``SPEECH_RATE``: half as loud, later, and
    fading."""
    time = np.arange(round(_RINGS_S * SPEECH_RATE)) / SPEECH_RATE
    answer = 0.1 * np.random.default_rng(3).standard_normal(len(time)) * np.exp(-30 * time)
    answer[0] = 0.5
    later = np.zeros(round(DELAY_S * SPEECH_RATE))
    return np.asarray(np.concatenate([later, answer]), np.float32)


class Echoing:
    """A ``Source``: what the microphone hears, what the speaker plays, and the hiss."""

    rate = SPEECH_RATE
    """See ``Source``."""

    def __init__(self, playing: Playing, canceller: EchoCanceller | None = None) -> None:
        """``canceller`` is told what is played; whoever reads the source asks it for the rest (see
        ``EchoFree``)."""
        self.loudest = 0.0
        """Peak of the echo so far."""
        self._playing = playing
        self._canceller = canceller
        self._chance = np.random.default_rng(4)
        self._box = box_in_a_wall()
        self._speaker: soxr.ResampleStream | None = None
        self._position = 0
        """Samples that were heard so far."""
        self._played = np.zeros(0, np.float32)
        """What sounds from there on."""
        self._ringing = np.zeros(len(self._box) - 1, np.float32)
        playing.monitor = self._play

    async def blocks(self) -> AsyncIterator[Samples]:
        """See ``Source``."""
        place = soxr.ResampleStream(self._playing.rate, SPEECH_RATE, 1)
        async for block in self._playing.blocks():
            heard = place.resample_chunk(block)
            echo = self._echo(len(heard))
            self.loudest = max(self.loudest, float(np.abs(echo).max(initial=0)))
            hiss = _HISS * self._chance.standard_normal(len(heard))
            yield np.asarray(heard + echo + hiss, np.float32)

    def _play(self, samples: Samples, rate: int) -> None:
        self._speaker = self._speaker or soxr.ResampleStream(rate, SPEECH_RATE, 1)
        sound = self._speaker.resample_chunk(samples)
        if self._canceller is not None:
            self._canceller.played(samples, rate)  # both go at the pace of the microphone
        else:  # it is heard when it sounds, however late that is read
            silent = round(self._playing.now_s * SPEECH_RATE) - self._position - len(self._played)
            sound = np.pad(sound, (silent if silent > _GAP_S * SPEECH_RATE else 0, 0))
        self._played = np.concatenate([self._played, sound])

    def _echo(self, length: int) -> Samples:
        """What comes back in the next ``length`` samples."""
        self._position += length
        if not length:  # the resampler has yet to see enough
            return self._played[:0]
        played, self._played = self._played[:length], self._played[length:]
        answer = np.convolve(np.pad(played, (0, length - len(played))), self._box)
        answer[: len(self._ringing)] += self._ringing
        self._ringing = answer[length:]
        return answer[:length]
