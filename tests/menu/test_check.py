"""A menu that can be sold from, and what in it would confuse guests all the same."""

from __future__ import annotations

import pytest

from kiosk.menu import find_menu
from kiosk.menu.check import Finding, check_menu
from kiosk.menu.load import read_menu

from .conftest import Diner

SHIPPED = ["burger", "coffee", "pizza", "taqueria"]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_menus_that_come_along_confuse_nobody(name: str):
    source = read_menu(find_menu(name))
    assert check_menu(source.file, source.menu) == ()


def test_nor_does_the_diner(diner: Diner):
    assert diner.findings() == ()


def test_two_things_with_one_name(diner: Diner):
    diner.edit("    name: Soda", "    name: Soda\n    aliases: [burgers]")
    assert diner.findings() == (
        Finding("collision", ("items", "soda"), '"burgers" is also burger'),
    )


def test_a_thing_called_like_a_whole_category(diner: Diner):
    diner.edit("    name: Soda", "    name: Drink")
    (found,) = diner.findings()
    assert found == Finding("collision", ("categories", "Drinks"), '"drink" is also soda')


def test_two_options_of_an_item_with_one_name(diner: Diner):
    diner.edit("name: Bacon,", "name: Bacon, aliases: [Onion],")
    (found,) = diner.findings()
    assert found.path == ("groups", "toppings", "options", "bacon")
    assert found.message == '"onion" is also onion'


def test_the_answer_to_a_question_that_is_also_an_order(diner: Diner):
    diner.edit("large: {name: Large,", "large: {name: Large, aliases: [burger],")
    (found,) = diner.findings()
    assert found.message == 'the answer "burger" is also how guests order Burger'


def test_names_that_sound_alike(diner: Diner):
    diner.edit("    name: Soda", "    name: Berger")
    (found,) = diner.findings()
    assert found.kind == "sound"
    assert found.message == '"berger" sounds like "burger", which is burger'


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("    ask: What size?\n", "", ("groups", "size")),
        ("{item: soda}", "{items: [soda, burger]}", ("combos", "burger_meal", "slots", "drink")),
    ],
)
def test_a_required_choice_without_a_question(
    diner: Diner, old: str, new: str, path: tuple[str, ...]
):
    found = diner.edit(old, new).findings()
    assert Finding("ask", path, 'has to be asked for, but has no "ask"') in found


@pytest.mark.parametrize("ask", ["What size? All are good.", "Say a size.", "Small? Large?"])
def test_what_is_asked_is_one_question(diner: Diner, ask: str):
    (found,) = diner.edit("ask: What size?", f"ask: {ask}").findings()
    assert (found.kind, found.path) == ("ask", ("groups", "size", "ask"))
    assert f'"{ask}" is not one question' in found.message


@pytest.mark.parametrize(
    ("old", "new", "path", "message"),
    [
        (
            '"05:00-10:30"',
            '"05:00-05:00"',
            ("dayparts", "morning"),
            "starts when it ends: never open",
        ),
        ("    category: Mains\n", "", ("items", "burger"), "stands in no category of the board"),
        (
            "  Mains: {",
            "  Main: {",
            ("categories", "Main"),
            'nothing stands in this category; did you mean "Mains"?',
        ),
        (
            "groups: {toppings: {default: [onion]}}",
            "groups: {}",
            ("groups", "toppings"),
            "no item has this group",
        ),
    ],
)
def test_what_guests_never_reach(
    diner: Diner, old: str, new: str, path: tuple[str, ...], message: str
):
    assert Finding("unreachable", path, message) in diner.edit(old, new).findings()


def test_a_combo_that_is_sold_when_its_parts_are_not(diner: Diner):
    diner.edit("{morning:", '{evening: "17:00-22:00", morning:')
    diner.edit("    name: Soda", "    name: Soda\n    dayparts: morning")
    diner.edit("    name: Burger Meal", "    name: Burger Meal\n    dayparts: evening")
    (found,) = diner.findings()
    assert found.path == ("combos", "burger_meal", "slots", "drink")
    assert found.message == "nothing that fills it is sold while the combo is"


def test_a_combo_in_a_size_that_a_slot_does_not_come_in(diner: Diner):
    diner.edit("combos:", SHOT + "combos:").edit(
        "{item: soda}", "{items: [soda, shot], default: soda}"
    )
    (found,) = diner.findings()
    assert found.kind == "size"
    assert found.message == "shot does not come large, as the combo does"


SHOT = """\
  shot:
    name: Shot
    category: Drinks
    price: "1.00"
    allergens: []
    groups: {size: {options: [small]}}
"""


def test_a_price_of_nothing(diner: Diner):
    diner.edit('price: "4.00"', 'price: "0.00"')
    assert diner.findings() == (Finding("price", ("items", "burger", "price"), "costs nothing"),)


def test_nothing_is_free_whose_every_size_has_a_price(diner: Diner):
    diner.edit('price: "1.00"', 'price: "0.00"')
    assert [found.kind for found in diner.findings()] == ["price"]
    diner.edit("{name: Small}", '{name: Small, price: "1.00"}')
    assert diner.findings() == ()


def test_allergens_that_are_not_told_or_not_known(diner: Diner):
    diner.edit("    allergens: [wheat]\n", "")
    diner.edit("    allergens: []\n    groups: {size", "    allergens: [mlik]\n    groups: {size")
    diner.edit('price: "1.50", allergens: []', 'price: "1.50"')
    assert {(found.path[1], found.path[-1], found.message) for found in diner.findings()} == {
        ("burger", "burger", "does not say what allergens it has: unknown"),
        ("soda", "allergens", 'no allergen is called "mlik"; did you mean "milk"?'),
        (
            "toppings",
            "bacon",
            "does not say what allergens it has, though others of its group do",
        ),
    }


def test_what_a_dish_comes_with_and_does_not_own_up_to(diner: Diner):
    diner.edit("aliases: [onion], allergens: []", "aliases: [onion], allergens: [wheat, soy]")
    diner.edit("allergens: [wheat]\n", "allergens: [wheat]\n    vegetarian: true\n")
    assert [found.message for found in diner.findings()] == ["comes with Onions, so it has soy too"]
    diner.edit("allergens: [wheat, soy]", "allergens: [], vegetarian: false")
    assert diner.findings() == (
        Finding(
            "vegetarian",
            ("items", "burger", "vegetarian"),
            "comes with Onions, so it is not vegetarian",
        ),
    )
