"""Meals told apart by what they hold, and what is said of one, of each, or of the next."""

from __future__ import annotations

import pytest

from kiosk.order.notation import parse_cart
from kiosk.order.rules import open_choices
from kiosk.understanding import SURE, Asked

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
