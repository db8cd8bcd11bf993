"""An order on the screen, from the greeting to the next guest."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import time

import pytest

from kiosk.dialog import Event, MemoryJournal, Session, StandingClock
from kiosk.errors import StoreError
from kiosk.menu import Menu
from kiosk.order.notation import format_cart
from kiosk.ui import Heard, KioskApp, Lost
from kiosk.ui.widgets.cart import CartLine
from kiosk.ui.widgets.talk import TalkLine
from kiosk.understanding import Context, Reading, Rules

from .conftest import Booth
from .pilots import Hand
from .seen import runs_out, say, screen_text, sees, shows, wake

NewSession = Callable[..., Session]


async def test_an_order_is_typed_read_back_and_placed(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await sees(pilot, "Touch to order")
        await wake(pilot)
        await sees(pilot, "Burger Barn", "What you order appears here.", "no microphone")

        await pilot.press(*"two", "space", *"cheeseburgers", "space", *"no", "space", *"onions")
        await pilot.press("enter")
        await sees(pilot, "two cheeseburgers no onions", "2 Cheeseburger", "$7.98", "No onions")

        await say(pilot, "and a large coke")
        await sees(pilot, "1 Coke", "Large", "$2.39", "Subtotal", "$10.37", "$0.86", "$11.23")

        await say(pilot, "actually make one of the cheeseburgers a double cheeseburger")
        await sees(pilot, "1 Double Cheeseburger", "$5.49")

        await say(pilot, "that's all")
        await say(pilot, "yes")
        await sees(pilot, "Thank you! Your number is", "Please pay at the counter")

        await runs_out(pilot)
        await sees(pilot, "Touch to order")
        await wake(pilot)
        await sees(pilot, "What you order appears here.", "$0.00")


async def test_what_is_open_is_shown_until_it_is_answered(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, "a cheeseburger meal with no pickles")
        await sees(pilot, "Cheeseburger Meal", "No pickles", "Fries", "Medium", "○ Drink?")
        await say(pilot, "sprite")
        await sees(pilot, "Sprite")
        assert not shows(app, "Drink?")


async def test_a_line_that_comes_back_stands_where_it_stood(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 50)) as pilot:
        for text in ("a hamburger", "a large coke", "a cookie", "no hamburger", "undo that"):
            await say(pilot, text)
        await sees(pilot, "1 Hamburger")
        ordered = [line.ref for line in app.conversation.session.cart.lines]
        assert len(ordered) == 3
        assert [line.ref for line in app.screen.query(CartLine)] == ordered


async def test_words_after_the_order_is_placed_change_nothing(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        for text in ("a hamburger", "that's all", "yes"):
            await say(pilot, text)
        await sees(pilot, "Your number is")
        app.conversation.hear(Heard("and a large coke"))
        await sees(pilot, "and a large coke")
        session = app.conversation.session
        assert format_cart(session.menu, session.cart) == ["1 hamburger"]

        await Hand(pilot).touch("Done")
        await sees(pilot, "Touch to order")
        await say(pilot, "a large coke")
        await sees(pilot, "1 Coke")


@pytest.mark.parametrize("size", [(80, 24), (120, 35), (200, 60)])
async def test_prices_are_aligned_and_nothing_is_cut_at_any_size(
    new_session: NewSession, size: tuple[int, int]
) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=size) as pilot:
        await say(pilot, "a large barn burger meal with a coke and two hamburgers")
        rows = screen_text(app)
        amounts = [row.rstrip(" ▁▂▃▄▅▆▇█▌│") for row in rows]
        lines = {len(row) for row in amounts if re.search(r"  (1|2) .*\$\d+\.\d\d$", row)}
        totals = {len(row) for row in amounts if re.search(r"(Tax|Total) +\$\d+\.\d\d$", row)}
        assert len(lines) == len(totals) == 1
        await sees(pilot, "2 Hamburger", "Total", "Ready")
        assert max(len(row) for row in rows) <= size[0]


async def test_what_has_scrolled_away_can_be_looked_up(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(80, 24)) as pilot:
        for text in (
            "a hamburger",
            "a large coke",
            "a barn burger",
            "a large sprite no ice",
            "a cookie",
        ):
            await say(pilot, text)
        assert not shows(app, "1 Hamburger")
        await pilot.press("ctrl+pageup")
        await sees(pilot, "1 Hamburger")
        await pilot.press(*["pageup"] * 12)
        await sees(pilot, "welcome to Burger Barn")
        await pilot.press(*["pagedown"] * 12, "ctrl+pagedown")
        await sees(pilot, "Cookie", "a cookie")


async def test_the_screen_follows_the_size_of_the_terminal(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(200, 60)) as pilot:
        await say(pilot, "a large coke")
        for columns, rows in ((80, 24), (132, 43), (80, 24)):
            await pilot.resize_terminal(columns, rows)
            await sees(pilot, "1 Coke", "$2.39", "Total", "Ready")
            assert max(len(row) for row in screen_text(app)) <= columns


async def test_quit_leaves(new_session: NewSession) -> None:
    for leave in (["enter", "slash", *"quit", "enter"], ["ctrl+q"]):
        app = KioskApp(new_session)
        async with app.run_test() as pilot:
            await pilot.press(*leave)
            await pilot.pause()
        assert app.return_code == 0


async def test_what_is_heard_is_an_order_like_what_is_typed(
    new_session: NewSession, booth: Booth
) -> None:
    app = KioskApp(new_session, booth.opened)
    async with app.run_test(size=(120, 40)) as pilot:
        await wake(pilot)
        await sees(pilot, "● Booth", "Listening")
        booth.ears.put_nowait(Heard("a large root beer no ice", 0.9))
        await sees(pilot, "a large root beer no ice", "1 Root Beer", "No ice")
        assert len(booth.said) == 2  # the greeting and this
        booth.ears.put_nowait(Lost())
        await sees(pilot, "I did not catch that")


async def test_typing_on_stops_the_voice(new_session: NewSession, booth: Booth) -> None:
    booth.hold = asyncio.Event()
    app = KioskApp(new_session, booth.opened)
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, "a hamburger")
        await sees(pilot, "Speaking")
        await say(pilot, "a cheeseburger")
        assert booth.cut == booth.said[:2]  # the greeting, and the answer to the hamburger
        booth.hold.set()
        await sees(pilot, "Listening")


async def test_without_a_microphone_it_says_so_and_goes_on(
    new_session: NewSession, booth: Booth
) -> None:
    booth.microphone, booth.missing = None, ("this machine has no microphone",)
    app = KioskApp(new_session, booth.opened)
    async with app.run_test(size=(120, 40)) as pilot:
        await wake(pilot)
        await sees(pilot, "○ no microphone", "this machine has no microphone", "Ready")
        await say(pilot, "a hamburger")
        await sees(pilot, "1 Hamburger")


async def test_a_microphone_that_breaks_is_one_line(new_session: NewSession, booth: Booth) -> None:
    app = KioskApp(new_session, booth.opened)
    async with app.run_test(size=(120, 40)) as pilot:
        await wake(pilot)
        booth.ears.put_nowait(StoreError("the microphone Booth is gone"))
        await sees(pilot, "the microphone Booth is gone", "○ no microphone", "Ready")
        await say(pilot, "a hamburger")
        await sees(pilot, "1 Hamburger")


class FullDisk(MemoryJournal):
    """A journal that can keep nothing."""

    def append(self, event: Event) -> None:
        raise StoreError("the journal cannot be written", hint="the disk is full")


async def test_a_fault_is_one_line_and_the_order_stays_as_it_was(new_session: NewSession) -> None:
    app = KioskApp(lambda: new_session(FullDisk()))
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, "a hamburger")
        await sees(pilot, "the journal cannot be written (the disk is full)", "Ready")
        assert not shows(app, "1 Hamburger")


async def test_a_guest_who_says_nothing_is_asked_and_then_the_order_closes(
    new_session: NewSession,
) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 50)) as pilot:
        await say(pilot, "a hamburger")
        await runs_out(pilot)
        await sees(pilot, "Are you still there?")
        await runs_out(pilot)
        await runs_out(pilot)
        await sees(pilot, "Order closed")


async def test_a_person_is_called_and_does_not_come(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, "a hamburger")
        await say(pilot, "i want to talk to a person")
        await sees(pilot, "Somebody is coming to help", "A person has been called")
        await runs_out(pilot)
        await sees(pilot, "Your order", "1 Hamburger")


async def test_words_are_shown_as_they_are(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await wake(pilot)
        line = app.screen.query_one(TalkLine)
        line.value = "[bold]a hamburger[/bold] [@click=app.quit]x[/] \x1b[31m"
        await pilot.press("enter")
        await sees(pilot, "[bold]a hamburger[/bold]")


class Ponderous:
    """Understanding that takes until it is told to go on, or breaks."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.go_on = asyncio.Event()
        self.broken = False

    async def read(self, text: str, context: Context) -> Reading:
        await self.go_on.wait()
        if self.broken:
            raise IndexError("list index out of range")
        return await self.rules.read(text, context)


async def test_keys_are_answered_while_a_turn_is_computed(burger: Menu, rules: Rules) -> None:
    slow = Ponderous(rules)
    app = KioskApp(lambda: Session(burger, slow, clock=StandingClock(time(12, 30))))
    async with app.run_test(size=(120, 40)) as pilot:
        await wake(pilot)
        await pilot.press(*"hamburger", "enter")
        await sees(pilot, "Thinking")
        await pilot.press(*"large")
        await sees(pilot, " large")
        slow.go_on.set()
        await sees(pilot, "1 Hamburger", "Ready")


async def test_a_turn_that_goes_wrong_is_one_line(burger: Menu, rules: Rules) -> None:
    slow = Ponderous(rules)
    slow.go_on.set()
    app = KioskApp(lambda: Session(burger, slow, clock=StandingClock(time(12, 30))))
    async with app.run_test(size=(120, 40)) as pilot:
        slow.broken = True
        await say(pilot, "a hamburger")
        await sees(pilot, "that went wrong here (IndexError); please say it again", "Ready")
        slow.broken = False
        await say(pilot, "a hamburger")
        await sees(pilot, "1 Hamburger")


async def test_a_new_order_does_not_get_the_answer_of_the_old(burger: Menu, rules: Rules) -> None:
    slow = Ponderous(rules)
    app = KioskApp(lambda: Session(burger, slow, clock=StandingClock(time(12, 30))))
    async with app.run_test(size=(120, 40)) as pilot:
        await wake(pilot)
        await pilot.press(*"hamburger", "enter")
        await sees(pilot, "Thinking")
        await pilot.press("ctrl+n")
        slow.go_on.set()
        await sees(pilot, "Touch to order")
        await wake(pilot)
        await sees(pilot, "Ready", "What you order appears here.")
        assert not shows(app, "1 Hamburger")
