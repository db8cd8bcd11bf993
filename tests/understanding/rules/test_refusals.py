"""A "no" is never lost, and never becomes its opposite, wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.order.cart import Choice
from kiosk.order.edits import Add, Modify, Split, Swap
from kiosk.understanding import SURE, Context

TOPPINGS = ["plums", "moss", "dill", "radishes", "smoked curd"]
NO = ["no", "hold the", "without", "skip the", "minus the", "don't put any"]
DISHES = ["moonbun", "starwrap", "flatpie"]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("no plums moonbun and a starwrap", ["add 1 moonbun -plum", "add 1 starwrap"]),
        ("a no moss moonbun", ["add 1 moonbun -moss"]),
        ("a fizz no plums moonbun", ["add 1 fizz", "add 1 moonbun -plum"]),
    ],
)
def test_a_refusal_before_its_dish_is_one_of_that_dish(edits, said, means):
    assert edits(said) == means


def chosen(edits) -> list[Choice]:
    out: list[Choice] = []
    for edit in edits:
        match edit:
            case Add(line):
                out += line.choices
            case Modify(_, choices) | Swap(_, _, choices) | Split(_, _, choices, _):
                out += choices
    return out


@given(
    no=st.sampled_from(NO),
    topping=st.sampled_from(TOPPINGS),
    dish=st.sampled_from(DISHES),
    around=st.sampled_from(
        ["{}", "a fizz and {}", "uh {} please", "can i get {} and a fizz", "{} to go"]
    ),
    order=st.sampled_from(
        ["{no} {topping} {dish}", "{dish} {no} {topping}", "a {no} {topping} {dish}"]
    ),
)
def test_what_is_refused_never_comes(rules, no, topping, dish, around, order):
    said = around.format(order.format(no=no, topping=topping, dish=dish))
    reading = rules.read_now(said, Context())
    put_on = [choice for choice in chosen(reading.edits) if choice.on and choice.option != "large"]
    assert not put_on, said
    taken_off = any(not choice.on for choice in chosen(reading.edits))
    assert taken_off or reading.doubts or reading.unplaced, said


@given(
    first=st.sampled_from(TOPPINGS),
    second=st.sampled_from(TOPPINGS),
    noes=st.lists(st.sampled_from(NO), min_size=2, max_size=2),
    dish=st.sampled_from(DISHES),
    order=st.sampled_from(
        ["{0} {1} {dish}", "{dish} {0} {1}", "{0} {dish} {1}", "a {0} {1} {dish}"]
    ),
)
def test_what_is_refused_and_comes_anyway_is_never_safe(rules, first, second, noes, dish, order):
    refused = [f"{no} {topping}" for no, topping in zip(noes, (first, second), strict=True)]
    said = order.format(*refused, dish=dish)
    reading = rules.read_now(said, Context())
    put_on = [choice for choice in chosen(reading.edits) if choice.on]
    assert reading.unsafe or not put_on, said
    assert all(doubt.words for doubt in reading.doubts)


@pytest.mark.parametrize(
    ("said", "means", "sure"),
    [
        ("a moonbun and a starwrap no dill", ["add 1 moonbun", "add 1 starwrap -dill"], True),
        ("a moonbun and a starwrap no plums", ["add 1 moonbun -plum", "add 1 starwrap"], False),
        (
            "a moonbun no dill and a starwrap no plums",
            ["add 1 moonbun -dill", "add 1 starwrap -plum"],
            True,
        ),
        ("a moonbun and a side of starwrap no radishes",
            ["add 1 moonbun", "add 1 starwrap -radish"], False),
        ("a moonbun and a fizz no plums", ["add 1 moonbun -plum", "add 1 fizz"], True),
    ],
)  # fmt: skip
def test_a_refusal_is_of_the_line_that_comes_with_it(hear, edits, said, means, sure):
    """Where it may be of two lines, it is asked about."""
    assert edits(said) == means
    assert (hear(said).confidence >= SURE) == sure


def test_not_another_after_what_was_chosen_changes_nothing_more(edits):
    assert edits("spelt on those not rye", "2 moonbun +rye") == ["mod #1 +spelt"]


def test_not_that_much_is_little_of_it(edits):
    assert edits("not that much moss on it", "1 moonbun") == ["mod #1 +moss=light"]


@pytest.mark.parametrize("no", ["never", "without", "not"])
def test_a_choice_that_is_refused_is_not_made(edits, hear, no):
    assert edits(f"a fizz {no} large") == ["add 1 fizz -large"]
    assert hear(f"a fizz {no} large").confidence < SURE
