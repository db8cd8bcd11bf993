"""Make the offline bundle: one file that sets up a machine which never sees a network.

It holds what ``wheelhouse`` gathered, the weights that a kiosk needs by default, as they stand on
the shelf, and the installer. The same content gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from pathlib import Path
from typing import Final

import wheelhouse
from llama_wheel import note_of

from kiosk.config import Settings
from kiosk.errors import KioskError
from kiosk.provision import Shelf
from kiosk.provision.kinds import digest
from kiosk.release.bundle import write
from kiosk.release.manifest import Entry, Manifest

INSTALLER = wheelhouse.HOUSE / "packaging" / "bundle" / "install.sh"
OUT = wheelhouse.HOUSE / "out"
"""Where it is put, and where the wheels are."""

RUNGS: Final = {
    "both": (),
    "small": ("larger_language_model",),
    "rules": ("language_model", "larger_language_model"),
}
"""Which language models come with it: the settings of those that do not."""


def weights(shelf: Shelf, without: tuple[str, ...]) -> dict[str, Path]:
    """The files that a kiosk loads by default, by their paths in a bundle.

    Raises:
        ModelError: one is missing, or does not match.
    """
    left_out = {Settings.model_fields[setting].default for setting in without}
    return {
        f"models/{name}/{file.name}": file
        for name in shelf.manifest.default_set()
        if name not in left_out
        for file in shelf.to_carry(name)
    }


def vectors() -> tuple[str, ...]:
    """Instruction sets that a processor has to have for our llama.cpp; none are asked of one when
    it was built for no processor in particular."""
    built = json.loads(note_of(wheelhouse.llama_wheel()).read_text(encoding="utf-8"))
    return () if "-DGGML_NATIVE=OFF" in built["cmake_args"] else tuple(built["vectors"].split())


def described(files: dict[str, Path], rungs: str) -> Manifest:
    """The manifest of these files, for machines like this one."""
    return Manifest(
        version=wheelhouse.project()["version"],
        machine=platform.machine(),
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
        vectors=vectors(),
        without=RUNGS[rungs],
        files=tuple(
            Entry(path, file.stat().st_size, digest(file)) for path, file in sorted(files.items())
        ),
    )


def make(rungs: str) -> Path:
    """Write the bundle; returns its path.

    Raises:
        ModelError: a weight is missing, or does not match.
    """
    wheels = wheelhouse.gather()
    files = {INSTALLER.name: INSTALLER}
    files |= {f"wheels/{wheel.name}": wheel for wheel in wheels.glob("*.whl")}
    files |= weights(Shelf(), RUNGS[rungs])
    manifest = described(files, rungs)
    marks = (manifest.version, manifest.machine, *([] if rungs == "both" else [rungs]))
    bundle = OUT / f"kiosk-{'-'.join(marks)}.tar"
    part = bundle.with_suffix(".part")
    with part.open("wb") as opened:
        write(opened, manifest, files)
    return part.rename(bundle)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the offline bundle.")
    parser.add_argument("--rungs", choices=RUNGS, default="both", help="the language models in it")
    try:
        bundle = make(parser.parse_args().rungs)
    except KioskError as fault:
        raise SystemExit(f"bundle: {fault}") from None
    print(f"{bundle} ({bundle.stat().st_size / 1e6:.0f} MB)")


if __name__ == "__main__":
    main()
