"""How far words reach: which dish an option between two is of, where a question or a list ends."""

from __future__ import annotations

import pytest

from kiosk.order.notation import parse_cart
from kiosk.order.rules import open_choices
from kiosk.understanding import Asked


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (
            "fizz small nettle tea large and a quince fizz",
            ["add 1 fizz +small", "add 1 nettle_tea +large", "add 1 quince_fizz"],
        ),
        ("a fizz small nettle tea", ["add 1 fizz", "add 1 nettle_tea +small"]),
        (
            "a large nettle tea two elder syrups and a small fizz",
            ["add 1 nettle_tea +large +elder*2", "add 1 fizz +small"],
        ),
        (
            "a moonbun extra dill and a hearthcake no dill at all",
            ["add 1 moonbun +dill=extra", "add 1 hearthcake -dill"],
        ),
        ("a small fizz two of those a moonbun", ["add 2 fizz +small", "add 1 moonbun"]),
    ],
)
def test_what_stands_between_two_dishes_is_of_the_one_that_lacks_it(edits, said, means):
    assert edits(said) == means


@pytest.mark.parametrize(
    ("cart", "said", "means"),
    [
        ("2 flatpie +small", "dill on one moss on the other", ["split #1 1 +dill", "mod #1 +moss"]),
        ("4 flatpie +small", "dill on two moss on two", ["split #1 2 +dill", "mod #1 +moss"]),
        ("1 flatpie +small", "dill on half of it the right half", ["mod #1 +dill@right"]),
        ("1 moonbun -plum", "no put the plums back", ["mod #1 +plum"]),
        (
            "1 nettle_tea +large +elder*3",
            "clove not elder same three pumps",
            ["mod #1 +clove -elder +clove*3"],
        ),
    ],
)
def test_what_is_there_is_changed_as_far_as_it_is_told(edits, cart, said, means):
    assert edits(said, cart) == means


def test_a_question_ends_at_the_answer_that_the_guest_gives(edits):
    said = "do you have moss no okay two fizzes then"
    assert edits(said) == ["add 2 fizz", "ask available moss"]


def test_a_question_in_which_something_is_refused_may_be_an_order(hear):
    assert hear("what have we got moonbun minus the plum").confidence < 0.8


def test_an_answer_may_come_with_a_change_of_something_else(menu, edits):
    cart = ("1 moonbun", "1 fizz")
    asked = Asked("open", open=open_choices(menu, parse_cart(menu, cart).lines[1])[0])
    said = "large and no plums on the moonbun"
    assert sorted(edits(said, *cart, asked=asked)) == ["mod #1 -plum", "mod #2 +large"]


def test_what_several_are_counted_as_is_said_of_all(edits):
    assert edits("three large drinks two fizzes and a tuber sticks") == [
        "add 2 fizz +large",
        "add 1 tuber_sticks +large",
    ]
