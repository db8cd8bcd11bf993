"""A kiosk is killed in the middle of whatever it does, again and again."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from collections import Counter
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

from kiosk.store.database import FILE, open_to_read
from kiosk.store.orders import COLUMNS, kept, replay
from kiosk.store.upkeep import faults
from tests.store.till import serve

KILLS = 15


def killed(folder: Path, after_lines: int) -> list[list[str]]:
    """What a kiosk told its guests until it was killed, so many lines after its start."""
    ours, theirs = os.pipe()
    kiosk = get_context("fork").Process(target=serve_into, args=(theirs, folder))
    kiosk.start()
    os.close(theirs)
    with os.fdopen(ours, encoding="utf-8") as heard:
        told = [heard.readline() for _ in range(after_lines)]
        kiosk.kill()
        told += heard.readlines()
    kiosk.join()
    kiosk.close()
    return [line.rstrip("\n").split("\t") for line in told if line.endswith("\n")]


def serve_into(pipe: int, folder: Path) -> None:
    """The life of that kiosk."""
    sys.stdout = os.fdopen(pipe, "w", encoding="utf-8")
    asyncio.run(serve(folder, None))


def test_nothing_that_was_told_is_lost_and_nothing_placed_is_doubled(tmp_path: Path) -> None:
    dice = random.Random(7)  # noqa: S311 - the same moments each time, as far as a machine allows
    told: list[list[str]] = []
    open_before: str | None = None
    for _ in range(KILLS):
        run = killed(tmp_path, dice.randint(1, 17))
        offered = [line[1] for line in run if line[0] == "offered"]
        if open_before is not None:
            assert offered == [open_before], "the open order is offered again"
        told += run
        last_told = {line[1]: line for line in run if line[0] in ("told", "placed")}
        with closing(open_to_read(tmp_path / FILE)) as db:
            assert list(faults(db)) == []
            rows = db.execute(f"SELECT {COLUMNS} FROM orders").fetchall()  # noqa: S608 - names of columns
            orders = [kept(row) for row in rows]
            for key, line in last_told.items():
                if line[0] == "told" and line is list(last_told.values())[-1]:
                    continue  # its next turn may be kept, and not told yet
                assert replay(db, key).kept.state == "placed"
        still_open = [order.key for order in orders if order.state == "open" and order.cart]
        assert len(still_open) <= 1
        open_before = still_open[0] if still_open else None

    with closing(open_to_read(tmp_path / FILE)) as db:
        tickets = db.execute(
            "SELECT orders.key, ticket, total, count(*) FROM orders "
            "JOIN tickets ON order_id = orders.id "
            "JOIN outbox ON ticket_id = tickets.id GROUP BY orders.id"
        ).fetchall()
    in_file = {key: (number, total) for key, number, total, copies in tickets if copies == 1}
    assert len(in_file) == len(tickets), "each ticket waits once for its destination"
    placed = {line[1]: (int(line[2]), int(line[3])) for line in told if line[0] == "placed"}
    assert placed
    assert placed.items() <= in_file.items()
    numbers = Counter(number for number, _ in in_file.values())
    assert sorted(numbers) == list(range(1, len(in_file) + 1))


def test_every_line_of_an_order_that_was_told_is_in_it(tmp_path: Path) -> None:
    """Killed right after a reply: what the reply said is on the disk."""
    for lines in (2, 3, 4, 5):
        folder = tmp_path / str(lines)
        run = killed(folder, lines)
        last = [line for line in run if line[0] == "told"][-1]
        with closing(open_to_read(folder / FILE)) as db:
            cart = replay(db, last[1]).kept.cart
        at_least = len(last[2].split("; "))
        assert len(cart) >= at_least
