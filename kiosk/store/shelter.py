"""A journal that has somewhere else to go while its disk has no room for another order."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from kiosk.errors import StoreError, UsageError
from kiosk.store.adoption import adopt, forget
from kiosk.store.days import StoreDay
from kiosk.store.desk import Desk
from kiosk.store.journal import OrderJournal
from kiosk.store.orders import Kept
from kiosk.store.outbox import hold
from kiosk.store.parcels import Queue, together
from kiosk.store.store import Store, Unfinished
from kiosk.store.writer import Writer

__all__ = ["ShelteredStore"]

T = TypeVar("T")


class ShelteredStore(Store):
    """The journal in a folder, and a second one for the orders that begin while the first has no
    room: the shelter, opened when it is needed. Both are read as one.

    Who opens the store delivers from the shelter as well, and has its orders brought home.
    """

    def __init__(
        self,
        folder: Path,
        shelter: Callable[[], Store],
        *,
        destinations: Sequence[str],
        day: StoreDay,
        adopts: Path | None,
    ) -> None:
        """
        Args:
            folder: as ``Store``, and so are the others.
            shelter: opens it; may raise ``StoreError``.

        Raises:
            StoreError: as ``Store``, and for the shelter where that is needed at once.
        """
        super().__init__(folder, destinations=destinations, day=day, adopts=adopts)
        self._open_shelter = shelter
        self.shelter: Store | None = None
        """None while orders are kept at home."""
        if not self.has_room:
            try:
                self.shelter = shelter()
            except StoreError:
                super().close()
                raise
        if self.unfinished is None and self.shelter is not None:
            self.unfinished = self.shelter.unfinished

    def desk_for_an_order(self) -> Desk:
        """See ``Store``: here while there is room here."""
        if self.has_room:
            return super().desk_for_an_order()
        if self.shelter is None:
            self.shelter = self._open_shelter()
        return self.shelter.desk_for_an_order()

    def take_up(self, unfinished: Unfinished) -> OrderJournal:
        """See ``Store``."""
        if self.shelter is not None and unfinished is self.shelter.unfinished:
            self.unfinished = None
            return self.shelter.take_up(unfinished)
        return super().take_up(unfinished)

    async def latest(self, most: int = 50) -> list[Kept]:
        """See ``Store``."""
        here = await super().latest(most)
        return here if self.shelter is None else [*await self.shelter.latest(most), *here][:most]

    async def queues(self) -> list[Queue]:
        """See ``Store``."""
        here = await super().queues()
        return here if self.shelter is None else together(here, await self.shelter.queues())

    async def resend(self, destination: str, key: str | None = None) -> int:
        """See ``Store``."""
        if self.shelter is None:
            return await super().resend(destination, key)
        try:
            there = await self.shelter.resend(destination, key)
        except UsageError:
            return await super().resend(destination, key)
        with contextlib.suppress(UsageError):
            there += await super().resend(destination, key)
        return there

    def may_go_home(self) -> bool:
        """Whether there is room here again, and none of this kiosk's guests orders in the shelter.

        Raises:
            StoreError: the shelter cannot be read.
        """
        shelter = self.shelter
        if shelter is None or not self.has_room:
            return False
        return not shelter._writer.call(partial(_is_ordering, run=shelter._run.id)).result()

    def go_home(self) -> int | None:
        """Where it may, the orders of the shelter come into the journal, and it is closed: how many
        they were. None: it may not yet.

        Nothing is to be delivered from it meanwhile; where another kiosk of this machine does, that
        one brings them. Nor is an order to begin there: this does not give way to the event loop.

        Raises:
            StoreError: the disk does not take them; they stay where they are.
        """
        shelter = self.shelter
        if shelter is None or not self.has_room:
            return None
        alone = hold(shelter._folder)
        try:
            home = self._writer if alone is not None else None
            job = partial(_move, run=shelter._run.id, home=home)
            moved = shelter._writer.call(job).result()
        finally:
            if alone is not None:
                os.close(alone)
        if moved is not None:
            shelter.close()
            self.shelter = None
        return moved

    def close(self) -> None:
        """See ``Store``."""
        if self.shelter is not None:
            self.shelter.close()
        super().close()

    async def _call_for(self, key: str, job: Callable[[sqlite3.Connection], T]) -> T:
        shelter = self.shelter
        if shelter is not None and await shelter._call(partial(_holds, key=key)):
            return await shelter._call(job)
        return await super()._call_for(key, job)


def _holds(db: sqlite3.Connection, *, key: str) -> bool:
    (found,) = db.execute("SELECT EXISTS (SELECT 1 FROM orders WHERE key = ?)", (key,)).fetchone()
    return bool(found)


def _is_ordering(db: sqlite3.Connection, *, run: str) -> bool:
    """Whether an order of that run is open."""
    (found,) = db.execute(
        "SELECT EXISTS (SELECT 1 FROM orders "
        "WHERE run = ? AND state IN ('open', 'unpaid', 'person'))",
        (run,),
    ).fetchone()
    return bool(found)


def _move(db: sqlite3.Connection, *, run: str, home: Writer | None) -> int | None:
    """How many orders went ``home``, where that is for this kiosk to do; none while one of that run
    is open. They have arrived before they are deleted here, and nobody writes here meanwhile."""
    if _is_ordering(db, run=run):
        return None
    if home is None:
        return 0
    keys = home.call(partial(adopt, other=db, but_open=True)).result()
    forget(db, keys)
    return len(keys)
