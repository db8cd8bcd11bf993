"""Names that are said otherwise than the menu writes them."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("a quince small fizz", ["add 1 quince_fizz +small"]),
        ("two cloud large puffs", ["add 2 cloud_puffs +large"]),
        ("a star with plum wrap", ["add 1 starwrap +plum"]),
        ("a fizz large tuber sticks", ["add 1 fizz", "add 1 tuber_sticks +large"]),
    ],
)
def test_an_option_may_stand_inside_a_name(edits, said, means):
    assert edits(said) == means
