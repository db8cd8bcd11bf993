"""What outlives a kiosk's process: its orders, and their way to printers, displays and the till.

::

    async with open_books() as books:
        session = Session(menu, understanding, clock=clock, journal=books.store.order(menu))
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

import structlog

from kiosk.cli.destinations import Destinations, open_destinations
from kiosk.cli.keeping import not_safe, open_store
from kiosk.cli.tasks import ended
from kiosk.config import settings
from kiosk.errors import StoreError
from kiosk.store import ShelteredStore, Store

__all__ = ["Books", "open_books"]

_DAY_S: Final = 24 * 3600
_LOOK_S: Final = 1.0
"""Between two looks whether orders are kept in memory, and whether they still have to be."""
_FULL: Final = not_safe("the disk is full")

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Books:
    """The store that is open, and where its tickets go."""

    store: Store
    destinations: Destinations
    notices: Sequence[str]
    """What a person should know, a sentence each: what this start has found, and whether orders are
    safe, which may change at any time."""


class _Notices(list[str]):
    """Each is told when it is added."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__()
        self._tell = tell

    def add(self, notice: str) -> None:
        self.append(notice)
        self._tell(notice)


@asynccontextmanager
async def open_books(tell: Callable[[str], None] = lambda _: None) -> AsyncIterator[Books]:
    """The store and the destinations of the settings; while entered, what is placed is delivered,
    what had to be kept in memory comes to the disk when it may, and what is older than the setting
    ``journal_days`` is forgotten.

    Args:
        tell: called with each notice, when there is cause for it.

    Raises:
        UsageError: a setting cannot be used.
        StoreError: orders cannot even be kept in memory.
    """
    async with AsyncExitStack() as stack:
        destinations = await stack.enter_async_context(open_destinations())
        store, found = open_store([each.name for each in destinations.all])
        stack.callback(store.close)
        notices = _Notices(tell)
        for notice in found:
            notices.add(notice)
        tasks = [_deliver(store, destinations), _forget(store)]
        if isinstance(store, ShelteredStore):
            tasks.append(_bring_home(store, destinations, notices))
        for task in tasks:
            stack.push_async_callback(ended, asyncio.create_task(task))
        yield Books(store, destinations, notices)


async def _deliver(store: Store, destinations: Destinations) -> None:
    try:
        await store.outbox(destinations.all).run()
    except StoreError as stuck:
        _log.error("nothing is delivered", why=str(stuck))


async def _bring_home(store: ShelteredStore, destinations: Destinations, notices: _Notices) -> None:
    """While orders are kept in memory, a person knows, and they are delivered from there; when they
    may, they come home."""
    while True:
        while store.shelter is None:  # noqa: ASYNC110 - a guest's first turn opens it
            await asyncio.sleep(_LOOK_S)
        notices.add(_FULL)
        moved = None
        while moved is None:
            try:
                moved = await _once_at_home(store, store.shelter, destinations)
            except StoreError as refused:
                _log.warning("orders stay in memory", why=str(refused))
                await asyncio.sleep(_LOOK_S)
        notices.remove(_FULL)
        if moved:
            notices.add(f"orders that were kept in memory are in the journal now: {moved}")


async def _once_at_home(
    store: ShelteredStore, shelter: Store, destinations: Destinations
) -> int | None:
    """Deliver from the shelter until its orders may come home; how many came."""
    delivering = asyncio.create_task(_deliver(shelter, destinations))
    try:
        while not store.may_go_home():  # noqa: ASYNC110 - the disk and the guests change it
            await asyncio.sleep(_LOOK_S)
    finally:
        await ended(delivering)
    return store.go_home()


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
