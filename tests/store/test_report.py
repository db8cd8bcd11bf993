"""What a day came to, as the manager reads it in the evening."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.cli import run_command
from kiosk.dialog import MemoryJournal
from kiosk.menu import Menu
from kiosk.store import Store, StoreDay
from kiosk.store.database import FILE, open_to_read
from kiosk.store.report import DayReport, day_report
from tests.store.counter import COKE, NOON, Clock, guest, orders

OpenStore = Callable[..., Store]


def read(folder: Path, clock: Clock) -> DayReport:
    with closing(open_to_read(folder / FILE)) as db:
        return day_report(db, StoreDay(clock=clock), NOON.date())


async def test_a_day_is_summed_up(
    open_store: OpenStore, clock: Clock, menu: Menu, tmp_path: Path
) -> None:
    store = open_store()
    session = guest(menu, slow := store.order(menu))
    session.sold_out = frozenset({"milk"})
    await session.hear("add 1 coke +large")
    clock.at += timedelta(seconds=40)
    for words in ("ask price fries", "done", "yes"):
        await session.hear(words)
    quick = await orders(store, menu, *COKE)
    await orders(store, menu, "add 1 hamburger", "person")
    crew = MemoryJournal()
    amending = guest(menu, crew)
    amending.resume(session.order)
    await amending.hear("qty #1 2")
    await store.amend(slow.key, crew.events)
    await store.void(quick.key)
    clock.at += timedelta(days=1)
    await orders(store, menu, *COKE)

    found = read(tmp_path, clock)
    assert found.orders == {"placed": 1, "void": 1, "person": 1}
    assert found.amended == 1
    twice = await store.ticket(slow.key)
    assert twice is not None
    assert (found.taken, found.locale) == ({"USD": twice.total}, "en-US")
    assert found.tax == {"USD": twice.tax}
    assert found.sold == {"Coke": 2}
    assert found.questions == {"price": 1}
    assert found.handoffs == 1
    assert found.seconds == (40, 0)
    assert (found.median_s, found.p95_s) == (20, 38)
    assert found.sold_out == {"milk": 1}


async def test_a_day_on_which_nothing_was_sold_is_empty(
    open_store: OpenStore, clock: Clock, tmp_path: Path
) -> None:
    open_store()
    found = read(tmp_path, clock)
    assert (found.orders, found.taken, found.median_s, found.p95_s) == ({}, {}, None, None)


@pytest.mark.parametrize("day", ["yesterday", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_of_a_store_is_refused_in_a_line(
    day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["report", "--day", day]) == 2
    assert f'--day "{day}" is not a day' in capsys.readouterr().err
