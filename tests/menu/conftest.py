"""A small diner whose owner edits its menu by hand, and not always well."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.errors import MenuError
from kiosk.menu import Menu, load_menu
from kiosk.menu.check import Finding, check_menu
from kiosk.menu.load import read_menu

DINER = """\
menu: 1
id: diner
name: The Diner
currency: USD
dayparts: {morning: "05:00-10:30"}
categories:
  Mains: {aliases: [main dish]}
  Drinks: {aliases: [drink]}
  Meals: {}
groups:
  size:
    name: Size
    min: 1
    max: 1
    ask: What size?
    options:
      small: {name: Small}
      large: {name: Large, price: "0.50"}
  toppings:
    name: Toppings
    options:
      onion: {name: Onions, aliases: [onion], allergens: []}
      bacon: {name: Bacon, price: "1.50", allergens: []}
items:
  burger:
    name: Burger
    category: Mains
    price: "4.00"
    allergens: [wheat]
    groups: {toppings: {default: [onion]}}
  soda:
    name: Soda
    category: Drinks
    price: "1.00"
    allergens: []
    groups: {size: {}}
combos:
  burger_meal:
    name: Burger Meal
    number: 1
    price: "5.00"
    sizes: {small: {default: true}, large: {price: "0.75"}}
    slots:
      main: {item: burger}
      drink: {item: soda}
"""


@dataclass(frozen=True)
class Diner:
    """The diner's menu file."""

    path: Path

    def edit(self, old: str, new: str) -> Diner:
        """Replace a piece of the file, which must stand there once."""
        text = self.path.read_text()
        assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
        self.path.write_text(text.replace(old, new))
        return self

    def menu(self) -> Menu:
        return load_menu(self.path)

    def complaint(self) -> str:
        """What loading the file says, after checking that it is one line about this file."""
        with pytest.raises(MenuError) as told:
            load_menu(self.path)
        message = str(told.value)
        assert message.splitlines() == [message]
        assert message.startswith(str(self.path))
        return message.removeprefix(str(self.path)).removeprefix(":")

    def findings(self) -> tuple[Finding, ...]:
        source = read_menu(self.path)
        return check_menu(source.file, source.menu)


@pytest.fixture
def diner(tmp_path: Path) -> Diner:
    path = tmp_path / "diner.yaml"
    path.write_text(DINER)
    return Diner(path)
