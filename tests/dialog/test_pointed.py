"""What the guest has touched and what they say of it come to one line."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.dialog import Session, StandingClock
from kiosk.locations import menus_dir
from kiosk.menu import load_menu
from kiosk.order.notation import format_cart, parse_line
from kiosk.understanding import Rules


@pytest.mark.parametrize(
    ("touched", "said", "ordered"),
    [
        ("1 cheeseburger", "two of those without onions", "2 cheeseburger -onion"),
        ("1 cheeseburger +bacon", "two of those without onions", "2 cheeseburger +bacon -onion"),
        ("1 cheeseburger -onion", "one of those with extra onions", "1 cheeseburger +onion=extra"),
        ("1 coke +large", "three of those", "3 coke +large"),
        ("1 coke +large", "one of those but small", "1 coke +small"),
        ("1 cheeseburger +bacon", "a hamburger", "1 hamburger"),
    ],
)
async def test_words_of_what_is_touched(touched: str, said: str, ordered: str) -> None:
    menu = load_menu(menus_dir() / "burger.yaml")
    session = Session(menu, Rules(menu), clock=StandingClock(time(12, 30)))
    session.greet()
    session.point(parse_line(menu, touched))
    await session.hear(said)
    assert format_cart(menu, session.cart) == [ordered]
