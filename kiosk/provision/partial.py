"""A file that is not whole yet: ``<name>.part`` beside the place where it will stand.

It always holds the beginning of the finished file, whichever source that came from, so every
source can go on where another one stopped. It becomes the file by one rename, after its hash
matched.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedIOBase, RawIOBase
from pathlib import Path

from kiosk.errors import ModelError
from kiosk.files import settle
from kiosk.provision.kinds import mismatch
from kiosk.provision.manifest import File
from kiosk.provision.sources.error import SourceError

__all__ = ["SCRATCH", "Partial", "full_disk"]

SCRATCH = ".scratch-"
"""How names of folders begin that only live as long as a step of a pull."""

_BLOCK = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """Turn a refused write below ``folder`` into one clear error.

    Raises:
        ModelError: the disk is full, or the folder cannot be written.
    """
    try:
        yield
    except OSError as bad:
        if bad.errno in _FULL:
            raise ModelError(
                f"no space left for weights in {folder}", hint="free some space, then pull again"
            ) from bad
        raise ModelError(f"{folder}: cannot be written ({bad.strerror})") from bad


class Partial:
    """The beginning of one file of the manifest, and its way to the whole."""

    def __init__(self, file: File, place: Path, reached: Callable[[int], None]) -> None:
        """``reached`` is told how many bytes of the file have been received."""
        self.file = file
        self.place = place
        self.part = place.with_name(f"{place.name}.part")
        self._reached = reached
        self._expected = 0

    @property
    def received(self) -> int:
        """Bytes that are already here."""
        return self.part.stat().st_size if self.part.exists() else 0

    def discard(self) -> None:
        """Start again from nothing."""
        self.part.unlink(missing_ok=True)
        self._expected = 0
        self._reached(0)

    def expect(self, position: int) -> None:
        """Tell how far a source came that delivers only when it has the whole of a piece."""
        self._expected = max(position, self._expected)
        self._reached(self._expected)

    def append(self, stream: BufferedIOBase) -> None:
        """Copy a stream behind what is here, until it ends.

        Raises:
            SourceError: it does not end where the file does; nothing of it is kept.
            ModelError: the disk is full.
        """
        position = self.received
        with self._opened() as opened:
            # What has arrived, not a full block: when the line breaks, all of it is kept.
            while block := stream.read1(_BLOCK):
                if position + len(block) > self.file.bytes:
                    self.discard()
                    raise SourceError(f"sends more than {self.file.bytes} bytes")
                with full_disk(self.place.parent):
                    _write(opened, block)
                position += len(block)
                self.expect(position)
            with full_disk(self.place.parent):
                os.fsync(opened.fileno())

    def finish(self) -> None:
        """Verify and move into place.

        Raises:
            SourceError: what was received is not the file of the manifest; it is thrown away.
            ModelError: the disk is full.
        """
        fault = mismatch(self.part, self.file)
        if fault:
            self.discard()
            raise SourceError(fault)
        with full_disk(self.place.parent):
            self.part.replace(self.place)
            settle(self.place.parent)

    def _opened(self) -> RawIOBase:
        """The partial file without a buffer, so that a full disk is told where it is written."""
        with full_disk(self.place.parent):
            self.place.parent.mkdir(parents=True, exist_ok=True)
            return self.part.open("ab", buffering=0)


def _write(opened: RawIOBase, block: bytes) -> None:
    rest = memoryview(block)
    while rest:
        rest = rest[opened.write(rest) or 0 :]
