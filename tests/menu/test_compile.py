"""What the owner writes once, and what each item makes of it."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.menu.model import Daypart

from .conftest import Diner


def test_an_item_may_have_its_own_prices_defaults_and_choice_of_options(diner: Diner):
    own = 'groups: {size: {prices: {large: "0.90"}, default: small, ask: "Big or small?"}}'
    size = diner.edit("groups: {size: {}}", own).menu().items["soda"].groups["size"]
    assert {option.id: option.price for option in size.options.values()} == {
        "small": 0,
        "large": 90,
    }
    assert (size.default, size.ask) == (("small",), "Big or small?")

    diner.edit("toppings: {default: [onion]}", "toppings: {options: [bacon], max: 1}")
    toppings = diner.menu().items["burger"].groups["toppings"]
    assert list(toppings.options) == ["bacon"]
    assert toppings.exclusive


def test_a_default_keeps_the_order_of_the_menu(diner: Diner):
    diner.edit("default: [onion]", "default: [bacon, onion]")
    assert diner.menu().items["burger"].groups["toppings"].default == ("onion", "bacon")


def test_a_group_that_an_option_opens_belongs_to_the_item(diner: Diner):
    diner.edit("large: {name: Large,", "large: {name: Large, groups: [toppings],")
    groups = diner.menu().items["soda"].groups
    assert [(group.id, group.nested) for group in groups.values()] == [
        ("size", False),
        ("toppings", True),
    ]


SHAKE = """\
  shake:
    name: Shake
    category: Drinks
    price: "3.00"
    allergens: []
    groups: {base: {}}
"""
BASE = """\
groups:
  base:
    name: Base
    options: {vanilla: {name: Vanilla, groups: [finish, fruit]}}
  fruit:
    name: Fruit
    options: {mango: {name: Mango, groups: [finish]}}
  finish:
    name: Finish
    options: {cream: {name: Cream}}
"""


def test_a_group_stands_behind_every_group_that_opens_it(diner: Diner):
    diner.edit("combos:", SHAKE + "combos:").edit("groups:\n  size:", BASE + "  size:")
    assert list(diner.menu().items["shake"].groups) == ["base", "fruit", "finish"]


def test_groups_that_open_each_other_come_to_an_end(diner: Diner):
    diner.edit("large: {name: Large,", "large: {name: Large, groups: [toppings],")
    diner.edit("bacon: {name: Bacon,", "bacon: {name: Bacon, groups: [size, toppings],")
    assert list(diner.menu().items["burger"].groups) == ["toppings", "size"]


def test_a_slot_filled_from_a_category_keeps_what_is_fixed_for_one_item(diner: Diner):
    diner.edit("combos:", '  water: {name: Water, category: Drinks, price: "0.50"}\ncombos:')
    diner.edit("{item: soda}", "{category: Drinks, item: soda, options: [small]}")
    drink = diner.menu().combos["burger_meal"].slots["drink"]
    assert {choice.item: choice.options for choice in drink.choices.values()} == {
        "soda": ("small",),
        "water": (),
    }
    assert drink.default is None


def test_a_slot_with_one_choice_needs_no_question_unless_it_is_optional(diner: Diner):
    assert diner.menu().combos["burger_meal"].slots["drink"].default == "soda"
    diner.edit("{item: soda}", "{item: soda, optional: true}")
    assert diner.menu().combos["burger_meal"].slots["drink"].default is None


def test_a_combo_whose_sizes_have_no_default_leaves_the_size_open(diner: Diner):
    diner.edit("small: {default: true}", "small: {}")
    assert diner.menu().combos["burger_meal"].default_size is None


def test_names_in_other_languages_are_aliases(diner: Diner):
    diner.edit("    name: Soda", "    name: Soda\n    names: {es: [refresco], no: brus}")
    assert diner.menu().items["soda"].aliases == ("refresco", "brus")


def test_a_description_is_one_line_however_the_file_breaks_it(diner: Diner):
    diner.edit(
        "    name: Soda\n", "    name: Soda\n    description: |\n      Cold\n      and sweet.\n"
    )
    assert diner.menu().items["soda"].description == "Cold and sweet."


def test_what_is_not_said_about_allergens_is_not_known(diner: Diner):
    assert diner.menu().items["soda"].allergens_known
    diner.edit("    allergens: []\n    groups: {size: {}}", "    groups: {size: {}}")
    soda = diner.menu().items["soda"]
    assert (soda.allergens, soda.allergens_known) == ((), False)


def test_combos_that_an_item_can_become(diner: Diner):
    menu = diner.menu()
    assert [combo.id for combo in menu.combos_of("burger")] == ["burger_meal"]
    assert menu.combos_of("soda") == ()
    assert [entry.id for entry in menu.entries()] == ["burger", "soda", "burger_meal"]
    assert menu.sold("burger_meal") is menu.combos["burger_meal"]
    assert menu.sold("pizza") is None


def test_an_item_knows_its_options_and_their_groups(diner: Diner):
    burger = diner.menu().items["burger"]
    bacon = burger.option("bacon")
    assert bacon is not None
    assert bacon.price == 150
    assert burger.group_of("bacon") is burger.groups["toppings"]
    assert burger.option("large") is None


@pytest.mark.parametrize(
    ("span", "open_at", "closed_at"),
    [
        ((time(5), time(10, 30)), [time(5), time(10, 29)], [time(4, 59), time(10, 30)]),
        ((time(22), time(2)), [time(22), time(23, 59), time(0), time(1, 59)], [time(2), time(12)]),
        ((time(10, 30), None), [time(10, 30), time(23, 59)], [time(0), time(10, 29)]),
    ],
)
def test_dayparts(span: tuple[time, time | None], open_at: list[time], closed_at: list[time]):
    part = Daypart("part", *span)
    assert all(part.covers(now) for now in open_at)
    assert not any(part.covers(now) for now in closed_at)
