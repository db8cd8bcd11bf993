"""What training needs beyond what a kiosk runs on."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from kiosk.errors import UsageError

__all__ = ["how_long_is_said", "need_training"]

_LIBRARIES: Final = ("torch", "gguf")


def need_training() -> None:
    """Raise a ``UsageError`` unless the libraries for training are installed."""
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        raise UsageError(f"training needs {' and '.join(missing)}", hint="run: make setup-train")


def how_long_is_said(minutes: float | None, steps: int | None) -> None:
    """Raise a ``UsageError`` unless one of them says how long to train."""
    if (minutes is None) == (steps is None):
        raise UsageError("how long to train is said by --minutes or by --steps")
