"""On the screen an order counts once it is paid, or is to be paid at the counter."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.board import FileBoard
from kiosk.dialog import MemoryJournal, Session
from kiosk.errors import StoreError
from kiosk.store import Store
from kiosk.ui import Charge, Heard, KioskApp, SimulatedTerminal, Till

from .pilots import Hand
from .seen import runs_out, say, sees

NewSession = Callable[..., Session]


async def states(store: Store) -> list[str]:
    """Of the orders in the journal, the latest first."""
    return [order.state for order in await store.latest()]


async def test_a_declined_card_leaves_the_order_open_and_the_counter_takes_it(
    kept_session: NewSession, store: Store
) -> None:
    till = Till(SimulatedTerminal(("declined",), thinks_s=0))
    app = KioskApp(kept_session, till=till)
    async with app.run_test(size=(80, 24)) as pilot:
        for words in ("a hamburger", "that's all", "yes"):
            await say(pilot, words)
        hand = Hand(pilot)
        await hand.touch("Pay by card")
        await sees(pilot, "The card was declined.")
        assert await states(store) == ["unpaid"]
        await hand.touch("Pay at the counter")
        await sees(pilot, "Your number is", "Please pay at the counter")
        assert await states(store) == ["placed"]


async def test_who_goes_without_paying_has_ordered_nothing(
    kept_session: NewSession, store: Store
) -> None:
    till = Till(SimulatedTerminal(thinks_s=0))
    app = KioskApp(kept_session, till=till)
    async with app.run_test(size=(80, 24)) as pilot:
        for words in ("a hamburger", "that's all"):
            await say(pilot, words)
        await say(pilot, "yes")
        await sees(pilot, "Pay by card")
        await runs_out(pilot)
        await sees(pilot, "Touch to order")
        assert await states(store) == ["abandoned"]


async def test_who_would_rather_change_it_than_pay_goes_back_to_the_order(
    kept_session: NewSession, store: Store
) -> None:
    app = KioskApp(kept_session, till=Till(SimulatedTerminal(thinks_s=0)))
    async with app.run_test(size=(80, 24)) as pilot:
        for words in ("a hamburger", "that's all", "yes"):
            await say(pilot, words)
        await sees(pilot, "How would you like to pay?")
        hand = Hand(pilot)
        await hand.touch("Change something")
        await sees(pilot, "Your order", "1 Hamburger")
        await say(pilot, "and a large coke")
        await say(pilot, "that's all")
        await hand.touch("Yes, that is right")
        await hand.touch("Pay by card")
        await sees(pilot, "Your number is")
        (sold,) = await store.latest()
        assert (sold.state, len(sold.cart)) == ("placed", 2)


async def test_everything_says_placed_at_one_moment(
    kept_session: NewSession, store: Store, tmp_path: Path
) -> None:
    board = FileBoard(tmp_path)
    app = KioskApp(kept_session, till=Till(SimulatedTerminal(thinks_s=0)), board=board)
    async with app.run_test(size=(120, 40)) as pilot:
        for words in ("a hamburger", "that's all", "yes"):
            await say(pilot, words)
        shown = json.loads((tmp_path / "board.json").read_text())["status"]
        assert [shown] == await states(store) == ["unpaid"]
        assert app.conversation.ticket is None
        await Hand(pilot).touch("Pay by card")
        await sees(pilot, "Your order is placed.", "Your number is")
        shown = json.loads((tmp_path / "board.json").read_text())["status"]
        assert [shown] == await states(store) == ["placed"]
        assert app.conversation.ticket == 1
    board.close()


class DiskThatFills(MemoryJournal):
    """Keeps nothing while it is full."""

    full = False

    async def safe(self) -> None:
        if self.full:
            raise StoreError("the journal cannot be written", hint="the disk is full")
        await super().safe()


async def test_a_card_is_charged_once_when_the_order_cannot_be_kept(
    new_session: NewSession,
) -> None:
    disk, terminal = DiskThatFills(), SimulatedTerminal(thinks_s=0)
    app = KioskApp(lambda: new_session(disk), till=Till(terminal))
    async with app.run_test(size=(80, 24)) as pilot:
        for words in ("a hamburger", "that's all", "yes"):
            await say(pilot, words)
        disk.full = True
        hand = Hand(pilot)
        await hand.touch("Pay by card")
        await sees(pilot, "Your card was charged. Please try again, or ask the crew.")
        await runs_out(pilot)
        disk.full = False
        await hand.touch("Try again")
        await sees(pilot, "Your number is", "We call it")
        assert len(terminal.charged) == 1


class SlowDisk(MemoryJournal):
    """Takes its time until it is told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.idle = asyncio.Event()
        self.idle.set()

    async def safe(self) -> None:
        await self.idle.wait()
        await super().safe()


@pytest.mark.parametrize(
    ("first", "others", "charges"),
    [
        ("Pay by card", ("Pay another way", "Pay by card"), 1),
        ("Pay at the counter", ("Pay by card", "Change something"), 0),
    ],
)
async def test_while_a_payment_is_kept_no_other_way_to_pay_begins(
    new_session: NewSession, first: str, others: tuple[str, ...], charges: int
) -> None:
    disk, terminal = SlowDisk(), SimulatedTerminal(thinks_s=0)
    app = KioskApp(lambda: new_session(disk), till=Till(terminal))
    async with app.run_test(size=(80, 24)) as pilot:
        for words in ("a hamburger", "that's all", "yes"):
            await say(pilot, words)
        hand = Hand(pilot)
        disk.idle.clear()
        for way in (first, *others):
            if hand.tile(way) is not None:
                await hand.touch(way)
                await pilot.pause(0.1)
        disk.idle.set()
        await sees(pilot, "Your number is")
        assert len(terminal.charged) == charges
        assert [event.status for event in disk.events].count("placed") == 1


class SilentTerminal:
    """Waits for a card that nobody shows."""

    async def charge(self, amount: int, currency: str) -> Charge:
        await asyncio.Event().wait()
        raise AssertionError


async def test_who_talks_while_the_card_is_charged_does_not_start_the_clock(
    new_session: NewSession,
) -> None:
    app = KioskApp(new_session, till=Till(SilentTerminal()))
    async with app.run_test(size=(80, 24)) as pilot:
        for words in ("a hamburger", "that's all", "yes"):
            await say(pilot, words)
        hand = Hand(pilot)
        await hand.touch("Pay by card")
        await sees(pilot, "Follow the card terminal")
        app.conversation.hear(Heard("where do i put it"))
        await sees(pilot, "Your order is not paid yet.")
        await runs_out(pilot)
        await sees(pilot, "Follow the card terminal")
        assert app.conversation.session.status == "unpaid"
        await hand.touch("Pay another way")
        await runs_out(pilot)
        await sees(pilot, "Touch to order")


async def test_a_name_is_shown_as_it_is_written(new_session: NewSession) -> None:
    app = KioskApp(new_session, till=Till(SimulatedTerminal(thinks_s=0)))
    async with app.run_test(size=(80, 24)) as pilot:
        for words in ("a hamburger", "that's all"):
            await say(pilot, words)
        hand = Hand(pilot)
        await hand.touch("Name")
        await pilot.press(*"[/b]Zo", "enter")
        await sees(pilot, "✓ [/b]Zo")
        await hand.touch("Yes, that is right")
        await hand.touch("Pay by card")
        await sees(pilot, "We call it when your order is ready, [/b]Zo")


@pytest.mark.parametrize("words", ["and a large coke", "cancel"])
async def test_words_change_nothing_while_it_is_to_be_paid(
    new_session: NewSession, words: str
) -> None:
    app = KioskApp(new_session, till=Till(SimulatedTerminal(thinks_s=0)))
    async with app.run_test(size=(120, 40)) as pilot:
        for said in ("a hamburger", "that's all", "yes"):
            await say(pilot, said)
        app.conversation.hear(Heard(words))
        await sees(pilot, "Your order is not paid yet. You can pay, or change it, on the screen.")
        assert app.conversation.session.status == "unpaid"
