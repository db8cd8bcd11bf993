"""What a pull tells while it works."""

from __future__ import annotations

from typing import Protocol

__all__ = ["Progress", "Silent"]


class Progress(Protocol):
    """Listens to a pull; one file at a time."""

    def begins(self, label: str, total: int) -> None:
        """A file of ``total`` bytes is about to be fetched; ``label`` is its name for people."""

    def reaches(self, position: int) -> None:
        """So many bytes of it are here; may fall back when a source sent something wrong."""

    def ends(self) -> None:
        """No more will come for this file, whether it is whole or not."""

    def remarks(self, line: str) -> None:
        """Something a person may want to know: a source that failed, a conversion."""


class Silent:
    """Nobody listens."""

    def begins(self, label: str, total: int) -> None: ...

    def reaches(self, position: int) -> None: ...

    def ends(self) -> None: ...

    def remarks(self, line: str) -> None: ...
