"""A recording in the place of a microphone, and another one in that of a speaker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Callable
from typing import Final

import numpy as np

from kiosk.speech.audio import FRAME_S, Audio, Samples
from kiosk.speech.pipeline import Recording

__all__ = ["OUT_RATE", "Deck"]

OUT_RATE: Final = 24_000
"""Samples per second of what is played, in Hz: as the default voice speaks."""


class Deck:
    """Both run from the moment at which the first is listened to: what is played stands in the
    second at the time at which it would have sounded."""

    def __init__(self, recording: Audio) -> None:
        self._recording = recording
        self._began: float | None = None
        """Of the loop's clock; none before anybody listens."""
        self._played: list[tuple[float, Samples]] = []
        """Blocks, each with when it began to sound, in seconds."""
        self.playing = False
        """Whether something is being played."""
        self.monitor: Callable[[Samples, int], None] | None = None
        """Told what is played, block by block with its rate, as it begins to sound."""

    @property
    def rate(self) -> int:
        """See ``Source``."""
        return self._recording.rate

    @property
    def now_s(self) -> float:
        """Seconds since it began; 0 before."""
        now = asyncio.get_running_loop().time()
        return now - self._began if self._began is not None else 0.0

    async def blocks(self) -> AsyncIterator[Samples]:
        """See ``Source``."""
        self.begin()
        async for block in Recording(self._recording, real_time=True).blocks():
            yield block

    def begin(self) -> None:
        """The recordings begin now."""
        self._began = asyncio.get_running_loop().time()

    async def play(self, chunks: AsyncIterable[Audio]) -> None:
        """See ``Plays``."""
        try:
            until = self.now_s
            async for chunk in chunks:
                self.playing = True
                until = await self._play(chunk.at(OUT_RATE).samples, max(until, self.now_s))
        finally:
            self.playing = False

    async def _play(self, samples: Samples, begins: float) -> float:
        """Returns when they have sounded: at which time that is."""
        size = round(FRAME_S * OUT_RATE)  # within one block, playing stops
        for at in range(0, len(samples), size):
            block = samples[at : at + size]
            self._played.append((begins + at / OUT_RATE, block))
            if self.monitor is not None:
                self.monitor(block, OUT_RATE)
            await asyncio.sleep(begins + (at + len(block)) / OUT_RATE - self.now_s)
        return begins + len(samples) / OUT_RATE

    def played(self) -> Audio:
        """What was played so far, beginning with the recording and at least as long as it."""
        places = [(round(begins * OUT_RATE), block) for begins, block in self._played]
        ends = [begins + len(block) for begins, block in places]
        length = max([round(self._recording.duration_s * OUT_RATE), *ends])
        mixed = np.zeros(length, np.float32)
        for begins, block in places:
            mixed[begins : begins + len(block)] += block
        return Audio(np.clip(mixed, -1, 1), OUT_RATE)
