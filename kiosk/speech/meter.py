"""How loud a source is right now."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from kiosk.speech.audio import SILENCE_DB, Samples, level_db
from kiosk.speech.pipeline import Source

__all__ = ["Meter"]

_FALL_DB_S: Final = 40.0
"""How fast the level falls, in dB a second: at once it would flicker between two syllables."""


class Meter:
    """A ``Source`` that passes another one's sound on as it comes."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.level_db = SILENCE_DB
        """In dB below full scale: rises at once, falls slowly."""

    @property
    def rate(self) -> int:
        """See ``Source``."""
        return self._source.rate

    async def blocks(self) -> AsyncIterator[Samples]:
        """See ``Source``."""
        async for block in self._source.blocks():
            fallen = self.level_db - _FALL_DB_S * len(block) / self.rate
            self.level_db = max(level_db(block), fallen)
            yield block
