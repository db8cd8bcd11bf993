"""What a bundle says of itself: its version, the machines it is for, every file by SHA-256."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from kiosk.errors import BundleError

__all__ = ["LARGEST", "MEMBER", "Entry", "Manifest", "read"]

MEMBER: Final = "bundle.json"
"""Its name in a bundle, where it stands first, and in a release."""
LARGEST: Final = 1_000_000
"""Bytes of the largest manifest that is read."""
_MOST_FILES: Final = 2_000
_MOST_BYTES: Final = 32 * 2**30
"""Of all files together: several times what the largest language model takes."""

_PATH = re.compile(r"(?:install\.sh|wheels/[\w+.!-]+\.whl|models/[\w.-]+/[\w.-]+)", re.ASCII)
"""Every place that a file of a bundle may have; nothing below a folder that begins with a dot."""
_VERSION = re.compile(r"\d+(?:\.\d+){0,3}(?:[ab.]?[a-z]*\d+)?", re.ASCII)
_WORD = re.compile(r"\w{1,40}", re.ASCII)
_SETTINGS = frozenset({"language_model", "larger_language_model"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a bundle."""

    path: str
    """Below the bundle's top, ``wheels/…`` or ``models/…``."""
    bytes: int
    sha256: str
    """In hex."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a bundle holds."""

    version: str
    """Of the kiosk in it."""
    machine: str
    """As ``platform.machine`` has it, ``x86_64``."""
    python: str
    """The one version of Python that its wheels are for, ``3.11``."""
    vectors: tuple[str, ...]
    """Instruction sets that its llama.cpp was compiled for, as /proc/cpuinfo names them."""
    without: tuple[str, ...]
    """Settings of language models that do not come with it: they are empty unless set."""
    files: tuple[Entry, ...]
    """In the order in which they stand in the bundle."""

    @property
    def release(self) -> str:
        """What its release is called: the version, and a mark that no other content has."""
        return f"{self.version}-{hashlib.sha256(self.written).hexdigest()[:8]}"

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(entry.bytes for entry in self.files)

    @property
    def written(self) -> bytes:
        """As it stands in a bundle."""
        return json.dumps({"bundle": 1, **asdict(self)}, indent=1).encode()


def read(raw: bytes) -> Manifest:
    """A manifest from its JSON, which anybody may have written.

    Raises:
        BundleError: it is none, names a file where none may stand, or more than a kiosk needs.
    """
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError) as bad:
        raise BundleError(f"its {MEMBER} is not JSON") from bad
    if not isinstance(content, dict) or content.pop("bundle", None) != 1:
        raise BundleError(f"its {MEMBER} is of no version that this kiosk knows")
    try:
        listed = content.pop("files")
        if not isinstance(listed, list) or len(listed) > _MOST_FILES:
            raise BundleError(f"it lists more files than the {_MOST_FILES} a bundle may have")
        manifest = Manifest(
            files=tuple(_entry(entry) for entry in listed),
            vectors=_words(content.pop("vectors")),
            without=_words(content.pop("without")),
            **content,
        )
    except (KeyError, TypeError) as bad:
        raise BundleError(f"its {MEMBER} lacks something, or has too much") from bad
    _check(manifest)
    return manifest


def _entry(raw: Mapping[str, Any]) -> Entry:
    entry = Entry(**raw)
    if not (isinstance(entry.path, str) and _PATH.fullmatch(entry.path)) or "/." in entry.path:
        raise BundleError(f"it names a file where none may stand: {entry.path!r:.80}")
    if type(entry.bytes) is not int or not 0 <= entry.bytes <= _MOST_BYTES:
        raise BundleError(f"{entry.path} is larger than a bundle may be")
    if not (isinstance(entry.sha256, str) and re.fullmatch(r"[0-9a-f]{64}", entry.sha256)):
        raise BundleError(f"{entry.path} has no SHA-256")
    return entry


def _words(raw: Iterable[Any]) -> tuple[str, ...]:
    words = tuple(raw)
    if not all(isinstance(word, str) and _WORD.fullmatch(word) for word in words):
        raise TypeError
    return words


def _check(manifest: Manifest) -> None:
    """Refuse what the fields by themselves cannot be known by."""
    facts = (manifest.version, manifest.machine, manifest.python)
    if not all(isinstance(fact, str) and len(fact) < 40 for fact in facts):
        raise BundleError(f"its {MEMBER} does not say what it is for")
    if not _VERSION.fullmatch(manifest.version):
        raise BundleError(f"{manifest.version!r} is no version")
    if not set(manifest.without) <= _SETTINGS:
        raise BundleError("it would change settings that are not a bundle's")
    if manifest.size > _MOST_BYTES:
        raise BundleError(f"it would take {manifest.size / 2**30:.0f} GB, more than a bundle may")
    if len({entry.path for entry in manifest.files}) < len(manifest.files):
        raise BundleError("it names a file twice")
