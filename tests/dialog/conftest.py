from __future__ import annotations

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from kiosk.dialog import MemoryJournal, Session, StandingClock
from kiosk.menu import find_menu, load_menu
from kiosk.menu.model import Menu
from tests.dialog.notation import NotationRung


@pytest.fixture(scope="session")
def menu() -> Menu:
    return load_menu(find_menu("burger"))


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal()


@pytest.fixture(scope="session")
def pizzeria() -> Menu:
    """A menu that says nothing of allergens, and has a meal with a treat that may be left out."""
    return load_menu(Path(__file__).parents[1] / "order" / "pizzeria.yaml")


@pytest.fixture
def begin(menu: Menu, journal: MemoryJournal) -> Callable[..., Session]:
    """Begin a session at noon, in Burger Barn unless another menu is named; the guest speaks order
    notation."""

    def begin(at: str = "12:00", menu: Menu = menu, **settings: object) -> Session:
        clock = StandingClock(time.fromisoformat(at))
        session = Session(menu, NotationRung(menu), clock=clock, journal=journal, **settings)
        session.greet()
        return session

    return begin


@pytest.fixture
def session(begin: Callable[..., Session]) -> Session:
    return begin()
