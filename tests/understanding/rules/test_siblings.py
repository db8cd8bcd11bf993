"""Dishes of one sort: a part of a name tells another one like the line that is talked of."""

from __future__ import annotations

import pytest

from kiosk.order.notation import format_edit
from kiosk.understanding import SURE, Rules
from tests.understanding.turns import at_the_counter

SHAKE = "1 strawberry_shake +small -cherry"


@pytest.mark.parametrize(
    ("said", "line", "means"),
    [
        ("and the same thing but chocolate", SHAKE, "add 1 chocolate_shake +small -cherry"),
        ("another one of those but oreo", SHAKE, "add 1 oreo_shake +small -cherry"),
        ("make that chocolate", SHAKE, "swap #1 chocolate_shake"),
        ("could i get that in chocolate", SHAKE, "swap #1 chocolate_shake"),
        ("make it grilled", "1 spicy_chicken_sandwich", "swap #1 grilled_chicken_sandwich"),
        ("can i do that grilled", "1 spicy_chicken_sandwich", "swap #1 grilled_chicken_sandwich"),
        ("make it with grilled onions", "1 spicy_chicken_sandwich", "mod #1 +grilled_onion"),
        ("a vanilla shake no wait chocolate", "1 coke +small", "add 1 chocolate_shake"),
    ],
)
def test_part_of_a_name_is_the_one_like_it(burger, said, line, means):
    reading = Rules(burger).read_now(said, at_the_counter(burger, line))
    assert [format_edit(burger, edit) for edit in reading.edits] == [means]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("two fizz quince", "add 2 quince_fizz"),
        ("a large flatpie no wait a small", "add 1 flatpie +small"),
        ("a flatpie with moss no make that a large", "add 1 flatpie +moss +large"),
    ],
)
def test_what_is_said_of_the_line_just_opened_opens_no_other(hear, edits, said, means):
    assert edits(said) == [means]
    assert hear(said).confidence < SURE
