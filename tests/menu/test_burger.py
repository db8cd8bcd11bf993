"""Burger Barn's menu is the one that the owner ordered."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.menu import Menu, find_menu, load_menu
from kiosk.menu.check import ALLERGENS

BURGERS = {
    "hamburger": (349, "ketchup mustard pickle onion"),
    "cheeseburger": (399, "american_cheese ketchup mustard pickle onion"),
    "double_cheeseburger": (549, "american_cheese ketchup mustard pickle onion"),
    "bacon_cheeseburger": (599, "american_cheese bacon lettuce tomato mayo"),
    "barn_burger": (699, "american_cheese lettuce tomato onion pickle barn_sauce"),
    "veggie_burger": (599, "lettuce tomato onion mayo"),
    "crispy_chicken_sandwich": (549, "pickle mayo"),
    "spicy_chicken_sandwich": (579, "pickle spicy_mayo"),
    "grilled_chicken_sandwich": (599, "lettuce tomato mayo"),
}
"""Price, and the toppings that are on by default."""

FOUNTAIN = [
    "coke",
    "diet_coke",
    "coke_zero",
    "sprite",
    "dr_pepper",
    "root_beer",
    "lemonade",
    "sweet_tea",
    "unsweet_tea",
]
SHAKES = ["vanilla_shake", "chocolate_shake", "strawberry_shake", "oreo_shake"]
SAUCES = ["ranch", "bbq", "honey_mustard", "sweet_and_sour", "hot_sauce"]
BREAKFAST = {
    "egg_and_cheese_biscuit": 349,
    "sausage_biscuit": 329,
    "hash_brown": 149,
    "pancakes": 429,
}

SIZED = {
    "fries": (199, 249, 299),
    "sweet_potato_fries": (249, 299, 349),
    "onion_rings": (279, 329, 379),
    "coffee": (149, 189, 219),
    **dict.fromkeys(FOUNTAIN, (179, 209, 239)),
    **dict.fromkeys(SHAKES, (349, 419, 479)),
}
"""Small, medium, large."""

PLAIN = {
    "side_salad": 329,
    "mac_bites": 349,
    "apple_slices": 149,
    "bottled_water": 169,
    "milk": 149,
    "chocolate_milk": 159,
    "orange_juice": 229,
    "apple_juice": 149,
    "chocolate_chip_cookie": 149,
    "apple_pie": 199,
    "soft_serve_cone": 199,
    **dict.fromkeys(SAUCES, 35),
    **BREAKFAST,
}

TOPPINGS = {
    "american_cheese": 60,
    "swiss_cheese": 70,
    "bacon": 150,
    "lettuce": 0,
    "tomato": 0,
    "onion": 0,
    "grilled_onion": 40,
    "pickle": 0,
    "jalapeno": 50,
    "mushroom": 80,
    "fried_egg": 120,
    "avocado": 150,
    "ketchup": 0,
    "mustard": 0,
    "mayo": 0,
    "barn_sauce": 0,
    "bbq_sauce": 0,
    "spicy_mayo": 0,
}

MEALS = {
    "hamburger_meal": ("1", 749, "hamburger"),
    "cheeseburger_meal": ("2", 799, "cheeseburger"),
    "double_cheeseburger_meal": ("3", 949, "double_cheeseburger"),
    "bacon_cheeseburger_meal": ("4", 999, "bacon_cheeseburger"),
    "barn_burger_meal": ("5", 1099, "barn_burger"),
    "veggie_burger_meal": ("6", 999, "veggie_burger"),
    "crispy_chicken_meal": ("7", 949, "crispy_chicken_sandwich"),
    "spicy_chicken_meal": ("8", 979, "spicy_chicken_sandwich"),
    "nugget_meal": ("9", 899, "chicken_nuggets"),
}
"""Number, price, and what the meal is named for."""


@pytest.fixture(scope="module")
def menu() -> Menu:
    return load_menu(find_menu("burger"))


def test_nothing_is_missing_and_nothing_was_invented(menu: Menu):
    assert set(menu.items) == {*BURGERS, *SIZED, *PLAIN, "chicken_nuggets"}
    assert set(menu.combos) == {*MEALS, "kids_hamburger_meal", "kids_nugget_meal"}


def test_the_house(menu: Menu):
    assert (menu.currency, str(menu.tax.rate), menu.tax.inclusive) == ("USD", "8.25", False)
    assert menu.sizes == {"small", "medium", "large"}


def test_burgers_and_chicken_sandwiches(menu: Menu):
    for name, (price, toppings) in BURGERS.items():
        item = menu.items[name]
        assert item.price == price, name
        assert set(item.groups["toppings"].default) == set(toppings.split()), name
        assert {o.id: o.price for o in item.groups["toppings"].options.values()} == TOPPINGS
        assert item.groups["toppings"].qualifiers == ("light", "extra", "on_the_side")
        bun = item.groups["bun"]
        assert bun.default == ("sesame",)
        assert {o.id: o.price for o in bun.options.values()} == {
            "sesame": 0,
            "gluten_free": 100,
            "lettuce_wrap": 0,
        }


def test_nuggets_are_asked_for_by_the_piece_and_come_with_dips(menu: Menu):
    nuggets = menu.items["chicken_nuggets"]
    pieces, dips = nuggets.groups["pieces"], nuggets.groups["dips"]
    assert {o.id: nuggets.price + o.price for o in pieces.options.values()} == {
        "4_piece": 249,
        "6_piece": 349,
        "10_piece": 499,
        "20_piece": 899,
    }
    assert (pieces.min, pieces.default) == (1, ())
    assert list(dips.options) == SAUCES
    assert {o.price for o in dips.options.values()} == {35}
    assert (dips.min, dips.default, dips.free, dips.free_with) == (0, (), 2, {"20_piece": 4})


def test_what_comes_in_sizes(menu: Menu):
    for name, prices in SIZED.items():
        item, size = menu.items[name], menu.items[name].groups["size"]
        assert tuple(item.price + o.price for o in size.options.values()) == prices, name
        assert tuple(size.options) == ("small", "medium", "large")
        assert (size.min, size.default, size.ask) == (1, (), "What size?")


def test_what_comes_as_it_is(menu: Menu):
    for name, price in PLAIN.items():
        assert menu.items[name].price == price, name
        assert "size" not in menu.items[name].groups, name


def test_the_smaller_choices(menu: Menu):
    assert list(menu.items["side_salad"].groups["dressing"].options) == [
        "ranch",
        "caesar",
        "balsamic",
        "none",
    ]
    for drink in FOUNTAIN:
        ice = menu.items[drink].groups["ice"]
        assert list(ice.options) == ["regular_ice", "light_ice", "no_ice"]
        assert ice.default == ("regular_ice",)
    extras = menu.items["coffee"].groups["coffee_extras"]
    assert list(extras.options) == ["cream", "sugar"]
    assert extras.max_count > 1
    for shake in SHAKES:
        assert menu.items[shake].groups["shake_toppings"].default == ("whipped_cream", "cherry")


def test_meals(menu: Menu):
    drinks = {*FOUNTAIN, "coffee", "bottled_water", "milk", "orange_juice"}
    for name, (number, price, main) in MEALS.items():
        meal = menu.combos[name]
        assert (meal.number, meal.price) == (number, price), name
        assert (meal.default_size, meal.sizes) == ("medium", {"medium": 0, "large": 120})
        assert list(meal.slots) == ["main", "side", "drink"]
        assert meal.slots["main"].default == main
        side = meal.slots["side"]
        assert side.default == "fries"
        assert {choice.item: choice.upcharge for choice in side.choices.values()} == {
            "fries": 0,
            "sweet_potato_fries": 50,
            "onion_rings": 80,
            "side_salad": 100,
        }
        drink = meal.slots["drink"]
        assert (set(drink.choices), drink.default) == (drinks, None)
        assert not any(choice.upcharge for choice in drink.choices.values())
    nuggets = menu.combos["nugget_meal"].slots["main"].choices["chicken_nuggets"]
    assert nuggets.options == ("10_piece",)


def test_kids_meals_have_one_size_and_ask_for_side_and_drink(menu: Menu):
    for name, price, main in (
        ("kids_hamburger_meal", 549, ("hamburger", ())),
        ("kids_nugget_meal", 529, ("chicken_nuggets", ("4_piece",))),
    ):
        meal = menu.combos[name]
        held = {
            slot.id: {c.item: c.options for c in slot.choices.values()}
            for slot in meal.slots.values()
        }
        assert (meal.price, dict(meal.sizes)) == (price, {})
        assert held["main"] == dict([main])
        assert held["side"] == {"apple_slices": (), "fries": ("small",)}
        assert held["drink"] == {
            "milk": (),
            "apple_juice": (),
            **dict.fromkeys(FOUNTAIN, ("small",)),
        }
        assert meal.slots["side"].default is None
        assert meal.slots["drink"].default is None


def test_breakfast_ends_at_half_past_ten(menu: Menu):
    early = {item.id for item in menu.items.values() if item.dayparts}
    assert early == set(BREAKFAST)
    breakfast = menu.dayparts["breakfast"]
    hours = [time(4, 59), time(5), time(10, 29), time(10, 30)]
    assert [breakfast.covers(now) for now in hours] == [False, True, True, False]


def test_every_item_tells_its_calories_and_allergens(menu: Menu):
    for item in menu.items.values():
        assert item.calories is not None, item.id
        assert item.allergens_known, item.id
        assert set(item.allergens) <= set(ALLERGENS[:9]), item.id


@pytest.mark.parametrize(
    ("said", "entry"),
    [
        ("fry", "fries"),
        ("rings", "onion_rings"),
        ("nugs", "chicken_nuggets"),
        ("the barn", "barn_burger"),
        ("regular coke", "coke"),
        ("oj", "orange_juice"),
    ],
)
def test_guests_may_say_it_their_way(menu: Menu, said: str, entry: str):
    assert said in menu.items[entry].aliases


def test_pop_is_any_drink(menu: Menu):
    assert {"drink", "soda", "pop"} <= set(menu.categories["Drinks"])
