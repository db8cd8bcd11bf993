"""Halves of a dish, however they are told apart."""

from __future__ import annotations

import pytest

from kiosk.understanding import SURE


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (
            "a large flatpie plums on one half dill on the other",
            ["add 1 flatpie +large +plum@left +dill@right"],
        ),
        (
            "a small flatpie with plums on one side and dill on the other oh and moss on both",
            ["add 1 flatpie +small +plum@left +dill@right +moss"],
        ),
        ("a large flatpie with dill on just half", ["add 1 flatpie +large +dill@left"]),
    ],
)
def test_the_other_half_is_the_right_one(edits, said, means):
    assert edits(said) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("put some moss on the dill half", ["mod #1 +moss@right"]),
        ("swap the plums for moss on that half", ["mod #1 -plum +moss@left"]),
        ("swap the plums for moss", ["mod #1 -plum +moss@left"]),
    ],
)
def test_a_half_is_known_by_what_lies_on_it(edits, said, means):
    assert edits(said, "1 flatpie +large +plum@left +dill@right") == means


def test_a_refusal_of_half_may_be_an_answer_and_is_no_sure_reading(hear):
    assert hear("a large flatpie moss no plums just on half").confidence < SURE


def test_off_one_half_leaves_it_on_the_other(edits):
    assert edits("take the moss off the right half", "1 flatpie +small +moss") == [
        "mod #1 +moss@left"
    ]
    assert edits("a small flatpie moss on the whole thing and dill just on the left half") == [
        "add 1 flatpie +small +moss +dill@left"
    ]


@pytest.mark.parametrize(
    "said",
    [
        "a large half moss half dill flatpie",
        "a large flatpie half moss and half dill",
        "a large half moss flatpie half dill flatpie",
    ],
)
def test_halves_are_of_one_dish_wherever_it_is_named(edits, said):
    assert edits(said) == ["add 1 flatpie +large +moss@left +dill@right"]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (
            "a small half hedgerow half dill flatpie",
            ["add 1 flatpie +small +plum@left +radish@left +dill@right"],
        ),
        (
            "a small flatpie with hedgerow on one half and moss on the other",
            ["add 1 flatpie +small +plum@left +radish@left +moss@right"],
        ),
        (
            "a small flatpie half hedgerow half plum and dill",
            ["add 1 flatpie +small +plum +radish@left +dill@right"],
        ),
    ],
)
def test_half_of_another_dish_is_what_lies_on_it_and_is_asked_about(hear, edits, said, means):
    assert edits(said) == means
    assert hear(said).confidence < SURE


def test_a_dish_after_the_halves_is_one_more(edits):
    assert edits("a large flatpie half moss half dill and a small hedgerow") == [
        "add 1 flatpie +large +moss@left +dill@right",
        "add 1 hedgerow +small",
    ]


def test_a_half_that_is_taken_back_is_not_there(edits):
    for said in (
        "a large flatpie half plum, i mean half moss, half dill",
        "a large half hedgerow, no, half moss, half dill flatpie",
    ):
        assert edits(said) == ["add 1 flatpie +large +moss@left +dill@right"]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("a large flatpie half plums half dill with moss", "+large +plum@left +dill@right +moss"),
        (
            "a large flatpie, half plums, half dill, with extra moss",
            "+large +plum@left +dill@right +moss=extra",
        ),
        (
            "a large flatpie half plums with moss half dill with radishes",
            "+large +plum@left +moss@left +dill@right +radish@right",
        ),
        (
            "a large flatpie with plums on one half and on the other half with dill",
            "+large +plum@left +dill@right",
        ),
    ],
)
def test_what_comes_with_two_halves_is_on_the_whole(edits, said, means):
    assert edits(said) == [f"add 1 flatpie {means}"]
