"""The one file that orders are kept in: how it is opened, and what its faults are called."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from kiosk.errors import StoreError
from kiosk.files import settle
from kiosk.store.migrations import APPLICATION, migrate, version

__all__ = ["FILE", "check_version", "fault", "is_full", "open_to_read", "open_to_write", "opened"]

FILE: Final = "journal.db"
"""Its name in the folder of data."""
_PATIENCE_S: Final = 5.0
"""How long one process waits for another that writes; a transaction here takes milliseconds."""
_SAID: Final = {
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space"),
    sqlite3.SQLITE_READONLY: ("the disk is read-only", None),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "look at the folder and its rights"),
    sqlite3.SQLITE_PERM: ("its rights forbid it", None),
    sqlite3.SQLITE_IOERR: ("the disk does not take or give it", "look at the disk"),
    sqlite3.SQLITE_BUSY: ("another program keeps it locked", None),
    sqlite3.SQLITE_LOCKED: ("another program keeps it locked", None),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", "move it away and put a backup in its place"),
    sqlite3.SQLITE_NOTADB: ("it is no journal", "move it away"),
}
"""By primary result code: what is wrong, and the way out. https://sqlite.org/rescode.html"""


def open_to_write(path: Path) -> sqlite3.Connection:
    """The file at ``path``, made and brought up to date; usable in whatever thread, one at a time.

    Raises:
        StoreError: it cannot be written, is damaged, or belongs to a newer kiosk.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        db = sqlite3.connect(
            path, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False
        )
    except (OSError, sqlite3.Error) as refused:
        raise fault(path, refused) from refused
    try:
        if not version(db, path):
            # Before the first table: what is purged is given back to the disk.
            db.execute("PRAGMA auto_vacuum = INCREMENTAL")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        # What is purged is overwritten, not only forgotten.
        db.execute("PRAGMA secure_delete = ON")
        migrate(db, path)
        settle(path.parent)
    except (OSError, sqlite3.Error) as refused:
        db.close()
        raise fault(path, refused) from refused
    except StoreError:
        db.close()
        raise
    return db


def open_to_read(path: Path) -> sqlite3.Connection:
    """The file at ``path``, to look into, beside a kiosk that writes it and on a read-only disk.

    Raises:
        StoreError: there is none, or it cannot be read.
    """
    if not _is_there(path):
        raise StoreError(
            f"{path}: there is no journal yet",
            hint="the first order begins it; root asks for the service",
        )
    # To share a file, SQLite writes beside it. Where nothing can be written nobody writes.
    logged = path.with_name(f"{path.name}-wal").exists()
    still = "" if logged or os.access(path.parent, os.W_OK) else "&immutable=1"
    try:
        db = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro{still}",
            uri=True,
            timeout=_PATIENCE_S,
            isolation_level=None,
        )
    except sqlite3.Error as refused:
        raise fault(path, refused) from refused
    with contextlib.ExitStack() as opened:
        opened.callback(db.close)
        try:
            (ours,) = db.execute("PRAGMA application_id").fetchone()
        except sqlite3.Error as refused:
            raise fault(path, refused) from refused
        if ours != APPLICATION:
            raise StoreError(f"{path}: it is no journal")
        opened.pop_all()
    return db


@contextlib.contextmanager
def opened(
    path: Path, how: Callable[[Path], sqlite3.Connection] = open_to_read
) -> Iterator[sqlite3.Connection]:
    """The file at ``path``, opened as one of the two above does, and closed.

    Raises:
        StoreError: it cannot be opened, or SQLite refuses what is asked of it meanwhile.
    """
    with contextlib.closing(how(path)) as db:
        try:
            yield db
        except sqlite3.Error as refused:
            raise fault(path, refused) from refused


def check_version(path: Path) -> None:
    """Look whether this kiosk can go on with the file at ``path``, where there is one; nothing is
    changed in it.

    Raises:
        StoreError: it cannot be read, or belongs to a newer kiosk.
    """
    if not _is_there(path):  # nothing was ever ordered
        return
    with opened(path) as db:
        version(db, path)


def fault(path: Path, refused: OSError | sqlite3.Error) -> StoreError:
    """What the disk or SQLite says of the file at ``path``, in one line."""
    if isinstance(refused, OSError):
        return StoreError(f"{path}: {refused.strerror}")
    said, way_out = _SAID.get(_code(refused), (" ".join(str(refused).split()), None))
    return StoreError(f"{path}: {said}", hint=way_out)


def is_full(refused: sqlite3.Error) -> bool:
    """Whether there is no room left on the disk."""
    return _code(refused) == sqlite3.SQLITE_FULL


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as refused:
        raise fault(path, refused) from refused


def _code(refused: sqlite3.Error) -> int:
    """The primary result code; the rest says where in SQLite it happened."""
    return int(getattr(refused, "sqlite_errorcode", 0)) & 0xFF
