"""A ticket is printed or the kiosk says why not: never lost without a word."""

from __future__ import annotations

import asyncio
import errno
import os
import pty
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from kiosk.connect import PlacedOrder, Undelivered
from kiosk.connect.printer import (
    FileLink,
    Letters,
    Link,
    NetworkLink,
    Printer,
    SerialLink,
    UsbLink,
)
from kiosk.connect.printer.reading import read_codes

from .printers import PAGES, ReceiptPrinter, on_a_serial_port, on_the_network

Place = Callable[..., PlacedOrder]


def kitchen(link: Callable[[], Link], **settings: object) -> Printer:
    return Printer("kitchen", link, letters=Letters(PAGES), **{"patience_s": 1.0, **settings})


@pytest.fixture
def order(place: Place) -> PlacedOrder:
    return place("2 cheeseburger -onion", "1 coke +large")


@pytest.mark.parametrize("acknowledge", ["in_line", "identifier"])
async def test_an_order_comes_out_whole_and_once(order: PlacedOrder, acknowledge: str) -> None:
    printer = ReceiptPrinter()
    with on_the_network(printer) as address:
        there = kitchen(partial(NetworkLink, *address, 1.0), acknowledge=acknowledge)
        await there.deliver(order.key, order)
        assert (await there.look()).trouble is None
    (ticket,) = printer.tickets
    assert "NO ONIONS" in [row.reversed for row in ticket]
    assert "AGAIN" not in printer.text


async def test_on_a_serial_port(order: PlacedOrder) -> None:
    printer = ReceiptPrinter()
    with on_a_serial_port(printer) as port:
        await kitchen(partial(SerialLink, port, 9600, "none", 1.0)).deliver(order.key, order)
        printer.cover_open = True
        with pytest.raises(Undelivered, match="cover is open"):
            await kitchen(partial(SerialLink, port, 9600, "none", 1.0)).deliver("other", order)
    assert len(printer.tickets) == 1


async def test_into_a_file_which_says_nothing(order: PlacedOrder, tmp_path: Path) -> None:
    there = kitchen(partial(FileLink, str(tmp_path / "tickets"), 1.0), acknowledge="none")
    await there.deliver("a", order)
    await there.deliver("b", order)
    assert (await there.look()).trouble is None
    assert read_codes((tmp_path / "tickets").read_bytes(), PAGES).cuts == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"paper_left": 0}, "out of paper"),
        ({"cover_open": True}, "the cover is open"),
        ({"jammed": True}, "the cutter is jammed"),
        ({"mute": True}, "does not say how it is"),
    ],
    ids=lambda wrong: next(iter(wrong)) if isinstance(wrong, dict) else None,
)
async def test_a_printer_in_trouble_gets_nothing_and_says_why(
    order: PlacedOrder, wrong: dict[str, int], told: str
) -> None:
    printer = ReceiptPrinter(**wrong)
    said = pytest.raises(Undelivered, match=f"^printer kitchen: .*{told}")
    with on_the_network(printer) as address, said as why:
        await kitchen(partial(NetworkLink, *address, 1.0)).deliver(order.key, order)
    assert not why.value.perhaps
    assert not printer.worked_off
    assert not printer.inbox


@pytest.mark.parametrize("acknowledge", ["in_line", "identifier"])
async def test_paper_that_ends_in_the_middle_is_told_and_the_next_ticket_says_it_is_one_more(
    order: PlacedOrder, acknowledge: str
) -> None:
    printer = ReceiptPrinter(paper_left=5)
    with on_the_network(printer) as address:
        there = kitchen(partial(NetworkLink, *address, 1.0), acknowledge=acknowledge)
        with pytest.raises(Undelivered, match="out of paper") as ended:
            await there.deliver(order.key, order)
        assert ended.value.perhaps
        printer.paper_left = 10_000
        await there.deliver(order.key, order, again=True)
        # What was left of the first ticket may have answered for the second.
        await asyncio.to_thread(printer.work_all_off)
    assert "PRINTED AGAIN" in "\n".join(row.text for row in printer.tickets[-1])
    assert "NO ONIONS" in "\n".join(row.text for row in printer.tickets[-1])


@pytest.mark.parametrize("rows", [1, 4, 8])
async def test_a_plug_pulled_in_the_middle_of_a_ticket_loses_no_order(
    order: PlacedOrder, rows: int
) -> None:
    printer = ReceiptPrinter(dies_after=rows)
    with on_the_network(printer) as address:
        there = kitchen(partial(NetworkLink, *address, 1.0))
        with pytest.raises(Undelivered, match="printer kitchen") as ended:
            await there.deliver(order.key, order)
        assert ended.value.perhaps
        assert not printer.tickets
        await there.deliver(order.key, order, again=True)
        await there.deliver("another", order)
    again, once = printer.tickets
    assert any("PRINTED AGAIN" in row.text for row in again)
    assert not any("PRINTED AGAIN" in row.text for row in once)


async def test_what_is_taken_and_never_confirmed_is_not_delivered(order: PlacedOrder) -> None:
    printer = ReceiptPrinter(knows_identifiers=False)
    with on_the_network(printer) as address:
        there = kitchen(
            partial(NetworkLink, *address, 1.0), acknowledge="identifier", patience_s=0.3
        )
        with pytest.raises(Undelivered, match="does not confirm"):
            await there.deliver(order.key, order)


async def test_nobody_at_the_address(order: PlacedOrder, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = free.getsockname()
    with pytest.raises(Undelivered, match=r"^printer kitchen: Connection refused$"):
        await kitchen(partial(NetworkLink, *address, 1.0)).deliver(order.key, order)
    gone = str(tmp_path / "ttyUSB0")
    with pytest.raises(Undelivered, match="could not open"):
        await kitchen(partial(SerialLink, gone, 9600, "dtr", 1.0)).look()
    with pytest.raises(Undelivered, match="No such file or directory"):
        await kitchen(partial(FileLink, str(tmp_path / "not" / "there"), 1.0)).look()


def test_a_serial_port_that_went_away_is_let_go() -> None:
    """Flushing it fails then; each try would leave a descriptor behind."""
    there, here = pty.openpty()
    link = SerialLink(os.ttyname(here), 9600, "none", 1.0)
    link.open()
    os.close(here)
    os.close(there)
    link.close()
    assert not link._port.is_open


def test_on_usb_the_last_moment_of_a_wait_is_not_for_ever() -> None:
    """To libusb, 0 ms are no limit."""
    waits = []

    class Silent:
        in_ep = 0x81

        @property
        def device(self) -> Silent:
            return self

        def read(self, _: int, __: int, milliseconds: int) -> bytes:
            waits.append(milliseconds)
            raise OSError(errno.ETIMEDOUT, "Operation timed out")

    link = UsbLink(0x04B8, 0x0202, 1.0)
    link._printer = Silent()
    assert link.receive(0.000_2) == b""
    assert link.receive(0.25) == b""
    assert waits == [1, 250]


async def test_tickets_of_one_printer_do_not_run_into_each_other(place: Place) -> None:
    printer = ReceiptPrinter()
    orders = [place("1 coke +large", key=f"o{n}", number=n) for n in range(1, 6)]
    with on_the_network(printer) as address:
        there = kitchen(partial(NetworkLink, *address, 1.0))
        await asyncio.gather(*(there.deliver(order.key, order) for order in orders))
    numbers = {row.text.strip() for ticket in printer.tickets for row in ticket if "#" in row.text}
    assert numbers == {"#1", "#2", "#3", "#4", "#5"}
