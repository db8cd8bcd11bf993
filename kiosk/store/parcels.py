"""What waits for its destinations, in the file: which is next, what became of it, how many."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from kiosk.errors import UsageError

__all__ = [
    "DeadLetter",
    "Parcel",
    "Queue",
    "ahead",
    "begin_try",
    "dead_letters",
    "note",
    "queues",
    "resend",
    "together",
]

ParcelState = Literal["waiting", "delivered", "dead"]
"""``dead`` has been put aside: those behind it go on, and a person sends it again."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A ticket on its way to one destination."""

    id: int
    """In the order in which they were written."""
    key: str
    """The same at every attempt."""
    body: str
    """The :class:`kiosk.connect.PlacedOrder` as JSON."""
    doubtful: bool
    """Whether it may have got there already: a try is under way, was cut off, or ended so."""


@dataclass(frozen=True, slots=True)
class Queue:
    """How one destination is served."""

    destination: str
    waiting: int
    dead: int
    oldest: datetime | None
    """When the ticket was written that has waited longest; none where none waits."""
    attempts: int
    """How often it was tried to deliver that one."""
    error: str
    """What came of the last try that failed, of what waits or was put aside; empty where none
    did."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A ticket that a destination will not take."""

    destination: str
    key: str
    error: str


def ahead(db: sqlite3.Connection, destination: str) -> Parcel | None:
    """What that destination gets next, or none."""
    row = db.execute(
        "SELECT outbox.id, tickets.key, tickets.body, doubtful "
        "FROM outbox JOIN tickets ON tickets.id = ticket_id "
        "WHERE destination = ? AND outbox.state = 'waiting' ORDER BY outbox.id LIMIT 1",
        (destination,),
    ).fetchone()
    if row is None:
        return None
    number, key, body, doubtful = row
    return Parcel(number, key, body, bool(doubtful))


def begin_try(db: sqlite3.Connection, parcel: int) -> None:
    """From now on nobody can tell whether it got there, until ``note`` says so."""
    db.execute("UPDATE outbox SET doubtful = 1 WHERE id = ?", (parcel,))


def note(
    db: sqlite3.Connection,
    parcel: int,
    state: ParcelState,
    error: str = "",
    *,
    doubtful: bool = False,
) -> None:
    """What became of a try; ``doubtful``: it may have got there all the same."""
    db.execute(
        "UPDATE outbox SET state = ?, attempts = attempts + 1, error = ?, doubtful = ? "
        "WHERE id = ?",
        (state, error, doubtful, parcel),
    )


def queues(db: sqlite3.Connection) -> list[Queue]:
    """Every destination that anything waits for or was put aside for, by name."""
    rows = db.execute(
        """WITH held AS (
            SELECT outbox.*, tickets.at FROM outbox JOIN tickets ON tickets.id = ticket_id
            WHERE outbox.state <> 'delivered'
        )
        SELECT destination,
            total(state = 'waiting'), total(state = 'dead'),
            (SELECT at FROM held AS first WHERE first.destination = held.destination
                AND first.state = 'waiting' ORDER BY id LIMIT 1),
            (SELECT attempts FROM held AS first WHERE first.destination = held.destination
                AND first.state = 'waiting' ORDER BY id LIMIT 1),
            (SELECT error FROM held AS first WHERE first.destination = held.destination
                AND first.error <> '' ORDER BY state DESC, id LIMIT 1)
        FROM held GROUP BY destination ORDER BY destination"""
    )
    return [
        Queue(
            destination,
            int(waiting),
            int(dead),
            datetime.fromisoformat(at) if at else None,
            attempts or 0,
            error or "",
        )
        for destination, waiting, dead, at, attempts, error in rows
    ]


def together(some: Sequence[Queue], others: Sequence[Queue]) -> list[Queue]:
    """The queues of two files as one for each destination, by name."""
    found = {queue.destination: queue for queue in some}
    for queue in others:
        was = found.get(queue.destination)
        found[queue.destination] = queue if was is None else _joined(was, queue)
    return sorted(found.values(), key=lambda queue: queue.destination)


def _joined(one: Queue, other: Queue) -> Queue:
    """What waits longest is told of."""
    if other.oldest and not (one.oldest and one.oldest <= other.oldest):
        one, other = other, one
    return replace(
        one,
        waiting=one.waiting + other.waiting,
        dead=one.dead + other.dead,
        error=one.error or other.error,
    )


def dead_letters(db: sqlite3.Connection) -> list[DeadLetter]:
    """What was put aside, the oldest first."""
    rows = db.execute(
        "SELECT destination, tickets.key, error FROM outbox "
        "JOIN tickets ON tickets.id = ticket_id "
        "WHERE outbox.state <> 'delivered' AND outbox.state = 'dead' ORDER BY outbox.id"
    )
    return [DeadLetter(*row) for row in rows]


def resend(db: sqlite3.Connection, destination: str, key: str | None = None) -> int:
    """Try again what was put aside for ``destination``, all of it or the ticket of that key; how
    many they are. It goes ahead of what was written later.

    Raises:
        UsageError: nothing like that was put aside.
    """
    changed = db.execute(
        "UPDATE outbox SET state = 'waiting' WHERE destination = ? AND state = 'dead' "
        "AND (? IS NULL OR ticket_id = (SELECT id FROM tickets WHERE key = ?))",
        (destination, key, key),
    ).rowcount
    if not changed:
        of = f" of key {key}" if key else ""
        raise UsageError(
            f"no ticket{of} was put aside for {destination}", hint="see: kiosk journal outbox"
        )
    return changed
