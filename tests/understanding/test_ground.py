"""Nothing gets into an order that nobody said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.locations import menus_dir
from kiosk.menu import Menu, load_menu
from kiosk.menu.availability import Availability
from kiosk.order.engine import Order
from kiosk.order.notation import parse_edit
from kiosk.order.outcome import Applied
from kiosk.understanding.ground import contradicted, ground, unused_negations
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.reading import Context
from kiosk.understanding.rules import Rules
from kiosk.understanding.said import said

from .turns import at_the_counter, ungrounded


@pytest.mark.parametrize(
    ("guest", "cart", "edits"),
    [
        ("two cheeseburgers no onions", [], ["add 2 cheeseburger -onion"]),
        ("a cheese berger please", [], ["add 1 cheeseburger"]),
        ("make one of them a double", ["2 cheeseburger"], ["split #1 1 double_cheeseburger"]),
        ("only ketchup on it", ["1 hamburger"], ["mod #1 -mustard -pickle -onion"]),
        ("make that a meal", ["1 cheeseburger"], ["swap #1 cheeseburger_meal"]),
        ("another one of those", ["1 coke +large"], ["add 1 coke +large"]),
        ("ten piece nuggets", [], ["add 1 chicken_nuggets +10_piece"]),
        ("and one more hamburger", ["2 hamburger"], ["qty #1 3"]),
        ("a coke and a large one", [], ["add 1 coke", "mod #1 +large"]),
    ],
)
def test_what_was_said_stands(rules: Rules, guest: str, cart: list[str], edits: list[str]) -> None:
    assert ungrounded(rules.lexicon, guest, edits, cart=cart) == []


@pytest.mark.parametrize(
    ("guest", "edit", "why"),
    [
        ("two cheeseburgers", "add 2 hamburger", "entry hamburger"),
        ("two cheeseburgers", "add 2 cheeseburger +bacon", "option +bacon"),
        ("two cheeseburgers", "add 12 cheeseburger", "quantity 12"),
        ("a cheeseburger with pickles", "add 1 cheeseburger -pickle", "not_denied -pickle"),
        ("a hamburger no bacon", "add 1 hamburger +bacon", "denied +bacon"),
        ("no pickles", "mod #7 -pickle", "line #7"),
        ("a sprite with that", "swap #1.dessert sprite", "slot #1.dessert"),
    ],
)
def test_what_was_not_said_is_refused(rules: Rules, guest: str, edit: str, why: str) -> None:
    assert why in ungrounded(rules.lexicon, guest, [edit], cart=["1 cheeseburger_meal"])


@pytest.mark.parametrize(
    ("edit", "refused"),
    [
        ("mod #1 +caramel*2", []),
        ("qty #1 2", ["quantity 2"]),
        ("mod #1 +sucralose*2", ["option +sucralose*2"]),
    ],
)
def test_a_count_of_pumps_is_of_no_dish_and_of_nothing_told_otherwise(
    edit: str, refused: list[str]
) -> None:
    coffee = Lexicon(load_menu(menus_dir() / "coffee.yaml"))
    guest = "that's too sweet make it two pumps"
    cart = ["1 iced_coffee +large +caramel*3"]
    assert ungrounded(coffee, guest, [edit], cart=cart) == refused


@pytest.mark.parametrize(
    ("guest", "edit", "unused"),
    [
        ("a hamburger no onions", "add 1 hamburger -onion", ()),
        ("a hamburger no onions", "add 1 hamburger", ("no onions",)),
        ("a coke no ice", "add 1 coke +no_ice", ()),
        ("without pickles and a coke", "add 1 coke", ("without pickles",)),
        ("remove the hamburger", "del #1", ()),
    ],
)
def test_a_no_that_no_edit_uses_is_noticed(
    rules: Rules, burger: Menu, guest: str, edit: str, unused: tuple[str, ...]
) -> None:
    context = at_the_counter(burger, "1 hamburger")
    heard = said(rules.lexicon, guest, context)
    assert unused_negations(rules.lexicon, heard, context, [parse_edit(burger, edit)]) == unused


@pytest.mark.parametrize(
    ("guest", "edit", "refusals"),
    [
        ("no bacon crispy chicken sandwich", "add 1 crispy_chicken_sandwich +bacon", ("no bacon",)),
        ("no bacon crispy chicken sandwich", "add 1 crispy_chicken_sandwich -bacon", ()),
        ("no bacon no wait with bacon", "mod #1 +bacon", ()),
        ("a coke no ice", "add 1 coke +no_ice", ()),
    ],
)
def test_what_was_refused_and_yet_added_is_noticed(
    rules: Rules, burger: Menu, guest: str, edit: str, refusals: tuple[str, ...]
) -> None:
    tags = said(rules.lexicon, guest, Context()).tags
    assert contradicted(rules.lexicon, tags, [parse_edit(burger, edit)]) == refusals


RULES = [Rules(load_menu(menu)) for menu in sorted(menus_dir().glob("*.yaml"))]
SMALL_WORDS = (
    "no", "extra", "with", "without", "hold the", "and", "a", "two", "three", "large", "small",
    "one of them", "both", "make it", "no wait", "actually", "instead of", "another one", "plain",
    "the second one", "remove the", "only", "on the side", "on half", "meal", "just the sandwich",
)  # fmt: skip


@st.composite
def conversations(draw: st.DrawFn) -> tuple[Rules, list[str]]:
    """Three turns of words that mean something on a menu, in no sensible order."""
    rules = draw(st.sampled_from(RULES))
    names = [entry.name for entry in rules.menu.entries()]
    names += sorted({rules.lexicon.option_name(option) for option in rules.lexicon.items_with})
    phrase = st.sampled_from(names) | st.sampled_from(SMALL_WORDS)
    turn = st.lists(phrase, min_size=1, max_size=6).map(" ".join)
    return rules, draw(st.lists(turn, min_size=1, max_size=3))


@given(conversations())
def test_the_rules_enter_nothing_that_was_not_said(talk: tuple[Rules, list[str]]) -> None:
    rules, turns = talk
    order, touched = Order(), ()
    for text in turns:
        context = Context(order.cart, touched=touched)
        reading = rules.read_now(text, context)
        found = ground(rules.lexicon, said(rules.lexicon, text, context), context, reading.edits)
        assert [one for one in found if one.kind != "denied"] == []
        order, outcomes = order.turn(rules.menu, reading.edits, Availability())
        touched = tuple(r for out in outcomes if isinstance(out, Applied) for r in out.refs)
