"""What things cost: the board of the burger house, and the rules of the trade."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from kiosk.money import format_money, scale
from kiosk.order.notation import parse_cart
from kiosk.order.pricing import price

from .till import Till

BOARD = """
1 hamburger                                                     3.49
1 cheeseburger                                                  3.99
3 double_cheeseburger                                          16.47
1 cheeseburger -onion -pickle                                   3.99
1 cheeseburger +bacon +gluten_free                              6.49
1 bacon_cheeseburger +bacon=extra                               7.49
1 bacon_cheeseburger +bacon=light                               5.99
1 hamburger +american_cheese=extra                              4.69
1 veggie_burger +lettuce_wrap +avocado                          7.49
1 chicken_nuggets +4_piece                                      2.49
1 chicken_nuggets +6_piece +ranch +bbq                          3.49
1 chicken_nuggets +10_piece +ranch +bbq +hot_sauce              5.34
1 chicken_nuggets +10_piece +ranch*3                            5.34
1 chicken_nuggets +20_piece +ranch*2 +bbq*2                     8.99
1 chicken_nuggets +20_piece +ranch*3 +bbq*2                     9.34
1 fries +small                                                  1.99
1 fries +large                                                  2.99
1 sweet_potato_fries +medium                                    2.99
1 onion_rings +small                                            2.79
1 onion_rings +large                                            3.79
1 side_salad +ranch                                             3.29
1 coke +small                                                   1.79
1 coke +medium +no_ice                                          2.09
2 coke +large                                                   4.78
1 coffee +large +cream*3 +sugar*2                               2.19
1 vanilla_shake +large -cherry                                  4.79
1 ranch                                                         0.35
1 hamburger_meal [hamburger] [fries +medium] [coke +medium]     7.49
1 hamburger_meal [hamburger] [fries +large] [coke +large]       8.69
1 hamburger_meal [hamburger] [fries +large] [coke +medium]      7.99
1 barn_burger_meal [barn_burger] [sweet_potato_fries +large] [root_beer +large]         12.69
1 barn_burger_meal [barn_burger +bacon] [onion_rings +medium] [coffee +medium]          13.29
1 veggie_burger_meal [veggie_burger] [side_salad +caesar] [bottled_water]               10.99
1 nugget_meal [chicken_nuggets +10_piece +ranch +bbq +hot_sauce] [fries +medium] [milk]  9.34
1 kids_hamburger_meal [hamburger] [apple_slices] [milk]         5.49
1 kids_nugget_meal [chicken_nuggets +4_piece] [fries +small] [coke +small]               5.29
"""


@pytest.mark.parametrize("row", BOARD.strip().splitlines())
def test_the_board_of_the_burger_house(barn: Till, row: str) -> None:
    line, amount = re.split(r"\s+(?=[\d.]+$)", row)
    assert barn.cost(line) == int(amount.replace(".", ""))


def test_a_smaller_drink_than_the_meal_saves_nothing(trattoria: Till) -> None:
    parts = "[pizza +large] [wedges +large] [water] [water]"
    assert trattoria.cost(f"1 pizza_deal {parts}") == 1500
    smaller = "[pizza +large] [wedges +medium] [water] [water]"
    assert trattoria.cost(f"1 pizza_deal +large {smaller}") == 1500


def test_the_dearest_topping_is_the_free_one(trattoria: Till) -> None:
    assert trattoria.cost("1 pizza +small +olive +pepperoni") == 800 + 75


def test_a_half_costs_half_rounded_up(trattoria: Till) -> None:
    assert trattoria.cost("1 pizza +small +pepperoni +mushroom@left") == 800 + 38
    assert trattoria.cost("1 pizza +small +pepperoni@left +mushroom@right") == 800 + 38


def test_a_count_is_so_many_portions(trattoria: Till) -> None:
    assert trattoria.cost("2 latte +small +vanilla*3 +hazelnut") == 2 * (250 + 4 * 40)


def test_what_a_combo_holds_twice_is_charged_twice(trattoria: Till) -> None:
    assert trattoria.cost("1 twin_deal [2 dough_balls] [cola +large]") == 600


def test_tax_is_added_once_for_the_order(barn: Till) -> None:
    totals = price(barn.menu, parse_cart(barn.menu, ["1 ranch"] * 3))
    assert (totals.subtotal, totals.tax, totals.total) == (105, 9, 114)  # 8.6625; 2.89 a line


def test_tax_held_in_the_price(trattoria: Till) -> None:
    totals = price(trattoria.menu, parse_cart(trattoria.menu, ["1 pizza +small"]))
    assert (totals.subtotal, totals.tax, totals.total) == (800, 133, 800)


def test_half_a_cent_rounds_up_even_where_a_decimal_would_miss_it() -> None:
    assert scale(3, Fraction("1/6")) == 1
    assert scale(3, 1 / Fraction("1.2")) == 3
    assert scale(250, Fraction("0.005")) == 1


def test_money_as_the_guest_reads_it() -> None:
    assert format_money(123456, "USD") == "$1,234.56"
    assert format_money(500, "JPY", "ja-JP") == "￥500"
