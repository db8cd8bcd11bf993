"""Gather every wheel of a default install in one folder, and print the folder's path.

What a machine without a network installs from: the project's own wheel, what it depends on at the
versions of ``constraints.txt``, llama.cpp as it was built here, and pip. The foreign wheels are
kept until one of those changes; our own is made anew from the files of the checkout.
"""

from __future__ import annotations

import email.parser
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent
OUT = HOUSE / "out" / "wheels"

EPOCH = 315_532_800
"""Time of every file that is packed, seconds since 1970: the first of 1980, when zip begins."""

_OURS = ("kiosk", "menus", "models", "demo", "pyproject.toml", "README.md", "LICENSE")
"""What the project's wheel is made of."""

_COPYLEFT = re.compile(r"(?<!L)\bA?GPL|(?<!Lesser )General Public License", re.IGNORECASE)
"""GPL and AGPL in a licence's name; the LGPL lets a program of another licence load a library."""


def gather() -> Path:
    """The folder of wheels; only its own content is in it."""
    folder = _foreign()
    ours = own(folder)
    for stale in set(folder.glob("kiosk-*.whl")) - {ours}:
        stale.unlink()
    for wheel in sorted(folder.glob("*.whl")):
        if copyleft(licence := licence_of(wheel)):
            raise SystemExit(f"wheels: {wheel.name} is under {licence}, which cannot come with us")
    return folder


def project() -> dict[str, Any]:
    """What ``pyproject.toml`` says of the project."""
    about = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    return dict(about["project"])


def llama_wheel() -> Path:
    """The one wheel that is compiled for this processor, built where there is none."""
    made = subprocess.run(
        [sys.executable, HOUSE / "scripts" / "llama_wheel.py"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Path(made.stdout.strip())


def packed_at() -> int:
    """The same for what is ours: a release gives it the time of its commit."""
    return int(os.environ.get("SOURCE_DATE_EPOCH", EPOCH))


def licence_of(wheel: Path) -> str:
    """What a wheel's metadata says of its licence: an expression, or else its first line and its
    classifiers."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (at for at in archive.namelist() if re.fullmatch(r"[^/]+dist-info/METADATA", at))
        about = email.parser.Parser().parsestr(archive.read(name).decode(), headersonly=True)
    if expression := about.get("License-Expression"):
        return expression
    classes = (text for text in about.get_all("Classifier", []) if text.startswith("License"))
    text = about.get("License", "").strip().splitlines()[:1]
    return "; ".join([*text, *(one.rpartition(" :: ")[2] for one in classes)])


def copyleft(licence: str) -> bool:
    """Whether a licence would reach over to what it is packed with; "A or B" leaves the choice."""
    return all(_COPYLEFT.search(choice) for choice in re.split(r"\bOR\b", licence))


def own(folder: Path) -> Path:
    """Make the project's wheel, in a copy: setuptools would pack what an earlier build left.

    It takes the last one's place at once: who makes a package meanwhile has one or the other.
    """
    with TemporaryDirectory(dir=folder.parent, prefix=".part") as scratch:
        copies = Path(scratch) / "kiosk"
        copies.mkdir()
        for name in _OURS:
            source, copy = HOUSE / name, copies / name
            if source.is_dir():
                shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy)
        allow_as_usual(copies)
        _pip_wheel(packed_at(), "--no-deps", "-w", scratch, copies)
        (made,) = Path(scratch).glob("*.whl")
        return made.replace(folder / made.name)


def allow_as_usual(root: Path) -> None:
    """Whoever packed it, with whatever umask: its owner writes, everybody reads."""
    subprocess.run(["chmod", "-R", "u=rwX,go=rX", root], check=True)


def _foreign() -> Path:
    """The folder of this lock's wheels, with everything in it but our own."""
    constraints = (HOUSE / "constraints.txt").read_text(encoding="utf-8")
    needed = [*project()["dependencies"], f"pip=={metadata.version('pip')}"]
    llama = llama_wheel()
    state = f"{constraints}{needed}{sys.version_info[:2]}{_digest(llama)}"
    folder = OUT / hashlib.sha256(state.encode()).hexdigest()[:12]
    if folder.exists():
        return folder
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with TemporaryDirectory(dir=OUT, prefix=".part") as scratch:
        _pip_wheel(EPOCH, "-c", HOUSE / "constraints.txt", "-w", scratch, llama, *needed)
        Path(scratch).rename(folder)
    return folder


def _pip_wheel(time: int, *arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--disable-pip-version-check"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(time)}
    made = subprocess.run(
        [*command, *map(str, arguments)], env=environment, umask=0o022, check=False
    )
    if made.returncode:
        raise SystemExit("wheels: pip could not gather them; the reason is above")


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


if __name__ == "__main__":
    print(gather())
