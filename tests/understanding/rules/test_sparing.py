"""What a change of everything leaves out, what is gone already, and whose a dish is."""

from __future__ import annotations

import pytest

CART = ("1 moonbun", "1 fizz +large")


@pytest.mark.parametrize(
    "said", ["take everything off except the fizz", "clear it all but the fizz"]
)
def test_an_exception_stays_when_all_else_goes(edits, said):
    assert edits(said, *CART) == ["del #1"]


def test_what_went_in_the_same_breath_is_not_refused_again(edits):
    assert edits("take the fizz off i don't need it", *CART) == ["del #2"]


def test_the_whole_order_goes_after_a_never_mind(edits):
    assert edits("oh never mind cancel the whole order", *CART) == ["cancel"]


def test_a_dish_of_somebody_is_the_one_that_is_there(edits):
    assert edits("her fizz small please", *CART) == ["mod #2 +small"]


def test_what_is_only_excepted_is_not_ordered(edits):
    cart = ("1 nettle_tea +small", "1 quince_fizz +small")
    said = "put elder syrup in the nettle tea but not in the quince fizz"
    assert edits(said, *cart) == ["mod #1 +elder"]
