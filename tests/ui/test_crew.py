"""Behind the counter: the crew's screens over a guest's order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from kiosk.crew import Door, SoldOut, Volume
from kiosk.dialog import Session
from kiosk.errors import MenuError
from kiosk.ui import Crew, Heard, KioskApp, Patience, Stage
from kiosk.ui.screens.crew import CrewScreen
from kiosk.ui.screens.pin import PinScreen

from .conftest import Booth
from .pilots import PIN, Hand, go_behind
from .seen import say, sees

NewSession = Callable[..., Session]


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
        raise MenuError(f"/etc/kiosk/{'burger' * 10}.yaml:3: no price")

    crew.reload = broken
    app = KioskApp(new_session, crew=crew)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await go_behind(pilot)
        await hand.touch("Machine")
        await hand.touch("Read the menu again")
        await sees(pilot, "The menu is as it was:", "no price")
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
