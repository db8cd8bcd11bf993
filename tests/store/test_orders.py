"""Orders are kept from their first turn on: placed, found again, amended, taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.dialog import MemoryJournal
from kiosk.errors import StoreError
from kiosk.menu import Menu, load_menu
from kiosk.order.engine import Order
from kiosk.order.notation import format_cart
from kiosk.store import OFFERED_S, Store
from kiosk.store.database import FILE, open_to_read
from kiosk.store.upkeep import faults
from tests.store.counter import COKE, Clock, guest, opened, orders

Open = Callable[..., Store]


async def test_an_order_gets_the_next_number_of_the_day_and_a_ticket(
    menu: Menu, open_store: Open
) -> None:
    store = open_store("kitchen", "till")
    journal = store.order(menu)
    journal.guest, journal.table = "Ann", "17"
    session = guest(menu, journal)
    for turn in ("add 2 cheeseburger -onion", "add 1 coke +large", "done"):
        await session.hear(turn)
    assert journal.ticket is None
    await session.hear("yes")
    ticket = journal.ticket
    assert ticket is not None
    assert (ticket.number, ticket.day, ticket.kind) == (1, date(2026, 5, 1), "placed")
    assert (ticket.guest, ticket.table) == ("Ann", "17")
    assert ticket.total == session.totals.total
    assert [line.notation for line in ticket.lines] == ["2 cheeseburger -onion", "1 coke +large"]
    assert [(queue.destination, queue.waiting) for queue in await store.queues()] == [
        ("kitchen", 1),
        ("till", 1),
    ]
    second = await orders(store, menu, *COKE)
    assert second.ticket is not None
    assert second.ticket.number == 2
    assert second.ticket.key != ticket.key


async def test_what_is_said_after_it_was_placed_changes_nothing(
    menu: Menu, open_store: Open
) -> None:
    store = open_store("kitchen")
    journal = store.order(menu)
    session = guest(menu, journal)
    for turn in (*COKE, "add 1 coke +large", "yes"):
        await session.hear(turn)
    await store.void(journal.key)
    session.silence()
    await journal.safe()
    (order,) = await store.latest()
    assert order.state == "void"


async def test_an_order_that_was_cut_off_is_offered_again_with_its_prices(
    menu: Menu, open_store: Open, clock: Clock, tmp_path: Path
) -> None:
    store = open_store()
    before = guest(menu, store.order(menu))
    await before.hear("add 1 coke +large; add 2 cheeseburger")
    await before.hear("mod #2 -onion")
    await before.hear("del #1")
    store.close()
    clock.at += timedelta(seconds=OFFERED_S - 1)

    again = opened(tmp_path, clock)
    left = again.unfinished
    assert left is not None
    assert again.notices == ("an order was cut off and is offered again",)
    assert left.order == before.order
    assert left.menu == menu
    journal = again.take_up(left)
    after = guest(left.menu, journal)
    assert "two Cheeseburgers, no onions" in after.resume(left.order).text
    await after.hear("undo")
    for turn in ("yes", "done", "yes"):
        await after.hear(turn)
    assert journal.ticket is not None
    assert journal.ticket.total == after.totals.total
    assert len(await again.latest()) == 1
    again.close()
    once_more = opened(tmp_path, clock)
    assert once_more.unfinished is None
    once_more.close()


async def test_an_order_that_was_cut_off_goes_on_in_the_language_of_its_guest(
    menu: Menu, open_store: Open
) -> None:
    store = open_store()
    before = guest(menu, store.order(menu))
    before.language = "es"
    await before.hear("add 2 coke +large")
    store.close()
    again = open_store()
    left = again.unfinished
    assert left is not None
    after = guest(left.menu, again.take_up(left))
    after.language = left.language
    assert "¿Desea continuar con este pedido?" in after.resume(left.order).text
    (order,) = await again.latest()
    assert order.cart == ("2 coke +large",), "the journal is in the language of the store"


async def test_it_is_offered_on_the_menu_that_it_began_with(
    menu: Menu, open_store: Open, tmp_path: Path
) -> None:
    store = open_store()
    session = guest(menu, store.order(menu))
    await session.hear("add 1 coke +large")
    store.close()
    text = (Path(__file__).parents[2] / "menus" / "burger.yaml").read_text(encoding="utf-8")
    dearer = tmp_path / "burger.yaml"
    dearer.write_text(text.replace('"1.99"', '"2.99"'))
    assert load_menu(dearer) != menu
    again = open_store()
    assert again.unfinished is not None
    resumed = guest(again.unfinished.menu, again.take_up(again.unfinished))
    resumed.resume(session.order)
    assert resumed.totals == session.totals


async def test_of_a_guest_who_has_gone_the_order_is_abandoned(
    menu: Menu, open_store: Open, clock: Clock
) -> None:
    store = open_store()
    await orders(store, menu, "add 1 coke +large")
    store.close()
    clock.at += timedelta(seconds=OFFERED_S + 1)
    again = open_store()
    assert again.unfinished is None
    assert [order.state for order in await again.latest()] == ["abandoned"]


async def test_of_two_kiosks_that_start_at_once_one_takes_it_up(
    menu: Menu, open_store: Open
) -> None:
    store = open_store()
    await orders(store, menu, "add 1 coke +large")
    store.close()
    left, right = open_store(), open_store()
    assert left.unfinished is not None
    assert right.unfinished == left.unfinished
    left.take_up(left.unfinished)
    with pytest.raises(StoreError, match="another kiosk"):
        right.take_up(right.unfinished)


async def test_an_order_of_a_kiosk_that_runs_is_not_offered_elsewhere(
    menu: Menu, open_store: Open
) -> None:
    left, right = open_store(), open_store()
    await orders(left, menu, "add 1 coke +large")
    beside = open_store()
    assert beside.unfinished is None
    await orders(beside, menu, *COKE)
    await orders(right, menu, *COKE)
    numbers = [order.number for order in await left.latest()]
    assert numbers == [2, 1, None]


def sound(folder: Path) -> bool:
    with closing(open_to_read(folder / FILE)) as db:
        return not list(faults(db))


async def test_the_crew_amends_and_voids(menu: Menu, open_store: Open, tmp_path: Path) -> None:
    store = open_store("kitchen")
    journal = store.order(menu)
    journal.guest = "Ann"
    session = guest(menu, journal)
    for turn in ("add 2 cheeseburger", *COKE):
        await session.hear(turn)

    crew = MemoryJournal()
    changing = guest(menu, crew)
    changing.resume(Order(session.cart))
    for turn in ("undo", "del #2", "mod #1 +bacon", "undo", "mod #1 -onion"):
        await changing.hear(turn)
    amended = await store.amend(journal.key, crew.events)
    assert (amended.kind, amended.number, amended.guest) == ("amended", 1, "Ann")
    assert [line.notation for line in amended.lines] == ["2 cheeseburger -onion"]

    taken_back = await store.void(journal.key)
    assert (taken_back.kind, taken_back.number) == ("void", 1)
    assert await store.ticket(journal.key) == taken_back
    (order,) = await store.latest()
    assert (order.state, order.total) == ("void", amended.total)
    with pytest.raises(StoreError, match="is void, not placed"):
        await store.void(journal.key)
    with pytest.raises(StoreError, match="no order nothing"):
        await store.void("nothing")
    assert sound(tmp_path)


async def test_an_amendment_that_leaves_nothing_is_refused_whole(
    menu: Menu, open_store: Open
) -> None:
    store = open_store()
    journal = store.order(menu)
    session = guest(menu, journal)
    for turn in COKE:
        await session.hear(turn)
    crew = MemoryJournal()
    changing = guest(menu, crew)
    changing.resume(Order(session.cart))
    await changing.hear("del #1")
    with pytest.raises(StoreError, match="nothing is left"):
        await store.amend(journal.key, crew.events)
    (order,) = await store.latest()
    assert (order.state, order.cart) == ("placed", ("1 coke +large",))


async def test_a_turn_that_cannot_be_kept_was_never_said_and_the_order_goes_on(
    menu: Menu, open_store: Open, tmp_path: Path
) -> None:
    store = open_store("kitchen")
    journal = store.order(menu)
    session = guest(menu, journal)
    await session.hear("add 1 coke +large")
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute(
            "CREATE TRIGGER stuck BEFORE INSERT ON events BEGIN SELECT raise(ABORT, 'stuck'); END"
        )
        with pytest.raises(StoreError, match="stuck"):
            await session.hear("add 2 cheeseburger")
        assert format_cart(menu, session.cart) == ["1 coke +large"]
        session.silence()  # changes no order, and is told at once
        other.execute("DROP TRIGGER stuck")
    for turn in ("add 1 apple_pie", "done", "yes"):
        await session.hear(turn)
    assert journal.ticket is not None
    assert [line.notation for line in journal.ticket.lines] == ["1 coke +large", "1 apple_pie"]
