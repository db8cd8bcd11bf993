"""A counter whose disk fills while it sells: ``python -m tests.counter.full_disk FILLER [kill]``.

It writes a line for what everybody sees, and ends at home; with ``kill``, it is killed while an
order is open in memory.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

from kiosk.cli.back_office import KeptOrders, Outgoing
from kiosk.cli.books import Books, open_books
from kiosk.cli.ladder import Ladder
from kiosk.cli.shop import Shop
from kiosk.dialog import Session
from kiosk.menu import find_menu
from tests.counter.test_books import in_time


async def serve(filler: Path, *, killed: bool) -> None:
    """The day of this counter."""
    async with open_books(lambda notice: say("crew is told", notice)) as books:
        shop = Shop(find_menu("burger"), Ladder(()), books.store)
        if (left := shop.interrupted()) is not None:
            left.session.resume(left.order)
            await finish("offered again", left.session, "yes")
        else:
            await sell(shop, books, filler, killed=killed)


async def sell(shop: Shop, books: Books, filler: Path, *, killed: bool) -> None:
    """Before the disk is full, while it is, and after."""
    crew = KeptOrders(books.store, shop.reopened)
    await finish("first", shop.session(), "a hamburger")
    ordering = shop.session()
    await ordering.hear("a cheeseburger")
    fill(filler)
    await finish("was ordering", ordering, "a large coke")
    await finish("next", shop.session(), "a veggie burger with no onions")
    waits = shop.session()
    await waits.hear("two hamburgers")
    await in_time(lambda: len(books.notices) == 1)
    if killed:
        os.kill(os.getpid(), signal.SIGKILL)
    for sale in await crew.latest():
        say("crew sees", str(sale.ticket), sale.state)
        if sale.ticket in {1, 501}:
            await crew.void(sale)
    await asyncio.to_thread(filler.unlink)
    await finish("while one waits", shop.session(), "a hamburger")
    await finish("waited", waits, "a large sprite")
    await in_time(lambda: "in the journal now" in books.notices[-1])
    await finish("last", shop.session(), "a hamburger")
    outgoing = Outgoing(books.store, books.destinations)
    while any(each.waiting for each in await outgoing.latest()):  # noqa: ASYNC110 - a file changes
        await asyncio.sleep(0.05)
    for sale in await crew.latest():
        say("in the end", str(sale.ticket), sale.state)


async def finish(who: str, session: Session, words: str) -> None:
    """They say this, that it is all, and yes."""
    for said in (words, "that's all", "yes"):
        await session.hear(said)
    say(who, str(session.journal.number), session.status)


def fill(filler: Path) -> None:
    """Until the disk has no byte left."""
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))


def say(*words: str) -> None:
    """One line, at once."""
    print(*words, sep="\t", flush=True)  # noqa: T201 - what the test reads


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), killed="kill" in sys.argv))
