"""Several told in one breath: each has its own, and what is said of all is of all."""

from __future__ import annotations

import pytest

from kiosk.understanding import SURE


@pytest.mark.parametrize(
    ("cart", "said", "means"),
    [
        ("3 moonbun", "no plum on two no moss on one", ["split #1 2 -plum", "mod #1 -moss"]),
        ("2 fizz +small", "both down to large", ["mod #1 +large"]),
        ("1 flatpie +large", "on half add plum and dill", ["mod #1 +plum@left +dill@left"]),
        ("1 flatpie +large +plum@right", "switch the plum half to dill", None),
        ("1 flatpie +large +plum", "the same but a small", ["add 1 flatpie +plum +small"]),
    ],
)
def test_each_has_its_own(edits, cart, said, means):
    assert edits(said, cart) == (means or ["mod #1 -plum +dill@right"])


def test_a_do_before_a_dish_asks_for_it(edits):
    assert edits("do the moonbun in rye no plum") == ["add 1 moonbun +rye -plum"]


def test_some_of_a_line_told_after_others_of_it_are_unsure(hear):
    assert hear("dill on two of them moss on one of them", "4 flatpie +large").confidence < SURE


def test_what_is_said_of_a_counted_category_is_of_each_that_is_named_after_it(edits):
    said = "three small drinks two nettle teas and one quince"
    assert edits(said) == ["add 2 nettle_tea +small", "add 1 quince_fizz +small"]


def test_a_size_with_a_strange_name_is_nothing_else(edits, hear):
    said = "two small fizzes and a large glorbatz"
    assert edits(said) == ["add 2 fizz +small"]
    assert "glorbatz" in " ".join(hear(said).unplaced)


def test_so_many_and_not_so_many_counts_what_is_there(edits):
    assert edits("just one moonbun not two", "2 moonbun") == ["qty #1 1"]


@pytest.mark.parametrize(
    "said", ["two larges one fizz one nettle tea", "two large ones, a fizz and a nettle tea"]
)
def test_what_is_told_of_so_many_is_of_each_that_is_named_then(edits, said):
    assert edits(said) == ["add 1 fizz +large", "add 1 nettle_tea +large"]
