"""From process to process on one machine: a file that is replaced whole, and a lock beside it.

A file, so that a board that starts late or again shows the order at once, and so does one whose
kiosk has died. The lock is the kernel's: it falls when its holder ends, however it ends.
"""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Final

from pydantic import TypeAdapter, ValidationError

from kiosk.board.view import Seen, View
from kiosk.errors import StoreError
from kiosk.files import write_whole

__all__ = ["FileBoard", "FileFeed"]

_NAME: Final = "board.json"
_LOCK: Final = "board.lock"
_LOOK_S: Final = 0.1
"""Between two looks at the file, in seconds: a guest takes that for at once."""
_views: Final = TypeAdapter(View)


class FileBoard:
    """The board that belongs to a folder.

    Of several processes that would show their orders there, the first one does; when it ends, the
    next that has something to show.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: IO[bytes] | None = None

    def show(self, view: View) -> None:
        """See ``Board``. A process that is not the first shows nothing."""
        if self._hold():
            shown = _views.dump_json(view).decode()
            write_whole(self._folder / _NAME, shown + "\n", lasting=False)

    def close(self) -> None:
        """Leave the board to others."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _hold(self) -> bool:
        """Whether the board is ours. A look of a feed may be in the way once: the next change
        finds the board free."""
        if self._lock is not None:
            return True
        with ExitStack() as stack:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                lock = stack.enter_context((self._folder / _LOCK).open("ab"))
                ours = _locked(lock, fcntl.LOCK_EX)
            except OSError as refused:  # or a file system that has no locks
                raise StoreError(f"{self._folder}: no board ({refused.strerror})") from refused
            if ours:
                self._lock = lock
                stack.pop_all()  # open for as long as the board is ours
        return ours


class FileFeed:
    """What is shown on the board of a folder, which may come later."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def seen(self) -> AsyncIterator[Seen]:
        """See ``Feed``."""
        before: tuple[str, bool] | None = None
        while True:
            now = self._look()
            if now != before:
                before = now
                yield Seen(_read(now[0]), now[1])
            await asyncio.sleep(_LOOK_S)

    def _look(self) -> tuple[str, bool]:
        """What stands in the file, and whether its writer lives."""
        try:
            shown = (self._folder / _NAME).read_text(encoding="utf-8", errors="replace")
        except OSError:  # not there yet, or the disk is away for a moment
            shown = ""
        try:
            with (self._folder / _LOCK).open("rb") as lock:
                return shown, not _locked(lock, fcntl.LOCK_SH)
        except OSError:
            return shown, False


def _read(shown: str) -> View | None:
    """The view, or none where the writer is of another version."""
    try:
        return _views.validate_json(shown)
    except ValidationError:
        return None


def _locked(file: IO[bytes], kind: int) -> bool:
    """Whether the lock was free; it is ours until the file is closed."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
