"""What the kiosks of a store tell each other while one serves: what is sold, what is out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from kiosk.cli.shop import Shop
from kiosk.cli.tasks import ended
from kiosk.connect.mqtt import Broker, MenuTopic, SharedSoldOut
from kiosk.crew import SoldOut
from kiosk.menu import Menu
from kiosk.store.menus import menu_text, menu_version

__all__ = ["sharing"]


@asynccontextmanager
async def sharing(
    brokers: Sequence[Broker], shop: Shop, sold_out: SoldOut, changed: Callable[[], None]
) -> AsyncIterator[None]:
    """Share while entered; ``changed`` is called when another kiosk has changed what is out."""
    loop = asyncio.get_running_loop()
    topics = [MenuTopic(broker, lambda: _sold(shop.menu)) for broker in brokers]

    def read_anew() -> None:
        for topic in topics:
            loop.call_soon_threadsafe(topic.changed)

    shop.watch(read_anew)
    lists = [
        SharedSoldOut(broker, sold_out, shop.menu.id, lambda: _ids(shop.menu), changed)
        for broker in brokers
    ]
    async with AsyncExitStack() as stack:
        for run in (*(topic.run() for topic in topics), *(each.run() for each in lists)):
            stack.push_async_callback(ended, asyncio.create_task(run))
        yield


def _sold(menu: Menu) -> tuple[Menu, str]:
    return menu, menu_version(menu_text(menu))


def _ids(menu: Menu) -> frozenset[str]:
    """All that can be sold out."""
    options = (
        option
        for item in menu.items.values()
        for group in item.groups.values()
        for option in group.options
    )
    return frozenset((*menu.items, *menu.combos, *options))
