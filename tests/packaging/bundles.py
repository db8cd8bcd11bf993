"""Bundles of a kiosk that is small enough to install in a second."""

from __future__ import annotations

import base64
import hashlib
import platform
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pip

from kiosk.provision.kinds import digest
from kiosk.release.bundle import write
from kiosk.release.manifest import Entry, Manifest

PROGRAM = """
import json, os, pathlib, sys

def main():
    home = pathlib.Path(os.environ["KIOSK_HOME"])
    well = home / "answers-before-it-fails"
    left = int(well.read_text()) if well.exists() else 1
    if well.exists():
        well.write_text(str(left - 1))
    fit = FIT and left > 0
    print(json.dumps({
        "doctor": {"fit": fit, "lacks": [{"what": "no oven", "needed": True}]},
        "order": {"status": "placed", "cart": ["1 cheeseburger"]},
        "models": {"sound": True},
        "self": {
            "version": VERSION,
            "models": os.environ["KIOSK_MODELS"],
            "larger": os.environ.get("KIOSK_LARGER_LANGUAGE_MODEL"),
        },
    }[sys.argv[1]]))
"""
"""The whole kiosk in it: what an update asks, and who it is."""


@dataclass(frozen=True)
class Workshop:
    """Makes bundles."""

    folder: Path

    def bundle(
        self,
        version: str,
        *,
        fit: bool = True,
        weights: dict[str, bytes] | None = None,
        **about: Any,
    ) -> Path:
        """A bundle of one version; ``about`` are fields of its manifest, where others are right."""
        files = {
            "install.sh": self._file("install.sh", b"#!/bin/sh\n"),
            **{
                f"models/{path}": self._file(path.replace("/", "-"), content)
                for path, content in (weights or {}).items()
            },
        }
        for wheel in (self.kiosk_wheel(version, fit), self.pip_wheel()):
            files[f"wheels/{wheel.name}"] = wheel
        entries = tuple(
            Entry(path, file.stat().st_size, digest(file)) for path, file in sorted(files.items())
        )
        manifest = Manifest(**{**self.facts(version), "files": entries, **about})
        made = self.folder / f"kiosk-{version}.tar"
        with made.open("wb") as opened:
            write(opened, manifest, files)
        return made

    @staticmethod
    def facts(version: str = "1.0") -> dict[str, Any]:
        """A manifest for this machine, without files."""
        return {
            "version": version,
            "machine": platform.machine(),
            "python": f"{sys.version_info.major}.{sys.version_info.minor}",
            "vectors": (),
            "without": (),
            "files": (),
        }

    def kiosk_wheel(self, version: str, fit: bool) -> Path:
        """A wheel called kiosk, with ``PROGRAM`` as its command line."""
        about = f"kiosk-{version}.dist-info"
        files = {
            "kiosk/__init__.py": "",
            "kiosk/cli.py": f"FIT, VERSION = {fit!r}, {version!r}\n{PROGRAM}",
            f"{about}/METADATA": f"Metadata-Version: 2.1\nName: kiosk\nVersion: {version}\n",
            f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        sums = {
            name: base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
            for name, text in files.items()
        }
        record = "".join(
            f"{name},sha256={sums[name].decode()},{len(files[name])}\n" for name in files
        )
        wheel = self.folder / f"kiosk-{version}-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for name, text in {**files, f"{about}/RECORD": record}.items():
                archive.writestr(name, text)
        return wheel

    def pip_wheel(self) -> Path:
        """The pip of this environment, packed again."""
        wheel = self.folder / f"pip-{pip.__version__}-py3-none-any.whl"
        if not wheel.exists():
            source = Path(pip.__file__).parent
            with zipfile.ZipFile(wheel, "w") as archive:
                for file in sorted(source.rglob("*.py")) + sorted(source.rglob("*.pem")):
                    archive.write(file, file.relative_to(source.parent))
        return wheel

    def _file(self, name: str, content: bytes) -> Path:
        file = self.folder / name
        file.write_bytes(content)
        return file
