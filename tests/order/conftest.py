"""Two menus to order from: the burger house as shipped, and a small one for what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.locations import menus_dir
from kiosk.menu import Menu, load_menu

from .till import Till


@pytest.fixture(scope="session")
def burger() -> Menu:
    return load_menu(menus_dir() / "burger.yaml")


@pytest.fixture(scope="session")
def pizzeria() -> Menu:
    return load_menu(Path(__file__).with_name("pizzeria.yaml"))


@pytest.fixture
def barn(burger: Menu) -> Till:
    """An empty till at the burger house."""
    return Till(burger)


@pytest.fixture
def trattoria(pizzeria: Menu) -> Till:
    """An empty till at the pizzeria."""
    return Till(pizzeria)
