"""Meals: made, sized, filled, changed and taken apart."""

from __future__ import annotations

import pytest

from kiosk.order.engine import Applied, LeftOff, Refused

from .till import Till

MEAL = "1 cheeseburger_meal [cheeseburger] [fries +medium]"


def test_a_meal_comes_with_fries_and_asks_for_the_drink(barn: Till) -> None:
    barn.do("add 1 cheeseburger_meal")
    assert barn.cart == [f"{MEAL} ?drink"]
    assert barn.asks == ["#1 drink"]
    barn.do("swap #1.drink sprite +no_ice")
    assert barn.cart == [f"{MEAL} [sprite +medium +no_ice]"]
    assert barn.asks == []


def test_a_large_meal_is_large_throughout(barn: Till) -> None:
    barn.do("add 1 cheeseburger_meal +large", "swap #1.drink coke")
    assert barn.cart == ["1 cheeseburger_meal [cheeseburger] [fries +large] [coke +large]"]


def test_a_large_meal_of_things_without_sizes_stays_large(barn: Till) -> None:
    barn.do("add 1 cheeseburger_meal +large [side_salad +ranch] [milk]")
    assert barn.cart == ["1 cheeseburger_meal +large [cheeseburger] [side_salad +ranch] [milk]"]
    barn.do("swap #1.drink coke")
    assert barn.cart == ["1 cheeseburger_meal [cheeseburger] [side_salad +ranch] [coke +large]"]


def test_a_meal_made_large_later(barn: Till) -> None:
    barn.do("add 1 cheeseburger_meal [sprite]", "mod #1 +large")
    assert barn.cart == ["1 cheeseburger_meal [cheeseburger] [fries +large] [sprite +large]"]


def test_large_fries_do_not_make_the_drink_large(barn: Till) -> None:
    barn.do("add 1 cheeseburger_meal", "mod #1.side +large")
    assert barn.cart == ["1 cheeseburger_meal +medium [cheeseburger] [fries +large] ?drink"]
    assert barn.totals.subtotal == 799 + 50
    barn.do("swap #1.drink coke")
    assert barn.cart == ["1 cheeseburger_meal [cheeseburger] [fries +large] [coke +medium]"]
    assert barn.totals.subtotal == 799 + 50


def test_large_fries_said_with_the_meal_are_the_fries_alone(barn: Till) -> None:
    barn.do("add 1 cheeseburger_meal [fries +large] [coke]")
    assert barn.cart == ["1 cheeseburger_meal [cheeseburger] [fries +large] [coke +medium]"]


def test_a_large_meal_stays_large_without_anything_large_in_it(barn: Till) -> None:
    barn.do("add 1 cheeseburger_meal +large", "swap #1.side side_salad")
    assert barn.cart == ["1 cheeseburger_meal +large [cheeseburger] [side_salad ?dressing] ?drink"]
    assert barn.asks == ["#1.side dressing", "#1 drink"]
    barn.do("mod #1 +ranch", "swap #1.drink coke")
    assert barn.cart == ["1 cheeseburger_meal [cheeseburger] [side_salad +ranch] [coke +large]"]


def test_a_drink_without_sizes(barn: Till) -> None:
    barn.do("add 1 cheeseburger_meal [bottled_water]")
    assert barn.cart == [f"{MEAL} [bottled_water]"]
    assert barn.totals.subtotal == 799
    barn.do("mod #1 +large")
    assert barn.totals.subtotal == 799 + 120
    barn.do("swap #1.drink coke")
    assert barn.cart == ["1 cheeseburger_meal [cheeseburger] [fries +large] [coke +large]"]


def test_small_is_not_sold_in_a_meal(barn: Till) -> None:
    outcome = barn.do("add 1 cheeseburger_meal [fries +small]")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("small", "size_not_sold", "fries"),)
    outcome = barn.do("mod #1 +small")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("small", "size_not_sold", "cheeseburger_meal"),)
    assert barn.cart == [f"{MEAL} ?drink"]


def test_make_it_a_meal_keeps_the_changes(barn: Till) -> None:
    barn.do("add 2 cheeseburger -onion +bacon", "swap #1 cheeseburger_meal +large")
    assert barn.cart == ["2 cheeseburger_meal [cheeseburger +bacon -onion] [fries +large] ?drink"]


def test_just_the_sandwich_keeps_only_its_main(barn: Till) -> None:
    barn.do("add 1 cheeseburger_meal +large [cheeseburger -pickle] [coke]", "swap #1 cheeseburger")
    assert barn.cart == ["1 cheeseburger -pickle"]


def test_just_the_fries(barn: Till) -> None:
    barn.do("add 1 cheeseburger_meal +large [coke]", "swap #1 fries")
    assert barn.cart == ["1 fries +large"]


def test_another_meal_keeps_sandwich_side_drink_and_size(barn: Till) -> None:
    barn.do(
        "add 1 cheeseburger_meal +large [cheeseburger -onion] [onion_rings] [coke +no_ice]",
        "swap #1 double_cheeseburger_meal",
    )
    assert barn.cart == [
        "1 double_cheeseburger_meal [double_cheeseburger -onion] [onion_rings +large]"
        " [coke +large +no_ice]"
    ]


def test_a_drink_made_a_meal_fills_its_drink(barn: Till) -> None:
    barn.do("add 1 coke +large", "swap #1 hamburger_meal")
    assert barn.cart == ["1 hamburger_meal [hamburger] [fries +medium] [coke +large]"]


def test_a_small_drink_made_a_meal_is_told_that_small_is_not_sold(barn: Till) -> None:
    outcome = barn.do("add 1 coke +small +no_ice", "swap #1 hamburger_meal")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("small", "size_not_sold", "coke"),)
    assert barn.cart == ["1 hamburger_meal [hamburger] [fries +medium] [coke +medium +no_ice]"]


def test_a_hamburger_made_a_cheeseburger_meal_keeps_its_changes(barn: Till) -> None:
    barn.do("add 1 hamburger -onion +bacon", "swap #1 cheeseburger_meal")
    assert barn.cart == ["1 cheeseburger_meal [cheeseburger +bacon -onion] [fries +medium] ?drink"]


def test_a_kids_meal_has_one_size(barn: Till) -> None:
    barn.do("add 1 kids_hamburger_meal [fries] [sprite]")
    assert barn.cart == ["1 kids_hamburger_meal [hamburger] [fries +small] [sprite +small]"]
    outcome = barn.do("mod #1 +large")
    assert isinstance(outcome, Applied)
    assert [left.reason for left in outcome.left_off] == ["fixed_in_meal"]
    barn.do("swap #1 hamburger_meal")
    assert barn.cart == ["1 hamburger_meal [hamburger] [fries +medium] [sprite +medium]"]
    barn.do("mod #1 +large", "swap #1 kids_nugget_meal")
    assert barn.cart == [
        "1 kids_nugget_meal [chicken_nuggets +4_piece] [fries +small] [sprite +small]"
    ]


def test_ten_pieces_are_fixed_in_the_nugget_meal(barn: Till) -> None:
    outcome = barn.do("add 1 chicken_nuggets +20_piece +bbq", "swap #1 nugget_meal")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("20_piece", "fixed_in_meal", "chicken_nuggets"),)
    assert barn.cart == ["1 nugget_meal [chicken_nuggets +10_piece +bbq] [fries +medium] ?drink"]
    outcome = barn.do("mod #1 +6_piece")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("6_piece", "fixed_in_meal", "chicken_nuggets"),)


def test_a_slot_takes_only_what_it_lists(barn: Till) -> None:
    barn.do("add 1 cheeseburger_meal")
    assert isinstance(barn.do("swap #1.drink vanilla_shake"), Refused)
    assert isinstance(barn.do("swap #1.dessert coke"), Refused)
    assert isinstance(barn.do("mod #1.drink +no_ice"), Refused)
    assert isinstance(barn.do("del #1.side"), Refused)
    assert barn.cart == [f"{MEAL} ?drink"]


def test_a_size_without_a_default_is_asked_once_for_the_meal(trattoria: Till) -> None:
    trattoria.do("add 1 pizza_deal [side_1:wedges] [side_2:water] [water]")
    assert trattoria.asks == ["#1 size"]
    trattoria.do("mod #1 +large")
    assert trattoria.cart == ["1 pizza_deal [pizza +large] [wedges +large] [water] [water]"]
    assert trattoria.asks == []


def test_a_size_asked_of_a_meal_that_holds_nothing_sized(trattoria: Till) -> None:
    trattoria.do("add 1 pizza_deal [calzone] [salad] [salad] [water]")
    assert trattoria.asks == ["#1 size"]
    trattoria.do("mod #1 +large")
    assert trattoria.cart == ["1 pizza_deal +large [calzone] [salad] [salad] [water]"]
    assert trattoria.asks == []
    assert trattoria.totals.subtotal == 1500


def test_an_optional_slot_is_never_asked_and_can_be_emptied(trattoria: Till) -> None:
    trattoria.do("add 1 pizza_deal +medium [wedges] [water] [treat:cola] [water]")
    assert trattoria.asks == []
    trattoria.do("del #1.treat")
    assert trattoria.cart == ["1 pizza_deal [pizza +medium] [wedges +medium] [water] [water]"]


def test_two_of_the_main(trattoria: Till) -> None:
    trattoria.do("add 2 twin_deal")
    assert trattoria.cart == ["2 twin_deal [2 dough_balls] [cola +large]"]
    trattoria.do("swap #1 dough_balls")
    assert trattoria.cart == ["4 dough_balls"]


@pytest.mark.parametrize(
    "line",
    [
        "1 cheeseburger_meal [cheeseburger] [fries +large] ?drink",
        "1 cheeseburger_meal +medium [cheeseburger] [fries +large] ?drink",
        "2 cheeseburger_meal +large [cheeseburger -onion] [side_salad ?dressing] ?drink",
    ],
)
def test_another_of_those_is_the_same(barn: Till, line: str) -> None:
    barn.do(f"add {line}")
    assert barn.cart == [line]
