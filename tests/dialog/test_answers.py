"""Questions that guests ask, answered from the menu."""

from __future__ import annotations

import pytest

from kiosk.menu import find_menu, load_menu


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("price coke", "A Coke is $1.79 for small, $2.09 for medium, and $2.39 for large."),
        ("price coke large", "A large Coke is $2.39."),
        ("price fries", "Fries are $1.99 for small"),
        ("price barn_burger", "A Barn Burger is $6.99."),
        ("price barn_burger bacon", "A Barn Burger with bacon is $8.49."),
        ("price cheeseburger_meal", "$7.99 for medium and $9.19 for large"),
        ("price bacon", "It's $1.50 extra for bacon."),
        ("price ketchup", "at no extra charge"),
        ("price shakes", "Shakes run from $3.49 to $3.49."),
        ("price chicken_nuggets", "$4.99 for 10 piece"),
        ("contents barn_burger", "lettuce, tomatoes, onions, pickles, and barn sauce"),
        ("contents cheeseburger_meal", "a Cheeseburger, Fries, and a drink of your choice"),
        ("contents coke", "comes with regular ice"),
        ("contents apple_pie", "The menu doesn't say what is in the Apple Pie."),
        ("allergens cheeseburger", "wheat, sesame, milk, and soy for the Cheeseburger"),
        ("allergens coke", "The menu lists no allergens for the Coke."),
        ("allergens cheeseburger gluten", "The menu lists wheat in the Cheeseburger."),
        ("allergens apple_pie peanuts", "The menu doesn't list peanuts in the Apple Pie."),
        ("allergens", "tell me which item"),
        ("calories fries", "The Fries have 230 calories"),
        ("options size", "We have small, medium, and large."),
        ("options size onion_rings", "The Onion Rings come in small, medium, and large."),
        ("options side_salad", "For dressing we have ranch dressing"),
        ("options cheeseburger_meal", "comes in medium and large"),
        ("options drinks", "and ten more"),
        ("menu burgers", "Hamburger, Cheeseburger"),
        ("menu", "meals, kids meals, burgers"),
        ("menu breakfast", "no breakfast right now"),
        ("contents hamburger bacon", "The Hamburger with bacon comes with"),
        ("cheapest", "The cheapest we have: a Hamburger Meal at $7.49"),
        ("cheapest burgers", "Of our burgers the cheapest is a Hamburger at $3.49."),
        ("cheapest breakfast", "We have no breakfast right now."),
        ("suggestion", "You could try a Hamburger Meal, a"),
        ("suggestion burgers", "You could try a Hamburger, a Cheeseburger, or a"),
        ("vegetarian veggie_burger", "The Veggie Burger is vegetarian."),
        ("vegetarian barn_burger", "The Barn Burger is not vegetarian."),
        ("vegetarian", "These are vegetarian: Veggie Burger"),
        ("vegetarian chicken", "doesn't mark anything as vegetarian"),
        ("total", "haven't ordered anything yet"),
        ("cart", "haven't ordered anything yet"),
        ("available milk", "Yes, we have Milk."),
        ("available pancakes", "are only served from 5:00 AM to 10:30 AM"),
        ("available pizza", "Sorry, we don't have pizza."),
        ("price pizza", "the menu doesn't say anything about pizza"),
        ("price", "the menu doesn't say"),
    ],
)
async def test_a_question_is_answered_from_the_menu(session, asked, answer):
    turn = await session.hear(f"ask {asked}")
    assert answer.lower() in turn.reply.text.lower()
    assert turn.reply.asks in {"anything_else", "offer"}
    assert not session.cart.lines


async def test_what_was_asked_about_may_be_ordered_with_a_yes(session):
    turn = await session.hear("ask price barn_burger")
    assert (turn.reply.asks, turn.reply.asked.options) == ("offer", ("barn_burger",))
    await session.hear("yes")
    assert [line.item for line in session.cart.lines] == ["barn_burger"]
    turn = await session.hear("ask calories barn_burger")
    assert turn.reply.asks == "anything_else"


async def test_what_was_asked_about_comes_with_the_options_that_were_named(session):
    await session.hear("ask contents hamburger bacon")
    turn = await session.hear("yes")
    assert turn.reply.confirms == ("1 hamburger +bacon",)


async def test_what_cannot_be_had_is_not_offered_after_an_answer(session):
    turn = await session.hear("ask price pancakes")
    assert turn.reply.asks == "anything_else"


async def test_what_is_sold_out_is_not_on_offer(begin):
    session = begin(sold_out=frozenset({"barn_burger", "ranch"}))
    turn = await session.hear("ask available barn_burger")
    assert "out of Barn Burger" in turn.reply.text
    assert turn.reply.refuses[0].id == "barn_burger"
    turn = await session.hear("ask menu burgers")
    assert "Barn" not in turn.reply.text
    turn = await session.hear("ask options dressing")
    assert "ranch" not in turn.reply.text


async def test_it_is_what_was_ordered_last(session):
    await session.hear("add 1 barn_burger; add 1 apple_pie")
    assert "Apple Pie is $1.99" in (await session.hear("ask price")).reply.text
    await session.hear("mod #1 -onion")
    assert "Barn Burger has 780 calories" in (await session.hear("ask calories")).reply.text


async def test_the_order_so_far_is_told_with_every_deviation(session):
    await session.hear("add 1 barn_burger +bacon=extra -onion; add 2 coke +large")
    turn = await session.hear("ask cart")
    assert "a Barn Burger with extra bacon, no onions, and two large Cokes" in turn.reply.text
    assert turn.reply.confirms == ("1 barn_burger +bacon=extra -onion", "2 coke +large")
    turn = await session.hear("ask total")
    assert "$15.99" in turn.reply.text


async def test_allergens_of_the_order_hold_what_the_guest_added(session):
    await session.hear("add 1 hamburger +american_cheese")
    turn = await session.hear("ask allergens milk")
    assert "The menu lists milk in the Hamburger" in turn.reply.text


@pytest.mark.parametrize("said", ["{allergy: shellfish|shellfish} !", "ask allergens shellfish"])
async def test_an_allergen_is_found_by_whatever_guests_call_it(begin, said):
    session = begin(menu=load_menu(find_menu("taqueria")))
    await session.hear("add 1 taco +shrimp; add 1 taco +carnitas")
    turn = await session.hear(said)
    assert "The menu lists crustacean shellfish in the Taco." in turn.reply.text


async def test_nuts_are_looked_for_where_they_are_asked_about(begin):
    session = begin(menu=load_menu(find_menu("coffee")))
    turn = await session.hear("ask allergens banana_bread tree_nut")
    assert "The menu lists tree nuts or peanuts in the Banana Bread." in turn.reply.text


@pytest.mark.parametrize("asked", ["pizza", "pizza peanut", "pizza_deal", "pizza_deal milk"])
async def test_where_the_menu_says_nothing_of_allergens_none_is_said_to_be_absent(
    begin, pizzeria, asked
):
    turn = await begin(menu=pizzeria).hear(f"ask allergens {asked}")
    assert "The menu doesn't say what allergens the Pizza" in turn.reply.text
    assert "list" not in turn.reply.text


async def test_after_an_answer_the_open_question_is_asked_again(session):
    await session.hear("add 1 coke")
    for asked in ("price coke", "menu burgers", "total"):
        turn = await session.hear(f"ask {asked}")
        assert turn.reply.asks == "size"
    await session.hear("mod #1 +small; done")
    turn = await session.hear("ask calories coke")
    assert turn.reply.asks == "confirm"
    await session.hear("yes")
    assert session.status == "placed"
