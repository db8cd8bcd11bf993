"""Where orders go, as the crew of a counter sees it: printers and a till."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.cli.back_office import KeptOrders, Outgoing
from kiosk.cli.destinations import Destinations
from kiosk.connect.square import Account, SquareTill
from kiosk.crew import Condition, Delivery
from kiosk.errors import DeliveryError
from kiosk.locations import data_dir
from kiosk.store import Store
from tests.connect.conftest import LUNCH
from tests.connect.printers import ReceiptPrinter, on_the_network
from tests.connect.square_service import LOCATION, TOKEN, Square

from .kiosks import Counter, counter
from .test_books import home, in_time, opened

__all__ = ["counter", "home"]


async def test_a_till_is_seen_and_asked_like_a_printer(home: Counter) -> None:
    store = Store(data_dir())
    try:
        async with Square({"objects": []}, LUNCH).serving() as square:
            accounts = (
                Account("counter", LOCATION, TOKEN, square.url),
                Account("bar", LOCATION, "another", square.url),
            )
            tills = tuple(SquareTill(each, kiosk="1", external=None) for each in accounts)
            outgoing = Outgoing(store, Destinations((), (), (), tills))
            assert await outgoing.latest() == [Delivery("counter"), Delivery("bar")]
            assert await outgoing.look("counter") == Condition()
            assert "till bar: " in (await outgoing.look("bar")).trouble
            assert not (await outgoing.look("gone")).known
    finally:
        store.close()


async def test_a_printer_without_paper_keeps_no_other_from_printing_again(
    home: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on_the_network(ReceiptPrinter(paper_left=0)) as (host, port):
        for name, value in {"LINK": "network", "HOST": host, "PORT": str(port)}.items():
            monkeypatch.setenv(f"KIOSK_PRINTERS__BAR__{name}", value)
        async with opened() as (shop, books):
            session = shop.session()
            for words in ("a hamburger", "that's all", "yes"):
                await session.hear(words)
            await in_time(lambda: len(home.tickets) == 1)
            bar_first = sorted(books.destinations.printers, key=lambda printer: printer.name)
            outgoing = Outgoing(books.store, replace(books.destinations, printers=tuple(bar_first)))
            (sale,) = await KeptOrders(books.store, shop.reopened).latest()
            with pytest.raises(DeliveryError, match="printer bar: out of paper"):
                await outgoing.print_again(sale)
            assert "AGAIN" in home.tickets[-1].upper()
