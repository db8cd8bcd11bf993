"""Order notation: what a person can read aloud, and a machine can read back."""

from __future__ import annotations

import pytest

from kiosk.errors import NotationError
from kiosk.menu import Menu
from kiosk.order.cart import Choice, Line, Target
from kiosk.order.edits import Add, Ask, Modify, Split, Swap
from kiosk.order.notation import (
    format_cart,
    format_line,
    parse_cart,
    parse_edit,
    parse_line,
    same_cart,
)


def test_a_line_reads_as_it_is_said(burger: Menu) -> None:
    line = parse_line(burger, "2 cheeseburger +bacon=extra -onion")
    assert line.quantity == 2
    assert line.choices == (Choice("bacon", qualifier="extra"), Choice("onion", on=False))


def test_a_meal_reads_slot_by_slot(burger: Menu) -> None:
    line = parse_line(burger, "1 cheeseburger_meal [cheeseburger -pickle] [fries +large] ?drink")
    assert line.slot("main") == Line("cheeseburger", choices=(Choice("pickle", on=False),))
    assert line.slot("drink") is None


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("1 cheeseburger -pickle -onion", "1 cheeseburger -onion -pickle"),
        ("1 cheeseburger +onion +sesame -bacon", "1 cheeseburger"),
        ("1 coke +regular_ice +large", "1 coke +large"),
        ("1 coke", "1 coke ?size"),
        (
            "1 cheeseburger_meal [coke] [cheeseburger]",
            "1 cheeseburger_meal [cheeseburger] [fries +medium] [coke +medium]",
        ),
        (
            "1 cheeseburger_meal +large",
            "1 cheeseburger_meal [cheeseburger] [fries +large] ?drink",
        ),
        (
            "1 cheeseburger_meal +large ?side ?drink",
            "1 cheeseburger_meal +large [cheeseburger] ?side ?drink",
        ),
    ],
)
def test_what_is_written_loosely_is_read_in_normal_form(
    burger: Menu, written: str, normal: str
) -> None:
    assert format_line(burger, parse_line(burger, written)) == normal


def test_a_slot_is_named_where_the_item_would_go_to_another(pizzeria: Menu) -> None:
    text = "1 pizza_deal [pizza +large] ?side_1 [salad] ?drink"
    assert format_line(pizzeria, parse_line(pizzeria, text)) == text
    named = "1 pizza_deal [pizza +large] [wedges +large] [salad] [drink:cola +large]"
    line = parse_line(pizzeria, named)
    assert line.slot("treat") is None
    assert format_line(pizzeria, line) == named


def test_carts_are_compared_without_order_and_equal_lines_summed(burger: Menu) -> None:
    ours = parse_cart(burger, ["1 hamburger", "1 coke +large", "2 hamburger"])
    theirs = parse_cart(burger, ["1 coke +large", "3 hamburger"])
    assert same_cart(burger, ours, theirs)
    assert format_cart(burger, ours) == ["3 hamburger", "1 coke +large"]
    assert not same_cart(burger, ours, parse_cart(burger, ["3 hamburger"]))


def test_edits_read_as_they_are_said(burger: Menu) -> None:
    assert parse_edit(burger, "add 2 coke +large") == Add(Line("coke", 2, (Choice("large"),)))
    assert parse_edit(burger, "mod #2.side +large") == Modify(Target(2, "side"), (Choice("large"),))
    assert parse_edit(burger, "swap #1 sprite") == Swap(Target(1), "sprite")
    assert parse_edit(burger, "split #1 1 -pickle") == Split(1, 1, (Choice("pickle", on=False),))
    assert parse_edit(burger, "ask price coke") == Ask("price", ("coke",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cheeseburger",
        "0 cheeseburger",
        "-1 cheeseburger",
        "٣ cheeseburger",
        "1 unicorn",
        "1 cheeseburger bacon",
        "1 cheeseburger +unicorn",
        "1 cheeseburger +bacon*0",
        "1 cheeseburger +bacon*2",
        "1 cheeseburger +bacon=burnt",
        "1 cheeseburger +bacon@left",
        "1 cheeseburger ?size",
        "1 coke +large ?size",
        "1 cheeseburger_meal +bacon",
        "1 cheeseburger_meal [vanilla_shake]",
        "1 cheeseburger_meal [coke] [sprite]",
        "1 cheeseburger_meal [coke",
        "1 cheeseburger_meal [fries +small]",
        "1 cheeseburger_meal [main:coke]",
        "1 cheeseburger_meal [cheeseburger] ?side [fries]",
        "1 kids_hamburger_meal [fries +large]",
        "1 cheeseburger " + "+bacon " * 900,
    ],
)
def test_what_is_not_a_line_is_refused_in_one_line(burger: Menu, text: str) -> None:
    with pytest.raises(NotationError) as refused:
        parse_line(burger, text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fly",
        "add",
        "mod 2 +bacon",
        "mod #x +bacon",
        "qty #1",
        "qty #1 many",
        "swap #1 unicorn",
        "split #1",
        "serve outside",
        "ask weather",
        "undo twice",
        "del #1 #2",
        "add 1 coke yes",
    ],
)
def test_what_is_not_an_edit_is_refused(burger: Menu, text: str) -> None:
    with pytest.raises(NotationError):
        parse_edit(burger, text)
