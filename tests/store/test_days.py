"""Numbers of tickets, by the store's day, under a clock that jumps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.menu import Menu
from kiosk.store import Store, StoreDay
from tests.store.counter import COKE, NOON, Clock, opened, orders

Open = Callable[..., Store]


def test_what_is_sold_after_midnight_belongs_to_the_night_before() -> None:
    chicago = StoreDay(time(4), ZoneInfo("America/Chicago"))
    assert chicago.of(datetime(2026, 5, 2, 8, 59, tzinfo=UTC)) == date(2026, 5, 1)
    assert chicago.of(datetime(2026, 5, 2, 9, 0, tzinfo=UTC)) == date(2026, 5, 2)


def test_the_day_on_which_the_clocks_go_back_begins_once() -> None:
    berlin = StoreDay(time(2, 30), ZoneInfo("Europe/Berlin"))
    before_dst_ends = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    assert berlin.of(before_dst_ends - timedelta(minutes=30)) == date(2026, 10, 24)
    assert berlin.of(before_dst_ends + timedelta(hours=1)) == date(2026, 10, 25)


async def test_numbers_begin_anew_with_the_day(menu: Menu, open_store: Open, clock: Clock) -> None:
    store = open_store()
    given_out = []
    for at in (NOON, NOON, NOON + timedelta(days=1)):
        clock.at = at
        ticket = (await orders(store, menu, *COKE)).ticket
        assert ticket is not None
        given_out.append((ticket.day.day, ticket.number))
    assert given_out == [(1, 1), (1, 2), (2, 1)]


async def test_a_clock_that_goes_back_doubles_no_number_and_is_told(
    menu: Menu, open_store: Open, clock: Clock
) -> None:
    store = open_store()
    await orders(store, menu, *COKE)
    await orders(store, menu, "add 1 apple_pie")
    clock.at += timedelta(days=1)
    await orders(store, menu, *COKE)
    store.close()
    clock.at = NOON - timedelta(hours=1)
    again = open_store()
    assert again.unfinished is not None, "it is of a minute ago, whatever the clock says"
    assert "the clock has gone back" in again.notices[-1]
    journal = await orders(again, menu, *COKE)
    assert journal.ticket is not None
    assert (journal.ticket.day.day, journal.ticket.number) == (1, 2)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-3, 3).map(lambda days: timedelta(days=days)), max_size=6))
async def test_no_number_of_a_day_is_given_out_twice(
    menu: Menu, tmp_path_factory: object, jumps: list[timedelta]
) -> None:
    folder: Path = tmp_path_factory.mktemp("counter")  # type: ignore[attr-defined]
    clock = Clock()
    store = opened(folder, clock)
    seen = set()
    for jump in jumps:
        clock.at += jump
        ticket = (await orders(store, menu, *COKE)).ticket
        assert ticket is not None
        seen.add((ticket.day, ticket.number))
    store.close()
    assert len(seen) == len(jumps)
