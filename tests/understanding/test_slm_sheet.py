"""A turn on a sheet of paper, and the answers that can be written on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import NotationError
from kiosk.locations import menus_dir
from kiosk.menu import Menu, load_menu
from kiosk.order.engine import Order
from kiosk.order.notation import canonical, format_edit, parse_edit
from kiosk.order.rules import open_choices
from kiosk.understanding.ground import ground
from kiosk.understanding.reading import Asked, Context
from kiosk.understanding.rules import Rules
from kiosk.understanding.said import said
from kiosk.understanding.slm.decode import Logits, decode
from kiosk.understanding.slm.sheet import Sheet, sheet_of
from kiosk.understanding.slm.shorthand import read, write
from kiosk.understanding.slm.walk import END, State

from .turns import at_the_counter

TURNS = [
    ("two cheeseburgers no onions on one and a large coke", ()),
    ("a number two with onion rings and a sprite no pickles", ()),
    ("three hamburgers two with extra bacon and one plain", ()),
    ("take the onions off one of the burgers and make the coke a small sprite",
     ("2 cheeseburger", "1 coke +large")),
    ("another one of those without pickles", ("2 cheeseburger",)),
    ("make it a meal with onion rings and a large coke", ("1 cheeseburger",)),
    ("swap the fries for onion rings and hold the pickles",
     ("1 cheeseburger_meal [cheeseburger] [fries +medium] [coke +medium]",)),
    ("actually make that three and drop the shake", ("1 hamburger", "1 chocolate_shake +small")),
]  # fmt: skip


def sheet(rules: Rules, guest: str, *cart: str) -> Sheet:
    context = at_the_counter(rules.menu, *cart)
    return sheet_of(rules.lexicon, said(rules.lexicon, guest, context), context)


def walked(sheet: Sheet, choose: list[int]) -> tuple[str, ...]:
    """An answer, its atoms chosen by number; the end where it may end and no number is left."""
    state = State()
    atoms: list[str] = []
    for number in [*choose, *[0] * 200]:
        moves = sheet.automaton.moves(state)
        if END in moves and len(atoms) >= len(choose):
            return tuple(atoms)
        atom = list(moves)[number % len(moves)]
        if atom == END:
            return tuple(atoms)
        atoms.append(atom)
        state = moves[atom]
    raise AssertionError("the answer does not end")


def test_every_name_has_a_letter_and_the_rest_of_the_order_is_shown(rules: Rules) -> None:
    told = sheet(rules, "hold the onions on one of the burgers", "2 cheeseburger", "1 coke ?size")
    assert told.request.startswith(
        "#1 2 cheeseburger\n#2 1 coke ?size\nhold the onions=a on one of the burgers\n"
    )
    assert told.names.options["a"] == ("onion",)


@pytest.mark.parametrize(
    ("cart", "edits"),
    [
        (
            "1 cheeseburger",
            ["swap #1 cheeseburger_meal", "swap #1.drink coke", "swap #1.drink sprite"],
        ),
        ("1 cheeseburger_meal [cheeseburger] [fries +medium] ?drink", ["mod #1.drink -ice"]),
    ],
)
def test_edits_that_the_notation_cannot_say_are_not_written(
    rules: Rules, cart: str, edits: list[str]
) -> None:
    told = sheet(rules, "make it a meal with a coke no ice no a sprite", cart)
    assert write(told, [parse_edit(rules.menu, edit) for edit in edits]) is None


def test_the_question_that_is_being_answered_stands_above_the_words(
    rules: Rules, burger: Menu
) -> None:
    cart = at_the_counter(burger, "1 coke ?size").cart
    open_size = open_choices(burger, cart.lines[0])[0]
    context = Context(cart=cart, asked=Asked("open", open_size))
    told = sheet_of(rules.lexicon, said(rules.lexicon, "large", context), context)
    assert told.request == "#1 1 coke ?size\nsize of #1?\nlarge=a\n\n"


def test_a_word_that_nothing_explains_comes_with_what_is_most_like_it(rules: Rules) -> None:
    told = sheet(rules, "a hamburger and a spritzer")
    words, listed = told.request.removesuffix("\n\n").split("\n")
    assert words == "a hamburger=A and a spritzer"
    assert listed.startswith("B ")
    assert told.names.entries["B"] in said(rules.lexicon, words, told.context).near["spritzer"]


def test_only_what_was_said_can_be_written(rules: Rules) -> None:
    told = sheet(rules, "two cheeseburgers with bacon")
    assert set(told.automaton.moves(State())) == {"none", "2", "A"}
    one = told.automaton.moves(State())["A"]
    assert set(told.automaton.moves(one)) == {"+", ";", END}  # nothing was refused


def test_what_was_refused_can_only_be_turned_off(rules: Rules) -> None:
    told = sheet(rules, "a cheeseburger no onions")
    assert told.automaton.accepts(("A", "-", "a"))
    assert not told.automaton.accepts(("A", "+", "a"))


def test_one_cannot_be_parted_from_one(rules: Rules) -> None:
    told = sheet(rules, "make one of them a hamburger", "2 cheeseburger", "1 coke +large")
    assert "1:" in told.automaton.moves(State("ref", "split"))
    assert "2:" not in told.automaton.moves(State("ref", "split"))
    assert not any(ref[0] == "3" for ref in told.automaton.moves(State("ref", "mod")))


@pytest.mark.parametrize(
    ("guest", "cart", "edits", "written"),
    [
        ("two cheeseburgers no onions on one", (),
         ["add 1 cheeseburger", "add 1 cheeseburger -onion"], "A;A-a"),
        ("a number two with large fries", (),
         ["add 1 cheeseburger_meal [fries +large]"], "A[B+a]"),
        ("another one without pickles", ("2 cheeseburger",),
         ["add 1 cheeseburger -pickle"], "#1-a"),
        ("one more of those", ("2 cheeseburger",), ["qty #1 3"], "#1"),
        ("make that three", ("1 cheeseburger",), ["qty #1 3"], "qty1:3"),
        ("make it a meal with a large coke", ("1 cheeseburger",),
         ["swap #1 cheeseburger_meal", "swap #1.drink coke +large"], "swap1:B[A+a]"),
        ("a hamburger with only ketchup", (),
         ["add 1 hamburger -onion -pickle -mustard +ketchup"], "A!+a"),
        ("thanks a lot", ("1 cheeseburger",), ["none"], "none"),
    ],
)  # fmt: skip
def test_edits_as_they_are_written(
    rules: Rules, burger: Menu, guest: str, cart: tuple[str, ...], edits: list[str], written: str
) -> None:
    told = sheet(rules, guest, *cart)
    atoms = write(told, [parse_edit(burger, edit) for edit in edits])
    assert atoms is not None
    assert "".join(atoms) == written


def test_what_the_words_cannot_say_is_not_written(rules: Rules, burger: Menu) -> None:
    told = sheet(rules, "a cheeseburger")
    assert write(told, [parse_edit(burger, "add 1 hamburger")]) is None
    assert write(told, [parse_edit(burger, "add 1 cheeseburger -onion")]) is None
    assert write(told, [parse_edit(burger, "add 2 cheeseburger")]) is None


@given(turn=st.sampled_from(TURNS), choose=st.lists(st.integers(0, 40), max_size=30))
def test_whatever_is_chosen_is_an_answer_of_this_turn(
    rules: Rules, burger: Menu, turn: tuple[str, tuple[str, ...]], choose: list[int]
) -> None:
    guest, cart = turn
    told = sheet(rules, guest, *cart)
    atoms = walked(told, choose)
    assert told.automaton.accepts(atoms)
    try:
        edits = read(told, atoms)
    except NotationError:
        return  # a meal with two drinks
    for edit in edits:
        assert parse_edit(burger, format_edit(burger, edit))
    heard = said(rules.lexicon, guest, told.context)
    beyond = [
        f for f in ground(rules.lexicon, heard, told.context, edits) if f.kind != "not_denied"
    ]
    assert not [f for f in beyond if f.kind in ("line", "entry", "option", "denied")]


@given(turn=st.sampled_from(TURNS), choose=st.lists(st.integers(0, 40), max_size=24))
def test_an_answer_read_and_written_again_comes_to_the_same_order(
    rules: Rules, burger: Menu, turn: tuple[str, tuple[str, ...]], choose: list[int]
) -> None:
    guest, cart = turn
    told = sheet(rules, guest, *cart)
    try:
        edits = read(told, walked(told, choose))
    except NotationError:
        return
    again = write(told, edits)
    if again is None:
        return  # two ways to say one thing, of which the other is not this turn's
    before = Order(told.context.cart)
    one, two = (
        before.turn(burger, e, told.context.now)[0].cart for e in (edits, read(told, again))
    )
    assert canonical(burger, one) == canonical(burger, two)


# -- one token at a time ---------------------------------------------------------------------


def spelled(atom: str) -> tuple[int, ...]:
    """A token a character."""
    return tuple(map(ord, atom))


@given(turn=st.sampled_from(TURNS), seed=st.integers(0, 10_000))
def test_a_model_of_any_taste_writes_an_answer_of_this_turn(
    rules: Rules, turn: tuple[str, tuple[str, ...]], seed: int
) -> None:
    told = sheet(rules, turn[0], *turn[1])
    taste = np.random.default_rng(seed)

    def logits(_: object, ahead: Sequence[int]) -> list[np.ndarray]:
        return [*taste.normal(size=(1 + len(ahead), 256)).astype(np.float32)]

    *_, found = decode(told.automaton, spelled, logits, end=0)
    assert found is not None
    assert told.automaton.accepts(found.atoms)
    assert 0 < found.sureness <= 1


def test_the_model_is_asked_only_where_there_is_a_choice(rules: Rules, burger: Menu) -> None:
    told = sheet(rules, "swap the coke for a sprite", "1 coke +large")
    wanted = write(told, [parse_edit(burger, "swap #1 sprite")])
    assert wanted is not None
    text = [*map(ord, "".join(wanted)), 0]

    def logits(answer: Sequence[int], _: object) -> list[np.ndarray]:
        out = np.zeros(256, dtype=np.float32)
        out[text[len(answer)]] = 9.0
        return [out]

    *_, found = decode(told.automaton, spelled, logits, end=0)
    assert found is not None
    assert found.atoms == wanted
    assert found.asked < found.tokens == len(text) - 1


@given(turn=st.sampled_from(TURNS), seeds=st.tuples(st.integers(0, 99), st.integers(0, 99)))
def test_a_draft_saves_questions_and_changes_no_answer(
    rules: Rules, turn: tuple[str, tuple[str, ...]], seeds: tuple[int, int]
) -> None:
    told = sheet(rules, turn[0], *turn[1])
    asked: list[int] = []

    def taste(seed: int) -> Logits:
        def logits(answer: Sequence[int], ahead: Sequence[int]) -> list[np.ndarray]:
            asked.append(seed)
            said = [[*answer, *ahead[:n]] for n in range(len(ahead) + 1)]
            return [np.random.default_rng([seed, *one]).normal(size=256) for one in said]

        return logits

    *_, wanted = decode(told.automaton, spelled, taste(seeds[0]), end=0)
    *_, drafted = decode(told.automaton, spelled, taste(seeds[1]), end=0)
    assert wanted is not None
    assert drafted is not None
    asked.clear()
    *_, found = decode(told.automaton, spelled, taste(seeds[0]), end=0, draft=drafted.atoms)
    assert found == wanted
    if drafted.atoms == wanted.atoms:
        assert len(asked) <= 1
    assert len(asked) <= max(1, wanted.asked)


@pytest.mark.parametrize(
    ("cart", "guest", "edit"),
    [
        ((), "a hamburger with mustard only", "add 1 hamburger -ketchup -pickle -onion"),
        (("1 chicken_nuggets +4_piece",), "bump the nuggets up to six", "mod #1 +6_piece"),
        (("1 coffee +large +sugar*2",), "two more sugars", "mod #1 +sugar*4"),
        (("2 chocolate_shake +large",), "whip off the shakes", "mod #1 -whipped_cream"),
        (("1 cheeseburger +bacon -onion",), "one more like that with the onion",
         "add 1 cheeseburger +bacon"),
        (("1 kids_hamburger_meal [hamburger] [apple_slices] [milk]",),
         "another one of those except fries", "add 1 kids_hamburger_meal [fries] [milk]"),
    ],
)  # fmt: skip
def test_what_people_leave_out_can_be_written(
    rules: Rules, burger: Menu, cart: tuple[str, ...], guest: str, edit: str
) -> None:
    told = sheet(rules, guest, *cart)
    wanted = (parse_edit(burger, edit),)
    atoms = write(told, wanted)
    assert atoms is not None
    before = Order(told.context.cart)
    one, two = (
        before.turn(burger, e, told.context.now)[0].cart for e in (wanted, read(told, atoms))
    )
    assert canonical(burger, one) == canonical(burger, two)


def test_a_word_means_what_holds_it_where_the_dish_has_nothing_called_so() -> None:
    pizza = load_menu(menus_dir() / "pizza.yaml")
    rules = Rules(pizza)
    told = sheet(rules, "no tomatoes", "1 garden_salad +full_size +ranch")
    atoms = write(told, (parse_edit(pizza, "mod #1 -cherry_tomato"),))
    assert atoms == ("mod", "1:", "-", "a")
