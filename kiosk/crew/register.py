"""The orders of this run: the one that is open, those before it, and what became of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from kiosk.dialog import Status
from kiosk.dialog.ticket import Rows

__all__ = ["Register", "Sale", "SaleState"]

_KEPT: Final = 50
"""Orders that can be looked back to: a busy hour's."""

SaleState = Status | Literal["void"]


@dataclass(frozen=True, slots=True)
class Sale:
    """One order of this run."""

    number: int
    """Of this run, from 1."""
    at: datetime
    """When it last changed; with a time zone."""
    state: SaleState
    lines: tuple[Rows, ...]
    total: int
    """In minor units."""


class Register:
    """Knows the orders of this run; a store behind the journal will know those before it."""

    def __init__(self) -> None:
        self._sales: deque[Sale] = deque(maxlen=_KEPT)
        self._last = 0
        self._open = False

    @property
    def sales(self) -> tuple[Sale, ...]:
        """The latest first."""
        return tuple(reversed(self._sales))

    def note(self, status: Status, lines: Iterable[Rows], total: int, at: datetime) -> None:
        """How the order at the counter stands; one that is empty is none yet."""
        held = tuple(lines)
        if not held and not self._open:
            return
        if not self._open:
            self._last += 1
            self._open = True
            self._sales.append(Sale(self._last, at, status, held, total))
        elif self._sales[-1].state != "void":
            self._sales[-1] = Sale(self._last, at, status, held, total)

    def close(self) -> None:
        """The guest has left: what comes next is another order. One that was still open when its
        guest left is abandoned."""
        if self._open and self._sales[-1].state in {"open", "person"}:
            self._sales[-1] = replace(self._sales[-1], state="abandoned")
        self._open = False

    def void(self, number: int, at: datetime) -> bool:
        """Take back an order that was placed; false where there is none such."""
        for place, sale in enumerate(self._sales):
            if sale.number == number and sale.state == "placed":
                self._sales[place] = replace(sale, state="void", at=at)
                return True
        return False
