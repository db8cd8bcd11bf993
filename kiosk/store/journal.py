"""The journal of one order: what its session hands its turns to."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Final

import structlog

from kiosk.connect.placed import PlacedOrder
from kiosk.dialog.ports import Event
from kiosk.store.desk import Desk
from kiosk.store.menus import keep_menu, menu_text, menu_version
from kiosk.store.orders import Standing, add_event, begin
from kiosk.store.tickets import issue

__all__ = ["OrderJournal"]

_Done = tuple[Standing, PlacedOrder | None]
"""The order after an event, and its ticket where that placed it."""

log: Final = structlog.get_logger()


class OrderJournal:
    """A :class:`kiosk.dialog.Journal` on disk.

    With the event that places the order, its ticket is written for every destination, in the same
    transaction: either all of it is there after a power cut or nothing.
    """

    def __init__(self, begin: Callable[[], Desk], standing: Standing) -> None:
        """``begin`` says where the order is written, once there is anything of it; it may raise
        ``StoreError``."""
        self.guest: str | None = None
        """The name for the ticket; to be set before the order is placed, and kept nowhere else."""
        self.table: str | None = None
        """Likewise the number of the table."""
        self.ticket: PlacedOrder | None = None
        """What was placed; none before."""
        self._begin = begin
        self._desk: Desk | None = None
        """None as long as there is nothing of it in a file, or on its way there."""
        self._text = menu_text(standing.menu)
        self._standing = standing
        """As the file has it. Only the writer's thread touches it once an event is handed over."""
        self._pending: Future[_Done] | None = None

    @property
    def number(self) -> int | None:
        """Of the ticket; none until the order is placed."""
        return self.ticket.number if self.ticket is not None else None

    @property
    def key(self) -> str:
        """Of the order, among those of all kiosks."""
        return self._standing.key

    def append(self, event: Event) -> None:
        """Hand ``event`` to the writer.

        Raises:
            StoreError: the journal is closed; or the disk is full, and the order has not begun.
        """
        if self._desk is None:
            self._desk = self._begin()
        self._pending = self._desk.writer.call(partial(self._keep, event, self._desk))
        self._pending.add_done_callback(self._kept)  # before the writer's next job

    async def safe(self) -> None:
        """Wait for the disk.

        Raises:
            StoreError: the last event could not be kept; the order is as it was before it.
        """
        if self._pending is not None:
            await asyncio.wrap_future(self._pending)

    def _keep(self, event: Event, desk: Desk, db: sqlite3.Connection) -> _Done:
        if self.ticket is not None:  # from here on it is the crew's
            return self._standing, self.ticket
        was, now = self._standing, desk.day.now()
        keep_menu(db, was.menu, self._text)
        begin(db, was.key, desk.run, menu_version(self._text), now)
        standing = add_event(db, was, event, now)
        if event.status != "placed":
            return standing, None
        return standing, issue(db, desk, standing, "placed", self.guest, self.table)

    def _kept(self, done: Future[_Done]) -> None:
        if (fault := done.exception()) is None:
            self._standing, self.ticket = done.result()
        else:
            log.warning("an event was not kept", order=self.key, fault=str(fault))
