"""What a weight file is, by its first bytes and by its hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kiosk.errors import ModelError
from kiosk.provision.manifest import File

__all__ = ["check_kind", "digest", "mismatch"]

_BEGINNINGS = {
    ".gguf": (b"GGUF", "a GGUF file"),
    ".npz": (b"PK", "a NumPy archive"),
    # ONNX has no magic number; a model is a protobuf message whose first field is its IR version.
    ".onnx": (b"\x08", "an ONNX file"),
}


def check_kind(file: Path) -> None:
    """Refuse a file whose content is not what its suffix says.

    Raises:
        ModelError: a ``.gguf``, ``.npz`` or ``.onnx`` that is something else, or a file that cannot
            be read.
    """
    expected, kind = _BEGINNINGS.get(file.suffix, (b"", ""))
    try:
        with file.open("rb") as opened:
            found = opened.read(max(len(expected), 1))
    except OSError as bad:
        raise ModelError(f"{file}: cannot be read ({bad.strerror})") from bad
    if not found.startswith(expected):
        raise ModelError(f"{file} is not {kind}")


def digest(file: Path) -> str:
    """SHA-256 of a file, in hex."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def mismatch(found: Path, file: File) -> str | None:
    """Why ``found`` is not the file of the manifest, in one clause; nothing when it is.

    Raises:
        OSError: it cannot be read.
    """
    size = found.stat().st_size
    if size < file.bytes:
        return f"{file.name} is truncated: {size} of {file.bytes} bytes"
    if size > file.bytes:
        return f"{file.name} has the wrong size: {size} bytes instead of {file.bytes}"
    sha256 = digest(found)
    if sha256 != file.sha256:
        return f"{file.name} has the wrong SHA-256: {sha256[:12]}… instead of {file.sha256[:12]}…"
    return None
