"""What is done next, case by case."""

from __future__ import annotations

import pytest

from kiosk.dialog import Refusal
from kiosk.order.edits import Act, Add
from kiosk.order.notation import format_cart, parse_line


def cart(session) -> list[str]:
    return format_cart(session.menu, session.cart)


# -- done, read-back, placing --------------------------------------------------------------------


async def test_nothing_is_placed_without_a_read_back(session):
    await session.hear("add 1 apple_pie")
    await session.hear("yes")
    assert session.status == "open"


async def test_done_with_nothing_ordered_asks_for_an_order(session):
    turn = await session.hear("done")
    assert turn.reply.asks == "anything_else"
    assert session.status == "open"


async def test_done_with_something_open_asks_that_first_and_then_reads_back(session):
    turn = await session.hear("add 1 sprite; done")
    assert turn.reply.asks == "size"
    turn = await session.hear("mod #1 +small")
    assert turn.reply.asks == "confirm"


async def test_where_it_is_eaten_is_acknowledged_and_does_not_stand_between_guest_and_yes(session):
    turn = await session.hear("add 1 apple_pie; serve dine_in")
    assert "here" in turn.reply.text
    turn = await session.hear("done")
    assert "for here" in turn.reply.text
    await session.hear("yes; serve take_away")
    assert session.status == "placed"
    assert session.cart.service == "take_away"


@pytest.mark.parametrize(
    "muddled", ["yes <flurble>", "yes ~0.2", "yes {unused_negation: no onions} !", "yes; del #9"]
)
async def test_a_yes_that_was_not_wholly_understood_places_nothing(session, muddled):
    await session.hear("add 1 apple_pie; done")
    turn = await session.hear(muddled)
    assert session.status == "open"
    assert turn.reply.asks is not None


async def test_what_sells_out_between_ordering_and_yes_is_not_placed(session):
    await session.hear("add 1 coke +large; add 1 apple_pie; done")
    session.sold_out = frozenset({"coke"})
    turn = await session.hear("yes")
    assert session.status == "open"
    assert (turn.reply.asks, turn.reply.asked.options) == ("offer", ("diet_coke",))
    turn = await session.hear("yes")
    assert turn.reply.asks == "confirm"
    assert cart(session) == ["1 diet_coke +large", "1 apple_pie"]
    await session.hear("yes")
    assert session.status == "placed"


async def test_what_sold_out_since_and_is_not_replaced_is_taken_off(session):
    await session.hear("add 1 coke +large; add 1 apple_pie; done")
    session.sold_out = frozenset({"coke"})
    await session.hear("yes")
    turn = await session.hear("no")
    assert turn.reply.asks == "confirm"
    assert cart(session) == ["1 apple_pie"]


@pytest.mark.parametrize(
    ("ordered", "option", "left"),
    [
        ("1 hamburger +bacon", "bacon", "1 hamburger"),
        ("1 hamburger", "onion", "1 hamburger -onion"),
    ],
)
async def test_an_option_that_sold_out_since_is_gone_without_if_the_guest_agrees(
    session, ordered, option, left
):
    await session.hear(f"add {ordered}; done")
    session.sold_out = frozenset({option})
    turn = await session.hear("yes")
    assert option in turn.reply.text
    await session.hear("yes")
    assert cart(session) == [left]
    await session.hear("yes")
    assert session.status == "placed"


async def test_a_meal_goes_on_without_an_extra_that_sold_out_since(begin, pizzeria):
    session = begin(menu=pizzeria)
    await session.hear("add 1 pizza_deal +medium [wedges] [water] [treat:cola] [drink:water]; done")
    session.sold_out = frozenset({"cola"})
    turn = await session.hear("yes")
    assert "out of Cola. Is it all right without?" in turn.reply.text
    await session.hear("yes")
    assert cart(session) == ["1 pizza_deal [pizza +medium] [wedges +medium] [water] [water]"]


async def test_an_extra_that_is_not_replaced_does_not_cost_the_meal(begin, pizzeria):
    session = begin(at="23:00", menu=pizzeria)
    await session.hear("add 1 pizza_deal +medium [wedges] [water] [treat:cola] [drink:water]; done")
    session.sold_out = frozenset({"cola"})
    turn = await session.hear("yes")
    assert "Dough Balls" in turn.reply.text
    await session.hear("no")
    assert cart(session) == ["1 pizza_deal [pizza +medium] [wedges +medium] [water] [water]"]


async def test_where_the_main_of_a_meal_sold_out_since_another_meal_is_offered(session):
    await session.hear("add 1 cheeseburger_meal [cheeseburger] [fries] [coke]; done")
    session.sold_out = frozenset({"cheeseburger"})
    turn = await session.hear("yes")
    assert turn.reply.asked.options == ("double_cheeseburger_meal",)
    await session.hear("yes")
    assert cart(session) == [
        "1 double_cheeseburger_meal [double_cheeseburger] [fries +medium] [coke +medium]"
    ]


async def test_what_is_paid_after_it_was_opened_again_stays_open(session):
    session.pays_first = True
    await session.hear("add 1 apple_pie; done")
    await session.hear("yes")
    assert session.status == "unpaid"
    session.reopen()
    reply = await session.settle()
    assert (session.status, reply.asks) == ("open", "anything_else")


@pytest.mark.parametrize("ending", ["done; yes", "cancel; yes", "person"])
async def test_after_the_end_words_and_touches_change_nothing(session, ending):
    await session.hear("add 1 apple_pie")
    for part in ending.split(";"):
        await session.hear(part)
    status, before = session.status, session.cart
    assert status != "open"
    turn = await session.hear("add 1 coke +large")
    touch = await session.touch([Act("cancel"), Add(parse_line(session.menu, "1 milk"))])
    assert turn.reply.text and touch.reply.text
    assert turn.reply.ends
    assert (session.status, session.cart) == (status, before)


# -- what cannot be had --------------------------------------------------------------------------


async def test_something_sold_out_is_not_entered_and_the_nearest_is_offered(begin):
    session = begin(sold_out=frozenset({"coke"}))
    turn = await session.hear("add 2 coke +large +no_ice")
    assert not session.cart.lines
    assert turn.reply.refuses == (Refusal("coke", "86"),)
    assert (turn.reply.asks, turn.reply.asked.options) == ("offer", ("diet_coke",))
    await session.hear("yes")
    assert cart(session) == ["2 diet_coke +large +no_ice"]


async def test_an_offer_that_is_declined_is_dropped(begin):
    session = begin(sold_out=frozenset({"coke"}))
    await session.hear("add 1 coke")
    turn = await session.hear("no")
    assert turn.reply.asks == "anything_else"
    assert not session.cart.lines


async def test_an_offer_said_again_with_a_change_is_taken_once(begin):
    session = begin(sold_out=frozenset({"coke"}))
    await session.hear("add 1 coke +large")
    await session.hear("yes; add 1 diet_coke +large +no_ice")
    assert cart(session) == ["1 diet_coke +large +no_ice"]


async def test_a_yes_with_another_item_enters_that_and_asks_about_the_offer_again(session):
    await session.hear("{unknown_dish: big mac|mac_bites}")
    turn = await session.hear("yes; add 1 cheeseburger")
    assert cart(session) == ["1 cheeseburger"]
    assert turn.reply.asks == "offer"
    assert "And Mac Bites as well?" in turn.reply.text
    await session.hear("yes")
    assert cart(session) == ["1 cheeseburger", "1 mac_bites"]


async def test_things_that_go_on_nothing_yet_are_named_in_one_sentence(session):
    turn = await session.hear("{no_line: large} {no_line: bacon}")
    assert '"large" or "bacon"' in turn.reply.text
    assert [refusal.id for refusal in turn.reply.refuses] == ["large", "bacon"]


async def test_a_swap_to_something_sold_out_keeps_the_line_and_offers_the_nearest(begin):
    session = begin(sold_out=frozenset({"coke"}))
    await session.hear("add 1 sprite +small")
    turn = await session.hear("swap #1 coke")
    assert turn.reply.asks == "offer"
    assert cart(session) == ["1 sprite +small"]
    await session.hear("yes")
    assert cart(session) == ["1 diet_coke +small"]


async def test_a_split_into_something_sold_out_offers_the_nearest(begin):
    session = begin(sold_out=frozenset({"double_cheeseburger"}))
    await session.hear("add 2 cheeseburger")
    turn = await session.hear("split #1 1 double_cheeseburger")
    assert turn.reply.asks == "offer"
    await session.hear("yes")
    assert sum(line.quantity for line in session.cart.lines) == 2
    assert len(session.cart.lines) == 2


async def test_an_option_sold_out_is_left_off_and_said(begin):
    session = begin(sold_out=frozenset({"bacon"}))
    turn = await session.hear("add 1 hamburger +bacon")
    assert cart(session) == ["1 hamburger"]
    assert turn.reply.refuses == (Refusal("bacon", "86"),)
    assert "out of bacon" in turn.reply.text


async def test_a_drink_sold_out_leaves_the_meal_open(begin):
    session = begin(sold_out=frozenset({"sprite"}))
    turn = await session.hear("add 1 cheeseburger_meal [cheeseburger] [fries] [sprite]")
    assert Refusal("sprite", "86") in turn.reply.refuses
    assert "Sprite" in turn.reply.text
    assert turn.reply.asks == "drink"


async def test_breakfast_at_noon_is_refused_with_its_hours(session):
    turn = await session.hear("add 1 pancakes")
    assert turn.reply.refuses == (Refusal("pancakes", "daypart"),)
    assert "5:00 AM to 10:30 AM" in turn.reply.text


async def test_breakfast_in_the_morning_is_sold(begin):
    session = begin(at="07:30")
    await session.hear("add 1 pancakes")
    assert cart(session) == ["1 pancakes"]


async def test_an_option_that_the_item_cannot_have_is_said(session):
    turn = await session.hear("add 1 coke +large")
    turn = await session.hear("mod #1 +bacon")
    assert turn.reply.refuses == (Refusal("bacon", "not_an_option"),)
    turn = await session.hear("{not_on_item: bacon|bacon coke}")
    assert turn.reply.refuses == (Refusal("bacon", "not_an_option"),)


async def test_too_many_is_for_a_person_when_said_and_refused_when_touched(session, begin):
    turn = await session.touch([Add(parse_line(session.menu, "21 apple_pie"))])
    assert session.status == "open"
    assert turn.reply.refuses[0].reason == "over_line_limit"
    turn = await session.hear("add 500 apple_pie")
    assert session.status == "person"
    assert turn.reply.refuses[0].reason == "over_line_limit"
    assert not session.cart.lines


# -- what was not understood ---------------------------------------------------------------------


async def test_a_dish_that_is_not_sold_is_not_entered_and_the_nearest_is_offered(session):
    turn = await session.hear(
        "add 1 fries +small; {unknown_dish: double hamburger|double_cheeseburger hamburger}"
    )
    assert turn.reply.refuses == (Refusal("double hamburger", "not_on_menu"),)
    assert (turn.reply.asks, turn.reply.asked.kind) == ("offer", "offer")
    assert cart(session) == ["1 fries +small"]
    await session.hear("yes")
    assert cart(session) == ["1 fries +small", "1 double_cheeseburger"]


async def test_a_dish_that_nothing_is_near_to_is_refused(session):
    turn = await session.hear("{unknown_dish: a bicycle}")
    assert turn.reply.refuses == (Refusal("a bicycle", "not_on_menu"),)
    assert turn.reply.asks == "anything_else"


async def test_of_two_dishes_not_sold_one_is_asked_about_and_both_are_named(session):
    turn = await session.hear("{unknown_dish: pepsi|coke} {unknown_dish: fanta|sprite}")
    assert [refusal.id for refusal in turn.reply.refuses] == ["pepsi", "fanta"]
    assert turn.reply.asked.options == ("coke",)


async def test_words_with_two_readings_are_asked_about(session):
    turn = await session.hear(
        "{ambiguous: chicken|crispy_chicken_sandwich grilled_chicken_sandwich}"
    )
    assert turn.reply.asks == "which"
    assert "a Crispy Chicken Sandwich or a Grilled Chicken Sandwich?" in turn.reply.text
    turn = await session.hear("none")
    assert turn.reply.asks == "which"
    await session.hear("add 1 grilled_chicken_sandwich")
    assert cart(session) == ["1 grilled_chicken_sandwich"]


async def test_which_was_meant_is_asked_until_it_is_answered(session):
    await session.hear("{ambiguous: tea|sweet_tea unsweet_tea}")
    turn = await session.hear("add 1 apple_pie")
    assert turn.reply.asks == "which"
    turn = await session.hear("add 1 sweet_tea +small")
    assert turn.reply.asks == "anything_else"
    assert cart(session) == ["1 apple_pie", "1 sweet_tea +small"]


async def test_which_was_meant_is_dropped_when_the_guest_drops_it(session):
    await session.hear("{ambiguous: tea|sweet_tea unsweet_tea}")
    turn = await session.hear("no; add 1 apple_pie")
    assert turn.reply.asks == "anything_else"


async def test_a_no_that_nothing_uses_ends_in_a_question_about_it(session):
    turn = await session.hear("add 1 coke +large; {unused_negation: no onions} !")
    assert turn.reply.asks == "rephrase"
    assert "no onions" in turn.reply.text
    assert turn.reply.unknown == ("no", "onions")


async def test_a_no_that_was_never_explained_is_told_with_the_read_back(session):
    await session.hear("add 1 hamburger; {unused_negation: no cheese} !")
    turn = await session.hear("done")
    assert turn.reply.asks == "confirm"
    assert "no cheese" in turn.reply.text
    assert turn.reply.unknown == ("no", "cheese")
    await session.hear("yes")
    assert session.status == "placed"


async def test_a_no_that_was_explained_is_not_told_again(session):
    await session.hear("add 1 hamburger; {unused_negation: no onion} !")
    await session.hear("mod #1 -onion")
    turn = await session.hear("done")
    assert turn.reply.unknown == ()


async def test_an_unsafe_turn_that_names_no_doubt_ends_in_a_question_all_the_same(session):
    turn = await session.hear("add 1 hamburger ! <without>")
    assert turn.reply.asks == "rephrase"
    assert "without" in turn.reply.unknown


async def test_what_is_not_in_the_order_is_said_so(session):
    turn = await session.hear("{no_line: the sprite}")
    assert turn.reply.refuses == (Refusal("the sprite", "no_such_line"),)
    turn = await session.hear("del #7")
    assert turn.reply.refuses == (Refusal("7", "no_such_line"),)


async def test_words_left_over_are_named_and_asked_for_again(session):
    turn = await session.hear("add 1 apple_pie <with a flurble>")
    assert turn.reply.unknown == ("with", "a", "flurble")
    assert turn.reply.asks == "rephrase"
    assert cart(session) == ["1 apple_pie"]
    turn = await session.hear("add 1 coke <flurble>")
    assert (turn.reply.unknown, turn.reply.asks) == (("flurble",), "size")


async def test_two_turns_in_a_row_without_a_word_understood_bring_a_person(session):
    turn = await session.hear("<mumble>")
    assert turn.reply.asks == "rephrase"
    await session.hear("<mumble>")
    assert session.status == "person"


async def test_chatter_is_no_failure(session):
    await session.hear("add 1 coke")
    for chatter in ("hello", "thanks", "none", "none", "none"):
        turn = await session.hear(chatter)
        assert turn.reply.asks == "size"
    assert session.status == "open"


async def test_where_it_is_eaten_is_no_failure_to_answer(session):
    await session.hear("add 1 coke; done")
    for said in ("serve take_away", "serve dine_in", "serve take_away"):
        turn = await session.hear(said)
        assert turn.reply.asks == "size"
    assert session.status == "open"


async def test_an_unsure_reading_is_done_and_asked_about_and_no_takes_it_back(session):
    await session.hear("add 1 apple_pie")
    turn = await session.hear("add 2 milk ~0.3")
    assert turn.reply.asks == "check"
    assert "Two Milks" in turn.reply.text
    turn = await session.hear("no")
    assert cart(session) == ["1 apple_pie"]
    assert turn.reply.asks == "rephrase"


async def test_an_unsure_reading_stands_after_yes(session):
    await session.hear("add 1 coke ~0.3")
    turn = await session.hear("yes")
    assert turn.reply.asks == "size"


async def test_no_with_its_own_correction_is_that_correction(session):
    await session.hear("add 1 coke +small ~0.3")
    await session.hear("no; swap #1 sprite")
    assert cart(session) == ["1 sprite +small"]


async def test_speech_that_was_heard_badly_is_asked_about(session):
    turn = await session.hear("add 1 apple_pie", confidence=0.2)
    assert turn.reply.asks == "check"


@pytest.mark.parametrize("doubt", ["<gerry>", "{not_on_item: pickles|pickle apple_pie}"])
async def test_what_recognised_words_did_is_asked_about_whatever_else_is_in_doubt(session, doubt):
    typed = await session.hear(f"add 1 apple_pie {doubt} ~0.4")
    assert typed.reply.asks != "check"
    heard = await session.hear(f"add 1 coke +small {doubt} ~0.4", confidence=0.9)
    assert heard.reply.asks == "check"
    await session.hear("no")
    assert cart(session) == ["1 apple_pie"]


async def test_a_refusal_that_was_misheard_takes_the_whole_turn_into_question(session):
    turn = await session.hear("add 1 coke +small {unused_negation: no web} ~0.3", confidence=0.9)
    assert turn.reply.asks == "check"


async def test_a_question_asked_a_third_time_goes_to_a_person(session):
    for said, asks in (("add 1 coke", "size"), ("done", "size")):
        assert (await session.hear(said)).reply.asks == asks
    await session.hear("done")
    assert session.status == "person"


async def test_a_question_asked_again_lists_what_may_be_answered(session):
    await session.hear("add 1 coke")
    turn = await session.hear("done")
    assert "small, medium, or large" in turn.reply.text


async def test_ordering_on_while_a_size_is_open_is_no_failure(session):
    await session.hear("add 1 coke")
    for item in ("hamburger", "apple_pie", "milk", "ranch"):
        turn = await session.hear(f"add 1 {item}")
        assert turn.reply.asks == "size"
    assert session.status == "open"


# -- acts that work everywhere -------------------------------------------------------------------


async def test_cancel_is_confirmed_once(session):
    await session.hear("add 1 apple_pie")
    turn = await session.hear("cancel")
    assert (turn.reply.asks, session.status) == ("cancel", "open")
    turn = await session.hear("no")
    assert (turn.reply.asks, session.status) == ("anything_else", "open")
    await session.hear("cancel")
    await session.hear("yes")
    assert session.status == "cancelled"


async def test_cancel_of_nothing_needs_no_question(session):
    await session.hear("cancel")
    assert session.status == "cancelled"


async def test_start_over_acts_at_once_and_undo_restores(session):
    await session.hear("add 1 apple_pie; add 2 milk")
    turn = await session.hear("clear")
    assert not session.cart.lines
    assert turn.reply.asks == "anything_else"
    turn = await session.hear("undo")
    assert cart(session) == ["1 apple_pie", "2 milk"]
    assert "an Apple Pie and two Milks" in turn.reply.text
    await session.hear("redo")
    assert not session.cart.lines


async def test_undo_of_nothing_says_so(session):
    turn = await session.hear("undo")
    assert turn.reply.refuses == (Refusal("undo", "nothing_to_undo"),)


async def test_repeat_says_the_last_reply_again(session):
    first = await session.hear("add 2 coke; done")
    again = await session.hear("repeat")
    assert again.reply == first.reply
    turn = await session.hear("mod #1 +large")
    assert turn.reply.asks == "confirm"


async def test_a_person_comes_on_request_and_if_nobody_comes_the_order_goes_on(session):
    await session.hear("add 1 coke")
    turn = await session.hear("person")
    assert session.status == "person"
    assert turn.reply.ends
    reply = session.nobody_came()
    assert (session.status, reply.asks) == ("open", "size")
    assert "still open" in reply.text
    await session.hear("mod #1 +large")
    assert cart(session) == ["1 coke +large"]


async def test_silence_is_prompted_twice_and_then_the_order_is_abandoned(session):
    await session.hear("add 1 coke")
    assert session.silence().asks == "size"
    assert session.silence().asks == "size"
    reply = session.silence()
    assert (session.status, reply.ends) == ("abandoned", True)


async def test_a_word_in_between_starts_the_count_of_silences_again(session):
    await session.hear("add 1 coke")
    for _ in range(2):
        session.silence()
    await session.hear("none")
    session.silence()
    assert session.status == "open"


async def test_an_allergy_is_told_what_the_menu_says_and_offered_a_person(session):
    await session.hear("add 1 cheeseburger; add 1 coke +large")
    turn = await session.hear("{allergy: allergic to dairy} !")
    assert "The menu lists milk in the Cheeseburger." in turn.reply.text
    assert "doesn't list milk in the Coke" in turn.reply.text
    assert "all the menu tells me" in turn.reply.text
    assert turn.reply.asks == "person"
    await session.hear("yes")
    assert session.status == "person"


async def test_an_allergy_named_first_thing_is_answered_in_a_whole_sentence(session):
    turn = await session.hear("{allergy: allergic to dairy} !")
    assert turn.reply.text.startswith("Tell me which item")


async def test_what_is_so_already_is_said_to_be(session):
    await session.hear("add 1 hamburger -onion")
    turn = await session.hear("mod #1 -onion")
    assert "a Hamburger, no onions" in turn.reply.text
    assert turn.reply.confirms == ("1 hamburger -onion",)


async def test_an_allergen_that_was_read_as_something_else_is_still_heard(session):
    await session.hear("add 1 cheeseburger")
    turn = await session.hear("{allergy: allergy} {no_line: gluten} !")
    assert "The menu lists wheat in the Cheeseburger." in turn.reply.text


async def test_an_allergy_to_what_menus_do_not_declare_is_answered_honestly(session):
    await session.hear("add 1 cheeseburger")
    turn = await session.hear("{allergy: allergic to strawberries} !")
    assert "strawberries" in turn.reply.text
    assert turn.reply.asks == "person"


async def test_one_add_on_is_offered_once_and_only_when_the_store_wants_it(begin):
    session = begin(upsell=True)
    turn = await session.hear("add 1 cheeseburger -onion")
    assert (turn.reply.asks, turn.reply.asked.options) == ("offer", ("cheeseburger_meal",))
    turn = await session.hear("yes")
    assert turn.reply.asks == "drink"
    assert session.cart.lines[0].item == "cheeseburger_meal"
    await session.hear("swap #1.drink milk")
    turn = await session.hear("add 1 hamburger")
    assert turn.reply.asks == "anything_else"


async def test_no_add_on_stands_between_done_and_the_read_back(begin):
    session = begin(upsell=True)
    turn = await session.hear("add 1 cheeseburger; done")
    assert turn.reply.asks == "confirm"


# -- what guests throw at it ---------------------------------------------------------------------


async def test_too_long_a_speech_is_cut_and_said_so(session):
    turn = await session.hear("add 1 apple_pie ;" + " " * 100 + "hello;" * 1000)
    assert len(turn.guest) <= 2000
    assert "first part" in turn.reply.text
    assert cart(session) == ["1 apple_pie"]


async def test_short_words_are_told_of_a_cut_as_well_as_long_ones(session):
    """More words than are read, in fewer characters than are."""
    turn = await session.hear("add 1 apple_pie <" + "so it was hot " * 90 + ">")
    assert len(turn.guest) < 1400
    assert "first part" in turn.reply.text


async def test_a_rant_is_not_read_out(session):
    turn = await session.hear("add 1 apple_pie <" + "blah " * 200 + ">")
    assert turn.reply.text.count("blah") == 6
    assert len(turn.reply.unknown) == 200


async def test_control_characters_are_not_part_of_speech(session):
    turn = await session.hear("add 1\x00 apple_pie\x1b\n\t")
    assert turn.guest == "add 1 apple_pie"


async def test_nothing_said_is_no_failure(session):
    for _ in range(4):
        turn = await session.hear(" \n ")
        assert turn.reply.text
    assert session.status == "open"


async def test_the_same_seed_gives_the_same_words_and_another_gives_others(begin):
    async def words(seed: int) -> list[str]:
        session = begin(seed=seed)
        said = ["add 1 apple_pie", "add 1 milk", "done"]
        return [(await session.hear(each)).reply.text for each in said]

    assert await words(1) == await words(1)
    assert await words(1) != await words(2)


async def test_no_thats_all_takes_nothing_back_that_was_asked_about(session):
    turn = await session.hear("add 1 coke +large ~0.7")
    assert turn.reply.asks == "check"
    turn = await session.hear("no; done")
    assert (turn.reply.asks, cart(session)) == ("confirm", ["1 coke +large"])


@pytest.mark.parametrize(("sure", "status"), [(0.6, "placed"), (0.45, "open")])
async def test_a_short_answer_is_believed_sooner_than_an_order(session, sure, status):
    await session.hear("add 1 apple_pie")
    await session.hear("done")
    await session.hear("yes", confidence=sure)
    assert session.status == status
    other = await session.hear("add 1 milk", confidence=0.6)
    assert status == "placed" or other.reply.asks == "check"
