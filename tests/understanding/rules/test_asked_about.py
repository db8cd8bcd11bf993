"""Who asks for a dish and orders it in the same breath need not name it twice."""

from __future__ import annotations

import pytest

from kiosk.order.notation import parse_cart
from kiosk.order.rules import open_choices
from kiosk.understanding import SURE, Asked


@pytest.mark.parametrize(
    ("said", "ordered"),
    [
        ("do you have fizz? i'll take a large one", "add 1 fizz +large"),
        ("do you have fizz i'll have two", "add 2 fizz"),
        ("do you have fizz? two large ones please", "add 2 fizz +large"),
        ("what's on the moonbun? ok i'll have it with no moss", "add 1 moonbun -moss"),
        ("how much is a moonbun? let me get one with dill", "add 1 moonbun +dill"),
    ],
)
def test_one_is_what_was_asked_about(edits, said, ordered):
    assert ordered in edits(said)


def test_what_is_named_is_what_is_ordered(edits):
    said = "do you have fizz? i'll take a starwrap"
    assert "add 1 starwrap" in edits(said)
    assert not [edit for edit in edits(said) if "add 1 fizz" in edit]


def test_one_is_of_the_order_where_nothing_is_ordered_anew(edits):
    said = "do you have dill? put it on the first one"
    assert not [edit for edit in edits(said, "2 moonbun") if edit.startswith("add")]


@pytest.mark.parametrize(
    "said",
    ["yes without moss", "sure, no moss", "ok no moss on that then", "yeah hold the moss please"],
)
def test_what_was_offered_is_taken_with_what_is_said_of_it(edits, said):
    offered = Asked("offer", options=("moonbun",))
    assert edits(said, "1 starwrap +moss", asked=offered) == ["add 1 moonbun -moss"]


def test_changes_alone_answer_an_offer_where_they_can_be_of_nothing_else(hear, edits):
    offered = Asked("offer", options=("moonbun",))
    assert edits("without moss then", asked=offered) == ["add 1 moonbun -moss"]
    assert hear("without moss then", asked=offered).confidence < SURE


@pytest.mark.parametrize("said", ["a small one", "the small one", "small one please"])
def test_a_size_is_told_by_the_one_that_has_it(hear, edits, menu, said):
    wants = open_choices(menu, parse_cart(menu, ("1 fizz",)).lines[0])[0]
    asked = Asked("open", open=wants)
    assert edits(said, "1 fizz", asked=asked) == ["mod #1 +small"]
    assert hear(said, "1 fizz", asked=asked).confidence >= SURE
