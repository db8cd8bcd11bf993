"""The orders of this run: the one that is open, those before it, and what became of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal, Protocol

from kiosk.dialog import Status
from kiosk.dialog.ticket import Rows, line_rows
from kiosk.menu import Menu
from kiosk.order.cart import Cart
from kiosk.order.pricing import price

__all__ = ["Printer", "Register", "Sale", "SaleState"]

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
    menu: Menu
    """As it was when the order was taken."""
    cart: Cart
    ticket: int | None = None
    """The number that the guest was given; none until it is placed."""
    version: int = 1
    """Of the ticket; each amendment is one more."""

    @property
    def lines(self) -> tuple[Rows, ...]:
        """As rows to be shown or printed."""
        return tuple(line_rows(self.menu, self.cart).values())

    @property
    def total(self) -> int:
        """In minor units."""
        return price(self.menu, self.cart).total


class Printer(Protocol):
    """Prints tickets."""

    async def print(self, sale: Sale) -> None:
        """Print ``sale`` as it is now; returns when it is on paper.

        Raises:
            KioskError: it is not, and why.
        """
        ...


class Register:
    """Knows the orders of this run."""

    def __init__(self) -> None:
        self._sales: deque[Sale] = deque(maxlen=_KEPT)
        self._last = 0
        self._open = False

    @property
    def sales(self) -> tuple[Sale, ...]:
        """The latest first."""
        return tuple(reversed(self._sales))

    def note(
        self, status: Status, menu: Menu, cart: Cart, at: datetime, ticket: int | None = None
    ) -> None:
        """How the order at the counter stands; one that is empty is none yet. What the crew has
        made of it since it was placed stands."""
        if not cart.lines and not self._open:
            return
        if not self._open:
            self._last += 1
            self._open = True
            self._sales.append(Sale(self._last, at, status, menu, cart, ticket))
        elif self._sales[-1].state not in {"placed", "void"}:
            self._sales[-1] = Sale(self._last, at, status, menu, cart, ticket)

    def close(self) -> None:
        """The guest has left: what comes next is another order. One that was still open when its
        guest left is abandoned."""
        if self._open and self._sales[-1].state in {"open", "unpaid", "person"}:
            self._sales[-1] = replace(self._sales[-1], state="abandoned")
        self._open = False

    def void(self, number: int, at: datetime) -> bool:
        """Take back an order that was placed; false where there is none such."""
        return self._change(number, lambda sale: replace(sale, state="void", at=at))

    def amend(self, number: int, cart: Cart, at: datetime) -> bool:
        """An order that was placed is of ``cart`` now: a new version of the same ticket; false
        where there is none such."""
        return self._change(
            number, lambda sale: replace(sale, cart=cart, version=sale.version + 1, at=at)
        )

    def _change(self, number: int, change: Callable[[Sale], Sale]) -> bool:
        for place, sale in enumerate(self._sales):
            if sale.number == number and sale.state == "placed":
                self._sales[place] = change(sale)
                return True
        return False
