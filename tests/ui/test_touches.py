"""How many touches a meal takes, on every menu: of somebody who has never seen this kiosk."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.dialog import Session, StandingClock
from kiosk.locations import menus_dir
from kiosk.menu import load_menu
from kiosk.order.rules import open_choices
from kiosk.ui import KioskApp, SimulatedTerminal, Till
from kiosk.ui.widgets.tile import Tile
from kiosk.understanding import Rules

from .pilots import Hand
from .seen import sees

MEALS = {
    "burger": ("Cheeseburger Meal", "Toppings", "Onions"),
    "coffee": ("Coffee and Pastry", "Warming", "Warmed"),
    "pizza": ("Sub Combo",),
    "taqueria": ("Burrito Plate",),
}
"""The meal of each menu, and what is changed in it beyond the choices that it leaves to the guest;
a sub and a burrito are made of such choices."""


async def choose_what_is_open(hand: Hand) -> None:
    """The first that can be had of everything that the meal leaves open."""
    await sees(hand.pilot, "Next", "Back")
    while hand.tile("Add to order") is None:
        tiles = hand.pilot.app.screen.query("#options Tile").results(Tile)
        first = next(tile for tile in tiles if tile.display and tile.face.mark == "plain")
        await hand.touch(first.face.name)


@pytest.mark.parametrize("menu_name", MEALS)
async def test_the_meal_of_every_menu_is_made_and_paid_in_under_ten_touches(
    menu_name: str,
) -> None:
    menu = load_menu(menus_dir() / f"{menu_name}.yaml")
    rules = Rules(menu)
    meal, *changes = MEALS[menu_name]
    app = KioskApp(
        lambda: Session(menu, rules, clock=StandingClock(time(12, 30))),
        till=Till(SimulatedTerminal(thinks_s=0)),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hand(pilot)
        await hand.anywhere()
        await hand.touch(meal)
        await choose_what_is_open(hand)
        for words in (*changes, "Add to order", "Check out", "Yes, that is right", "Pay by card"):
            await hand.touch(words)
        await sees(pilot, "Thank you! Your number is")
        (line,) = app.conversation.session.cart.lines
        assert not open_choices(menu, line)
        assert hand.touches < 10
