"""How lines are said and shown."""

from __future__ import annotations

import pytest

from kiosk.dialog.languages import ENGLISH
from kiosk.dialog.languages.english.grammar import article, counted, joined, number, plural
from kiosk.dialog.replies import Wording
from kiosk.dialog.ticket import Row, rows
from kiosk.menu import find_menu, load_menu
from kiosk.order.notation import parse_cart, parse_line


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1 coke +large", "a large Coke"),
        ("2 coke +large +no_ice", "two large Cokes, no ice"),
        ("1 fries +small", "small Fries"),
        ("2 sweet_potato_fries +small", "two small orders of Sweet Potato Fries"),
        ("13 apple_pie", "13 Apple Pies"),
        ("1 orange_juice", "an Orange Juice"),
        ("2 crispy_chicken_sandwich", "two Crispy Chicken Sandwiches"),
        ("1 cheeseburger -onion -pickle", "a Cheeseburger, no onions or pickles"),
        (
            "1 cheeseburger +bacon=extra +mayo=light +ketchup=on_the_side -onion",
            "a Cheeseburger with ketchup on the side, extra bacon, and light mayo, no onions",
        ),
        ("1 hamburger +gluten_free +avocado", "a Hamburger, gluten free bun, with avocado"),
        ("1 side_salad +balsamic", "a Side Salad, balsamic dressing"),
        ("1 side_salad +none", "a Side Salad, no dressing"),
        ("1 chicken_nuggets +10_piece +bbq*2", "10 piece Chicken Nuggets with two packets of BBQ"),
        ("1 coffee +small +cream*2 +sugar", "a small Coffee with sugar and two packets of cream"),
        (
            "1 cheeseburger_meal [cheeseburger -onion] [fries +large] [coke +large +no_ice]",
            "a large Cheeseburger Meal, no onions, with Fries, and a Coke, no ice",
        ),
        (
            "1 cheeseburger_meal [cheeseburger] [fries +medium] [coke +large]",
            "a medium Cheeseburger Meal with Fries and a large Coke",
        ),
        (
            "2 kids_nugget_meal [chicken_nuggets] [apple_slices] [milk]",
            "two Kids Nugget Meals with Apple Slices and a Milk",
        ),
        (
            "1 hamburger +bacon=extra +avocado +mushroom",
            "a Hamburger with mushrooms, avocado, and extra bacon",
        ),
        ("1 hamburger_meal ?drink", "a medium Hamburger Meal with Fries"),
    ],
)
def test_a_line_is_said_with_the_menus_names_and_every_deviation(menu, line, said):
    assert Wording(menu).describe(parse_line(menu, line)) == said


def test_halves_are_said_half_by_half():
    menu = load_menu(find_menu("pizza"))
    line = parse_line(menu, "1 pizza +large +bacon@left +onion@left +spinach@right +feta@right")
    assert Wording(menu).describe(line) == (
        "a large Pizza with bacon and onions on the left half, "
        "and feta and spinach on the right half"
    )


def test_equal_lines_are_said_as_one(menu):
    cart = parse_cart(menu, ["1 apple_pie", "1 milk", "1 apple_pie"])
    assert Wording(menu).described(cart.lines) == "two Apple Pies and a Milk"


def test_english_counts_and_lists():
    assert [number(n) for n in (0, 1, 12, 13)] == ["zero", "one", "twelve", "13"]
    assert [plural(w) for w in ("Coke", "Box", "Cherry", "Fries", "Day", "Side of Beans")] == [
        "Cokes", "Boxes", "Cherries", "Fries", "Days", "Sides of Beans",
    ]  # fmt: skip
    assert [article(w) for w in ("apple", "unicorn", "8 piece", "coke")] == ["an", "a", "an", "a"]
    assert counted(2, "Fries", ["large"]) == "two large orders of Fries"
    assert joined(["a"]) == "a"
    assert joined(["a", "b"]) == "a and b"
    assert joined(["a, x", "b"]) == "a, x, and b"
    assert joined(["a", "b", "c"], "or") == "a, b, or c"


def test_no_phrase_is_empty_and_questions_end_as_questions():
    for occasion, variants in ENGLISH.phrases.items():
        assert variants, occasion
        assert all(phrase.strip() for phrase in variants)
    for occasion in ("anything_else", "cancel", "check", "change", "say_again", "confirm_again"):
        assert all(phrase.endswith("?") for phrase in ENGLISH.phrases[occasion])


def test_the_ticket_shows_what_is_in_a_meal_and_what_is_open(menu):
    cart = parse_cart(menu, ["2 cheeseburger_meal [cheeseburger -onion] ?drink", "1 coke ?size"])
    assert rows(menu, cart) == [
        Row("Cheeseburger Meal", 2, 1598),
        Row("Cheeseburger", depth=1),
        Row("No onions", depth=2),
        Row("Fries", depth=1),
        Row("Medium", depth=2),
        Row("Drink?", depth=1, open=True),
        Row("Coke", 1, 179),
        Row("Size?", depth=1, open=True),
    ]
