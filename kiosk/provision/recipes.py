"""Conversions that some weights need before an engine can load them.

A recipe runs in a process of its own: it takes a gigabyte for a moment, and the engine that tries
the result ends its process when it does not like a file.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from kiosk.errors import KioskError, ModelError

__all__ = ["RECIPES", "Recipe"]


@dataclass(frozen=True)
class Recipe:
    """One conversion."""

    name: str
    version: int
    """Raised when the same sources give other outputs; what stands is then converted again."""
    outputs: Mapping[str, str]
    """File names of what it makes, by role."""
    room: int
    """Bytes of disk that it takes while it runs, per byte of source."""

    def convert(self, weight: str, sources: Mapping[str, Path], folder: Path) -> None:
        """Make the outputs in ``folder`` from the files of a weight, by role, and try them.

        Raises:
            ModelError: the sources cannot be converted, or the result does not work.
            OSError: the outputs cannot be written.
        """
        with ProcessPoolExecutor(1, get_context("spawn"), _be_quiet) as own_process:
            try:
                own_process.submit(_whisper, weight, dict(sources), folder).result()
            except BrokenProcessPool as bad:
                raise ModelError(f"{weight}: the conversion ended without a word") from bad
            except (KioskError, OSError):
                raise
            except Exception as bad:  # whatever the ONNX libraries have to say
                raise ModelError(f"{weight} cannot be converted: {bad}") from bad


def _be_quiet() -> None:
    """Keep the libraries' remarks off the terminal: faults come back as exceptions."""
    logging.disable()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _whisper(weight: str, sources: Mapping[str, Path], folder: Path) -> None:
    # Imported here, in the process of its own: the ONNX libraries take a second to load.
    from kiosk.provision.whisper.export import convert

    convert(weight, sources, folder)


RECIPES: Mapping[str, Recipe] = {
    "whisper": Recipe(
        name="whisper",
        version=1,
        outputs={
            "encoder": "encoder.int8.onnx",
            "decoder": "decoder.int8.onnx",
            "tokens": "tokens.txt",
        },
        room=4,
    )
}
