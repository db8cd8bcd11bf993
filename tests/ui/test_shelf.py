"""What a tile says of its price, and of when it can be had."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.locations import menus_dir
from kiosk.menu import Combo, Item, Menu, load_menu
from kiosk.menu.availability import Availability
from kiosk.menu.load import menu_from_text
from kiosk.order.cart import Cart
from kiosk.ui.draft import Draft
from kiosk.ui.shelf import entry_face, money

BAR = menu_from_text(
    """\
menu: 1
id: bar
name: The Bar
currency: USD
dayparts: {breakfast: "05:00-10:30", supper: "17:00-22:00", night: "23:00-02:00"}
categories: {Mains: {}, Drinks: {}, Meals: {}}
groups:
  size:
    name: Size
    min: 1
    max: 1
    options:
      small: {name: Small}
      large: {name: Large, price: "0.50"}
  glass:
    name: Size
    min: 1
    max: 1
    options:
      small: {name: Small, price: "0.30"}
      large: {name: Large, price: "0.80"}
  sides:
    name: Sides
    min: 2
    max: 2
    options:
      beans: {name: Beans, price: "1.00"}
      rice: {name: Rice, price: "0.75"}
      salad: {name: Salad, price: "2.00"}
  dips:
    name: Dips
    min: 1
    free: 1
    options:
      salsa: {name: Salsa, price: "0.25"}
      queso: {name: Queso, price: "0.90"}
items:
  plate: {name: Plate, category: Mains, price: "6.00", groups: {sides: {}}}
  chips: {name: Chips, category: Mains, price: "2.00", groups: {dips: {}}}
  soda: {name: Soda, category: Drinks, price: "1.00", groups: {size: {}}}
  beer: {name: Beer, category: Drinks, price: "3.00", groups: {glass: {default: [large]}}}
  eggs: {name: Eggs, category: Mains, price: "4.00", dayparts: [breakfast, supper, night]}
  grits: {name: Grits, category: Mains, price: "3.00", dayparts: [breakfast]}
combos:
  soda_meal:
    name: Soda Meal
    price: "3.00"
    sizes: {small: {}, large: {price: "0.75"}}
    slots:
      main: {item: chips}
      drink: {item: soda}
  grits_meal:
    name: Grits Meal
    price: "3.50"
    dayparts: [breakfast, supper]
    slots:
      main: {item: grits}
""",
    "bar.yaml",
)
MENUS = [load_menu(path) for path in sorted(menus_dir().glob("*.yaml"))]


def at_least(menu: Menu, entry: Item | Combo) -> int:
    """What the engine asks for it where every open choice is the cheapest, in minor units."""
    draft = Draft.of_new(menu, Availability(), Cart(), entry.id)
    assert isinstance(draft, Draft)
    while draft.open:
        step = draft.open[0]
        offers = [o for o in draft.offers(step) if not o.on and o.refused is None]
        draft = min((draft.touched(step, o.key)[0] for o in offers), key=lambda each: each.price)
    return draft.price


@pytest.mark.parametrize("menu", [BAR, *MENUS], ids=lambda menu: menu.id)
def test_a_price_is_the_least_that_it_comes_to(menu: Menu) -> None:
    said = {e.id: entry_face(menu, e, Availability()).note for e in menu.entries()}
    due = {e.id: money(menu, at_least(menu, e)) for e in menu.entries()}
    assert {id_: note.removeprefix("from ") for id_, note in said.items()} == due


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("plate", "from $7.75"),
        ("chips", "$2.00"),
        ("soda", "from $1.00"),
        ("beer", "$3.80"),
        ("soda_meal", "from $3.00"),
    ],
)
def test_a_price_that_a_choice_raises_is_said_to_be_the_least(entry: str, says: str) -> None:
    sold = BAR.sold(entry)
    assert sold is not None
    assert entry_face(BAR, sold, Availability()).note == says


@pytest.mark.parametrize(
    ("entry", "now", "says"),
    [
        ("eggs", time(3), "From 5:00 AM"),
        ("eggs", time(12), "From 5:00 PM"),
        ("eggs", time(22, 30), "From 11:00 PM"),
        ("grits", time(12), "From 5:00 AM"),
        ("grits_meal", time(12), "From 5:00 PM"),
        ("grits_meal", time(18), "Not now"),
    ],
)
def test_what_is_sold_at_another_time_says_when_it_is_next(
    entry: str, now: time, says: str
) -> None:
    sold = BAR.sold(entry)
    assert sold is not None
    assert entry_face(BAR, sold, Availability(now)).note == says
