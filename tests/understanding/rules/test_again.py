"""The same again: another one, more of it, and what is different about it."""

from __future__ import annotations

import pytest

from kiosk.understanding import SURE

PIE = "1 flatpie +large +moss"


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("same again", ["qty #1 2"]),
        ("two more of those", ["qty #1 3"]),
        ("one more just like it but small", ["add 1 flatpie +moss +small"]),
        ("same again but with plum too", ["add 1 flatpie +large +moss +plum"]),
        ("the same thing again except no moss", ["add 1 flatpie +large -moss"]),
        ("another one of those except moss", ["add 1 flatpie +large -moss"]),
        ("one more of those with plum instead of the moss", ["add 1 flatpie +large +plum -moss"]),
        ("two more just like that but small", ["add 2 flatpie +moss +small"]),
        ("and a hearthcake the same way", ["add 1 hearthcake +moss"]),
        ("the same again but make it a hearthcake", ["add 1 hearthcake +moss"]),
    ],
)
def test_the_same_again_is_a_copy_but_for_what_is_told(edits, said, means):
    assert edits(said, PIE) == means


def test_what_is_the_same_may_be_named(edits):
    cart = (PIE, "1 fizz +small")
    assert edits("the same pie but small", *cart) == ["add 1 flatpie +moss +small"]
    assert edits("same as the first one but small", *cart) == ["add 1 flatpie +moss +small"]
    assert edits("one more flatpie like that one but small", *cart) == [
        "add 1 flatpie +moss +small"
    ]


def test_a_meal_copied_takes_another_drink_in_place_of_its_own(edits):
    meal = "1 moonbun_meal [cloud_puffs] [fizz]"
    assert edits("same again but with a quince fizz", meal) == [
        "add 1 moonbun_meal [moonbun] [cloud_puffs +small] [quince_fizz +small]"
    ]


def test_of_several_that_could_be_the_same_one_is_a_guess(hear):
    assert hear("same again but large", "1 fizz +small").confidence >= SURE
    assert hear("same again but large", "1 fizz +small", "1 flatpie +small").confidence < SURE


def test_a_meal_copied_keeps_its_size_with_another_drink(edits):
    large = "1 moonbun_meal [moonbun] [cloud_puffs +large] [fizz +large]"
    assert edits("a second one just the same but with a quince fizz", large) == [
        "add 1 moonbun_meal [moonbun] [cloud_puffs +large] [quince_fizz +large]"
    ]


def test_what_makes_no_meal_leaves_it_to_what_does(hear, edits):
    there = ("1 moonbun", "1 starwrap")
    assert edits("make that a meal", *there) == ["swap #1 moonbun_meal"]
    assert hear("make that a meal", *there).confidence < SURE


def test_another_one_the_same_is_one(edits):
    assert edits("another one the same but no moss", "1 moonbun") == ["add 1 moonbun -moss"]
