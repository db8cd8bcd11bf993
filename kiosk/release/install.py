"""From a bundle to a release: an environment of its own, the weights, and two commands."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from typing import Final

from kiosk.errors import BundleError
from kiosk.release.bundle import unpack
from kiosk.release.manifest import MEMBER, Manifest

__all__ = ["check_machine", "check_space", "install", "put_together"]

_GROWS: Final = 4
"""How many bytes a byte of wheel becomes at most: unpacked, and compiled by Python."""

_COMMAND: Final = """\
#!/bin/sh
# {does}
release=$(dirname "$(dirname "$(readlink -f "$0")")")
if [ -d "$release/models" ]; then
  export KIOSK_MODELS="${{KIOSK_MODELS-$release/models}}"
fi
{settings}exec "$release/venv/bin/python3" -I {runs} "$@"
"""
_COMMANDS: Final = {
    "kiosk": (
        "The kiosk of this release, with its weights.",
        "-c 'from kiosk.cli import main; main()'",
    ),
    "kiosk-update": ("Brings the releases of this machine up to date.", "-m kiosk.release"),
}
"""By name: what it is, and what Python is told to run."""


def check_machine(manifest: Manifest) -> None:
    """Refuse a bundle whose wheels cannot run here.

    Raises:
        BundleError: another processor, another Python, or instructions are missing.
    """
    if manifest.machine != platform.machine():
        raise BundleError(f"it is for {manifest.machine}, this machine is {platform.machine()}")
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    if manifest.python != python:
        raise BundleError(
            f"it is for Python {manifest.python}, this one is {python}",
            hint=f"run it with python{manifest.python}",
        )
    known = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").split()
    if missing := sorted(set(manifest.vectors) - set(known)):
        raise BundleError(
            f"its llama.cpp was built for a processor with {', '.join(missing)}",
            hint="make the bundle on a machine like this one",
        )


def check_space(manifest: Manifest, root: Path) -> None:
    """Refuse a bundle that the disk has no room for.

    Raises:
        BundleError: there is none.
    """
    wheels = sum(entry.bytes for entry in manifest.files if entry.path.startswith("wheels/"))
    needed = manifest.size + _GROWS * wheels
    standing = next(at for at in (root, *root.parents) if at.exists())
    free = shutil.disk_usage(standing).free
    if free < needed:
        raise BundleError(
            f"it needs {needed / 1e9:.1f} GB below {root}, {free / 1e9:.1f} GB are free",
            hint="free some space",
        )


def install(bundle: Path, folder: Path) -> None:
    """Make a release of a bundle in an empty folder, without a network.

    Raises:
        BundleError: the bundle is damaged, or its wheels do not fit together.
    """
    manifest = unpack(bundle, folder)
    (folder / MEMBER).write_bytes(manifest.written)
    (folder / "models").mkdir(exist_ok=True)
    put_together(folder, folder / "wheels", manifest.version, manifest.without)
    shutil.rmtree(folder / "wheels")


def put_together(folder: Path, wheels: Path, version: str, without: tuple[str, ...] = ()) -> None:
    """Make ``venv/`` and ``bin/`` of a release, for the Python that runs this.

    Args:
        folder: of the release.
        wheels: a folder with every wheel that it takes, pip's among them.
        version: of the kiosk.
        without: settings that are to be empty unless set.

    Raises:
        BundleError: the wheels do not fit together.
    """
    _check_unpacked(wheels)
    venv.EnvBuilder(symlinks=True).create(folder / "venv")
    _install_wheels(folder / "venv" / "bin" / "python3", wheels, version)
    (folder / "bin").mkdir()
    for name in _COMMANDS:
        _write_command(folder / "bin" / name, name, without)


def _check_unpacked(wheels: Path) -> None:
    """Refuse wheels that would fill the disk: what a member says of its size is all that is read.

    Raises:
        BundleError: they grow more than wheels do, or one is none.
    """
    packed = unpacked = 0
    for wheel in wheels.glob("*.whl"):
        packed += wheel.stat().st_size
        try:
            with zipfile.ZipFile(wheel) as archive:
                unpacked += sum(member.file_size for member in archive.infolist())
        except zipfile.BadZipFile as bad:
            raise BundleError(f"{wheel.name} cannot be installed: it is no wheel") from bad
    if unpacked > _GROWS * packed:
        raise BundleError(f"its wheels would take {unpacked / 1e9:.1f} GB, which no kiosk does")


def _install_wheels(python: Path, wheels: Path, version: str) -> None:
    """Everything from the bundle's wheels, by the pip among them.

    Raises:
        BundleError: with pip's last word.
    """
    pip = next(wheels.glob("pip-*.whl"), None)
    if pip is None:
        raise BundleError("its wheels cannot be installed: there is no pip among them")
    made = subprocess.run(
        [
            *(python, "-I", f"{pip}/pip", "install", "--isolated", "--no-index", "--no-cache-dir"),
            *("--only-binary=:all:", "--find-links", wheels, f"kiosk=={version}"),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PIP_CONFIG_FILE": os.devnull},
    )
    if made.returncode:
        told = [line for line in made.stderr.splitlines() if line.startswith("ERROR")]
        raise BundleError(f"its wheels cannot be installed: {' '.join(told[-1:]) or 'see pip'}")


def _write_command(place: Path, name: str, without: tuple[str, ...]) -> None:
    does, runs = _COMMANDS[name]
    settings = "".join(
        f'export {variable}="${{{variable}-}}"\n'
        for variable in (f"KIOSK_{setting.upper()}" for setting in without)
    )
    place.write_text(_COMMAND.format(does=does, runs=runs, settings=settings), encoding="utf-8")
    place.chmod(0o755)
