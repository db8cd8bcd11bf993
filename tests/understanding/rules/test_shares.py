"""Some of several: one of them, half of them, the other two, neither."""

from __future__ import annotations

import pytest

from kiosk.order.rules import Open
from kiosk.understanding import Asked


@pytest.mark.parametrize(
    ("cart", "said", "means"),
    [
        ("4 moonbun", "half of them without plum", ["split #1 2 -plum"]),
        ("2 moonbun", "only one of them gets plum", ["split #1 1 -plum"]),
        ("2 flatpie +large", "only one of them gets plum", ["split #1 1 +plum"]),
        ("2 fizz +small", "one of the fizzes can be a large", ["split #1 1 +large"]),
        ("4 flatpie", "two of those plum and one moss", ["split #1 2 +plum", "split #1 1 +moss"]),
        (
            "2 moonbun",
            "no plum on one of those and make the other one on spelt",
            ["split #1 1 -plum", "mod #1 +spelt"],
        ),
        ("2 moonbun", "on one of those switch the plum to dill", ["split #1 1 -plum +dill"]),
        (
            "2 moonbun",
            "no plum on one and no moss on both",
            ["split #1 1 -plum -moss", "mod #1 -moss"],
        ),
        ("2 moonbun", "neither of them with plum", ["mod #1 -plum"]),
    ],
)
def test_some_of_what_is_there(edits, cart, said, means):
    assert edits(said, cart) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (
            "five moonbuns three of them no plum the other two plain",
            ["add 3 moonbun -plum", "add 2 moonbun -plum -moss -smoked_curd"],
        ),
        (
            "three flatpies one small two large and dill on all of them",
            ["add 1 flatpie +small +dill", "add 2 flatpie +dill +large"],
        ),
        (
            "a moonbun and a starwrap neither one with dill",
            ["add 1 moonbun -dill", "add 1 starwrap -dill"],
        ),
        (
            "two moonbun meals one with a fizz and one with a quince fizz",
            ["add 1 moonbun_meal [fizz]", "add 1 moonbun_meal [quince_fizz]"],
        ),
        (
            "two pairs of pies",
            ["add 2 pair_of_pies"],
        ),
    ],
)
def test_some_of_what_is_ordered_in_the_same_breath(edits, said, means):
    assert edits(said) == means


def test_what_is_said_of_both_meals_is_in_each(edits):
    cart = ("1 moonbun_meal", "1 moonbun_meal +large")
    assert edits("both with a fizz", *cart, touched=(1, 2)) == [
        "swap #1.drink fizz",
        "swap #2.drink fizz",
    ]


def test_on_the_side_reaches_back_over_both_that_are_named(edits):
    assert edits("a moonbun no plum dill and moss both on the side") == [
        "add 1 moonbun -plum +dill=on_the_side +moss=on_the_side"
    ]


def test_one_verb_makes_several_shares_something_else(edits):
    assert edits("make one a quince fizz and one a nettle tea", "3 fizz +small") == [
        "split #1 1 quince_fizz",
        "split #1 1 nettle_tea",
    ]


def test_half_and_half_of_several_are_shares_of_them(edits):
    size = Asked("open", Open(1, None, "group", "size", ("small", "large"), "fizz"))
    assert edits("half small half large", "4 fizz ?size", asked=size, touched=(1,)) == [
        "split #1 2 +small",
        "mod #1 +large",
    ]


def test_a_scope_after_a_share_is_of_the_change_before_it_alone(edits):
    said = "four moonbuns two spelt two without rye and no moss on the spelt ones"
    assert edits(said)[0] == "add 2 moonbun +spelt -moss"


def test_off_one_and_off_the_other_are_told_each_its_own(edits):
    assert edits("take the moss off one and the plums off the other", "2 moonbun") == [
        "split #1 1 -moss",
        "mod #1 -plum",
    ]


def test_a_share_may_be_on_something(edits):
    assert edits("two moonbuns one on spelt and one on rye") == [
        "add 1 moonbun +spelt",
        "add 1 moonbun +rye",
    ]


@pytest.mark.parametrize(
    ("cart", "said", "means"),
    [
        ("1 moonbun -moss", "and one with dill", ["add 1 moonbun +dill"]),
        ("1 moonbun", "and two with no plum", ["add 2 moonbun -plum"]),
        ("1 flatpie +small", "and one with plum", ["add 1 flatpie +plum"]),
        ("3 moonbun", "and one with no plum", ["split #1 1 -plum"]),
    ],
)
def test_one_more_than_there_are_is_another(edits, cart, said, means):
    assert edits(said, cart, touched=(1,)) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("make one of them large no wait two", ["split #1 2 +large"]),
        ("make one of them two hearthcakes", ["split #1 2 hearthcake"]),
        ("make two of them large, i mean five", ["split #1 5 +large", "qty #1 5"]),
        ("make one of them large, one more of those", ["split #1 1 +large", "add 1 fizz +large"]),
        ("make one of them large and make it a nettle tea", ["split #1 1 nettle_tea +large"]),
    ],
)
def test_a_share_is_counted_and_made_something_else_as_a_line_is(edits, said, means):
    assert edits(said, "3 fizz +small") == means


def test_what_a_share_drinks_takes_what_is_said_of_it(edits):
    cart = "2 moonbun_meal [moonbun] [tuber_sticks] [fizz]"
    filled = ["split #1 1", "swap #2.drink nettle_tea", "mod #2 +clove"]
    assert edits("make one of them with a nettle tea with clove", cart) == filled


def test_all_that_is_left_of_a_line_keeps_its_number(edits):
    cart = "2 moonbun_meal [moonbun] [tuber_sticks] [fizz]"
    assert edits("make one of them with a nettle tea, i mean two, and a hearthcake", cart) == [
        "split #1 2",
        "swap #1.drink nettle_tea",
        "add 1 hearthcake",
    ]
