"""The tables, as numbered steps: a new one is added at the end, none is ever changed.

An index of a few rows among many serves a query that writes the index's condition word for word.
Times are UTC in ISO 8601, money is minor units, carts and edits are order notation, a line each.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from kiosk.errors import StoreError

__all__ = ["APPLICATION", "LEAST", "MIGRATIONS", "migrate", "version"]

APPLICATION: Final = 0x6B696F73
"""``kios``: by this number a file says what it is. https://sqlite.org/pragma.html"""

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        # What was sold from, by the hash of its content.
        "CREATE TABLE menus (version TEXT PRIMARY KEY, id TEXT NOT NULL, text TEXT NOT NULL)",
        # Every order as it stands: the sum of its events, so that nobody has to add them up.
        """CREATE TABLE orders (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            run TEXT NOT NULL,
            menu TEXT NOT NULL REFERENCES menus (version),
            state TEXT NOT NULL,
            began TEXT NOT NULL,
            changed TEXT NOT NULL,
            cart TEXT NOT NULL,
            total INTEGER NOT NULL,
            day TEXT,
            ticket INTEGER,
            UNIQUE (day, ticket)
        )""",
        """CREATE INDEX unfinished ON orders (state, changed)
            WHERE state IN ('open', 'unpaid', 'person')""",
        "CREATE INDEX by_time ON orders (changed)",
        # What happened, in the order in which it did, whatever the clock said.
        """CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            kind TEXT NOT NULL,
            said_by TEXT NOT NULL,
            status TEXT NOT NULL,
            edits TEXT NOT NULL,
            clock TEXT,
            sold_out TEXT NOT NULL,
            total INTEGER NOT NULL
        )""",
        "CREATE INDEX of_order ON events (order_id, id)",
        # The last number that was given out; it outlives the orders of its day.
        "CREATE TABLE days (day TEXT PRIMARY KEY, last INTEGER NOT NULL)",
        # What has to reach every destination: an order that was placed, amended or taken back.
        """CREATE TABLE tickets (
            id INTEGER PRIMARY KEY,
            order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
            key TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            at TEXT NOT NULL,
            body TEXT NOT NULL
        )""",
        "CREATE INDEX tickets_of_order ON tickets (order_id, id)",
        """CREATE TABLE outbox (
            id INTEGER PRIMARY KEY,
            ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
            destination TEXT NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            error TEXT NOT NULL DEFAULT '',
            UNIQUE (ticket_id, destination)
        )""",
        "CREATE INDEX to_deliver ON outbox (destination, id) WHERE state = 'waiting'",
        "CREATE INDEX undelivered ON outbox (destination, id) WHERE state <> 'delivered'",
    ),
    (
        # Whether it may have got there already, of what is not delivered: paper knows no keys.
        "ALTER TABLE outbox ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0",
    ),
    (
        # What the guest reads; the file itself is in one language.
        "ALTER TABLE events ADD COLUMN language TEXT NOT NULL DEFAULT 'en'",
    ),
)

LEAST: Final = 3
"""How many steps a kiosk has to know to go on with a file that has all of these behind it: one that
is rolled back then does. A step that does more than add what others may leave out (a table, an
index, a column with a default) raises it to its own number."""


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the file up to date, each step whole or not at all, and note who can go on with it.

    Raises:
        StoreError: as ``version``.
        sqlite3.Error: the disk does not take it.
    """
    for number, statements in enumerate(MIGRATIONS, 1):
        db.execute("BEGIN IMMEDIATE")  # another process may be at the same step
        try:
            if version(db, path) < number:
                for statement in statements:
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {number}")
                db.execute(f"PRAGMA application_id = {APPLICATION}")
            if number == len(MIGRATIONS):
                # No step of its own, so that kiosks from before it was noted can go on as well.
                db.execute(
                    "CREATE TABLE IF NOT EXISTS steps "
                    "(number INTEGER PRIMARY KEY, least INTEGER NOT NULL)"
                )
                db.execute("INSERT OR IGNORE INTO steps VALUES (?, ?)", (number, LEAST))
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def version(db: sqlite3.Connection, path: Path) -> int:
    """How many steps the file has behind it, of which a newer kiosk may have added the last; 0 for
    a new one.

    Raises:
        StoreError: a newer kiosk has written it in a way that this one cannot go on with, or it is
            not of a kiosk.
        sqlite3.Error: it cannot be read.
    """
    (steps,) = db.execute("PRAGMA user_version").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application != APPLICATION and tables:
        raise StoreError(f"{path}: it is no journal", hint="move it away")
    if steps > len(MIGRATIONS) and not _can_go_on(db, steps):
        raise StoreError(
            f"{path}: a newer kiosk has written this journal (version {steps}; this one knows "
            f"{len(MIGRATIONS)})",
            hint="update the kiosk",
        )
    return int(steps)


def _can_go_on(db: sqlite3.Connection, steps: int) -> bool:
    """Whether the newer kiosk that knows ``steps`` has noted that one like this can."""
    (noted,) = db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'steps'").fetchone()
    if not noted:
        return False
    row = db.execute("SELECT least FROM steps WHERE number = ?", (steps,)).fetchone()
    return row is not None and bool(row[0] <= len(MIGRATIONS))
