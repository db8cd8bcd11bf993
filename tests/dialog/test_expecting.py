"""What is likely of the guest's next words: how long to wait for them, what to listen for."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.dialog import Session, StandingClock
from kiosk.dialog.expecting import Expecting, expecting
from kiosk.menu import find_menu, load_menu
from kiosk.understanding import Rules

RULES = Rules(load_menu(find_menu("burger")))


async def after(*turns: str) -> Expecting:
    """What is expected of a guest who has said ``turns``."""
    session = Session(RULES.menu, RULES, clock=StandingClock(time(12)))
    session.greet()
    for said in turns:
        await session.hear(said)
    return expecting(session, RULES)


@pytest.mark.parametrize(
    ("words", "extent"),
    [
        ("Can I get a", "unfinished"),
        ("Can I get a...", "unfinished"),
        ("Two cheeseburgers and", "unfinished"),
        ("A double cheeseburger with no", "unfinished"),
        ("Two cheeseburgers, no wait", "unfinished"),
        ("Two cheeseburgers and a, uh", "unfinished"),
        ("I'll have two", "unfinished"),
        ("Two cheeseburgers.", "whole"),
        ("Two cheeseburgers, please.", "settled"),
        ("That's all.", "settled"),
        ("Start over.", "settled"),
        ("A gribble nashty.", "open"),
        ("Um, let me see.", "open"),
        ("", "open"),
    ],
)
async def test_how_far_an_order_has_come(words: str, extent: str) -> None:
    assert (await after()).extent(words) == extent


async def test_an_answer_settles_the_question_that_was_asked_and_no_other() -> None:
    asked_for_size = await after("a coke")
    assert asked_for_size.patience == "long"
    assert asked_for_size.extent("Large.") == "settled"
    assert asked_for_size.extent("Uh, a") == "unfinished"
    assert (await after()).extent("Large.") == "open"


async def test_yes_or_no_is_all_there_is_to_say_to_the_read_back() -> None:
    read_back = await after("a large coke", "that's all")
    assert read_back.patience == "short"
    assert read_back.extent("Yes.") == read_back.extent("No.") == "settled"
    assert read_back.extent("Yes, but") == "unfinished"
    assert (await after()).extent("No.") == "whole"


async def test_what_was_asked_is_listened_for_first_and_then_what_is_in_the_cart() -> None:
    prompt = (await after("a hamburger with bacon and a coke")).prompt
    assert prompt[:3] == ("Small", "Medium", "Large")
    assert prompt[3:6] == ("Hamburger", "Bacon", "Coke")
    assert len(set(prompt)) == len(prompt) > len(RULES.menu.items)


async def test_to_look_ahead_changes_nothing() -> None:
    session = Session(RULES.menu, RULES, clock=StandingClock(time(12)))
    session.greet()
    assert expecting(session, RULES).extent("two cheeseburgers, please") == "settled"
    assert session.cart.lines == ()
