"""The bundle itself: a plain tar, read strictly, because anybody may have written it.

The manifest stands first, then the files that it names, in its order, and nothing else: no
folders, links, devices, long names or extensions. So there is one way to read it, what is read is
bounded by the manifest, and Python's ``tarfile``, which follows what a header says, is asked for
single headers only. It is not compressed: weights and wheels do not get smaller (and nothing can
come out that did not go in).
"""

from __future__ import annotations

import hashlib
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from kiosk.errors import BundleError
from kiosk.release.manifest import LARGEST, MEMBER, Entry, Manifest, read

__all__ = ["examine", "unpack", "write"]

_CHUNK: Final = 1 << 20
_KINDS: Final = {
    tarfile.LNKTYPE: "a hard link",
    tarfile.SYMTYPE: "a symbolic link",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a pipe",
    tarfile.DIRTYPE: "a folder",
}
"""What a header can be of that a bundle has no use for."""


def examine(bundle: Path) -> Manifest:
    """Read all of a bundle and compare it with its manifest; nothing is written.

    Raises:
        BundleError: it cannot be read, or is not to the byte what its manifest says.
    """
    with _opened(bundle) as archive:
        return _read(archive, None)


def unpack(bundle: Path, folder: Path) -> Manifest:
    """Write the files of a bundle into an empty folder, compared again while they are written.

    Raises:
        BundleError: as ``examine``, or the disk does not take it; the folder is then to be removed.
    """
    with _opened(bundle) as archive:
        return _read(archive, folder)


def write(bundle: IO[bytes], manifest: Manifest, files: dict[str, Path]) -> None:
    """Write a bundle; the same content gives the same bytes.

    Args:
        bundle: an open file.
        manifest: of ``files``.
        files: where each file of the manifest is, by its path in the bundle.

    Raises:
        OSError: a file cannot be read, or the bundle cannot be written.
    """
    bundle.write(_header(MEMBER, len(manifest.written)))
    bundle.write(_padded(manifest.written))
    for entry in manifest.files:
        bundle.write(_header(entry.path, entry.bytes))
        with files[entry.path].open("rb") as content:
            shutil.copyfileobj(content, bundle, _CHUNK)
        bundle.write(bytes(-entry.bytes % tarfile.BLOCKSIZE))
    bundle.write(bytes(2 * tarfile.BLOCKSIZE))  # the end of an archive


def _header(path: str, size: int) -> bytes:
    """Owned by root, from the beginning of time; the installer may be run."""
    header = tarfile.TarInfo(path)
    header.size = size
    header.mode = 0o755 if path.endswith(".sh") else 0o644
    return header.tobuf(tarfile.USTAR_FORMAT)


def _padded(content: bytes) -> bytes:
    return content + bytes(-len(content) % tarfile.BLOCKSIZE)


@contextmanager
def _opened(bundle: Path) -> Iterator[IO[bytes]]:
    try:
        with bundle.open("rb") as archive:
            yield archive
    except BundleError as bad:
        raise BundleError(f"{bundle.name}: {bad.message}") from bad
    except OSError as bad:
        raise BundleError(f"{bad.filename or bundle}: {bad.strerror}") from bad


def _read(archive: IO[bytes], folder: Path | None) -> Manifest:
    """Go through a bundle once; with a folder, what is read is written there."""
    about = _next(archive)
    if about is None or about.name != MEMBER:
        raise BundleError("it is no bundle of a kiosk")
    if not 0 <= about.size <= LARGEST:
        raise BundleError(f"its {MEMBER} is larger than {LARGEST} bytes")
    manifest = read(b"".join(_content(archive, about.size)))
    for entry in manifest.files:
        header = _next(archive)
        if header is None:
            raise BundleError(f"it ends before {entry.path}: the copy is not whole")
        if (header.name, header.size) != (entry.path, entry.bytes):
            raise BundleError(f"{header.name!r:.80} stands where {entry.path} has to")
        if _copied(archive, entry, folder) != entry.sha256:
            raise BundleError(f"{entry.path} has the wrong SHA-256: the copy is damaged")
    if _next(archive) is not None:
        raise BundleError("there is more in it than its manifest names")
    return manifest


def _next(archive: IO[bytes]) -> tarfile.TarInfo | None:
    """The next header, of a file; none at the end of the archive.

    Raises:
        BundleError: it is of anything but a file, or it is no header.
    """
    block = archive.read(tarfile.BLOCKSIZE)
    if block == bytes(tarfile.BLOCKSIZE):
        return None
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
    except (tarfile.HeaderError, UnicodeDecodeError, ValueError) as bad:
        raise BundleError("it is no tar file, or its copy is not whole") from bad
    if header.type not in (tarfile.REGTYPE, tarfile.AREGTYPE):
        kind = _KINDS.get(header.type, "what is no file")
        raise BundleError(f"it holds {kind}, {header.name!r:.80}")
    return header


def _copied(archive: IO[bytes], entry: Entry, folder: Path | None) -> str:
    """SHA-256 of a file's content, written on the way when there is a folder for it."""
    sha256 = hashlib.sha256()
    if folder is None:
        for part in _content(archive, entry.bytes):
            sha256.update(part)
        return sha256.hexdigest()
    place = folder / entry.path
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("xb") as copy:
        for part in _content(archive, entry.bytes):
            sha256.update(part)
            copy.write(part)
    return sha256.hexdigest()


def _content(archive: IO[bytes], size: int) -> Iterator[bytes]:
    """A member's content, and the archive at the next header behind it."""
    left = size
    while left:
        part = archive.read(min(left, _CHUNK))
        if not part:
            raise BundleError("it ends in the middle of a file: the copy is not whole")
        left -= len(part)
        yield part
    archive.read(-size % tarfile.BLOCKSIZE)
