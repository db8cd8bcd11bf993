"""What was verified before, so that start-up need not read a gigabyte again.

A stamp remembers of a file the size, the time of change and the SHA-256 at which it last matched.
A file that was touched since, or of which another SHA-256 is expected now, is read again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kiosk.provision.kinds import digest

__all__ = ["Expected", "Stamps", "State", "write"]


class State(StrEnum):
    """How one file stands."""

    READY = "ready"
    MISSING = "missing"
    WRONG = "wrong"
    """There, but not what the manifest or the conversion's record says."""


@dataclass(frozen=True)
class Expected:
    """A file as it has to be."""

    path: Path
    bytes: int
    sha256: str


class Stamps:
    """What was verified before in one weight's folder."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamps: dict[str, object] = {}
        with suppress(OSError, ValueError, TypeError):
            self._stamps = dict(json.loads(file.read_bytes()))
        self._before = dict(self._stamps)

    def state(self, file: Expected, thorough: bool) -> State:
        """How a file stands; its content is read unless it is as it was when last verified."""
        try:
            status = file.path.stat()
        except OSError:
            return State.MISSING
        stamp = {"bytes": status.st_size, "mtime_ns": status.st_mtime_ns, "sha256": file.sha256}
        key = file.path.relative_to(self._file.parent).as_posix()
        if not thorough and self._stamps.get(key) == stamp:
            return State.READY
        with suppress(OSError):  # what cannot be read does not match
            if status.st_size == file.bytes and digest(file.path) == file.sha256:
                self._stamps[key] = stamp
                return State.READY
        self._stamps.pop(key, None)
        return State.WRONG

    def keep(self) -> None:
        """Remember; on a read-only disk every look is a full one."""
        if self._stamps != self._before:
            with suppress(OSError):
                write(self._file, json.dumps(self._stamps, indent=1))


def write(file: Path, content: str) -> None:
    """Replace a file of ours whole."""
    written = file.with_name(f".{file.name}.part")
    written.write_text(content, encoding="utf-8")
    written.replace(file)
