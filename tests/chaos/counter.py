"""A kiosk without a screen, for a guest at the other end of a pipe.

``python -m tests.chaos.counter MENU`` is wired as :mod:`kiosk.cli.terminal` wires the screen: the
same books, ladder, workers and shop. Each line on stdin is what a guest or the crew does, as JSON:
``{"begin": true}``, ``{"say": "two hamburgers"}``, ``{"look": true}``. Each is answered by one line
of JSON; the first line tells what this start has found, without being asked. The end of stdin
closes the kiosk in good order.
"""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import AsyncExitStack
from typing import Any

from kiosk import logs
from kiosk.cli.back_office import KeptOrders, Outgoing
from kiosk.cli.books import open_books
from kiosk.cli.ladder import open_ladder
from kiosk.cli.shop import Shop
from kiosk.config import settings
from kiosk.dialog import Session
from kiosk.errors import StoreError
from kiosk.menu import find_menu
from kiosk.order.notation import format_cart
from kiosk.workers import Scheduler

Json = dict[str, Any]


async def serve(menu: str) -> None:
    """Take orders until stdin ends."""
    async with AsyncExitStack() as stack:
        books = await stack.enter_async_context(open_books())
        ladder = await stack.enter_async_context(open_ladder(Scheduler()))
        shop = Shop(find_menu(menu), ladder, books.store)
        register = KeptOrders(books.store, shop.reopened)
        outgoing = Outgoing(books.store, books.destinations)
        session: Session | None = None
        if (left := shop.interrupted()) is not None:
            session = left.session
            session.resume(left.order)
        tell({"notices": books.notices, "offered": shown(session) if session else None})
        while line := await asyncio.to_thread(sys.stdin.readline):
            asked = json.loads(line)
            if "begin" in asked:
                session = shop.session()
                session.greet()
                tell(shown(session))
            elif "look" in asked:
                tell(await looked(register, outgoing))
            else:
                assert session is not None, "a guest begins before they speak"
                tell(await heard(session, asked["say"]))


async def heard(session: Session, words: str) -> Json:
    """What the guest is told: their order, or that it could not be kept."""
    try:
        await session.hear(words)
    except StoreError as lost:
        return {"failed": str(lost)}
    return shown(session)


def shown(session: Session) -> Json:
    """What the screen has."""
    return {
        "status": session.status,
        "asks": session.asked.kind if session.asked else None,
        "lines": format_cart(session.menu, session.cart),
        "number": session.journal.number,
        "total": session.totals.total,
    }


async def looked(register: KeptOrders, outgoing: Outgoing) -> Json:
    """The crew's screens: the latest orders, and what waits for its destinations."""
    return {
        "placed": [
            {
                "number": sale.ticket,
                "total": sale.total,
                "lines": format_cart(sale.menu, sale.cart),
            }
            for sale in await register.latest()
            if sale.state == "placed"
        ],
        "waiting": sum(each.waiting for each in await outgoing.latest()),
        "dead": sum(each.dead for each in await outgoing.latest()),
    }


def tell(what: Json) -> None:
    """One line, at once."""
    print(json.dumps(what), flush=True)  # noqa: T201 - what the guest reads


if __name__ == "__main__":
    logs.configure(settings().log_level)
    asyncio.run(serve(sys.argv[1]))
