"""A workshop of bundles, a machine to update, and what is made once for all of these tests."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.packaging.bundles import Workshop


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("workshop"))


@dataclass(frozen=True)
class Machine:
    """A machine whose kiosk is kept up to date by its bundles."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "opt"

    @property
    def home(self) -> Path:
        return self.folder / "var"

    def update(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """``kiosk-update`` on this machine."""
        places = ("--root", self.root, "--home", self.home, "--package", self.folder / "usr")
        return subprocess.run(
            [sys.executable, "-m", "kiosk.release", *places, *words],
            capture_output=True,
            text=True,
            check=False,
            env={name: text for name, text in os.environ.items() if name != "KIOSK_MODELS"},
        )

    def refuses(self, *words: str | Path) -> str:
        """What it says in its one line when it refuses."""
        said = self.update(*words)
        assert said.returncode == 2, said.stdout + said.stderr
        (line,) = said.stderr.splitlines()
        return line

    def ask(self, question: str) -> str:
        """What the kiosk that runs here answers."""
        kiosk = self.root / "current" / "bin" / "kiosk"
        return subprocess.run(
            [kiosk, question],
            capture_output=True,
            text=True,
            check=True,
            env={"PATH": os.environ["PATH"], "KIOSK_HOME": str(self.home)},
        ).stdout

    def picture(self) -> dict[str, str]:
        """Every file below it, and what it is: to see whether something was changed."""
        return {
            str(place.relative_to(self.folder)): str(place.readlink())
            if place.is_symlink()
            else str(place.stat().st_mtime_ns)
            for place in self.folder.rglob("*")
            if not place.is_dir() and place.name != ".lock"
        }


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    machine.home.mkdir()
    return machine
