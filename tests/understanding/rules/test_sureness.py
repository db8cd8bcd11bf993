"""The rules know when they do not know: what rests on a guess is left to a model, or asked."""

from __future__ import annotations

import pytest

from kiosk.understanding import SURE


@pytest.mark.parametrize(
    ("said", "cart"),
    [
        ("and the small fizz with a nettle tea", ["1 fizz +large"]),
        ("the moonbun and the other starwrap", ["2 moonbun"]),
    ],
)
def test_a_dish_of_the_order_named_anew_may_be_that_one(hear, said, cart):
    assert hear(said, *cart).confidence < SURE


def test_another_is_one_more_for_sure(hear, edits):
    assert edits("another large fizz", "1 fizz +large") == ["add 1 fizz +large"]
    assert hear("another large fizz", "1 fizz +large").confidence >= SURE


def test_a_name_that_comes_to_nothing_is_no_sure_reading(hear, edits):
    assert edits("a fizz small large") == ["add 1 fizz +large"]
    assert hear("a fizz small large").confidence < SURE


def test_a_change_that_comes_to_nothing_is_no_sure_reading(hear, edits):
    assert edits("shave it to one", "2 fizz +small") == ["none"]
    assert hear("shave it to one", "2 fizz +small").confidence < SURE


def test_unsure_where_on_what_was_not_heard(hear):
    assert hear("a moonbun on we'd with dill").confidence < SURE


def test_unsure_of_both_where_one_is_found(hear):
    assert hear("both fizzes large", "1 fizz +small", "1 nettle_tea +small").confidence < SURE


@pytest.mark.parametrize("said", ["a large and nettle tea", "a fizz small, half moonbun"])
def test_a_word_that_belongs_to_nothing_leaves_doubt(hear, said):
    assert hear(said).confidence < SURE
