"""What gives way: a meal sent away, one filling for another, what is refused beside a dish."""

from __future__ import annotations

import pytest

from kiosk.menu import Menu
from kiosk.order.notation import parse_cart
from kiosk.order.rules import open_choices
from kiosk.understanding import sure
from kiosk.understanding.reading import Asked

MEAL = "1 moonbun_meal [moonbun] [tuber_sticks +small] [fizz +small]"
BUNS = ("2 moonbun", "1 fizz +large")


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("not fizz quince fizz", ["swap #1.drink quince_fizz"]),
        ("not fizz i want quince fizz", ["swap #1.drink quince_fizz"]),
        ("quince fizz not fizz", ["swap #1.drink quince_fizz"]),
        ("no tuber sticks cloud puffs please", ["swap #1.side cloud_puffs"]),
    ],
)
def test_a_filling_gives_way_to_another_inside_the_meal(edits, said, means):
    assert edits(said, MEAL) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("delete the combo", ["del #1"]),
        ("forget the combo just a moonbun", ["swap #1 moonbun"]),
    ],
)
def test_a_meal_sent_away_goes_once_the_guest_has_said_so(hear, edits, said, means):
    assert edits(said, MEAL) == means
    assert not sure(hear(said, MEAL))


def test_a_meal_that_is_only_refused_keeps_its_main(edits):
    assert edits("not a meal", MEAL) == ["swap #1 moonbun"]


def test_one_of_each_answers_with_as_many_as_there_are_choices(menu, hear, edits):
    two, three = "2 nettle_tea ?size", "3 nettle_tea ?size"
    answer = edits("one of each", two, asked=_size_of(menu, two))
    assert answer == ["split #1 1 +small", "mod #1 +large"]
    assert not sure(hear("one of each", three, asked=_size_of(menu, three)))


def test_what_came_in_the_place_of_another_has_its_size(edits):
    cart = ("1 fizz +large", "1 quince_fizz +small")
    assert edits("swap the quince fizz for a nettle tea same size", *cart) == ["swap #2 nettle_tea"]


def test_a_refusal_after_both_is_of_both(edits):
    assert edits("dill on both moonbuns and none of the moss", *BUNS) == ["mod #1 +dill -moss"]


@pytest.mark.parametrize(
    ("said", "cart", "means"),
    [
        ("scrap the fizz and the moss", ("1 moonbun", "1 fizz +large"), ["del #2", "mod #1 -moss"]),
        (
            "scrap the fizz and the quince fizz",
            ("1 fizz +large", "1 quince_fizz +small"),
            ["del #1", "del #2"],
        ),
    ],
)
def test_what_is_scrapped_beside_a_dish_goes_as_well(edits, said, cart, means):
    assert edits(said, *cart) == means


@pytest.mark.parametrize(
    ("said", "cart"),
    [
        ("my daughter's without plums", BUNS),
        ("change one of them buns to a starwrap", BUNS),
        ("the moss no and the dill yes", ("1 moonbun",)),
        ("no moss she hates it", BUNS),
        ("the one with dill should have radishes instead", ("1 moonbun +dill", "1 moonbun")),
        ("a moonbun no moss and another with just dill", ()),
        ("make the fizz large and cloud puffs", (MEAL,)),
        ("the second combo can go", (MEAL, MEAL)),
    ],
)
def test_what_two_people_would_read_differently_is_not_sure(hear, said, cart):
    assert not sure(hear(said, *cart))


@pytest.mark.parametrize(
    "said", ["a cloud puffs", "can i get cloud puffs large", "add cloud puffs"]
)
def test_what_is_plainly_ordered_beside_a_meal_is_sure(hear, said):
    assert sure(hear(said, MEAL))


def _size_of(menu: Menu, cart: str) -> Asked:
    """The kiosk has just asked for the size of the only line."""
    (line,) = parse_cart(menu, (cart,)).lines
    return Asked("open", open=open_choices(menu, line)[0])
