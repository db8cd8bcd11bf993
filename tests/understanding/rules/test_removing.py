"""Sending away what was ordered: how far it reaches, and what "not" only sets apart."""

from __future__ import annotations

import pytest

CART = ["1 moonbun", "1 fizz +small", "1 tuber_sticks +small"]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("drop the tuber sticks and the fizz", ["del #3", "del #2"]),
        ("no tuber sticks or fizz", ["del #3", "del #2"]),
        ("take off the tuber sticks and make the fizz large", ["del #3", "mod #2 +large"]),
        ("i don't want the drink anymore", ["del #2"]),
    ],
)
def test_a_removal_reaches_over_the_list_of_what_is_there(edits, said, means):
    assert edits(said, *CART) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("not the fizz a quince fizz", ["swap #2 quince_fizz"]),
        ("not the fizz the tuber sticks should be large", ["mod #3 +large"]),
        ("make the fizz large not the tuber sticks", ["mod #2 +large"]),
    ],
)
def test_what_was_not_meant_stays_where_it_is(edits, said, means):
    assert edits(said, *CART) == means
