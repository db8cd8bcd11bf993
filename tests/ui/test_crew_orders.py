"""Behind the counter: orders that were placed, and where they go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from textual.pilot import Pilot

from kiosk.crew import Condition, Delivery, Sale
from kiosk.dialog import Session
from kiosk.errors import DeliveryError
from kiosk.store import Store
from kiosk.ui import Crew, KioskApp, Patience
from kiosk.ui.screens.crew import CrewScreen

from .pilots import go_behind
from .seen import say, sees

NewSession = Callable[..., Session]


async def test_an_order_is_looked_at_and_taken_back(
    kept_session: NewSession, crew: Crew, store: Store
) -> None:
    app = KioskApp(kept_session, crew=crew)
    async with app.run_test(size=(80, 24)) as pilot:
        for words in ("a hamburger with no onions", "that's all", "yes"):
            await say(pilot, words)
        app.conversation.reset()
        hand = await go_behind(pilot)
        await sees(pilot, "Nobody is there")
        await hand.touch("Orders")
        await hand.touch("1 · $3.78")
        await sees(pilot, "1 Hamburger: No onions")
        await hand.touch("Void 1")
        await sees(pilot, "Take order 1 back?")
        await hand.touch("No, keep 1")
        await hand.touch("Void 1")
        (sold,) = await store.latest()
        assert sold.state == "placed"
        await hand.touch("Yes, void 1")
        await sees(pilot, "Order 1 is void.")
    (sold,) = await store.latest()
    assert sold.state == "void"
    ticket = await store.ticket(sold.key)
    assert ticket is not None
    assert ticket.kind == "void"


async def ordered(pilot: Pilot[None], *words: str) -> None:
    """A guest orders that, places it, and goes."""
    for said in (*words, "that's all", "yes"):
        await say(pilot, said)
    assert isinstance(pilot.app, KioskApp)
    pilot.app.conversation.reset()


async def test_an_order_is_amended_while_the_next_guest_orders(
    kept_session: NewSession, crew: Crew, store: Store
) -> None:
    app = KioskApp(kept_session, crew=crew)
    async with app.run_test(size=(120, 40)) as pilot:
        await ordered(pilot, "a hamburger")
        await say(pilot, "a veggie burger")
        words = list(app.conversation.captions)
        hand = await go_behind(pilot)
        await hand.touch("Orders")
        await hand.touch("1 · $3.78")
        await hand.touch("Amend 1")
        await hand.touch("Hamburger")
        await hand.touch("Toppings")
        await hand.touch("Bacon")
        await hand.touch("Change it")
        await say(pilot, "and a large coke")
        await sees(pilot, "Bacon", "1 Coke")
        await hand.touch("Amend it")
        await sees(pilot, "Order 1 is amended. To be paid still: $4.21", "Version 2", "Coke: Large")
        guest, amended = await store.latest()
        assert (amended.number, amended.tickets, amended.state) == (1, 2, "placed")
        assert guest.cart == ("1 veggie_burger",)
        assert list(app.conversation.captions) == words

        await hand.touch("Amend 1")
        await hand.touch("Leave it")
        await sees(pilot, "Version 2")
        await hand.touch("Back")
        await say(pilot, "that's all")
        await sees(pilot, "Is your order right?", "1 Veggie Burger")


async def test_an_order_is_amended_once_by_two_quick_touches(
    kept_session: NewSession, crew: Crew, store: Store
) -> None:
    app = KioskApp(kept_session, crew=crew)
    async with app.run_test(size=(120, 40)) as pilot:
        await ordered(pilot, "a hamburger")
        hand = await go_behind(pilot)
        await hand.touch("Orders")
        await hand.touch("1 · $3.78")
        for words in ("Amend 1", "Amend it"):
            if words == "Amend it":
                await say(pilot, "a cookie")
            await sees(pilot, words)
            tile = hand.tile(words)
            assert tile is not None
            tile.action_press()
            tile.action_press()
            await pilot.pause(0.5)
        await sees(pilot, "Order 1 is amended.", "Version 2")
        assert isinstance(app.screen, CrewScreen)
        assert [sale.tickets for sale in await store.latest()] == [2]


async def test_an_amendment_that_nobody_finishes_changes_nothing(
    kept_session: NewSession, crew: Crew, store: Store
) -> None:
    app = KioskApp(kept_session, crew=crew)
    async with app.run_test(size=(80, 24)) as pilot:
        await ordered(pilot, "a hamburger")
        hand = await go_behind(pilot)
        await hand.touch("Orders")
        await hand.touch("1 · $3.78")
        await hand.touch("Amend 1")
        await say(pilot, "a cookie")
        app.conversation.patience = Patience(crew_s=0.01)
        await pilot.press("tab")
        await sees(pilot, "Touch to order")
        assert [sale.tickets for sale in await store.latest()] == [1]


@dataclass
class Kitchen:
    """Destinations of which one prints, as long as there is paper."""

    printed: list[Sale] = field(default_factory=list)
    paper: bool = True
    put_aside: int = 1
    printers: tuple[str, ...] = ("kitchen",)

    async def latest(self) -> list[Delivery]:
        trouble = "" if self.paper else "printer kitchen: out of paper"
        return [Delivery("kitchen", dead=self.put_aside, trouble=trouble), Delivery("displays")]

    async def look(self, name: str) -> Condition:
        return Condition(paper_low=True)

    async def resend(self, _: str) -> int:
        sent, self.put_aside = self.put_aside, 0
        return sent

    async def print_again(self, sale: Sale) -> None:
        if not self.paper:
            raise DeliveryError("printer kitchen: out of paper")
        self.printed.append(sale)


async def test_a_ticket_is_printed_once_more(kept_session: NewSession, crew: Crew) -> None:
    kitchen = Kitchen()
    app = KioskApp(kept_session, crew=crew)
    async with app.run_test(size=(80, 24)) as pilot:
        await ordered(pilot, "a hamburger")
        hand = await go_behind(pilot)
        await hand.touch("Orders")
        await hand.touch("1 · $3.78")
        await sees(pilot, "Void 1")
        assert hand.tile("Print 1") is None  # no printer is set up
        crew.deliveries = kitchen
        await hand.touch("Print 1")
        await sees(pilot, "Order 1 is printed.")
        kitchen.paper = False
        await hand.touch("Print 1")
        await sees(pilot, "printer kitchen: out of paper")
        assert [sale.ticket for sale in kitchen.printed] == [1]


async def test_what_was_put_aside_is_seen_and_sent_again(
    new_session: NewSession, crew: Crew
) -> None:
    kitchen = Kitchen(paper=False)
    crew.deliveries = kitchen
    app = KioskApp(new_session, crew=crew)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await go_behind(pilot)
        await hand.touch("Outbox")
        await sees(pilot, "Outbox 1", "out of paper", "1 put aside", "All delivered")
        await hand.touch("kitchen")
        await sees(pilot, "kitchen works, but has little paper left.")
        await hand.touch("Send again")
        await sees(pilot, "On the way again: 1")
        assert hand.tile("Send again") is None
