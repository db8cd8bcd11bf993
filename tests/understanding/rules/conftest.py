"""A small inn of invented dishes, and how a guest there is understood."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from kiosk.menu.compile import compile_menu
from kiosk.menu.model import Menu
from kiosk.menu.schema import MenuFile
from kiosk.order.notation import format_edit, parse_cart
from kiosk.understanding import Asked, Context, Reading, Rules

INN = """\
menu: 1
id: inn
name: The Lantern Inn
currency: USD
categories:
  Buns: {aliases: [bun]}
  Pies: {aliases: [pie]}
  Drinks: {aliases: [drink]}
  Sides: {aliases: [side]}
  Meals: {}
groups:
  size:
    name: Size
    min: 1
    max: 1
    ask: What size?
    options:
      small: {name: Small}
      large: {name: Large, price: "1.00"}
  toppings:
    name: Toppings
    qualifiers: [light, extra, on_the_side]
    portions: true
    options:
      plum: {name: Plums, aliases: [plum]}
      moss: {name: Moss}
      smoked_curd: {name: Smoked Curd, aliases: [curd]}
      dill: {name: Dill}
      radish: {name: Radishes, aliases: [radish]}
  crust:
    name: Crust
    max: 1
    options:
      rye: {name: Rye}
      spelt: {name: Spelt}
  heat:
    name: Heat
    options:
      warmed: {name: Warmed, aliases: [toasted]}
  syrups:
    name: Syrups
    max_count: 4
    unit: [pump, pumps]
    options:
      elder: {name: Elder Syrup}
      clove: {name: Clove Syrup}
items:
  moonbun:
    name: Moonbun
    category: Buns
    price: "5.00"
    groups: {toppings: {default: [plum, moss, smoked_curd]}, crust: {default: [rye]}}
  starwrap:
    name: Starwrap
    category: Buns
    price: "6.00"
    groups: {toppings: {default: [dill]}, crust: {default: [rye]}, heat: {}}
  flatpie:
    name: Flatpie
    category: Pies
    price: "9.00"
    groups: {size: {}, toppings: {}}
  hedgerow:
    name: Hedgerow
    category: Pies
    price: "11.00"
    groups: {size: {}, toppings: {default: [plum, radish]}}
  fizz: {name: Fizz, category: Drinks, price: "2.00", groups: {size: {}}}
  quince_fizz: {name: Quince Fizz, category: Drinks, price: "2.50", groups: {size: {}}}
  nettle_tea:
    name: Nettle Tea
    category: Drinks
    price: "2.00"
    groups: {size: {}, syrups: {}}
  tuber_sticks: {name: Tuber Sticks, category: Sides, price: "2.00", groups: {size: {}}}
  cloud_puffs: {name: Cloud Puffs, category: Sides, price: "2.50", groups: {size: {}}}
  hearthcake:
    name: Hearthcake
    aliases: [plum hearthcake, cake with moss]
    category: Sides
    price: "3.00"
    groups: {toppings: {default: [plum, moss, dill]}}
combos:
  moonbun_meal:
    name: Moonbun Meal
    number: 2
    category: Meals
    price: "8.00"
    sizes: {small: {default: true}, large: {price: "1.00"}}
    slots:
      main: {item: moonbun}
      side: {items: [tuber_sticks, cloud_puffs], default: tuber_sticks}
      drink: {category: Drinks}
  pair_of_pies:
    name: Pair of Pies
    category: Meals
    price: "15.00"
    sizes: {small: {default: true}, large: {price: "3.00"}}
    slots:
      first: {item: flatpie}
      second: {item: flatpie}
"""


def the_inn() -> Menu:
    """The inn's menu, compiled as a file of an owner is."""
    return compile_menu(MenuFile.model_validate(yaml.safe_load(INN)))


@pytest.fixture(scope="session")
def menu() -> Menu:
    return the_inn()


@pytest.fixture(scope="session")
def rules(menu: Menu) -> Rules:
    return Rules(menu)


@pytest.fixture(scope="session")
def hear(menu: Menu, rules: Rules) -> Callable[..., Reading]:
    """What the rules make of a sentence, with these lines in the cart and this just asked."""

    def hear(
        text: str,
        *cart: str,
        asked: Asked | None = None,
        touched: tuple[int, ...] = (),
        about: str | None = None,
    ) -> Reading:
        context = Context(parse_cart(menu, cart), asked, touched, about=about)
        return rules.read_now(text, context)

    return hear


@pytest.fixture(scope="session")
def edits(menu: Menu, hear: Callable[..., Reading]) -> Callable[..., list[str]]:
    """The edits of a sentence in order notation."""

    def edits(text: str, *cart: str, **context: object) -> list[str]:
        return [format_edit(menu, edit) for edit in hear(text, *cart, **context).edits]

    return edits
