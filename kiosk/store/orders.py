"""Orders in the file: events are added, and the order is what they come to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Final, Literal, get_args

from kiosk.dialog.languages import LANGUAGES
from kiosk.dialog.ports import Actor, Event, replayed
from kiosk.dialog.reply import Status
from kiosk.errors import NotationError, StoreError
from kiosk.menu.availability import Availability
from kiosk.menu.model import Menu
from kiosk.order.edits import Ask, Edit
from kiosk.order.engine import Order
from kiosk.order.notation import format_cart, format_edit, parse_edit
from kiosk.order.outcome import Applied
from kiosk.order.pricing import price
from kiosk.store.menus import kept_menu

__all__ = [
    "COLUMNS",
    "EventKind",
    "Kept",
    "OrderState",
    "Replayed",
    "Standing",
    "add_event",
    "begin",
    "kept",
    "replay",
]

OrderState = Status | Literal["void"]
EventKind = Literal["turn", "amended", "void"]
"""A ``turn`` is the guest's; the others are the crew's, after the order was placed."""

COLUMNS: Final = (
    "orders.id, orders.key, run, menu, state, began, changed, cart, total, day, ticket, "
    "(SELECT count(*) FROM tickets WHERE order_id = orders.id)"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An order as the file has it."""

    id: int
    """In this file."""
    key: str
    """Of all orders of all kiosks."""
    run: str
    """Of the kiosk that takes it, or took it."""
    menu: str
    """Version of the menu that it is ordered from."""
    state: OrderState
    began: datetime
    """With a time zone, by the clock as it was then."""
    changed: datetime
    """Likewise."""
    cart: tuple[str, ...]
    """Its lines in order notation."""
    total: int
    """In minor units of the menu's currency."""
    day: date | None
    """The store's day on which it was placed; none before."""
    number: int | None
    """Of the ticket, within the day; none before it was placed."""
    tickets: int
    """How many were written: the first, one more for each amendment, and one that takes it back."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An order as the engine has it."""

    key: str
    menu: Menu
    """As it was when the order began."""
    order: Order
    language: str = "en"
    """Code of the language that its guest reads."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """An order, done again from its events."""

    kept: Kept
    standing: Standing
    """What its events come to."""


def begin(db: sqlite3.Connection, key: str, run: str, version: str, at: datetime) -> None:
    """An order of that menu, with nothing in it yet, unless it has begun."""
    now = at.astimezone(UTC).isoformat()
    db.execute(
        "INSERT OR IGNORE INTO orders (key, run, menu, state, began, changed, cart, total) "
        "VALUES (?, ?, ?, 'open', ?, ?, '', 0)",
        (key, run, version, now, now),
    )


def add_event(
    db: sqlite3.Connection,
    was: Standing,
    event: Event,
    at: datetime,
    kind: EventKind = "turn",
) -> Standing:
    """``event`` is kept, and the order becomes what follows from it.

    Raises:
        sqlite3.Error: the disk does not take it.
    """
    key, menu = was.key, was.menu
    after, outcomes = was.order.turn(menu, event.edits, event.available)
    done = [e for e, out in zip(event.edits, outcomes, strict=True) if isinstance(out, Applied)]
    now, total = at.astimezone(UTC).isoformat(), price(menu, after.cart).total
    clock = event.available.now
    db.execute(
        "INSERT INTO events "
        "(order_id, at, kind, said_by, status, edits, clock, sold_out, total, language) "
        "SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM orders WHERE key = ?",
        (
            now,
            kind,
            event.by,
            event.status,
            "\n".join(format_edit(menu, _wordless(edit)) for edit in done),
            clock.isoformat() if clock else None,
            " ".join(sorted(event.available.sold_out)),
            total,
            event.language,
            key,
        ),
    )
    cart = "\n".join(format_cart(menu, after.cart))
    db.execute(
        "UPDATE orders SET state = ?, changed = ?, cart = ?, total = ? WHERE key = ?",
        ("void" if kind == "void" else event.status, now, cart, total, key),
    )
    return replace(was, order=after, language=event.language)


def _wordless(edit: Edit) -> Edit:
    """A question without what it is about: that may be a guest's own word."""
    return replace(edit, about=()) if isinstance(edit, Ask) else edit


def kept(row: Sequence[str | int | None]) -> Kept:
    """An order, of its ``COLUMNS``."""
    number, key, run, menu, state, began, changed, cart, total, day, ticket, tickets = row
    return Kept(
        id=int(number or 0),
        key=str(key),
        run=str(run),
        menu=str(menu),
        state=_state(str(state)),
        began=datetime.fromisoformat(str(began)),
        changed=datetime.fromisoformat(str(changed)),
        cart=tuple(str(cart).splitlines()),
        total=int(total or 0),
        day=date.fromisoformat(str(day)) if day is not None else None,
        number=int(ticket) if ticket is not None else None,
        tickets=int(tickets or 0),
    )


def _state(text: str) -> OrderState:
    if text == "void":
        return "void"
    return _status(text)


def _status(text: str) -> Status:
    for status in get_args(Status):
        if status == text:
            return status  # type: ignore[no-any-return]
    raise StoreError(f'the journal has an order in the state "{text}", which no order can be in')


def _actor(text: str) -> Actor:
    for by in get_args(Actor):
        if by == text:
            return by  # type: ignore[no-any-return]
    raise StoreError(f'the journal has an event by "{text}", whom nobody knows')


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise StoreError(f'the journal has an event in the language "{text}", which nobody speaks')
    return text


def replay(
    db: sqlite3.Connection, key: str, menu_of: Callable[[str], Menu] | None = None
) -> Replayed:
    """The order of that key, from its events.

    Args:
        menu_of: gives the menu of a version; without it, the file's is read.

    Raises:
        StoreError: there is none, or an event of it cannot be read.
        sqlite3.Error: the file cannot be read.
    """
    row = db.execute(f"SELECT {COLUMNS} FROM orders WHERE key = ?", (key,)).fetchone()  # noqa: S608 - names of columns, written above
    if row is None:
        raise StoreError(f"the journal has no order {key}")
    order = kept(row)
    menu = menu_of(order.menu) if menu_of else kept_menu(db, order.menu)
    rows = db.execute(
        "SELECT said_by, edits, status, clock, sold_out, language FROM events "
        "WHERE order_id = ? ORDER BY id",
        (order.id,),
    )
    events = [_kept_event(menu, order, row) for row in rows]
    language = events[-1].language if events else "en"
    return Replayed(order, Standing(key, menu, replayed(menu, events), language))


def _kept_event(menu: Menu, order: Kept, row: Sequence[str | None]) -> Event:
    """An event of ``order``: who, edits, status, clock, what was sold out, and the language.

    Raises:
        StoreError: it cannot be read.
    """
    by, edits, status, clock, sold_out, language = row
    try:
        return Event(
            _actor(str(by)),
            tuple(parse_edit(menu, text) for text in str(edits).splitlines()),
            _status(str(status)),
            Availability(
                time.fromisoformat(clock) if clock else None,
                frozenset(str(sold_out).split()),
            ),
            _language(str(language)),
        )
    except (NotationError, ValueError) as bad:
        raise StoreError(f"order {order.key} has an event that cannot be read: {bad}") from bad
