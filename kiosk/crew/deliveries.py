"""Where orders go when they are placed, as the crew sees it: what waits, what was put aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.crew.register import Sale

__all__ = ["Condition", "Deliveries", "Delivery"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One printer, display or till."""

    name: str
    """As the settings call it."""
    waiting: int = 0
    """Tickets that it has yet to get."""
    dead: int = 0
    """Tickets that it would not take, put aside."""
    oldest: datetime | None = None
    """When the ticket was written that waits longest; none where none waits."""
    trouble: str = ""
    """What keeps it, in a line; empty where nothing is known to."""


@dataclass(frozen=True, slots=True)
class Condition:
    """How a destination is right now."""

    trouble: str = ""
    """What it does not work for, in a line; empty where it works."""
    paper_low: bool = False
    """Soon a printer will print no more."""
    known: bool = True
    """Whether the settings still have it."""


class Deliveries(Protocol):
    """Knows the destinations of this counter, and helps them along."""

    @property
    def printers(self) -> Sequence[str]:
        """Names of those that print."""
        ...

    async def latest(self) -> Sequence[Delivery]:
        """How each destination is served.

        Raises:
            StoreError: that cannot be read.
        """
        ...

    async def look(self, name: str) -> Condition:
        """How the destination of that name is right now, asked of itself."""
        ...

    async def resend(self, name: str) -> int:
        """Send it again what was put aside; how many tickets.

        Raises:
            KioskError: nothing was put aside, or it cannot be kept.
        """
        ...

    async def print_again(self, sale: Sale) -> None:
        """Print the ticket once more on every printer, marked as such.

        Raises:
            KioskError: one has not printed it, and why.
        """
        ...
