"""The store and its destinations, as the crew's screens want them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from kiosk.cli.destinations import Destinations
from kiosk.crew import Amendment, Condition, Delivery, Sale
from kiosk.dialog import Journal, MemoryJournal, Session
from kiosk.errors import DeliveryError, StoreError
from kiosk.menu import Menu
from kiosk.order.engine import Order
from kiosk.store import Store

__all__ = ["KeptOrders", "Outgoing"]

Reopen = Callable[[Menu, Order, Journal], Session]
"""A session that has the order before it and tells the journal what comes of it; takes a second."""


class KeptOrders:
    """A ``Register`` of the orders in the store, this run's and those before it."""

    def __init__(self, store: Store, reopen: Reopen) -> None:
        self._store = store
        self._reopen = reopen
        self._known: dict[str, tuple[datetime, Sale]] = {}
        """Those that were read, as they were when they last changed."""

    async def latest(self) -> Sequence[Sale]:
        """See ``Register``."""
        was, self._known = self._known, {}
        for kept in await self._store.latest():
            changed, sale = was.get(kept.key) or (None, None)
            if sale is None or changed != kept.changed:
                sale = await self._sale(kept.key)
            self._known[kept.key] = (kept.changed, sale)
        return [sale for _, sale in self._known.values()]

    async def void(self, sale: Sale) -> None:
        """See ``Register``; the destinations are told."""
        await self._store.void(sale.key)

    async def amend(self, sale: Sale) -> Amendment:
        """See ``Register``; once it is kept, the destinations get it anew."""
        journal = MemoryJournal()
        order = Order(sale.cart)
        session = await asyncio.to_thread(self._reopen, sale.menu, order, journal)

        async def keep() -> None:
            await self._store.amend(sale.key, journal.events)

        return Amendment(sale, session, keep)

    async def _sale(self, key: str) -> Sale:
        found = await self._store.replayed(key)
        kept, standing = found.kept, found.standing
        return Sale(
            key,
            kept.changed.astimezone(),
            kept.state,
            standing.menu,
            standing.order.cart,
            kept.number,
            max(kept.tickets, 1),
        )


class Outgoing:
    """``Deliveries`` out of the store's outbox."""

    def __init__(self, store: Store, destinations: Destinations) -> None:
        self._store = store
        self._printers = {printer.name: printer for printer in destinations.printers}
        self._brokers = {broker.name: broker for broker in destinations.brokers}
        self._tills = {till.name: till for till in destinations.tills}

    @property
    def printers(self) -> Sequence[str]:
        """See ``Deliveries``."""
        return tuple(self._printers)

    async def latest(self) -> Sequence[Delivery]:
        """See ``Deliveries``; one that the settings do not have any more is shown while it holds
        anything."""
        named = (*self._printers, *self._brokers, *self._tills)
        served = {name: Delivery(name) for name in named}
        for queue in await self._store.queues():
            served[queue.destination] = Delivery(
                queue.destination, queue.waiting, queue.dead, queue.oldest, queue.error
            )
        for name, broker in self._brokers.items():
            if not broker.connected:
                trouble = served[name].trouble or f"broker {name}: {broker.trouble}"
                served[name] = replace(served[name], trouble=trouble)
        return list(served.values())

    async def look(self, name: str) -> Condition:
        """See ``Deliveries``."""
        if name in self._brokers:
            broker = self._brokers[name]
            return Condition("" if broker.connected else f"broker {name}: {broker.trouble}")
        try:
            if name in self._tills:
                await self._tills[name].look()
                return Condition()
            if name not in self._printers:
                return Condition(known=False)
            found = await self._printers[name].look()
        except DeliveryError as away:
            return Condition(str(away))
        trouble = f"printer {name}: {found.trouble}" if found.trouble else ""
        return Condition(trouble, found.paper_low)

    async def resend(self, name: str) -> int:
        """See ``Deliveries``."""
        return await self._store.resend(name)

    async def print_again(self, sale: Sale) -> None:
        """See ``Deliveries``; one that has no paper keeps it from no other."""
        ticket = await self._store.ticket(sale.key)
        if ticket is None:
            raise StoreError("the order was not placed: it has no ticket")
        missing: list[DeliveryError] = []
        for printer in self._printers.values():
            try:
                await printer.print_again(ticket)
            except DeliveryError as why:
                missing.append(why)
        if missing:
            raise missing[0]
