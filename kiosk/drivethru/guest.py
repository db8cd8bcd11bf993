"""A guest who reacts to what the kiosk plays: for trying a lane out, by the hour or by story."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kiosk.drivethru.deck import Deck
from kiosk.drivethru.lane import Lane
from kiosk.speech.audio import Audio, Samples

__all__ = ["Guest", "Line"]

_BLOCK_S: Final = 0.032
_THINKS_S: Final = 0.6
"""From the end of what the kiosk says until a polite guest answers."""
_GIVES_UP_S: Final = 60.0
"""Longest time that a guest waits for the kiosk to speak."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a guest says."""

    sound: Audio
    """At the rate of the guest's other lines."""
    over_s: float | None = None
    """How long they let the kiosk speak before they talk over it; none lets it finish."""


class Guest(Deck):
    """A car with a guest who says line after line, each once the kiosk has spoken, or over it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """At least one line."""
        super().__init__(Audio.silence(0, lines[0].sound.rate))
        self._lines = lines
        self._at_s = 0.0
        self.said: list[tuple[float, float]] = []
        """When each line began and ended, in seconds."""
        self._lane: Lane | None = None

    def answers(self, lane: Lane) -> None:
        """From now on, speak only when ``lane`` has no more to say: a voice that is silent for a
        moment may go on."""
        self._lane = lane

    def _answered(self) -> bool:
        return self._lane.at_rest if self._lane is not None else not self.playing

    async def blocks(self) -> AsyncIterator[Samples]:
        """See ``Source``; it ends when the last line was answered."""
        self.begin()
        for line in self._lines:
            async for block in self._listen(line.over_s):
                yield block
            began = self._at_s
            size = round(_BLOCK_S * self.rate)
            for at in range(0, len(line.sound.samples), size):
                yield await self._block(line.sound.samples[at : at + size])
            self.said.append((began, self._at_s))
        async for block in self._listen(None):
            yield block

    async def _listen(self, over_s: float | None) -> AsyncIterator[Samples]:
        """Silence until it is time to speak."""
        async for block in self._silence(lambda: self.playing):
            yield block
        if over_s is not None:
            speaks_at = self._at_s + over_s
            async for block in self._silence(lambda: self._at_s >= speaks_at):
                yield block
            return
        async for block in self._silence(self._answered):
            yield block
        answers_at = self._at_s + _THINKS_S
        async for block in self._silence(lambda: self._at_s >= answers_at):
            yield block

    async def _silence(self, until: Callable[[], bool]) -> AsyncIterator[Samples]:
        gives_up = self._at_s + _GIVES_UP_S
        while not until() and self._at_s < gives_up:
            yield await self._block(np.zeros(round(_BLOCK_S * self.rate), np.float32))

    async def _block(self, samples: Samples) -> Samples:
        """A block, when it has sounded."""
        self._at_s += len(samples) / self.rate
        await asyncio.sleep(self._at_s - self.now_s)
        return samples
