"""Looking after the file: is it sound, a copy of it, and forgetting what is old."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path

from kiosk.errors import StoreError
from kiosk.files import settle
from kiosk.order.notation import format_cart
from kiosk.order.pricing import price
from kiosk.store.database import fault
from kiosk.store.menus import kept_menu
from kiosk.store.orders import Replayed, replay
from kiosk.store.tickets import last_ticket

__all__ = ["back_up", "faults", "purge"]


def faults(db: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with the file, a sentence each: pages, references, and every order that is not
    what its events come to. It reads everything: some 0.5 ms of computing an order.

    Raises:
        sqlite3.Error: it cannot even be read.
    """
    yield from (said for (said,) in db.execute("PRAGMA integrity_check") if said != "ok")
    for table, *_ in db.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} belongs to nothing"
    menu_of = cache(partial(kept_menu, db))
    for (key,) in db.execute("SELECT key FROM orders ORDER BY id").fetchall():
        try:
            yield from _wrong(db, replay(db, key, menu_of))
        except StoreError as unreadable:
            yield str(unreadable)


def _wrong(db: sqlite3.Connection, was: Replayed) -> Iterator[str]:
    order, menu, cart = was.kept, was.standing.menu, was.standing.order.cart
    total = price(menu, cart).total
    if tuple(format_cart(menu, cart)) != order.cart:
        yield f"order {order.key} is not what its events come to"
    if total != order.total:
        yield f"order {order.key} was {order.total}, and its events come to {total}"
    if order.state in ("placed", "void"):
        ticket = last_ticket(db, order.id)
        if ticket is None:
            yield f"order {order.key} was placed, and has no ticket"
        elif ticket.total != order.total:
            yield f"order {order.key} is {order.total}, and its ticket says {ticket.total}"


def back_up(db: sqlite3.Connection, to: Path) -> None:
    """A copy of the file as it is now, made while a kiosk goes on writing.

    Raises:
        StoreError: ``to`` is there already, or cannot be written; then there is nothing at ``to``.
        sqlite3.Error: the journal cannot be read.
    """
    if to.exists():
        raise StoreError(f"{to}: is there already", hint="name another file")
    part = to.with_name(f".{to.name}.part")
    try:
        part.unlink(missing_ok=True)
        # As the journal itself: names of guests are in it.
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            db.backup(copy)
            # A copy is one file, whatever stands beside the one that it was made of.
            copy.execute("PRAGMA journal_mode = DELETE")
            (said,) = copy.execute("PRAGMA quick_check").fetchone()
        if said != "ok":
            raise StoreError(f"{to}: the copy is damaged: {said}")
        settle(part)
        part.rename(to)
        settle(to.parent)
    except (OSError, sqlite3.Error) as refused:
        raise fault(to, refused) from refused
    finally:
        part.unlink(missing_ok=True)


def purge(db: sqlite3.Connection, days: int, most: int = -1) -> int:
    """Forget orders that nothing has happened to for ``days`` days, and their tickets; how many.
    ``most`` of them, the oldest first: those who order meanwhile do not wait long.

    What is still open, or still waits for a destination, stays. So does what the crew has put
    aside. Days are counted back from the last order and not from today: a clock that is wrong by
    years forgets nothing that was made by the same clock.

    Raises:
        sqlite3.Error: the disk does not take it.
    """
    (last,) = db.execute("SELECT max(changed) FROM orders").fetchone()
    if last is None:
        return 0
    until = datetime.fromisoformat(last).astimezone(UTC) - timedelta(days=days)
    forgotten = db.execute(
        "DELETE FROM orders WHERE id IN (SELECT id FROM orders WHERE changed < ? "
        "AND state IN ('placed', 'void', 'cancelled', 'abandoned') "
        "AND NOT EXISTS (SELECT 1 FROM tickets JOIN outbox ON ticket_id = tickets.id "
        "WHERE order_id = orders.id AND outbox.state <> 'delivered') ORDER BY changed LIMIT ?)",
        (until.isoformat(), most),
    ).rowcount
    db.execute("DELETE FROM menus WHERE version NOT IN (SELECT menu FROM orders)")
    return forgotten
