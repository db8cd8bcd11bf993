"""Orders as a store places them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.connect import PlacedOrder, Ticket, placed_order
from kiosk.menu import find_menu, load_menu
from kiosk.menu.model import Menu
from kiosk.order.notation import parse_cart

LUNCH = datetime(2026, 5, 1, 12, 5, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture(scope="session")
def burger() -> Menu:
    return load_menu(find_menu("burger"))


@pytest.fixture(scope="session")
def place(burger: Menu) -> Callable[..., PlacedOrder]:
    """Place an order at Burger Barn, written in order notation: ticket 42 of the day."""

    def place(*lines: str, menu: Menu = burger, **ticket: Any) -> PlacedOrder:
        given = {
            "key": "barn-2026-05-01-42",
            "day": date(2026, 5, 1),
            "number": 42,
            "at": LUNCH,
            "menu_version": "b1946ac9",
            **ticket,
        }
        return placed_order(menu, parse_cart(menu, lines), Ticket(**given))

    return place
