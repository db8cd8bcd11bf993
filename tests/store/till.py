"""A kiosk as a process of its own, to be killed: ``python -m tests.store.till FOLDER [ORDERS]``.

It takes one order after the other and writes a line for what a guest was told: ``begun KEY``,
``told KEY LINES`` after each turn, ``placed KEY NUMBER TOTAL``, or ``failed KEY WHY``.
"""

from __future__ import annotations

import asyncio
import sys
from itertools import count
from pathlib import Path

from kiosk.errors import StoreError
from kiosk.menu import find_menu, load_menu
from kiosk.order.notation import format_cart
from kiosk.store import OrderJournal, Store
from tests.store.counter import guest

MENU = load_menu(find_menu("burger"))
TURNS = ("add 2 cheeseburger -onion", "add 1 coke +large", "mod #1 +bacon", "qty #2 2", "done")


async def serve(folder: Path, most: int | None) -> None:
    """Take orders until killed, or so many."""
    store = Store(folder, destinations=("kitchen",))
    if store.unfinished is not None:
        say("offered", store.unfinished.standing.key)
        await finish(store.take_up(store.unfinished), ())
    for _ in count() if most is None else range(most):
        journal = store.order(MENU)
        say("begun", journal.key)
        if not await finish(journal, TURNS):
            break
    store.close()


async def finish(journal: OrderJournal, turns: tuple[str, ...]) -> bool:
    """Take an order to its end, by these turns; false where one of them could not be kept."""
    standing = journal._standing
    session = guest(standing.menu, journal)
    if standing.order.cart.lines:
        session.resume(standing.order)
        turns = ("yes", "done")
    for turn in (*turns, "yes"):
        try:
            await session.hear(turn)
        except StoreError as lost:
            say("failed", journal.key, str(lost))
            return False
        say("told", journal.key, "; ".join(format_cart(MENU, session.cart)))
    if journal.ticket is not None:
        say("placed", journal.key, str(journal.ticket.number), str(journal.ticket.total))
    return True


def say(*words: str) -> None:
    """One line, at once."""
    print(*words, sep="\t", flush=True)  # noqa: T201 - what the test reads


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None))
