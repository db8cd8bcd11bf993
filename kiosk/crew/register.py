"""Orders as the crew sees them: the one that is open, those before it, and what became of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from kiosk.dialog import Session, Status
from kiosk.menu import Menu
from kiosk.order.cart import Cart
from kiosk.order.pricing import price

__all__ = ["Amendment", "Register", "Sale", "SaleState"]

SaleState = Status | Literal["void"]


@dataclass(frozen=True, slots=True)
class Sale:
    """One order."""

    key: str
    """Of the order, among those of all kiosks."""
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
    def total(self) -> int:
        """In minor units."""
        return price(self.menu, self.cart).total


@dataclass(frozen=True, slots=True)
class Amendment:
    """An order that was placed, before the crew to be changed."""

    sale: Sale
    """As it was."""
    session: Session
    """Has the order before it; what is said and touched there changes nothing else."""
    keep: Callable[[], Awaitable[None]]
    """Make the order what the session has. It may raise ``StoreError``, and then the order is as it
    was."""


class Register(Protocol):
    """Knows the orders of this counter, and changes those that were placed."""

    async def latest(self) -> Sequence[Sale]:
        """The latest first.

        Raises:
            StoreError: they cannot be read.
        """
        ...

    async def void(self, sale: Sale) -> None:
        """Take it back.

        Raises:
            StoreError: that cannot be kept.
        """
        ...

    async def amend(self, sale: Sale) -> Amendment:
        """Open it once more.

        Raises:
            StoreError: it cannot be read.
        """
        ...
