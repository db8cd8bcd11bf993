"""What a board shows of an order, and the two ends that it goes between."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from kiosk.dialog import Reply, Session, Status
from kiosk.dialog.ticket import Rows, Words, line_rows
from kiosk.menu import Menu
from kiosk.menu.language import in_language

__all__ = ["Board", "Feed", "OnBoard", "Seen", "View", "view_of", "welcome"]


@dataclass(frozen=True, slots=True)
class OnBoard:
    """One line of the order."""

    ref: int
    """Its number in the cart: the same line keeps it."""
    rows: Rows
    """The line with its price, then every deviation."""


@dataclass(frozen=True, slots=True)
class View:
    """All that a board shows; nothing that a guest said is in it."""

    house: str
    """Name of the restaurant."""
    currency: str
    """ISO 4217 code; amounts are in its minor units."""
    locale: str
    """BCP 47 tag by which amounts are written."""
    language: str
    """Code of the language that the guest has chosen."""
    here: bool
    """Whether a guest is there; without one, the board welcomes the next."""
    status: Status = "open"
    confirming: bool = False
    """Whether the guest is asked now if this is right."""
    said: str = ""
    """The kiosk's last words: the question, the read-back."""
    lines: tuple[OnBoard, ...] = ()
    subtotal: int = 0
    tax: int = 0
    tax_included: bool = False
    """Whether the prices of the lines hold the tax already."""
    total: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """How things stand at the far end."""

    view: View | None
    """What was shown last, or none yet."""
    live: bool
    """Whether the process that shows it is still there."""


class Board(Protocol):
    """Where whoever takes the order shows it."""

    def show(self, view: View) -> None:
        """Show ``view`` from now on.

        Raises:
            StoreError: it could not be handed over; the board shows what it did before.
        """
        ...


class Feed(Protocol):
    """Where a board sees what to draw."""

    def seen(self) -> AsyncIterator[Seen]:
        """How things stand now, then every change, for ever."""
        ...


def welcome(menu: Menu, language: str) -> View:
    """While nobody is there."""
    return View(menu.name, menu.currency, menu.locale, language, here=False)


def view_of(session: Session, reply: Reply, language: str, tr: Words = str) -> View:
    """The order as it stands after ``reply``, in the words of that language."""
    menu, totals = in_language(session.menu, language), session.totals
    return View(
        house=menu.name,
        currency=menu.currency,
        locale=menu.locale,
        language=language,
        here=True,
        status=session.status,
        confirming=reply.asks == "confirm",
        said=" ".join(reply.text.split()),
        lines=tuple(OnBoard(ref, rows) for ref, rows in line_rows(menu, session.cart, tr).items()),
        subtotal=totals.subtotal,
        tax=totals.tax,
        tax_included=menu.tax.inclusive,
        total=totals.total,
    )
