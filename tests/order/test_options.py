"""Options on items: what is written, what excludes what, what cannot be had."""

from __future__ import annotations

from kiosk.order.engine import Applied, LeftOff, Refused

from .till import Till


def test_only_deviations_are_kept(barn: Till) -> None:
    barn.do("add 1 cheeseburger +onion +sesame -bacon -pickle")
    assert barn.cart == ["1 cheeseburger -pickle"]


def test_a_size_is_asked_then_replaced(barn: Till) -> None:
    barn.do("add 1 coke")
    assert barn.cart == ["1 coke ?size"]
    assert barn.asks == ["#1 size"]
    barn.do("mod #1 +large", "mod #1 +small")
    assert barn.cart == ["1 coke +small"]
    assert barn.asks == []


def test_taking_a_required_choice_off_asks_again(barn: Till) -> None:
    barn.do("add 1 coke +large", "mod #1 -large")
    assert barn.cart == ["1 coke ?size"]


def test_no_bun_asks_which_instead(barn: Till) -> None:
    barn.do("add 1 hamburger", "mod #1 -sesame")
    assert barn.cart == ["1 hamburger -sesame ?bun"]
    barn.do("mod #1 +lettuce_wrap")
    assert barn.cart == ["1 hamburger +lettuce_wrap"]
    barn.do("mod #1 -lettuce_wrap")
    assert barn.cart == ["1 hamburger"]


def test_the_last_word_on_an_option_stands(barn: Till) -> None:
    barn.do("add 1 hamburger -onion", "mod #1 +onion=extra", "mod #1 +onion")
    assert barn.cart == ["1 hamburger"]


def test_an_option_the_item_does_not_have_is_left_off_by_name(barn: Till) -> None:
    outcome = barn.do("add 1 coke +large", "mod #1 +bacon +no_ice +no_ice=extra")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (
        LeftOff("bacon", "not_an_option", "coke"),
        LeftOff("no_ice", "not_an_option", "coke"),
    )
    assert barn.cart == ["1 coke +large +no_ice"]


def test_too_many_of_one_thing_is_left_off(trattoria: Till) -> None:
    outcome = trattoria.do("add 1 latte +small +vanilla*4 +hazelnut*2")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("vanilla", "too_many_options", "latte"),)
    outcome = trattoria.do("mod #1 +vanilla*3")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("vanilla", "too_many_options", "latte"),)
    assert trattoria.cart == ["1 latte +small +hazelnut*2"]


def test_halves_of_a_pizza(trattoria: Till) -> None:
    trattoria.do("add 1 pizza +small +pepperoni@left +mushroom")
    trattoria.do("mod #1 -mushroom@left -mozzarella@right -pepperoni@right")
    assert trattoria.cart == ["1 pizza +small +mozzarella@left +pepperoni@left +mushroom@right"]
    trattoria.do("mod #1 -pepperoni@left -mushroom@right")
    assert trattoria.cart == ["1 pizza +small +mozzarella@left"]


def test_a_burger_has_no_halves(barn: Till) -> None:
    outcome = barn.do("add 1 hamburger", "mod #1 -onion@left +bacon@right")
    assert isinstance(outcome, Applied)
    assert [left.option for left in outcome.left_off] == ["onion", "bacon"]
    assert barn.cart == ["1 hamburger"]


def test_a_nested_group_opens_and_closes_with_its_option(trattoria: Till) -> None:
    outcome = trattoria.do("add 1 pizza +small +cheddar")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("cheddar", "not_an_option", "pizza"),)
    trattoria.do("mod #1 +stuffed")
    assert trattoria.asks == ["#1 filling"]
    trattoria.do("mod #1 +cheddar +garlic")
    assert trattoria.cart == ["1 pizza +small +stuffed +cheddar +garlic"]
    trattoria.do("mod #1 +thin")
    assert trattoria.cart == ["1 pizza +small"]


def test_a_filling_said_before_its_crust(trattoria: Till) -> None:
    trattoria.do("add 1 pizza +small +garlic +stuffed")
    assert trattoria.cart == ["1 pizza +small +stuffed +garlic"]


def test_a_swap_keeps_what_fits_and_comes_back(barn: Till) -> None:
    barn.do("add 2 cheeseburger -onion +bacon=extra +gluten_free", "swap #1 double_cheeseburger")
    assert barn.cart == ["2 double_cheeseburger +gluten_free +bacon=extra -onion"]
    barn.do("swap #1 cheeseburger")
    assert barn.cart == ["2 cheeseburger +gluten_free +bacon=extra -onion"]
    barn.do("swap #1 chicken_nuggets")
    assert barn.cart == ["2 chicken_nuggets ?pieces"]


def test_a_swap_keeps_size_and_ice(barn: Till) -> None:
    barn.do("add 3 sprite +large +no_ice", "swap #1 root_beer")
    assert barn.cart == ["3 root_beer +large +no_ice"]
    barn.do("swap #1 coffee +small")
    assert barn.cart == ["3 coffee +small"]


def test_a_swap_to_what_holds_less_says_what_stayed_behind(trattoria: Till) -> None:
    outcome = trattoria.do("add 1 pizza +small +mushroom +olive", "swap #1 calzone")
    assert isinstance(outcome, Applied)
    assert outcome.left_off == (LeftOff("olive", "too_many_options", "calzone"),)
    assert trattoria.cart == ["1 calzone +mushroom"]


def test_one_of_three_becomes_another(barn: Till) -> None:
    outcome = barn.do("add 3 cheeseburger -onion", "split #1 1 double_cheeseburger +bacon")
    assert isinstance(outcome, Applied)
    assert outcome.refs == (1, 2)
    assert barn.cart == ["2 cheeseburger -onion", "1 double_cheeseburger +bacon -onion"]
    barn.do("split #1 5 -pickle")
    assert barn.cart[0] == "2 cheeseburger -onion -pickle"


def test_a_split_for_an_option_that_cannot_be_had_leaves_the_line_whole(barn: Till) -> None:
    barn.sold_out("avocado")
    barn.do("add 2 hamburger", "split #1 1 +avocado")
    assert len(barn.order.cart.lines) == 1
    assert barn.cart == ["2 hamburger"]


def test_quantities(barn: Till) -> None:
    barn.do("add 1 fries +large", "qty #1 4")
    assert barn.cart == ["4 fries +large"]
    outcome = barn.do("qty #1 21")
    assert isinstance(outcome, Refused)
    assert outcome.reason == "over_line_limit"
    barn.do("qty #1 0")
    assert barn.cart == []
    assert isinstance(barn.do("qty #1 2"), Refused)
