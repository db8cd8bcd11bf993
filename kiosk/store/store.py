"""The store of one kiosk: orders are begun in it, found again, amended and taken back."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, TypeVar
from uuid import uuid4

import structlog

from kiosk.connect.destination import Destination
from kiosk.connect.placed import Kind, PlacedOrder
from kiosk.dialog.ports import Event
from kiosk.errors import StoreError
from kiosk.menu.model import Menu
from kiosk.order.engine import Order
from kiosk.store.adoption import adopt, forget, left_behind_in
from kiosk.store.ballast import Ballast
from kiosk.store.database import FILE
from kiosk.store.days import StoreDay
from kiosk.store.desk import Desk
from kiosk.store.journal import OrderJournal
from kiosk.store.menus import kept_menu
from kiosk.store.orders import (
    COLUMNS,
    EventKind,
    Kept,
    Replayed,
    Standing,
    add_event,
    kept,
    replay,
)
from kiosk.store.outbox import Outbox, Pace
from kiosk.store.parcels import Queue, queues, resend
from kiosk.store.runs import Run
from kiosk.store.tickets import issue, last_ticket
from kiosk.store.upkeep import purge
from kiosk.store.writer import Writer

__all__ = ["OFFERED_S", "Store", "Unfinished", "latest"]

T = TypeVar("T")

log: Final = structlog.get_logger()

OFFERED_S: Final = 900.0
"""For so long, in seconds, an order that was cut off is offered again: then its guest has gone."""
_FORGOTTEN_AT_ONCE: Final = 100
"""Orders: some milliseconds for which whoever orders waits."""
_CLOCK_SLIP: Final = timedelta(minutes=1)
"""A clock is set right by less than that all the time."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An order that was open when its kiosk went down."""

    standing: Standing
    """On the menu as it was then: the guest pays what they were told."""
    changed: datetime
    """When its guest last did something; with a time zone."""
    run: str
    """Of the kiosk that went down."""

    @property
    def menu(self) -> Menu:
        """For the session that goes on with it."""
        return self.standing.menu

    @property
    def order(self) -> Order:
        """For ``Session.resume``."""
        return self.standing.order

    @property
    def language(self) -> str:
        """Code of the language that its guest reads."""
        return self.standing.language


class Store:
    """The journal in a folder. Several kiosks of one machine may share it.

    When the disk is full, the guest who is ordering can finish (see :class:`Ballast`), and the
    first turn of a next one fails; a :class:`kiosk.store.ShelteredStore` keeps it elsewhere. When
    the disk takes nothing at all, each turn fails and leaves the order as it was: what is not safe
    is never said to be ordered.
    """

    def __init__(
        self,
        folder: Path,
        *,
        destinations: Sequence[str] = (),
        day: StoreDay | None = None,
        adopts: Path | None = None,
    ) -> None:
        """
        Args:
            folder: where ``journal.db`` is, or will be.
            destinations: names of those that get every ticket.
            day: when the store's day begins, in which time zone, and what time it is.
            adopts: a folder in which orders were kept while this one took none.

        Raises:
            StoreError: the folder or its disk cannot be written, the file is damaged, or a newer
                kiosk has written it.
        """
        self.notices: tuple[str, ...] = ()
        """What a person should know about this start, a sentence each."""
        self.unfinished: Unfinished | None = None
        """The order that was cut off, to be offered again; none where there is none such, or once
        it was taken up."""
        self._folder = folder
        self._menus: dict[str, Menu] = {}
        """Those that were read for ``replayed``, by version."""
        self._ballast = Ballast(folder)
        with ExitStack() as opened:
            self._writer = Writer(folder / FILE, self._ballast)
            opened.callback(self._writer.close)
            self._run = Run(folder)
            opened.callback(self._run.end)
            self._desk = Desk(self._writer, day or StoreDay(), tuple(destinations), self._run.id)
            adopted = self._adopted(adopts) if adopts is not None else 0
            self._look_back(adopted)
            self._open = opened.pop_all()

    @property
    def has_room(self) -> bool:
        """Whether the disk has room for another order."""
        return self._ballast.lay()

    # -- orders --------------------------------------------------------------------------------

    def order(self, menu: Menu) -> OrderJournal:
        """The journal of the next order, from ``menu``; nothing is kept of it before its first
        turn."""
        return OrderJournal(self.desk_for_an_order, Standing(uuid4().hex, menu, Order()))

    def desk_for_an_order(self) -> Desk:
        """Where one that begins now is written.

        Raises:
            StoreError: the disk has no room for it.
        """
        if not self.has_room:
            raise StoreError("no order can be begun: the disk is full", hint="free some space")
        return self._desk

    def take_up(self, unfinished: Unfinished) -> OrderJournal:
        """The journal of an order that was cut off: from now on it is this kiosk's.

        Raises:
            StoreError: that could not be kept, or another kiosk was faster.
        """
        claim = partial(_claim, unfinished=unfinished, run=self._run.id)
        self._writer.call(claim).result()
        self.unfinished = None
        return OrderJournal(lambda: self._desk, unfinished.standing)

    async def amend(self, key: str, events: Sequence[Event]) -> PlacedOrder:
        """Change an order that was placed: the same number, a ticket that replaces the last.

        Args:
            key: of the order.
            events: the crew's turns, of a session that was resumed with the order's cart: there is
                nothing before them to undo.

        Raises:
            StoreError: there is no such order, nothing is left of it, or it cannot be kept.
        """
        job = partial(self._followed, key=key, events=events, kind="amended")
        return await self._call_for(key, job)

    async def void(self, key: str) -> PlacedOrder:
        """Take back an order that was placed.

        Raises:
            StoreError: there is no such order, or it cannot be kept.
        """
        event = Event("staff", (), "placed")
        job = partial(self._followed, key=key, events=(event,), kind="void")
        return await self._call_for(key, job)

    async def latest(self, most: int = 50) -> list[Kept]:
        """Orders, the latest first; those with nothing in them are none.

        Raises:
            StoreError: they cannot be read.
        """
        return await self._call(partial(latest, most=most))

    async def replayed(self, key: str) -> Replayed:
        """An order as it stands, with the menu that it was ordered from.

        Raises:
            StoreError: there is no such order, or it cannot be read.
        """
        return await self._call_for(key, partial(_replayed, key=key, menus=self._menus))

    async def ticket(self, key: str) -> PlacedOrder | None:
        """The latest ticket of an order, to be printed again; none before it was placed.

        Raises:
            StoreError: there is no such order, or its ticket cannot be read.
        """
        return await self._call_for(key, partial(_ticket, key=key))

    def outbox(self, destinations: Sequence[Destination], pace: Pace | None = None) -> Outbox:
        """What brings the tickets to these destinations; they are those that the store names."""
        return Outbox(self._writer, self._folder, destinations, pace or Pace())

    async def queues(self) -> list[Queue]:
        """How every destination is served, for the crew; one for which nothing waits is left out.

        Raises:
            StoreError: that cannot be read.
        """
        return await self._call(queues)

    async def resend(self, destination: str, key: str | None = None) -> int:
        """Send again what was put aside for ``destination``; how many they are.

        Args:
            key: of one ticket; none is all of them.

        Raises:
            UsageError: nothing like that was put aside.
            StoreError: it cannot be kept.
        """
        return await self._call(partial(resend, destination=destination, key=key))

    async def purge(self, days: int) -> int:
        """Forget what is older than ``days`` days, a few at a time; how many orders they were.

        Raises:
            StoreError: the disk does not take it.
        """
        job = partial(purge, days=days, most=_FORGOTTEN_AT_ONCE)
        forgotten = 0
        while some := await self._call(job):
            forgotten += some
        return forgotten

    def close(self) -> None:
        """Finish what is being written; a second time does nothing."""
        self._open.close()

    # -- pieces --------------------------------------------------------------------------------

    async def _call(self, job: Callable[[sqlite3.Connection], T]) -> T:
        return await asyncio.wrap_future(self._writer.call(job))

    async def _call_for(self, key: str, job: Callable[[sqlite3.Connection], T]) -> T:
        """Do ``job`` where the order with that key is kept."""
        return await self._call(job)

    def _followed(
        self, db: sqlite3.Connection, *, key: str, events: Sequence[Event], kind: Kind
    ) -> PlacedOrder:
        """What the crew does to an order that was placed."""
        was = replay(db, key)
        if was.kept.state != "placed":
            raise StoreError(f"order {key} is {was.kept.state}, not placed")
        now = self._desk.day.now()
        standing = replace(was.standing, order=Order(was.standing.order.cart))
        as_kept: EventKind = "void" if kind == "void" else "amended"
        for event in events:
            placed = Event(event.by, event.edits, "placed", event.available)
            standing = add_event(db, standing, placed, now, as_kept)
        if not standing.order.cart.lines:
            raise StoreError("nothing is left of the order", hint="void it")
        return issue(db, self._desk, standing, kind)

    def _adopted(self, folder: Path) -> int:
        """How many orders come from the journal in ``folder``; it waits where there is no room."""
        if not self.has_room:
            return 0
        try:
            with left_behind_in(folder) as other:
                if other is None:
                    return 0
                keys = self._writer.call(partial(adopt, other=other)).result()
                forget(other, keys)
        except StoreError as refused:
            log.error("orders that were kept elsewhere stay there", why=str(refused))
            return 0
        return len(keys)

    def _look_back(self, adopted: int) -> None:
        """What was left behind: an order to offer again, and what a person should know."""
        now = self._desk.day.now()
        alive = self._run.others()
        self.unfinished, last = self._writer.call(
            partial(_left_behind, alive=alive, now=now)
        ).result()
        notices = []
        if adopted:
            notices.append(f"orders that were kept in memory are in the journal now: {adopted}")
        if self.unfinished is not None:
            notices.append("an order was cut off and is offered again")
        if last is not None and last > now + _CLOCK_SLIP:
            notices.append(f"the clock has gone back: the last order was at {last:%Y-%m-%d %H:%M}")
        self.notices = tuple(notices)


def latest(db: sqlite3.Connection, *, most: int) -> list[Kept]:
    """Orders, the latest first; those with nothing in them are none.

    Raises:
        sqlite3.Error: they cannot be read.
    """
    rows = db.execute(
        f"SELECT {COLUMNS} FROM orders WHERE cart <> '' ORDER BY id DESC LIMIT ?",  # noqa: S608 - names of columns
        (most,),
    )
    return [kept(row) for row in rows]


def _claim(db: sqlite3.Connection, *, unfinished: Unfinished, run: str) -> None:
    claimed = db.execute(
        "UPDATE orders SET run = ? WHERE key = ? AND run = ?",
        (run, unfinished.standing.key, unfinished.run),
    ).rowcount
    if not claimed:
        raise StoreError("another kiosk has taken up the order that was cut off")


def _replayed(db: sqlite3.Connection, *, key: str, menus: dict[str, Menu]) -> Replayed:
    def menu_of(version: str) -> Menu:
        if version not in menus:
            menus[version] = kept_menu(db, version)
        return menus[version]

    return replay(db, key, menu_of)


def _ticket(db: sqlite3.Connection, *, key: str) -> PlacedOrder | None:
    return last_ticket(db, replay(db, key).kept.id)


def _left_behind(
    db: sqlite3.Connection, *, alive: set[str], now: datetime
) -> tuple[Unfinished | None, datetime | None]:
    """The newest order that no living kiosk takes, and when anything last happened; older ones, and
    those with nothing in them, are given up."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM orders WHERE state IN ('open', 'unpaid', 'person') "  # noqa: S608 - names of columns
        "ORDER BY id DESC"
    ).fetchall()
    found: Unfinished | None = None
    for row in rows:
        order = kept(row)
        if order.run in alive:
            continue
        try:
            standing = replay(db, order.key).standing
        except StoreError as damaged:  # one order is no reason not to open
            log.error("an order that was cut off cannot be read", fault=str(damaged))
            continue
        # A clock that was set back makes an order of a minute ago one of tomorrow.
        offered = (now - order.changed).total_seconds() <= OFFERED_S
        if found is None and offered and order.cart:
            found = Unfinished(standing, order.changed, order.run)
        else:
            gone = Event("staff", (), "abandoned")
            add_event(db, standing, gone, now)
    (last,) = db.execute("SELECT max(changed) FROM orders").fetchone()
    return found, datetime.fromisoformat(last).astimezone(UTC) if last else None
