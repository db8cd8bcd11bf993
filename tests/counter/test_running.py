"""A kiosk at a counter: whatever goes down, an order is made once, and no guest orders twice."""

from __future__ import annotations

import shutil
import signal

from tests.connect.mosquitto import Display, Mosquitto, mosquitto
from tests.connect.printers import ReceiptPrinter, on_the_network

from .kiosks import PIN, Counter, begin, counter, finish, heard, soon, touch

__all__ = ["counter", "mosquitto"]

KITCHEN = "kiosk/1/barn/orders/+"


def test_an_order_that_is_cut_off_goes_on_and_reaches_everyone_once(
    counter: Counter, mosquitto: Mosquitto
) -> None:
    counter.set_up(mosquitto)
    display = Display(mosquitto, KITCHEN)
    with counter.kiosk() as kiosk:
        begin(kiosk, "a hamburger", "$3.78")
        finish(kiosk)
        soon(lambda: len(counter.tickets) == 1)  # cut off while it prints, it would print again
        begin(kiosk, "a veggie burger with no onions", "No onions")
        kiosk.kiosk.send_signal(signal.SIGKILL)
        assert kiosk.ends() == -signal.SIGKILL
    with counter.kiosk() as kiosk:
        kiosk.shows("we were interrupted", "Veggie Burger", "No onions")
        kiosk.type("yes\r")
        kiosk.shows("What else?")
        finish(kiosk)
        kiosk.shows("Touch to order")
        soon(lambda: len(counter.tickets) == 2)
        display.wait(lambda: len(heard(display.heard)) == 2, 60)
    display.leave()
    first, second = heard(display.heard)
    assert (first.number, first.lines[0].notation) == (1, "1 hamburger")
    assert (second.number, second.lines[0].notation) == (2, "1 veggie_burger -onion")
    assert [order["state"] for order in counter.orders] == ["placed", "placed"]
    assert [order["key"] for order in counter.orders] == [
        order.key.rpartition("-")[0] for order in (second, first)
    ]
    assert "NO ONIONS" in counter.tickets[1].upper()
    assert counter.run("journal", "check")["sound"]


def test_who_comes_back_to_an_order_that_was_cut_off_may_start_over(counter: Counter) -> None:
    with counter.kiosk() as kiosk:
        begin(kiosk, "a hamburger", "$3.78")
        kiosk.kiosk.kill()
    with counter.kiosk() as kiosk:
        kiosk.shows("we were interrupted", "Hamburger")
        kiosk.type("\x0e")  # ctrl-n: start over
        kiosk.shows("Touch to order")
        soon(lambda: [order["state"] for order in counter.orders] == ["abandoned"])


def test_after_a_power_cut_the_order_is_there(counter: Counter) -> None:
    """The files as they lie on the disk while a guest orders, taken to another machine."""
    elsewhere = Counter(counter.home.with_name("elsewhere"))
    elsewhere.set_up()
    with counter.kiosk() as kiosk:
        begin(kiosk, "a hamburger with no onions", "No onions")
        for file in counter.data.glob("journal.db*"):
            shutil.copy(file, elsewhere.data)
    with elsewhere.kiosk() as kiosk:
        kiosk.shows("we were interrupted", "Hamburger", "No onions")
        kiosk.type("yes\r")
        kiosk.shows("What else?")
        finish(kiosk)
        soon(lambda: len(elsewhere.tickets) == 1)


def test_a_broker_that_comes_later_and_a_printer_without_paper_lose_nothing(
    counter: Counter, mosquitto: Mosquitto
) -> None:
    counter.run("crew", "pin", typed=f"{PIN}\n")
    mosquitto.stop()
    printer = ReceiptPrinter(paper_left=0)
    with on_the_network(printer) as (host, port):
        counter.set_up(mosquitto, printer=f'link = "network"\nhost = "{host}"\nport = {port}\n')
        with counter.kiosk() as kiosk:
            begin(kiosk, "a hamburger", "$3.78")
            finish(kiosk)
            kiosk.shows("Touch to order")
            kiosk.type("\x1b[20~")  # F9
            kiosk.shows("PIN of the crew")
            kiosk.type(f"{PIN}\r")
            kiosk.shows("Outbox 2")
            touch(kiosk, 58, 2)
            kiosk.shows("out of paper", "waiting since", "no connection to localhost", within_s=60)
            assert printer.tickets == []
            printer.paper_left = 1000
            mosquitto.start()
            display = Display(mosquitto, KITCHEN)
            soon(lambda: len(printer.tickets) == 1)
            display.wait(lambda: display.heard, 120)
            kiosk.shows("All delivered")
    display.leave()
    assert len(heard(display.heard)) == 1


def test_where_the_journal_cannot_be_opened_it_sells_on_in_memory_and_says_so(
    counter: Counter,
) -> None:
    (counter.data / "journal.db").write_text("no journal")
    counter.roll.mkdir()  # it takes no ticket before the kiosk is killed, however soon that is
    with counter.kiosk() as kiosk:
        kiosk.shows("orders are kept in memory", within_s=60)
        begin(kiosk, "a hamburger", "$3.78")
        finish(kiosk)
        begin(kiosk, "a veggie burger with no onions", "No onions")
        kiosk.kiosk.kill()
    counter.roll.rmdir()
    with counter.kiosk() as kiosk:  # the memory outlives the process
        kiosk.shows("we were interrupted", "Veggie Burger", within_s=60)
        soon(lambda: len(counter.tickets) == 1)
    assert "501" in counter.tickets[0]
    assert (counter.data / "journal.db").read_text() == "no journal"
