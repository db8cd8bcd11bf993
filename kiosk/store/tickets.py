"""Tickets: what leaves the kiosk when an order is placed, amended or taken back."""

from __future__ import annotations

import sqlite3
from datetime import UTC
from typing import Final

from pydantic import ValidationError

from kiosk.connect.placed import Kind, PlacedOrder, Ticket, placed_order
from kiosk.errors import StoreError
from kiosk.store.days import next_number
from kiosk.store.desk import Desk
from kiosk.store.orders import Standing

__all__ = ["issue", "last_ticket", "read_ticket"]

_LONGEST_NAME: Final = 200
_LONGEST_TABLE: Final = 128
"""Characters that a ticket takes."""


def issue(
    db: sqlite3.Connection,
    desk: Desk,
    standing: Standing,
    kind: Kind,
    guest: str | None = None,
    table: str | None = None,
) -> PlacedOrder:
    """The ticket of an order as it stands, kept for every destination.

    A first ticket gets the next number of the day; one that follows it keeps day, number, name and
    table.

    Raises:
        StoreError: it cannot be written as a ticket.
        sqlite3.Error: the disk does not take it.
    """
    order, version, issued = db.execute(
        "SELECT id, menu, (SELECT count(*) FROM tickets WHERE order_id = orders.id) "
        "FROM orders WHERE key = ?",
        (standing.key,),
    ).fetchone()
    now = desk.day.now()
    before = last_ticket(db, order)
    if before is None:
        day = desk.day.of(now)
        number = next_number(db, day, desk.day.first)
        db.execute(
            "UPDATE orders SET day = ?, ticket = ? WHERE id = ?", (day.isoformat(), number, order)
        )
    else:
        day, number, guest, table = before.day, before.number, before.guest, before.table
    ticket = Ticket(
        key=f"{standing.key}-{issued + 1}",
        day=day,
        number=number,
        at=now,
        menu_version=version,
        kind=kind,
        guest=(guest or "")[:_LONGEST_NAME] or None,
        table=(table or "")[:_LONGEST_TABLE] or None,
    )
    try:
        placed = placed_order(standing.menu, standing.order.cart, ticket)
    except ValidationError as bad:
        raise StoreError(f"no ticket can be written: {bad.errors()[0]['msg']}") from bad
    cursor = db.execute(
        "INSERT INTO tickets (order_id, key, kind, at, body) VALUES (?, ?, ?, ?, ?)",
        (order, placed.key, kind, now.astimezone(UTC).isoformat(), placed.model_dump_json()),
    )
    db.executemany(
        "INSERT INTO outbox (ticket_id, destination, state) VALUES (?, ?, 'waiting')",
        [(cursor.lastrowid, destination) for destination in desk.destinations],
    )
    return placed


def last_ticket(db: sqlite3.Connection, order: int) -> PlacedOrder | None:
    """The latest ticket of the order with that number in the file, or none.

    Raises:
        StoreError: it cannot be read.
    """
    row = db.execute(
        "SELECT body FROM tickets WHERE order_id = ? ORDER BY id DESC LIMIT 1", (order,)
    ).fetchone()
    return read_ticket(row[0]) if row else None


def read_ticket(body: str) -> PlacedOrder:
    """A ticket as it is kept.

    Raises:
        StoreError: this kiosk cannot read it.
    """
    try:
        return PlacedOrder.model_validate_json(body)
    except ValidationError as bad:
        raise StoreError(f"a ticket cannot be read: {bad.errors()[0]['msg']}") from bad
