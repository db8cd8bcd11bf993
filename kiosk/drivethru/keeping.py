"""The sound of each car, kept where the operator wants it so."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator
from typing import Final

import numpy as np

from kiosk.speech.audio import Audio, Samples
from kiosk.speech.pipeline import Source

__all__ = ["Kept"]

_LONGEST_S: Final = 900.0
"""Longest sound of one car: the last quarter of an hour of it."""


class Kept:
    """A ``Source`` that remembers what it gave since it was taken last."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._blocks: deque[Samples] = deque()
        self._length = 0

    @property
    def rate(self) -> int:
        """See ``Source``."""
        return self._source.rate

    async def blocks(self) -> AsyncIterator[Samples]:
        """See ``Source``."""
        async for block in self._source.blocks():
            self._blocks.append(block)
            self._length += len(block)
            while self._length > _LONGEST_S * self.rate:
                self._length -= len(self._blocks.popleft())
            yield block

    def take(self) -> Audio:
        """All of it, and forget it."""
        blocks, self._blocks, self._length = list(self._blocks), deque(), 0
        return Audio(np.concatenate([np.zeros(0, np.float32), *blocks]), self.rate)
