"""On the screen an order counts once it is paid, or is to be paid at the counter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.crew import Door, SoldOut
from kiosk.dialog import Session
from kiosk.ui import Crew, Heard, KioskApp, Patience, SimulatedTerminal, Till

from .pilots import Hand
from .seen import say, sees

NewSession = Callable[..., Session]


@pytest.fixture
def crew(tmp_path: Path) -> Crew:
    return Crew(Door(tmp_path), SoldOut(tmp_path, "burger"))


async def test_a_declined_card_leaves_the_order_open_and_the_counter_takes_it(
    new_session: NewSession, crew: Crew
) -> None:
    till = Till(SimulatedTerminal(("declined",), thinks_s=0))
    app = KioskApp(new_session, till=till, crew=crew)
    async with app.run_test(size=(80, 24)) as pilot:
        for words in ("a hamburger", "that's all", "yes"):
            await say(pilot, words)
        hand = Hand(pilot)
        await hand.touch("Pay by card")
        await sees(pilot, "The card was declined.")
        assert [sale.state for sale in crew.register.sales] == ["open"]
        await hand.touch("Pay at the counter")
        await sees(pilot, "Your number is", "Please pay at the counter")
        assert [sale.state for sale in crew.register.sales] == ["placed"]


async def test_who_goes_without_paying_has_ordered_nothing(
    new_session: NewSession, crew: Crew
) -> None:
    till = Till(SimulatedTerminal(thinks_s=0))
    app = KioskApp(new_session, patience=Patience(payment_s=0.3), till=till, crew=crew)
    async with app.run_test(size=(80, 24)) as pilot:
        for words in ("a hamburger", "that's all"):
            await say(pilot, words)
        app.conversation.hear(Heard("yes"))
        await sees(pilot, "Touch to order")
        assert [sale.state for sale in crew.register.sales] == ["abandoned"]
