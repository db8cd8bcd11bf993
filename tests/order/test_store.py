"""What the store can sell now: 86'd things, dayparts, and how much of it at once."""

from __future__ import annotations

from kiosk.menu.availability import Availability
from kiosk.order.engine import Applied, LeftOff, Refused

from .till import Till


def test_a_thing_that_is_86d_is_not_entered(barn: Till) -> None:
    barn.sold_out("coke", "cheeseburger")
    outcome = barn.do("add 1 coke +large")
    assert isinstance(outcome, Refused)
    assert (outcome.reason, outcome.about) == ("86", "coke")
    assert isinstance(barn.do("add 1 cheeseburger_meal"), Refused)
    assert isinstance(barn.do("add 1 hamburger", "swap #1 cheeseburger"), Refused)
    assert barn.cart == ["1 hamburger"]


def test_an_option_that_is_86d_is_left_off_its_line(barn: Till) -> None:
    barn.sold_out("bacon")
    outcome = barn.do("add 1 hamburger +bacon +american_cheese")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("bacon", "86", "hamburger"),)
    assert barn.cart == ["1 hamburger +american_cheese"]


def test_a_default_that_is_86d_is_off_and_said(barn: Till) -> None:
    barn.sold_out("onion", "sesame")
    outcome = barn.do("add 1 hamburger -onion")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("sesame", "86", "hamburger"),)
    assert barn.cart == ["1 hamburger -sesame -onion ?bun"]
    outcome = barn.do("add 1 cheeseburger_meal [cheeseburger +gluten_free]")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("onion", "86", "cheeseburger"),)


def test_an_86d_default_side_leaves_the_slot_open(barn: Till) -> None:
    barn.sold_out("fries")
    barn.do("add 1 cheeseburger_meal +large")
    assert barn.cart == ["1 cheeseburger_meal +large [cheeseburger] ?side ?drink"]
    assert isinstance(barn.do("swap #1.side fries"), Refused)
    barn.do("swap #1.side onion_rings", "swap #1.drink coke")
    assert barn.cart == ["1 cheeseburger_meal [cheeseburger] [onion_rings +large] [coke +large]"]


def test_a_side_that_was_said_and_is_86d_is_asked_for_never_replaced(barn: Till) -> None:
    barn.sold_out("onion_rings")
    outcome = barn.do("add 1 cheeseburger_meal [onion_rings] [coke]")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("onion_rings", "86", "cheeseburger_meal"),)
    barn.sold_out()
    barn.do("mod #1.main -onion")
    assert barn.cart == ["1 cheeseburger_meal [cheeseburger -onion] ?side [coke +medium]"]
    barn.do("swap #1 hamburger_meal")
    assert barn.cart == ["1 hamburger_meal [hamburger -onion] ?side [coke +medium]"]


def test_an_86d_size_is_left_off_the_meal(barn: Till) -> None:
    barn.sold_out("large")
    outcome = barn.do("add 1 cheeseburger_meal +large [coke]")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("large", "86", "cheeseburger_meal"),)
    assert barn.cart == ["1 cheeseburger_meal [cheeseburger] [fries +medium] [coke +medium]"]


def test_a_meal_whose_fixed_pieces_are_86d_is_not_sold(barn: Till) -> None:
    barn.sold_out("10_piece")
    assert isinstance(barn.do("add 1 nugget_meal"), Refused)
    assert isinstance(barn.do("add 1 kids_nugget_meal"), Applied)


def test_breakfast_ends(barn: Till) -> None:
    barn.at("10:29")
    assert isinstance(barn.do("add 1 hash_brown"), Applied)
    barn.at("10:30")
    outcome = barn.do("add 1 pancakes")
    assert isinstance(outcome, Refused)
    assert outcome.reason == "daypart"
    assert barn.cart == ["1 hash_brown"]


def test_a_daypart_that_passes_midnight(trattoria: Till) -> None:
    assert trattoria.now == Availability()
    for clock, sold in {"21:59": False, "23:30": True, "01:59": True, "02:00": False}.items():
        trattoria.at(clock)
        assert isinstance(trattoria.do("add 1 dough_balls"), Applied) is sold, clock
        trattoria.do("clear")


def test_limits_of_a_line_and_of_the_order(barn: Till) -> None:
    assert isinstance(barn.do("add 20 ranch"), Applied)
    for edit, reason in {
        "add 21 bbq": "over_line_limit",
        "qty #1 21": "over_line_limit",
    }.items():
        outcome = barn.do(edit)
        assert isinstance(outcome, Refused)
        assert outcome.reason == reason
    outcome = barn.do("add 20 bbq", "add 20 hot_sauce", "add 1 coke")
    assert isinstance(outcome, Refused)
    assert outcome.reason == "over_order_limit"
    barn.do("qty #1 10")
    assert isinstance(barn.do("add 1 coke"), Applied)


def test_the_limit_of_the_total_lets_the_order_shrink(barn: Till) -> None:
    barn.do("add 20 barn_burger_meal", "add 20 barn_burger_meal")
    assert barn.totals.subtotal == 20 * 1099
    outcome = barn.do("add 17 barn_burger_meal")
    assert isinstance(outcome, Refused)
    assert outcome.reason == "over_total_limit"
    assert isinstance(barn.do("add 10 barn_burger"), Applied)
    assert isinstance(barn.do("qty #1 19"), Applied)
