"""A word that is a group of options and a dish: the grain in a crock, a side of grain."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from kiosk.menu.compile import compile_menu
from kiosk.menu.schema import MenuFile
from kiosk.order.notation import format_edit, parse_cart
from kiosk.understanding import Context, Rules

MILL = """\
menu: 1
id: mill
name: The Mill
currency: USD
categories: {Crocks: {}, Sides: {}, Drinks: {}, Platters: {aliases: [platter]}}
groups:
  grain:
    name: Grain
    max: 1
    default: pearl_grain
    qualifiers: [light, extra]
    options: {pearl_grain: {name: Pearl Grain}, black_grain: {name: Black Grain}}
  herbs:
    name: Herbs
    options: {sorrel: {name: Sorrel}, wild_sorrel: {name: Wild Sorrel}, chervil: {name: Chervil}}
items:
  crock:
    name: Crock
    category: Crocks
    price: "8.00"
    groups: {grain: {}, herbs: {default: [wild_sorrel, chervil]}}
  ember_pot: {name: Ember Pot, category: Crocks, price: "9.00"}
  side_of_grain:
    name: Side of Grain
    category: Sides
    price: "2.00"
    groups: {grain: {min: 1, default: []}}
  acorns: {name: Acorns, category: Sides, price: "2.00"}
  cider: {name: Cider, category: Drinks, price: "2.00"}
combos:
  crock_platter:
    name: Crock Platter
    category: Platters
    price: "11.00"
    slots: {main: {item: crock}, side: {items: [acorns], default: acorns}, drink: {items: [cider]}}
  ember_platter:
    name: Ember Platter
    category: Platters
    price: "12.00"
    slots: {main: {item: ember_pot}, drink: {items: [cider]}}
"""
Edits = Callable[..., list[str]]


@pytest.fixture(scope="module")
def edits() -> Edits:
    menu = compile_menu(MenuFile.model_validate(yaml.safe_load(MILL)))
    rules = Rules(menu)

    def edits(text: str, *cart: str) -> list[str]:
        reading = rules.read_now(text, Context(parse_cart(menu, cart)))
        return [format_edit(menu, edit) for edit in reading.edits]

    return edits


def test_refused_or_weighed_it_is_what_comes_with_the_dish(edits: Edits) -> None:
    assert edits("a crock no grain") == ["add 1 crock -pearl_grain"]
    assert edits("a crock with sorrel light grain") == ["add 1 crock +sorrel +pearl_grain=light"]
    assert edits("go light on the grain", "1 crock") == ["mod #1 +pearl_grain=light"]


def test_a_refusal_goes_on_over_it(edits: Edits) -> None:
    assert edits("a crock no grain chervil or wild sorrel") == [
        "add 1 crock -pearl_grain -chervil -wild_sorrel"
    ]


def test_a_side_of_one_of_the_group_is_the_dish_with_it(edits: Edits) -> None:
    assert edits("a crock and a side of black grain") == [
        "add 1 crock",
        "add 1 side_of_grain +black_grain",
    ]
    assert edits("two sides of black grain", "1 side_of_grain +pearl_grain") == [
        "add 2 side_of_grain +black_grain"
    ]


def test_by_itself_or_called_a_side_it_is_a_dish(edits: Edits) -> None:
    assert edits("a crock and a side of grain") == ["add 1 crock", "add 1 side_of_grain"]
    assert edits("a crock, grain, and a cider") == [
        "add 1 crock",
        "add 1 side_of_grain",
        "add 1 cider",
    ]
    assert edits("no grain", "1 crock", "1 side_of_grain +black_grain") == ["del #2"]


def test_the_shorter_name_of_what_comes_is_refused_with_its_list(edits: Edits) -> None:
    assert edits("a crock no chervil and sorrel") == ["add 1 crock -chervil -wild_sorrel"]


def test_a_category_of_meals_is_the_one_made_from_the_dish(edits: Edits) -> None:
    assert edits("make it a platter with a cider", "1 ember_pot") == [
        "swap #1 ember_platter",
        "swap #1.drink cider",
    ]
