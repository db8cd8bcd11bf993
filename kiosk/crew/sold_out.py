"""What is 86'd, kept across restarts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Final

from pydantic import TypeAdapter, ValidationError

from kiosk.files import write_whole

__all__ = ["SoldOut"]

_NAME: Final = "sold_out.json"
_kept: Final = TypeAdapter(dict[str, list[str]])
"""Ids by the id of their menu."""


class SoldOut:
    """What cannot be had of one menu until the crew says otherwise.

    A file that is damaged counts as one with nothing in it: selling what is out costs an apology,
    a kiosk that does not start costs the day.
    """

    def __init__(self, folder: Path, menu: str) -> None:
        self._file = folder / _NAME
        self._menu = menu
        self.ids = frozenset(self._read().get(menu, []))
        """Of items, combos and options; such as the menu no longer has do no harm."""
        self._watching: list[Callable[[str, bool], None]] = []
        self._writing = Lock()
        """The crew's touches come in threads of their own, another kiosk's in the loop's."""

    def watch(self, told: Callable[[str, bool], None]) -> None:
        """From now on, call ``told`` with an entry and whether it is out, when ``set`` says so; in
        the thread that does."""
        self._watching.append(told)

    def set(self, entry: str, *, out: bool) -> None:
        """The crew here says: ``entry`` is out, or can be had again.

        Raises:
            StoreError: it could not be kept; for this run it holds.
        """
        for told in self._watching:
            told(entry, out)
        self.hear(entry, out=out)

    def hear(self, entry: str, *, out: bool) -> None:
        """The same as another kiosk's crew says it: nobody is told.

        Raises:
            StoreError: it could not be kept; for this run it holds.
        """
        with self._writing:
            self.ids = self.ids | {entry} if out else self.ids - {entry}
            kept = {**self._read(), self._menu: sorted(self.ids)}
            write_whole(self._file, _kept.dump_json(kept).decode() + "\n")

    def _read(self) -> dict[str, list[str]]:
        try:
            return _kept.validate_json(self._file.read_bytes())
        except (OSError, ValidationError):
            return {}
