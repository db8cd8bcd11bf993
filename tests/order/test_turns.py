"""Turns: everything said in one breath, taken back together and brought back."""

from __future__ import annotations

from kiosk.order.cart import Cart
from kiosk.order.engine import MAX_UNDO, Applied, Refused
from kiosk.order.notation import parse_edit

from .till import Till


def test_a_turn_is_undone_as_a_whole(barn: Till) -> None:
    barn.turn("add 1 hamburger", "add 2 coke +large")
    barn.turn("mod #1 -onion", "qty #2 1")
    barn.do("undo")
    assert barn.cart == ["1 hamburger", "2 coke +large"]
    barn.do("undo")
    assert barn.cart == []
    outcome = barn.do("undo")
    assert outcome == Refused(parse_edit(barn.menu, "undo"), "nothing_to_undo")


def test_undo_in_the_same_breath_takes_back_that_breath(barn: Till) -> None:
    barn.do("add 1 hamburger")
    barn.turn("add 1 coke +large", "undo", "add 1 sprite +small")
    assert barn.cart == ["1 hamburger", "1 sprite +small"]
    barn.do("undo")
    assert barn.cart == ["1 hamburger"]


def test_redo_brings_back_until_something_else_is_said(barn: Till) -> None:
    barn.do("add 1 hamburger", "add 1 coke +large", "undo", "undo", "redo", "redo")
    assert barn.cart == ["1 hamburger", "1 coke +large"]
    assert isinstance(barn.do("redo"), Refused)
    barn.do("undo", "add 1 fries +small")
    assert isinstance(barn.do("redo"), Refused)
    assert barn.cart == ["1 hamburger", "1 fries +small"]


def test_start_over_can_be_undone(barn: Till) -> None:
    barn.do("add 1 hamburger", "serve dine_in", "clear")
    assert barn.cart == []
    barn.do("undo")
    assert barn.cart == ["1 hamburger"]
    assert barn.order.cart.service == "dine_in"


def test_a_turn_that_changes_nothing_is_no_step(barn: Till) -> None:
    barn.do("add 1 hamburger")
    barn.turn("ask price coke", "thanks", "mod #1 +onion", "del #7")
    barn.do("undo")
    assert barn.cart == []


def test_numbers_of_lines_are_never_used_again(barn: Till) -> None:
    barn.do("add 1 hamburger", "undo", "add 1 coke +small")
    assert [line.ref for line in barn.order.cart.lines] == [2]


def test_edits_of_one_turn_build_on_each_other(barn: Till) -> None:
    outcomes = barn.turn("add 1 hamburger", "mod #1 -onion", "del #9")
    assert [isinstance(outcome, Applied) for outcome in outcomes] == [True, True, False]
    assert barn.cart == ["1 hamburger -onion"]


def test_undo_reaches_back_far_enough_and_no_further(barn: Till) -> None:
    barn.do("add 1 ranch", *(f"qty #1 {n % 2 + 1}" for n in range(1, MAX_UNDO + 11)))
    assert len(barn.order.past) == MAX_UNDO
    assert barn.order.cart != Cart()
