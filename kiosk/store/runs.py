"""Which orders belong to a kiosk that is running, and which were left behind by one that died."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Final
from uuid import uuid4

from kiosk.errors import StoreError

__all__ = ["Run", "try_lock"]

_PREFIX: Final = "run-"


class Run:
    """One run of a kiosk: it holds a lock that the system takes away when the process ends, however
    it ends."""

    def __init__(self, folder: Path) -> None:
        """
        Raises:
            StoreError: the folder takes no file.
        """
        self.id = uuid4().hex
        self._folder = folder
        self._file = folder / f"{_PREFIX}{self.id}.lock"
        unseen = self._file.with_suffix(".new")
        try:
            held = try_lock(unseen)
            unseen.rename(self._file)  # locked before anybody looks for it
        except OSError as refused:
            raise StoreError(f"{self._file}: {refused.strerror}") from refused
        assert held is not None, "nobody else knows this name"
        self._held = held

    def others(self) -> set[str]:
        """Ids of the kiosks that run beside this one; what dead ones left is cleared away."""
        alive = set()
        for file in self._folder.glob(f"{_PREFIX}*.lock"):
            if file == self._file:
                continue
            try:
                held = try_lock(file)
            except OSError:
                continue  # it went just now, and took its lock along
            if held is None:
                alive.add(file.stem.removeprefix(_PREFIX))
            else:
                file.unlink(missing_ok=True)
                os.close(held)
        return alive

    def end(self) -> None:
        """The run is over."""
        self._file.unlink(missing_ok=True)
        os.close(self._held)


def try_lock(file: Path) -> int | None:
    """A descriptor that holds ``file``, made where it is not there; none where another holds it.

    Raises:
        OSError: it cannot be opened.
    """
    opened = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(opened)
        return None
    return opened
