"""Changes of what is there: whose size it is, how far an amount goes, what a refusal finds."""

from __future__ import annotations

import pytest

from kiosk.order.rules import Open
from kiosk.understanding import SURE, Asked

MEAL = "1 moonbun_meal ?drink"
DRINK = Asked("open", Open(1, None, "slot", "drink", ("fizz", "quince_fizz", "nettle_tea"), "x"))


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("make the drinks large", ["mod #1 +large", "mod #2 +large"]),
        (
            "change the fizz to a quince fizz and the tea to a fizz",
            ["swap #1 quince_fizz", "swap #2 fizz"],
        ),
        ("make the fizz large and the tea to a small", ["mod #1 +large", "mod #2 +small"]),
        ("only one clove syrup in the tea", ["mod #2 +clove"]),
    ],
)
def test_lines_changed_by_kind_and_one_after_the_other(edits, said, means):
    assert edits(said, "1 fizz +small", "1 nettle_tea +small +clove*3") == means


def test_a_refusal_finds_what_has_the_word_in_its_name(edits):
    assert edits("no curd", "1 hearthcake", "1 moonbun") == ["mod #2 -smoked_curd"]


@pytest.mark.parametrize(
    "said", ["a moonbun with extra dill and moss", "how much is a fizz a moonbun with dill"]
)
def test_what_may_be_meant_further_is_not_sure(hear, said):
    assert hear(said).confidence < SURE


def test_a_size_after_the_drink_of_a_meal_may_be_of_either(hear):
    reading = hear("a fizz and upgrade to a large", MEAL, asked=DRINK)
    assert reading.confidence < SURE


def test_what_only_the_drink_can_have_is_not_said_of_the_bun(edits):
    means = ["swap #1.drink fizz +large", "mod #1.main +dill"]
    assert edits("a fizz large and dill on that moonbun", MEAL, asked=DRINK) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("and a quince fizz same size", ["add 1 quince_fizz +small"]),
        ("one size up on the fizz", ["mod #1 +large"]),
        ("upsize that", ["mod #1 +large"]),
    ],
)
def test_a_size_told_by_another(edits, said, means):
    assert edits(said, "1 fizz +small") == means


def test_an_amount_said_after_its_topping(edits):
    assert edits("make the moss extra", "1 moonbun") == ["mod #1 +moss=extra"]


def test_instead_of_one_just_another_leaves_the_rest(edits):
    assert edits("instead of the moss just dill", "1 moonbun") == ["mod #1 -moss +dill"]


def test_what_leads_with_instead_of_names_what_comes_after_it(edits):
    assert edits("instead of the sticks can i get cloud puffs", "1 moonbun_meal [fizz +small]") == [
        "swap #1.side cloud_puffs"
    ]
    assert edits("instead of the moss, dill", "1 moonbun") == ["mod #1 -moss +dill"]


def test_another_verb_is_of_another_share(edits):
    assert edits("make one of those warmed and put dill on the other two", "3 starwrap -dill") == [
        "split #1 1 +warmed",
        "mod #1 +dill",
    ]


def test_a_change_of_one_and_a_refusal_for_another_go_each_to_its_own(edits):
    there = ("1 fizz +small", "1 flatpie +small +moss")
    assert edits("make the fizz a large and no moss on the flatpie", *there) == [
        "mod #1 +large",
        "mod #2 -moss",
    ]


def test_a_verb_after_a_change_is_of_its_own_line(edits):
    cart = ("1 moonbun", "1 starwrap")
    said = "the wrap should have spelt and take the plums off the moonbun"
    assert edits(said.replace("wrap", "starwrap"), *cart) == ["mod #2 +spelt", "mod #1 -plum"]


def test_what_all_of_them_should_be(edits):
    cart = ("1 fizz +small", "2 fizz +small", "1 moonbun")
    assert edits("all the fizzes should be large", *cart) == ["mod #1 +large", "mod #2 +large"]
    assert edits("cancel all the fizzes", *cart) == ["del #2", "del #1"]


def test_two_more_of_what_is_named(edits):
    assert edits("two more of the moonbuns", "1 moonbun -moss", "1 fizz +small") == ["qty #1 3"]


def test_the_fizz_is_a_large(edits):
    assert edits("the fizz's a large", "1 moonbun", "1 fizz ?size") == ["mod #2 +large"]


def test_a_dish_is_told_by_part_of_its_name_when_it_is_the_only_one(edits):
    assert edits("make the fizz a nettle tea", "1 moonbun", "1 quince_fizz +large") == [
        "swap #2 nettle_tea"
    ]


def test_what_is_not_ordered_is_not_changed(edits, hear):
    assert edits("make the fizz a nettle tea", "1 moonbun", "1 starwrap") == ["none"]
    assert hear("make the fizz a nettle tea", "1 moonbun").doubts[0].kind == "no_line"


def test_what_is_left_off_takes_nothing_with_it(edits):
    assert edits("a moonbun add dill and leave the moss off") == ["add 1 moonbun +dill -moss"]
