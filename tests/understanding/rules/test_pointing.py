"""Which line is meant: by when it came, by what is on it, by its name said anew."""

from __future__ import annotations

import pytest

from kiosk.understanding import SURE

TWO_BUNS = ["1 moonbun", "1 moonbun -moss", "1 fizz +large"]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("on the one without moss add dill", ["mod #2 +dill"]),
        ("get rid of the one without moss", ["del #2"]),
        ("no plums on the first two", ["mod #1 -plum", "mod #2 -plum"]),
        ("no plums on the last bun", ["mod #2 -plum"]),
        ("add dill to the first bun", ["mod #1 +dill"]),
        ("drop the last two", ["del #2", "del #3"]),
    ],
)
def test_lines_told_by_their_order_and_by_what_is_on_them(edits, said, means):
    assert edits(said, *TWO_BUNS) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("the fizz large the tuber sticks small", ["mod #1 +large", "mod #2 +small"]),
        ("and the fizz large", ["mod #1 +large"]),
        ("can i get the fizz large too", ["add 1 fizz +large"]),
    ],
)
def test_the_dish_of_the_order_and_its_option_tell_nothing_new(edits, said, means):
    assert edits(said, "1 fizz ?size", "1 tuber_sticks ?size") == means


def test_one_of_several_alike_is_a_guess(hear):
    reading = hear("the one with plums should be plain", "1 moonbun", "1 moonbun -moss")
    assert reading.confidence < SURE


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("my last drink can you make it small", ["mod #3 +small"]),
        ("a small on the fizz", ["mod #3 +small"]),
        ("drop the buns", ["del #2", "del #1"]),
    ],
)
def test_what_a_request_is_about_may_stand_beside_it(edits, said, means):
    assert edits(said, *TWO_BUNS) == means


def test_either_of_two_is_both_though_one_was_named(edits):
    assert edits("spelt on the plum one and no moss on either", "1 moonbun", "1 moonbun -plum") == [
        "mod #1 +spelt -moss",
        "mod #2 -moss",
    ]


def test_another_one_of_what_an_option_tells(edits):
    assert edits("another one of the dill", "1 moonbun +dill", "1 moonbun") == ["qty #1 2"]


def test_the_last_one_of_a_share_is_what_is_left(edits):
    assert edits("make two of them warmed and for the last one spelt", "3 starwrap") == [
        "split #1 2 +warmed",
        "mod #1 +spelt",
    ]


def test_the_one_that_was_pointed_at_is_made_it(edits):
    there = ("1 fizz +small", "1 moonbun")
    assert edits("the second one make it a quince fizz", *there) == ["swap #2 quince_fizz"]


def test_all_of_them_are_all_of_the_sort(edits):
    there = ("2 flatpie +small", "2 flatpie +large +dill", "1 fizz +small")
    assert edits("moss on all of them", *there, touched=(2,)) == ["mod #1 +moss", "mod #2 +moss"]
    assert edits("moss on both of them", *there, touched=(2,)) == ["mod #2 +moss"]


def test_what_is_asked_to_be_done_with_the_dish_is_done_with_it(hear, edits):
    there = ("1 flatpie +small", "1 moonbun")
    for said in ("can you do the flatpie with moss", "sorry i want the flatpie with moss"):
        assert edits(said, *there) == ["mod #1 +moss"]
        assert hear(said, *there).confidence < SURE


def test_the_other_is_the_one_that_nothing_was_said_of(edits):
    there = ("1 moonbun -moss", "1 moonbun")
    assert edits("and the other one add dill", *there, touched=(1, 2)) == ["mod #2 +dill"]


def test_all_the_of_what_is_not_there_orders_none(hear, edits):
    assert edits("all the starwraps", "1 moonbun") == ["none"]
    assert [doubt.kind for doubt in hear("all the starwraps", "1 moonbun").doubts] == ["ambiguous"]


def test_that_dish_is_the_one_that_is_there(edits):
    there = ("1 moonbun", "1 starwrap")
    for said in (
        "hang on that moonbun can you put dill on it",
        "this moonbun can i get dill in there",
    ):
        assert edits(said, *there) == ["mod #1 +dill"]
    assert edits("no moss with either of them", "1 moonbun", "1 starwrap +moss") == [
        "mod #1 -moss",
        "mod #2 -moss",
    ]
