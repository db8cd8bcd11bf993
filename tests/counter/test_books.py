"""The store, the destinations and the crew's side of a counter, joined as a kiosk joins them."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.cli.back_office import KeptOrders, Outgoing
from kiosk.cli.books import Books, open_books
from kiosk.cli.ladder import Ladder
from kiosk.cli.sharing import sharing
from kiosk.cli.shop import Shop
from kiosk.connect.mqtt import Broker, MenuNotice
from kiosk.crew import Door, SoldOut, set_pin
from kiosk.errors import MenuError
from kiosk.locations import data_dir
from kiosk.menu import Menu, find_menu, load_menu
from kiosk.store import Store, StoreDay
from kiosk.ui import Crew, KioskApp
from tests.connect.mosquitto import Display, Mosquitto, mosquitto
from tests.store.counter import COKE, orders
from tests.store.test_disk import on_a_small_disk
from tests.ui.pilots import Hand
from tests.ui.seen import say, sees
from tests.ui.test_crew import PIN, go_behind

from .kiosks import Counter, begin, counter, forgotten

__all__ = ["counter", "mosquitto"]


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, counter: Counter) -> Counter:
    """The kiosk of this process has that folder, and its printer is a file there."""
    monkeypatch.setenv("KIOSK_HOME", str(counter.home))
    monkeypatch.setenv("KIOSK_PRINTERS__KITCHEN__LINK", "file")
    monkeypatch.setenv("KIOSK_PRINTERS__KITCHEN__PATH", str(counter.roll))
    return counter


@asynccontextmanager
async def opened(menu: str | Path = "burger") -> AsyncIterator[tuple[Shop, Books]]:
    """A shop that sells by the rules alone, and its books."""
    async with open_books() as books:
        yield Shop(find_menu(menu), Ladder(()), books.store), books


async def in_time(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - what changes is a file
            await asyncio.sleep(0.05)


async def test_what_the_crew_amends_and_voids_the_kitchen_reads_and_may_have_again(
    home: Counter,
) -> None:
    set_pin(data_dir(), PIN)
    async with opened() as (shop, books):
        crew = Crew(
            Door(data_dir()),
            SoldOut(data_dir(), "burger"),
            register=KeptOrders(books.store, shop.reopened),
            deliveries=Outgoing(books.store, books.destinations),
        )
        async with KioskApp(shop.session, crew=crew).run_test(size=(120, 40)) as pilot:
            for words in ("a hamburger", "that's all", "yes"):
                await say(pilot, words)
            hand = await go_behind(pilot)
            await hand.touch("Orders")
            await hand.touch("1 · $3.78")
            await hand.touch("Amend 1")
            await say(pilot, "no onions on the hamburger")
            await hand.touch("Amend it")
            await sees(pilot, "Order 1 is amended.", within_s=30)
            await hand.touch("Print 1")
            await sees(pilot, "Order 1 is printed.", within_s=30)
            await hand.touch("Void 1")
            await hand.touch("Yes, void 1")
            await sees(pilot, "Order 1 is void.", within_s=30)
            await in_time(lambda: len(home.tickets) == 4)
    placed, *others = (ticket.upper() for ticket in home.tickets)
    amended = next(ticket for ticket in others if "NO ONIONS" in ticket and "AGAIN" not in ticket)
    again = next(ticket for ticket in others if "AGAIN" in ticket)
    assert "#1" in placed and "NO ONIONS" not in placed
    assert "#1" in amended
    assert "NO ONIONS" in again
    assert any("VOID" in ticket for ticket in others)


async def test_what_one_kiosk_has_sold_out_no_kiosk_of_the_store_sells(
    home: Counter, mosquitto: Mosquitto
) -> None:
    set_pin(data_dir(), PIN)
    other = Counter(home.home.with_name("other"))
    other.set_up(mosquitto, name="till2")
    display = Display(mosquitto, "kiosk/1/barn/menu/+")
    sold_out = SoldOut(data_dir(), "burger")
    async with opened() as (shop, _), Broker("displays", mosquitto.address()) as broker:
        app = KioskApp(shop.session, crew=Crew(Door(data_dir()), sold_out))
        async with (
            sharing((broker,), shop, sold_out, app.restock),
            app.run_test(size=(120, 40)) as pilot,
        ):
            with other.kiosk() as kiosk:
                await asyncio.to_thread(begin, kiosk, "hello", "Ready")
                hand: Hand = await go_behind(pilot)
                await hand.touch("Sold out")
                await hand.touch("Meals")
                await hand.touch("Hamburger Meal")
                await sees(pilot, "Hamburger Meal is sold out.")
                await asyncio.to_thread(kiosk.shows, "Sold out", within_s=60)
    display.leave()
    assert json.loads((other.data / "sold_out.json").read_text()) == {"burger": ["hamburger_meal"]}
    menus = [MenuNotice.model_validate_json(payload) for _, payload in display.heard]
    assert {(menu.kiosk, menu.menu) for menu in menus} == {("till1", "burger"), ("till2", "burger")}


async def test_a_menu_that_cannot_be_sold_from_leaves_the_one_that_is_sold(
    home: Counter, tmp_path: Path
) -> None:
    file = tmp_path / "burger.yaml"
    shutil.copy(find_menu("burger"), file)
    async with opened(file) as (shop, _):
        before = shop.menu
        file.write_text(file.read_text().replace("name: Hamburger\n", "nam: Hamburger\n"))
        with pytest.raises(MenuError):
            shop.reload()
        assert shop.menu is before
        session = shop.session()
        await session.hear("a hamburger")
        assert session.totals.subtotal == 349


async def test_an_order_of_a_menu_that_has_changed_since_goes_on_at_its_old_price(
    home: Counter, tmp_path: Path
) -> None:
    file = tmp_path / "burger.yaml"
    shutil.copy(find_menu("burger"), file)
    async with opened(file) as (shop, books):
        await shop.session().hear("a hamburger")
    file.write_text(file.read_text().replace('"3.49"', '"9.49"'))
    async with opened(file) as (shop, books):
        left = shop.interrupted()
        assert left is not None
        left.session.resume(left.order)
        assert left.session.totals.subtotal == 349
        for words in ("yes", "that's all", "yes"):
            await left.session.hear(words)
        assert left.session.journal.number == 1
        assert (await books.store.latest())[0].total == 378
        fresh = shop.session()
        await fresh.hear("a hamburger")
        assert fresh.totals.subtotal == 949


async def test_orders_that_are_too_old_are_forgotten_when_a_kiosk_starts(home: Counter) -> None:
    menu: Menu = load_menu(find_menu("burger"))
    long_ago = datetime.now(UTC) - timedelta(days=200)
    store = Store(data_dir(), day=StoreDay(clock=lambda: long_ago))
    await orders(store, menu, "add 1 hamburger", "done", "yes")
    store.close()
    async with opened() as (_, books):
        await orders(books.store, menu, *COKE)
    async with opened() as (_, books):
        async with asyncio.timeout(60):
            while len(kept := await books.store.latest()) != 1:  # noqa: ASYNC110 - a file changes
                await asyncio.sleep(0.05)
    assert kept[0].cart == ("1 coke +large",)


def test_a_disk_that_is_full_or_read_only_is_told_and_the_kiosk_sells(tmp_path: Path) -> None:
    opens = (
        'echo "from kiosk.cli.keeping import open_store; store, notices = open_store(); '
        'print(notices[0]); store.close()" > "$1/open.py"; '
    )
    said = on_a_small_disk(
        tmp_path,
        'export KIOSK_HOME="$1/home" PYTHONPATH=.; ' + opens + '"$2" -c "pass"; '
        'dd if=/dev/zero of="$1/filler" bs=4k 2>/dev/null; "$2" "$1/open.py"; '
        'rm "$1/filler"; mount -o remount,ro "$1"; "$2" "$1/open.py"',
    )
    forgotten(tmp_path / "disk" / "home" / "data")
    full, read_only = said.splitlines()
    assert full.startswith("orders are kept in memory alone, and lost when the power is: ")
    assert "Read-only file system" in read_only
