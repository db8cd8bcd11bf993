"""Room on the disk that is kept back for the guest who is ordering when the disk gets full."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

__all__ = ["Ballast"]

_NAME: Final = "journal.ballast"
_BYTES: Final = 4 << 20
"""An order takes some 20 kB; the log of writes beside the file may reach 4 MB before it is folded
in, and starts anew at its beginning then."""


class Ballast:
    """A file of nothing that gives way.

    When the disk is full, it is removed, and the guest who is ordering can finish: their order is
    placed, and waits for its destinations, as safely as ever. No next order is begun until there is
    room for the ballast again.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / _NAME

    def lay(self) -> bool:
        """Keep the room back; false where there is not that much, or the disk is read-only by
        now, as Linux makes one that fails."""
        try:
            if self._file.exists() and self._file.stat().st_size >= _BYTES:
                return os.access(self._file, os.W_OK)
            with self._file.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, _BYTES)
        except OSError:
            self.drop()
            return False
        return True

    def drop(self) -> bool:
        """Give the room away; false where that was done already."""
        try:
            self._file.unlink()
        except OSError:
            return False
        return True
