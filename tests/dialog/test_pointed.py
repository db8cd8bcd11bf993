"""What the guest has touched and what they say of it come to one line."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.dialog import Session, StandingClock
from kiosk.locations import menus_dir
from kiosk.menu import load_menu
from kiosk.order.cart import Choice, Target
from kiosk.order.edits import Add, Modify
from kiosk.order.notation import format_cart, format_line, parse_line
from kiosk.understanding import Rules


@pytest.fixture
def session() -> Session:
    menu = load_menu(menus_dir() / "burger.yaml")
    session = Session(menu, Rules(menu), clock=StandingClock(time(12, 30)))
    session.greet()
    return session


def touch(session: Session, line: str) -> None:
    """A line that is not ordered yet is open on the screen."""
    session.point(None, [Add(parse_line(session.menu, line))])


def opened(session: Session) -> str | None:
    """The line that is open on the screen."""
    pointed = session.pointed
    return format_line(session.menu, pointed.line) if pointed is not None else None


def ordered(session: Session) -> list[str]:
    return format_cart(session.menu, session.cart)


@pytest.mark.parametrize(
    ("touched", "said", "line"),
    [
        ("1 cheeseburger", "two of those without onions", "2 cheeseburger -onion"),
        ("1 cheeseburger +bacon", "two of those without onions", "2 cheeseburger +bacon -onion"),
        ("1 cheeseburger -onion", "one of those with extra onions", "1 cheeseburger +onion=extra"),
        ("1 coke +large", "three of those", "3 coke +large"),
        ("1 coke +large", "one of those but small", "1 coke +small"),
    ],
)
async def test_words_order_what_is_touched(
    session: Session, touched: str, said: str, line: str
) -> None:
    touch(session, touched)
    await session.hear(said)
    assert ordered(session) == [line]
    assert opened(session) is None


@pytest.mark.parametrize(
    ("touched", "said", "line"),
    [
        ("1 cheeseburger", "no onions", "1 cheeseburger -onion"),
        ("1 cheeseburger +bacon", "extra pickles please", "1 cheeseburger +bacon +pickle=extra"),
        ("1 cheeseburger", "make it two", "2 cheeseburger"),
        ("1 coke ?size", "large", "1 coke +large"),
        (
            "1 cheeseburger_meal [cheeseburger] [fries +medium] ?drink",
            "sprite",
            "1 cheeseburger_meal [cheeseburger] [fries +medium] [sprite +medium]",
        ),
    ],
)
async def test_words_change_what_is_open_whatever_else_is_ordered(
    session: Session, touched: str, said: str, line: str
) -> None:
    await session.hear("a cheeseburger and a large root beer")
    before = ordered(session)
    touch(session, touched)
    await session.hear(said)
    assert opened(session) == line
    assert ordered(session) == before


async def test_a_line_of_the_order_is_open_and_changed_by_hand_and_word(session: Session) -> None:
    await session.hear("a cheeseburger and a hamburger")
    session.point(1, [Modify(Target(1), (Choice("bacon"),))])
    await session.hear("no onions")
    assert opened(session) == "1 cheeseburger +bacon -onion"
    assert ordered(session) == ["1 cheeseburger", "1 hamburger"]
    await session.hear("that's all")
    assert ordered(session) == ["1 cheeseburger +bacon -onion", "1 hamburger"]
    assert session.asked is not None
    assert session.asked.kind == "confirm"


async def test_that_is_all_orders_what_is_open(session: Session) -> None:
    touch(session, "1 cheeseburger +bacon")
    turn = await session.hear("that's all")
    assert ordered(session) == ["1 cheeseburger +bacon"]
    assert turn.reply.asks == "confirm"


async def test_that_is_all_asks_for_what_is_missing_and_then_orders(session: Session) -> None:
    touch(session, "1 cheeseburger_meal [cheeseburger -onion] [fries +medium] ?drink")
    turn = await session.hear("that's all")
    assert turn.reply.asks == "drink"
    assert ordered(session) == []
    turn = await session.hear("a sprite")
    assert turn.reply.asks == "confirm"
    assert ordered(session) == [
        "1 cheeseburger_meal [cheeseburger -onion] [fries +medium] [sprite +medium]"
    ]


async def test_another_dish_leaves_what_is_open_where_it_is(session: Session) -> None:
    touch(session, "1 cheeseburger +bacon")
    await session.hear("and a large coke")
    assert ordered(session) == ["1 coke +large"]
    assert opened(session) == "1 cheeseburger +bacon"
    await session.hear("no onions")
    assert opened(session) == "1 cheeseburger +bacon -onion"
    await session.hear("extra pickles and a hamburger")
    assert ordered(session) == [
        "1 coke +large",
        "1 cheeseburger +bacon -onion +pickle=extra",
        "1 hamburger",
    ]


async def test_a_dish_that_is_said_by_name_is_ordered_beside_what_is_open(
    session: Session,
) -> None:
    touch(session, "1 cheeseburger +bacon")
    await session.hear("a hamburger")
    assert ordered(session) == ["1 hamburger"]
    assert opened(session) == "1 cheeseburger +bacon"


async def test_what_is_open_is_taken_back(session: Session) -> None:
    await session.hear("a large coke")
    touch(session, "1 cheeseburger")
    await session.hear("never mind")
    assert opened(session) is None
    assert ordered(session) == ["1 coke +large"]


async def test_the_order_is_asked_about_and_changed_beside_what_is_open(session: Session) -> None:
    await session.hear("a large coke")
    touch(session, "1 cheeseburger")
    turn = await session.hear("how much is a large fries")
    assert "$" in turn.reply.text
    assert opened(session) == "1 cheeseburger"
    await session.hear("remove the coke")
    assert ordered(session) == []
    assert opened(session) == "1 cheeseburger"
