"""Names that hold a name: sorts of a dish, toppings that read as a dish, and what is made of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from kiosk.menu.compile import compile_menu
from kiosk.menu.schema import MenuFile
from kiosk.order.notation import format_edit, parse_cart
from kiosk.understanding import Context, Rules

BAKEHOUSE = """\
menu: 1
id: bakehouse
name: The Bakehouse
currency: USD
categories: {Breads: {}, Drinks: {}, Morning: {}}
groups:
  size:
    name: Size
    min: 1
    max: 1
    options: {small: {name: Small}, large: {name: Large}}
  sort:
    name: Sort
    min: 1
    max: 1
    options:
      plain_knot: {name: Plain Knot}
      seeded_knot: {name: Seeded Knot, aliases: [seeded]}
      twisted_knot: {name: Twisted Knot, aliases: [twisted]}
  filling:
    name: Filling
    options:
      turnip: {name: Turnip}
      curd: {name: Curd}
      chive: {name: Chives}
items:
  knot: {name: Knot, category: Breads, price: "2.00", groups: {sort: {}, filling: {}}}
  wedge:
    name: Wedge
    category: Breads
    price: "4.00"
    groups: {filling: {default: [turnip, chive]}}
  turnip_and_curd:
    name: Turnip and Curd
    category: Breads
    price: "5.00"
  honey_posset:
    name: Honey Posset
    category: Drinks
    price: "3.00"
    aliases: [posset]
    groups: {size: {}}
combos:
  morning_board:
    name: Morning Board
    number: 1
    category: Morning
    price: "7.00"
    slots:
      bread: {items: [wedge, turnip_and_curd]}
      drink: {items: [honey_posset], optional: true}
"""


@pytest.fixture(scope="module")
def edits() -> Callable[..., list[str]]:
    menu = compile_menu(MenuFile.model_validate(yaml.safe_load(BAKEHOUSE)))
    rules = Rules(menu)

    def edits(text: str, *cart: str) -> list[str]:
        read = rules.read_now(text, Context(parse_cart(menu, cart)))
        return [format_edit(menu, edit) for edit in read.edits]

    return edits


def test_a_sort_that_ends_in_its_dish_is_that_dish(edits):
    assert edits("a small posset a plain knot with chives and a wedge") == [
        "add 1 honey_posset +small",
        "add 1 knot +plain_knot +chive",
        "add 1 wedge",
    ]


def test_a_sort_changes_the_dish_that_is_there(edits):
    assert edits("make it a seeded knot", "1 knot +plain_knot") == ["mod #1 +seeded_knot"]
    there = ("1 knot +plain_knot", "1 knot +seeded_knot")
    assert edits("curd on the seeded knot", *there) == ["mod #2 +curd"]


def test_toppings_that_read_as_a_dish_are_toppings_of_the_one_told_of(edits):
    assert edits("a wedge with only turnip and curd") == ["add 1 wedge -chive +turnip +curd"]
    assert edits("a wedge and a turnip and curd") == ["add 1 wedge", "add 1 turnip_and_curd"]


def test_each_of_several_meals_is_made_of_what_it_is_said_with(edits):
    assert edits("two number ones one with a wedge and one with turnip and curd") == [
        "add 1 morning_board [wedge]",
        "add 1 morning_board [turnip_and_curd]",
    ]


def test_a_misheard_word_before_a_short_name_may_be_the_rest_of_the_long_one(edits):
    assert edits("a large hunny posset") == ["add 1 honey_posset +large"]


def test_one_of_each_is_one_of_every_sort(edits):
    sorts = ["plain_knot", "seeded_knot", "twisted_knot"]
    assert edits("three knots one of each") == [f"add 1 knot +{sort}" for sort in sorts]
    assert edits("two knots one of each except twisted") == [
        f"add 1 knot +{sort}" for sort in sorts[:2]
    ]


def test_the_same_choice_is_the_one_of_the_line_beside_it(edits):
    assert edits("another knot same sort with curd", "1 knot +plain_knot")[-1].endswith("+curd")
    assert edits("a knot the same sort", "1 knot +plain_knot") == ["add 1 knot +plain_knot"]


def test_a_topping_only_leaves_off_all_else(edits):
    assert edits("a wedge turnip only") == ["add 1 wedge -chive +turnip"]
    assert edits("turnip only on the wedge", "1 wedge", "1 knot +plain_knot") == [
        "mod #1 -chive +turnip"
    ]
