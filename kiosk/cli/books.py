"""What outlives a kiosk's process: its orders, and their way to printers, displays and the till.

::

    async with open_books() as books:
        session = Session(menu, understanding, clock=clock, journal=books.store.order(menu))
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

import structlog

from kiosk.cli.destinations import Destinations, open_destinations
from kiosk.cli.keeping import open_store
from kiosk.config import settings
from kiosk.errors import StoreError
from kiosk.store import Store

__all__ = ["Books", "open_books"]

_DAY_S: Final = 24 * 3600

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Books:
    """The store that is open, and where its tickets go."""

    store: Store
    destinations: Destinations
    notices: tuple[str, ...]
    """What a person should know about this start, a sentence each."""


@asynccontextmanager
async def open_books() -> AsyncIterator[Books]:
    """The store and the destinations of the settings; while entered, what is placed is delivered,
    and what is older than the setting ``journal_days`` is forgotten.

    Raises:
        UsageError: a setting cannot be used.
        StoreError: orders cannot even be kept in memory.
    """
    async with AsyncExitStack() as stack:
        destinations = await stack.enter_async_context(open_destinations())
        store, notices = open_store([each.name for each in destinations.all])
        stack.callback(store.close)
        for task in (_deliver(store, destinations), _forget(store)):
            stack.push_async_callback(_ended, asyncio.create_task(task))
        yield Books(store, destinations, notices)


async def _deliver(store: Store, destinations: Destinations) -> None:
    try:
        await store.outbox(destinations.all).run()
    except StoreError as stuck:
        _log.error("nothing is delivered", why=str(stuck))


async def _forget(store: Store) -> None:
    """Once at the start, when nobody is there yet; then once a day."""
    while True:
        try:
            forgotten = await store.purge(settings().journal_days)
        except StoreError as refused:
            _log.warning("old orders are not forgotten yet", why=str(refused))
        else:
            _log.info("old orders are forgotten", orders=forgotten)
        await asyncio.sleep(_DAY_S)


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
