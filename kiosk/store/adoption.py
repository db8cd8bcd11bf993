"""Orders that a kiosk kept elsewhere while the disk took none: they come into the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kiosk.store.database import FILE, fault, open_to_write
from kiosk.store.runs import Run

__all__ = ["adopt", "forget", "left_behind_in"]

_ORDER: Final = ("key", "run", "menu", "state", "began", "changed", "cart", "total", "day")
_EVENT: Final = (
    "at", "kind", "said_by", "status", "edits", "clock", "sold_out", "total", "language",
)  # fmt: skip
_TICKET: Final = ("key", "kind", "at", "body")
_PARCEL: Final = ("destination", "state", "attempts", "error", "doubtful")


@contextmanager
def left_behind_in(folder: Path) -> Iterator[sqlite3.Connection | None]:
    """The journal in ``folder``; none where there is none, or a living kiosk writes it.

    Raises:
        StoreError: it cannot be opened, or what is done with it meanwhile fails there.
    """
    if not (folder / FILE).is_file():
        yield None
        return
    run = Run(folder)
    try:
        if run.others():
            yield None
            return
        with closing(open_to_write(folder / FILE)) as other:
            yield other
    except sqlite3.Error as refused:
        raise fault(folder / FILE, refused) from refused
    finally:
        run.end()


def adopt(
    db: sqlite3.Connection, other: sqlite3.Connection, *, but_open: bool = False
) -> list[str]:
    """Every order of ``other`` becomes one of ``db``, with its events and with what still waits for
    destinations; the keys of all of them. One that is here already stays as it is.

    Args:
        but_open: leave those where they are that somebody still orders.

    Raises:
        sqlite3.Error: one of the two cannot be read, or the disk does not take it.
    """
    db.executemany(
        "INSERT OR IGNORE INTO menus (version, id, text) VALUES (?, ?, ?)",
        other.execute("SELECT version, id, text FROM menus"),
    )
    copy, keys = _Copy(db, other), []
    for theirs, key, day, number in other.execute(
        "SELECT id, key, day, ticket FROM orders "
        "WHERE NOT (? AND state IN ('open', 'unpaid', 'person')) ORDER BY id",
        (but_open,),
    ).fetchall():
        keys.append(key)
        if db.execute("SELECT 1 FROM orders WHERE key = ?", (key,)).fetchone():
            continue
        ours = copy.row("orders", _ORDER, theirs)
        # Where both have given out a number, its ticket has it, and here it stays the first's.
        db.execute(
            "UPDATE OR IGNORE orders SET ticket = ? WHERE id = ? AND day = ?", (number, ours, day)
        )
        copy.owned("events", _EVENT, "order_id", theirs, ours)
        for ticket, same in copy.owned("tickets", _TICKET, "order_id", theirs, ours):
            copy.owned("outbox", _PARCEL, "ticket_id", ticket, same)
    return keys


def forget(other: sqlite3.Connection, keys: Sequence[str]) -> None:
    """Orders that were adopted are no longer in ``other``; the numbers that it gave out are.

    Raises:
        sqlite3.Error: its file does not take it.
    """
    other.executemany("DELETE FROM orders WHERE key = ?", [(key,) for key in keys])


class _Copy:
    """Rows on their way from one file to another, where they get numbers of their own."""

    def __init__(self, db: sqlite3.Connection, other: sqlite3.Connection) -> None:
        self._db = db
        self._other = other

    def row(self, table: str, columns: Sequence[str], number: int) -> int:
        """Copy one; its number here."""
        ((_, ours),) = self._rows(table, columns, ("id", number))
        return ours

    def owned(
        self, table: str, columns: Sequence[str], owner: str, theirs: int, ours: int
    ) -> list[tuple[int, int]]:
        """Copy all whose column ``owner`` is ``theirs`` there: here it is ``ours``. The number of
        each, there and here."""
        return self._rows(table, columns, (owner, theirs), {owner: ours})

    def _rows(
        self,
        table: str,
        columns: Sequence[str],
        of: tuple[str, int],
        beside: Mapping[str, int] = MappingProxyType({}),
    ) -> list[tuple[int, int]]:
        into = ", ".join((*columns, *beside))
        marks = ", ".join("?" * (len(columns) + len(beside)))
        rows = self._other.execute(
            f"SELECT id, {', '.join(columns)} FROM {table} WHERE {of[0]} = ? ORDER BY id",  # noqa: S608 - names of columns, written above
            (of[1],),
        ).fetchall()
        numbers = []
        for number, *values in rows:
            done = self._db.execute(
                f"INSERT INTO {table} ({into}) VALUES ({marks})",  # noqa: S608 - likewise
                (*values, *beside.values()),
            )
            assert done.lastrowid is not None
            numbers.append((number, done.lastrowid))
        return numbers
