"""Files that stand there whole, the old one or the new one, whatever happens meanwhile; and one
that nothing waits for."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from kiosk.errors import StoreError

__all__ = ["Lossy", "settle", "write_whole", "written_whole"]


class Lossy:
    """A text file as far as anything can be written to it: the rest is lost, and nobody told."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """As of any file."""
        with contextlib.suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """As of any file."""
        with contextlib.suppress(OSError):
            self._file.flush()


def write_whole(path: Path, text: str, *, lasting: bool = True) -> None:
    """Make ``text`` the content of the file at ``path``, which this user alone may read.

    ``lasting`` waits for the disk, so that it survives a power cut; without it, it survives the
    process.

    Raises:
        StoreError: it could not be written; what stood there before still does.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "w", encoding="utf-8", opener=_private) as file:
            file.write(text)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        part.replace(path)
        if lasting:
            settle(path.parent)
    except OSError as refused:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreError(f"{path}: cannot be written ({refused.strerror})") from refused


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """A long text for ``path``, written line by line; it stands there when all of it is written,
    and nothing of it where something else went wrong meanwhile.

    Raises:
        StoreError: it could not be written; what stood there before still does.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            yield file
        part.replace(path)
    except OSError as refused:
        raise StoreError(f"{path}: cannot be written ({refused.strerror})") from refused
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def settle(path: Path) -> None:
    """Bring a file's content, or a folder's names, to the disk: a power cut cannot take it then.

    Raises:
        OSError: it cannot be written.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
