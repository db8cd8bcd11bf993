"""A placed order stands by itself: what the guest wanted, in the menu's names, to the cent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from kiosk.connect import PlacedOrder
from kiosk.menu import find_menu, load_menu

Place = Callable[..., PlacedOrder]


def test_a_burger_without_onions(place: Place) -> None:
    order = place("2 cheeseburger -onion +bacon=extra")
    (line,) = order.lines
    assert (line.quantity, line.item, line.name) == (2, "cheeseburger", "Cheeseburger")
    bacon, onion = line.choices
    assert (onion.option, onion.on, onion.kind) == ("onion", False, "change")
    assert (bacon.option, bacon.on, bacon.qualifier) == ("bacon", True, "extra")
    assert line.notation == "2 cheeseburger +bacon=extra -onion"
    assert order.subtotal == line.amount
    assert order.total == order.subtotal + order.tax


def test_a_meal_holds_its_slots_and_says_its_size(place: Place) -> None:
    order = place("1 cheeseburger_meal [cheeseburger -pickle] [fries +large] [sprite +large]")
    (line,) = order.lines
    assert line.size == "Large"
    main, side, drink = line.slots
    assert [choice.name for choice in main.choices] == ["Pickles"]
    assert [(choice.option, choice.kind) for choice in side.choices] == [("large", "size")]
    assert drink.name == "Sprite"


def test_half_a_pizza_and_what_an_item_always_asks_for(place: Place) -> None:
    pizza = place("1 pizza +large +thin_crust +pepperoni@left", menu=load_menu(find_menu("pizza")))
    assert [(choice.kind, choice.portion) for choice in pizza.lines[0].choices] == [
        ("size", "whole"),
        ("change", "whole"),
        ("change", "left"),
    ]
    burrito = place("1 burrito +carnitas +black_beans", menu=load_menu(find_menu("taqueria")))
    assert {choice.kind for choice in burrito.lines[0].choices} == {"choice"}


def test_it_comes_out_of_its_json_as_it_went_in(place: Place) -> None:
    order = place("1 coke +large", "3 cheeseburger -onion", guest="Zoë", table="7", kind="amended")
    assert PlacedOrder.model_validate_json(order.model_dump_json()) == order


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": 2},
        {"total": 1},
        {"at": datetime(2026, 5, 1, 12, 5).isoformat()},  # noqa: DTZ001 - no zone is the fault
        {"lines": []},
        {"currency": "dollars"},
        {"guest": ""},
        {"surprise": True},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_a_stranger_made_up_is_no_order(place: Place, wrong: dict[str, Any]) -> None:
    said = place("1 coke +large").model_dump(mode="json") | wrong
    with pytest.raises(ValidationError):
        PlacedOrder.model_validate(said)


def test_an_order_of_nothing_cannot_be_placed(place: Place) -> None:
    with pytest.raises(ValidationError):
        place()
