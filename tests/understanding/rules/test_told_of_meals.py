"""Meals told apart by what they hold, and what is said of one, of each, or of the next."""

from __future__ import annotations

import pytest

from kiosk.menu.load import find_menu, load_menu
from kiosk.order.notation import format_edit, parse_cart
from kiosk.order.rules import open_choices
from kiosk.understanding import SURE, Asked, Context, Rules

TEA = "1 moonbun_meal [moonbun] [tuber_sticks] [nettle_tea]"
FIZZ = "1 moonbun_meal [moonbun] [tuber_sticks] [fizz]"


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("the one with the fizz no plums", "mod #2 -plum"),
        ("on the one with the tea can i get cloud puffs", "swap #1.side cloud_puffs"),
        ("make the fizz one a large", "mod #2 +large"),
    ],
)
def test_a_meal_is_told_by_what_it_holds(edits, said, means):
    assert edits(said, TEA, FIZZ) == [means]


def test_a_part_is_told_by_the_meal_that_is_named_after_it(edits):
    cart = (FIZZ, "1 tuber_sticks +small")
    said = "can you make the tuber sticks on the moonbun meal cloud puffs"
    assert edits(said, *cart) == ["swap #1.side cloud_puffs"]


def test_what_is_named_for_two_meals_goes_to_one_each(menu, edits):
    cart = ("1 moonbun_meal [moonbun] [tuber_sticks]",) * 2
    wants = open_choices(menu, parse_cart(menu, cart).lines[0])[0]
    asked = Asked("open", open=wants)
    each = ["swap #1.drink fizz", "swap #2.drink fizz"]
    assert edits("two fizzes", *cart, asked=asked) == each
    assert edits("a fizz and a nettle tea", *cart, asked=asked) == [
        each[0],
        "swap #2.drink nettle_tea",
    ]


def test_so_many_of_what_is_there_are_no_part_of_what_is_new(edits):
    cart = ("4 moonbun", "5 hearthcake")
    assert edits("a small fizz and make it six hearthcakes", *cart) == [
        "add 1 fizz +small",
        "qty #2 6",
    ]
    assert edits("no four hearthcakes", *cart) == ["qty #2 4"]


def test_some_of_several_may_be_named(edits):
    assert edits("make one of those fizzes a nettle tea", "4 fizz +small") == [
        "split #1 1 nettle_tea"
    ]
    assert edits("make half of the fizzes nettle teas", "4 fizz +small") == [
        "split #1 2 nettle_tea"
    ]


def test_both_of_the_are_those_that_are_named_after_it(edits):
    assert edits("extra curd on both of the moonbuns", "2 moonbun", "1 starwrap") == [
        "mod #1 +smoked_curd=extra"
    ]


def test_another_is_told_by_what_the_first_is_not(hear, edits):
    assert edits("and one with plums", "1 moonbun -plum", touched=(1,)) == ["add 1 moonbun +plum"]
    assert edits("and a small", "1 fizz +large", touched=(1,)) == ["add 1 fizz +small"]
    assert hear("and a small", "1 fizz +large", touched=(1,)).confidence < SURE


def test_a_dish_before_its_price_is_only_asked_about(edits):
    assert edits("hearthcakes how much") == ["ask price hearthcake"]
    assert edits("a moonbun and how much is a starwrap") == ["add 1 moonbun", "ask price starwrap"]


def test_the_same_size_is_that_of_the_line_beside_it(edits):
    assert edits("same size", "1 tuber_sticks +large", "1 fizz") == ["mod #2 +large"]


@pytest.mark.parametrize("said", ["no plums on the one with the fizz", "the one with fizz no plum"])
def test_a_meal_told_by_its_drink_orders_no_drink(edits, said):
    assert edits(said, TEA, FIZZ) == ["mod #2 -plum"]


@pytest.mark.parametrize("said", ["just the moonbun", "actually no just the moonbun"])
def test_only_the_main_of_a_meal_undoes_it(edits, said):
    assert edits(said, FIZZ) == ["swap #1 moonbun"]


def test_each_of_several_meals_has_what_is_told_of_it(edits):
    said = "two moonbun meals one with a fizz and cloud puffs and one with a nettle tea"
    assert edits(said) == [
        "add 1 moonbun_meal [cloud_puffs] [fizz]",
        "add 1 moonbun_meal [nettle_tea]",
    ]


def test_what_comes_with_a_new_meal_and_is_refused_is_told_so(edits):
    assert edits("a moonbun meal no tuber sticks") == ["add 1 moonbun_meal", "del #1.side"]


@pytest.mark.parametrize("said", ["no wait no fizz", "take off the fizz"])
def test_what_a_new_meal_was_to_hold_can_be_taken_back(edits, said):
    assert edits(f"a moonbun meal with a fizz, {said}") == ["add 1 moonbun_meal"]


@pytest.mark.parametrize("said", ["no wait two", "two of those", "make that two"])
def test_a_number_after_what_a_meal_holds_is_of_the_meal(edits, said):
    assert edits(f"a moonbun meal with a fizz {said}") == ["add 2 moonbun_meal [fizz]"]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (
            "a number one with onion rings and a sprite no wait make that a number two",
            "add 1 cheeseburger_meal [onion_rings] [sprite]",
        ),
        (
            "a hamburger no pickles make it a meal, no wait, a cheeseburger meal",
            "add 1 cheeseburger_meal -pickle",
        ),
    ],
)
def test_another_meal_keeps_what_was_said_of_the_first(said, means):
    menu = load_menu(find_menu("burger"))
    (edit,) = Rules(menu).read_now(said, Context()).edits
    assert format_edit(menu, edit) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("a moonbun meal no tuber sticks and cloud puffs", ["add 1 moonbun_meal [cloud_puffs]"]),
        ("a moonbun meal no tuber sticks, actually just the moonbun", ["add 1 moonbun"]),
    ],
)
def test_what_was_refused_of_a_meal_and_is_not_in_it_is_not_told(edits, said, means):
    assert edits(said) == means


@pytest.mark.parametrize("said", ["make it a meal", "a starwrap and make the moonbun a meal"])
def test_what_a_line_made_a_meal_was_to_hold_gives_way_to_what_is_meant(edits, said):
    made = edits(f"{said} with a fizz no wait a nettle tea", "1 moonbun")
    drink = ["swap #1.drink fizz", "swap #1.drink nettle_tea"]
    assert [edit for edit in made if "starwrap" not in edit] == ["swap #1 moonbun_meal", *drink]
