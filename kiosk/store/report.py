"""What a day came to, out of the journal."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median, quantiles

from kiosk.store.days import StoreDay
from kiosk.store.orders import COLUMNS, Kept, OrderState, kept
from kiosk.store.tickets import last_ticket

__all__ = ["DayReport", "day_report"]


@dataclass(frozen=True, slots=True)
class DayReport:
    """One day of the store: the orders that were begun on it."""

    day: date
    orders: Mapping[OrderState, int]
    """How many are in each state now; those with nothing in them are none."""
    amended: int
    """Orders that the crew has changed after they were placed."""
    taken: Mapping[str, int]
    """What the placed ones come to: minor units by currency (ISO 4217)."""
    tax: Mapping[str, int]
    """The part of that which is tax."""
    sold: Mapping[str, int]
    """What was on the placed ones, by name, and how often; a meal is one thing."""
    locale: str
    """BCP 47 tag by which the menu that was sold from last writes amounts; empty where none was."""
    questions: Mapping[str, int]
    """What guests asked, by topic: ``price``, ``allergens``."""
    handoffs: int
    """How often a person was called."""
    seconds: tuple[float, ...]
    """From the first turn of each order to its ticket."""
    sold_out: Mapping[str, int]
    """Ids of what was 86'd, and in how many orders it was while they were taken."""

    @property
    def median_s(self) -> float | None:
        """Seconds until an order is placed; none where none was."""
        return median(self.seconds) if self.seconds else None

    @property
    def p95_s(self) -> float | None:
        """The same, which 95 of 100 stay below; none where none was placed."""
        if len(self.seconds) < 2:
            return self.median_s
        return quantiles(self.seconds, n=20, method="inclusive")[-1]


def day_report(db: sqlite3.Connection, store: StoreDay, day: date) -> DayReport:
    """What is known of ``day``.

    Raises:
        StoreError: an order, or the ticket of one, cannot be read.
        sqlite3.Error: the file cannot be read.
    """
    orders = _begun(db, store, day)
    ids = [order.id for order in orders]
    placed = [last_ticket(db, order.id) for order in orders if order.state == "placed"]
    taken: Counter[str] = Counter()
    tax: Counter[str] = Counter()
    sold: Counter[str] = Counter()
    locale = ""
    for ticket in filter(None, placed):
        taken[ticket.currency] += ticket.total
        tax[ticket.currency] += ticket.tax
        for line in ticket.lines:
            sold[line.name] += line.quantity
        locale = ticket.locale
    return DayReport(
        day=day,
        orders=Counter(order.state for order in orders),
        amended=_amended(db, ids),
        taken=taken,
        tax=tax,
        sold=sold,
        locale=locale,
        questions=_questions(db, ids),
        handoffs=_handoffs(db, ids),
        seconds=_seconds(db, orders),
        sold_out=_sold_out(db, ids),
    )


def _begun(db: sqlite3.Connection, store: StoreDay, day: date) -> list[Kept]:
    """Within two days of UTC around it, then by the store's own clock."""
    midnight = datetime.combine(day, datetime.min.time(), UTC)
    rows = db.execute(
        f"SELECT {COLUMNS} FROM orders WHERE cart <> '' AND began BETWEEN ? AND ? ORDER BY id",  # noqa: S608 - names of columns
        ((midnight - timedelta(days=1)).isoformat(), (midnight + timedelta(days=3)).isoformat()),
    )
    return [order for order in map(kept, rows) if store.of(order.began) == day]


def _amended(db: sqlite3.Connection, ids: list[int]) -> int:
    changed = "SELECT 1 FROM events WHERE order_id = ? AND kind = 'amended' LIMIT 1"
    return sum(db.execute(changed, (order,)).fetchone() is not None for order in ids)


def _questions(db: sqlite3.Connection, ids: list[int]) -> Counter[str]:
    asked: Counter[str] = Counter()
    for order in ids:
        for (edits,) in db.execute("SELECT edits FROM events WHERE order_id = ?", (order,)):
            asked.update(edit.split()[1] for edit in edits.splitlines() if edit.startswith("ask "))
    return asked


def _handoffs(db: sqlite3.Connection, ids: list[int]) -> int:
    """Turns that led to a person; one who is called already is not called again."""
    calls = 0
    for order in ids:
        was = ""
        for (status,) in db.execute(
            "SELECT status FROM events WHERE order_id = ? ORDER BY id", (order,)
        ):
            calls += status == "person" != was
            was = status
    return calls


def _seconds(db: sqlite3.Connection, orders: list[Kept]) -> tuple[float, ...]:
    took = []
    for order in orders:
        row = db.execute(
            "SELECT at FROM tickets WHERE order_id = ? ORDER BY id LIMIT 1", (order.id,)
        ).fetchone()
        if row is not None:
            took.append((datetime.fromisoformat(row[0]) - order.began).total_seconds())
    return tuple(second for second in took if second >= 0)  # the clock may have been set back


def _sold_out(db: sqlite3.Connection, ids: list[int]) -> Counter[str]:
    out: Counter[str] = Counter()
    for order in ids:
        rows = db.execute("SELECT sold_out FROM events WHERE order_id = ?", (order,))
        out.update({entry for (entries,) in rows for entry in entries.split()})
    return out
