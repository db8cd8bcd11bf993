"""Where a fine-tuning stands, on the disk: enough to go on as if nothing had happened."""

from __future__ import annotations

import errno
import os
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor

from kiosk.errors import ModelError, StoreError

__all__ = ["Checkpoint", "load", "save"]

_NAME: Final = "checkpoint.pt"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A fine-tuning between two steps."""

    made_from: dict[str, Any]
    """What must be the same when it goes on: base, data, plan, seed, and the history of the
    adapters that it began with, none for new ones (plain values)."""
    step: int
    """Steps that are done."""
    seconds: float
    """Time spent on them, and on measuring between them."""
    tokens: int
    """Tokens read, padding not counted."""
    adapter: dict[str, Tensor]
    optimiser: dict[str, Any]


def save(folder: Path, checkpoint: Checkpoint) -> None:
    """Put ``checkpoint`` in the place of the last one, in one move.

    Raises:
        StoreError: the disk is full, or the folder cannot be written; the last one stands.
    """
    part = folder / f"{_NAME}.part"
    content = {name: getattr(checkpoint, name) for name in Checkpoint.__slots__}
    try:
        with part.open("wb") as file:
            torch.save(content, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / _NAME)
    except (OSError, RuntimeError) as bad:
        part.unlink(missing_ok=True)
        full = isinstance(bad, OSError) and bad.errno in {errno.ENOSPC, errno.EDQUOT}
        why = "the disk is full" if full else str(bad)
        raise StoreError(f"{folder}: no checkpoint can be written ({why})") from bad


def load(folder: Path) -> Checkpoint | None:
    """The checkpoint of ``folder``; none where there is none.

    Raises:
        ModelError: there is one, and it cannot be used.
    """
    file = folder / _NAME
    if not file.exists():
        return None
    try:
        return Checkpoint(**torch.load(file, weights_only=True))
    except (OSError, RuntimeError, EOFError, TypeError, ValueError, pickle.UnpicklingError) as bad:
        raise ModelError(
            f"{file} is damaged or not a checkpoint", hint="remove it to start from nothing"
        ) from bad
