"""What all orders of one kiosk are written with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.store.days import StoreDay
from kiosk.store.writer import Writer

__all__ = ["Desk"]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one run of a kiosk writes, by whose clock, and for whom."""

    writer: Writer
    day: StoreDay
    destinations: Sequence[str]
    """Names of those that get every ticket."""
    run: str
    """Of this kiosk."""
