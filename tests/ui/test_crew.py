"""Behind the counter: the crew's screens over a guest's order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from kiosk.cli.back_office import KeptOrders
from kiosk.crew import Condition, Delivery, Door, Sale, SoldOut, Volume, set_pin
from kiosk.dialog import Journal, Session
from kiosk.errors import DeliveryError, MenuError
from kiosk.menu import Menu
from kiosk.order.engine import Order
from kiosk.store import Store
from kiosk.ui import Crew, Heard, KioskApp, Patience, Stage
from kiosk.ui.screens.crew import CrewScreen
from kiosk.ui.screens.pin import PinScreen

from .conftest import Booth
from .pilots import Hand
from .seen import say, sees

NewSession = Callable[..., Session]
PIN = "4711"


@pytest.fixture
def crew(tmp_path: Path, store: Store, new_session: NewSession) -> Crew:
    def reopened(_: Menu, order: Order, journal: Journal) -> Session:
        session = new_session(journal)
        session.resume(order)
        return session

    set_pin(tmp_path, PIN)
    return Crew(Door(tmp_path), SoldOut(tmp_path, "burger"), register=KeptOrders(store, reopened))


async def go_behind(pilot: Pilot[None]) -> Hand:
    """F9 and the PIN, by touch."""
    hand = Hand(pilot)
    await pilot.press("f9")
    await sees(pilot, "PIN of the crew")
    for digit in PIN:
        await hand.touch(digit)
    await hand.touch("Done")
    await sees(pilot, "Machine", "Back")
    return hand


@pytest.mark.parametrize("size", [(80, 24), (120, 35), (200, 60)])
async def test_only_who_knows_the_pin_gets_in(
    new_session: NewSession, crew: Crew, size: tuple[int, int]
) -> None:
    app = KioskApp(new_session, crew=crew)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f9")
        await sees(pilot, "PIN of the crew")
        await pilot.press(*"0000")
        await Hand(pilot).touch("Done")
        await sees(pilot, "That is not the PIN.")
        for _ in range(2):
            await Hand(pilot).touch("Done")
            await pilot.pause(0.3)
        await sees(pilot, "Wrong too often")
        await pilot.press("escape")
        assert not isinstance(app.screen, PinScreen | CrewScreen)


async def test_without_a_pin_nobody_gets_in(new_session: NewSession, tmp_path: Path) -> None:
    app = KioskApp(new_session, crew=Crew(Door(tmp_path), SoldOut(tmp_path, "burger")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f9")
        await sees(pilot, "No PIN is set")


async def test_a_guest_who_asks_for_a_person_is_taken_over_and_handed_back(
    new_session: NewSession, crew: Crew, booth: Booth
) -> None:
    app = KioskApp(new_session, booth.opened, crew=crew)
    async with app.run_test(size=(120, 35)) as pilot:
        await say(pilot, "a hamburger")
        await say(pilot, "can i talk to a person")
        await sees(pilot, "A person has been called")
        hand = await go_behind(pilot)
        await sees(pilot, "A guest asks for a person")
        await hand.touch("Take over")
        await sees(pilot, "You have taken over")
        through = app.screen.query_one(Input)
        through.value = "Hi, this is Ana, what can I do for you?"
        through.focus()
        await pilot.press("enter")
        await sees(pilot, "this is Ana")
        assert booth.said[-1] == "Hi, this is Ana, what can I do for you?"
        spoken = len(booth.said)
        booth.ears.put_nowait(Heard("two large cokes"))
        await sees(pilot, "Guest: two large cokes")
        assert len(app.conversation.session.cart.lines) == 1
        await hand.touch("Back")
        await sees(pilot, "A person is helping you")
        await say(pilot, "a large coke")  # typed by the crew, for the guest
        assert len(app.conversation.session.cart.lines) == 2
        assert len(booth.said) == spoken
        hand = await go_behind(pilot)
        await hand.touch("Hand back")
        await hand.touch("Back")
        await sees(pilot, "Listening")
        booth.ears.put_nowait(Heard("and a hamburger"))
        await sees(pilot, "Listening", "A Hamburger.")
        assert len(app.conversation.session.cart.lines) == 3
        assert len(booth.said) > spoken


async def test_while_a_guest_waits_the_bell_rings_and_nobody_can_come_is_told(
    new_session: NewSession, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = KioskApp(new_session, crew=crew)
    rung: list[bool] = []
    monkeypatch.setattr(app, "bell", lambda: rung.append(True))
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "a hamburger")
        assert not rung
        await say(pilot, "can i talk to a person")
        assert rung
        hand = await go_behind(pilot)
        await hand.touch("Nobody can come")
        await hand.touch("Back")
        await sees(pilot, "Ready")
        assert app.conversation.session.status == "open"


async def test_what_is_86d_is_out_for_this_guest_and_the_next_and_after_a_restart(
    new_session: NewSession, crew: Crew, tmp_path: Path
) -> None:
    app = KioskApp(new_session, crew=crew)
    async with app.run_test(size=(120, 35)) as pilot:
        await say(pilot, "hello")
        hand = await go_behind(pilot)
        await hand.touch("Sold out")
        await sees(pilot, "All is on sale.")
        await hand.touch("Meals")
        await hand.touch("Hamburger Meal")
        await sees(pilot, "Hamburger Meal is sold out.", "Sold out now: Hamburger Meal")
        await hand.touch("Back")
        await sees(pilot, "Sold out")
        await say(pilot, "a hamburger meal")
        assert not app.conversation.session.cart.lines
        app.conversation.reset()
        await sees(pilot, "Touch to order")
        assert app.conversation.session.sold_out == {"hamburger_meal"}
    assert SoldOut(tmp_path, "burger").ids == {"hamburger_meal"}


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


async def test_what_a_person_should_know_is_on_both_sides_of_the_counter(
    new_session: NewSession, crew: Crew
) -> None:
    crew.notices = ("orders are kept in memory alone",)
    app = KioskApp(new_session, crew=crew)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await sees(pilot, "orders are kept in memory alone")
        await go_behind(pilot)
        await sees(pilot, "! orders are kept in memory alone")


async def test_what_comes_up_while_a_guest_orders_is_told_when_they_have_left(
    new_session: NewSession, crew: Crew
) -> None:
    crew.notices = notices = ["the clock has gone back"]
    app = KioskApp(new_session, crew=crew)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await sees(pilot, "the clock has gone back")
        app.clear_notifications()
        await say(pilot, "a hamburger")
        notices.append("orders are kept in memory alone")
        await pilot.pause(0.2)
        assert not app._notifications
        app.conversation.reset()
        await sees(pilot, "orders are kept in memory alone")
        assert len(app._notifications) == 1


async def test_the_machine_tells_how_it_is_and_is_heard(
    new_session: NewSession, crew: Crew, booth: Booth
) -> None:
    crew.stages = lambda: [Stage("recogniser", "ready"), Stage("voice", "failed", 3, "it died")]
    app = KioskApp(new_session, booth.opened, crew=crew)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await go_behind(pilot)
        await hand.touch("Machine")
        await sees(pilot, "Recogniser", "Failed", "3 x it died")
        await hand.touch("Sound")
        await hand.touch("Test the speaker")
        await pilot.pause(0.2)
        assert booth.said[-1] == "This is a test of the speaker."
        await sees(pilot, "Booth", "────────")
        await hand.touch("Test the microphone")
        booth.level_db = -23.4
        booth.ears.put_nowait(Heard("one two three"))
        await sees(pilot, "Last heard: one two three", "Loud and clear: -23 dB")
        booth.level_db = -70.0
        await hand.touch("Test the microphone")
        await sees(pilot, "Too soft, or nobody spoke: -70 dB")
        assert not app.conversation.awake


async def test_the_kiosk_is_as_loud_as_the_crew_has_it_and_stays_so(
    new_session: NewSession, crew: Crew, booth: Booth, tmp_path: Path
) -> None:
    crew.volume = Volume(tmp_path)
    app = KioskApp(new_session, booth.opened, crew=crew)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await go_behind(pilot)
        await hand.touch("Machine")
        await hand.touch("Sound")
        await sees(pilot, "100 %")
        for _ in range(3):
            await hand.touch("Softer")
        await hand.touch("Louder")
        await sees(pilot, "80 %")
        assert booth.volume == 80
        assert booth.said[-1] == "I am this loud now."
    assert Volume(tmp_path).per_cent == 80
    (tmp_path / "volume.json").write_text("loud!")
    assert Volume(tmp_path).per_cent == 100


async def test_a_menu_is_read_again_and_a_broken_one_is_not(
    new_session: NewSession, crew: Crew
) -> None:
    def broken() -> None:
        raise MenuError("burger.yaml:3: no price")

    crew.reload = broken
    app = KioskApp(new_session, crew=crew)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await go_behind(pilot)
        await hand.touch("Machine")
        await hand.touch("Read the menu again")
        await sees(pilot, "The menu is as it was: burger.yaml:3: no price")
        crew.reload = lambda: None
        await hand.touch("Read the menu again")
        await pilot.pause(0.2)
        assert not isinstance(app.screen, CrewScreen)


async def test_the_crew_closes_the_kiosk_by_keys_alone(new_session: NewSession, crew: Crew) -> None:
    app = KioskApp(new_session, crew=crew)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q")
        await sees(pilot, "PIN of the crew")
        await pilot.press(*PIN, "enter")
        await sees(pilot, "Machine", "Back")
        await pilot.press(*["right"] * 4, "enter")
        await sees(pilot, "Close the kiosk")
        await pilot.press(*["right"] * 3, "enter")  # past the way back, to what the page holds
        await pilot.pause()
    assert app.return_code == 0


async def test_the_screens_close_by_themselves(new_session: NewSession, crew: Crew) -> None:
    app = KioskApp(new_session, crew=crew)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "a hamburger")
        await go_behind(pilot)
        app.conversation.patience = Patience(crew_s=0.01)
        await pilot.press("tab")
        await sees(pilot, "1 Hamburger")
        assert not isinstance(app.screen, CrewScreen)
