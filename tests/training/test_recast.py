"""The same turn with other names: what may change, what has to stay, that the labels stay true."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.order.notation import canonical, format_edit, parse_cart
from kiosk.training.example import Example, cart_after, dumps, loads
from kiosk.training.menus import menu_of
from kiosk.training.recast import RECAST, recasts
from kiosk.training.saying.names import Names
from kiosk.training.turns import is_sayable
from kiosk.training.written import read_written, written_turns
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.normalise import words
from kiosk.understanding.tag import tag


@pytest.fixture
def turn(tmp_path: Path):
    def made(guest: str, *edits: str, cart: tuple[str, ...] = (), **more: object) -> Example:
        content = {"guest": guest, "edits": list(edits), "cart": list(cart), **more}
        file = tmp_path / "turns.yaml"
        file.write_text(yaml.safe_dump({"menu": "burger", "turns": [content]}), encoding="utf-8")
        return read_written(file)[0]

    return made


def said(examples: list[Example]) -> set[str]:
    return {word for example in examples for word in example.text.split()}


def edits(example: Example) -> list[str]:
    return [format_edit(menu_of(example.menu), edit) for edit in example.edits]


def test_words_order_and_edits_are_renamed_together(turn):
    made = list(recasts(turn("no pickles on that one", "mod #1 -pickle", cart=("1 cheeseburger",)),
                        20, 1))  # fmt: skip
    assert len(made) > 5
    for example in made:
        (edit,) = edits(example)
        option = edit.removeprefix("mod #1 -")
        found = tag(Lexicon(menu_of("burger")), words(example.text))
        assert option in {o for t in found for o in t.of("option")}, example.text
        assert example.want == (f"{example.cart[0]} -{option}",)
    assert len({example.cart for example in made}) > 1
    assert len({example.edits for example in made}) > 2


def test_what_comes_with_the_dish_is_named_for_what_comes_with_it(turn):
    made = recasts(turn("a cheeseburger hold the pickles", "add 1 cheeseburger -pickle"), 30, 2)
    menu = menu_of("burger")
    for example in made:
        (edit,) = example.edits
        (choice,) = edit.line.choices
        group = menu.items[edit.line.item].group_of(choice.option)
        assert not choice.on and choice.option in group.default


def test_sizes_become_sizes_but_not_where_one_is_more_than_the_other(turn):
    plain = turn("a large coke", "add 1 coke +large")
    assert said(list(recasts(plain, 20, 3))) & {"small", "medium"}
    more = turn("bump the coke up to a large", "mod #1 +large", cart=("1 coke +medium",))
    assert not said(list(recasts(more, 20, 3))) & {"small", "medium"}


def test_a_dish_in_the_plural_gives_way_to_one_in_the_plural(turn):
    for example in recasts(turn("three cheeseburgers", "add 3 cheeseburger"), 20, 4):
        assert "es" in example.text.split()[-1] or example.text.endswith("s"), example.text


def test_a_number_changes_where_it_is_said_of_one_line_alone(turn):
    alone = turn("two cokes and a sprite large", "add 2 coke", "add 1 sprite +large")
    counts = {edits(example)[0].split()[1] for example in recasts(alone, 30, 5)}
    assert len(counts) > 1
    shared = turn(
        "two cokes both large no ice in one", "add 1 coke +large", "add 1 coke +large +no_ice"
    )
    assert all(e.startswith("add 1") for x in recasts(shared, 30, 5) for e in edits(x))


def test_a_word_for_several_of_them_goes_on_meaning_them_all(turn):
    both = turn(
        "no onion on either of the burgers", "mod #1 -onion", "mod #2 -onion",
        cart=("1 hamburger", "1 cheeseburger"),
    )  # fmt: skip
    items = menu_of("burger").items
    for example in recasts(both, 20, 6):
        assert "burgers" in example.text
        assert {items[line.split()[1]].category for line in example.cart} == {"Burgers"}


def test_a_number_that_names_an_option_keeps_it(turn):
    ten = turn("make it the ten", "mod #1 +10_piece", cart=("1 chicken_nuggets +6_piece",))
    for example in recasts(ten, 20, 7):
        assert edits(example) == ["mod #1 +10_piece"]


def test_a_meal_changes_with_what_it_is_made_around(turn):
    meal = turn("make that a meal with a coke", "swap #1 cheeseburger_meal", "swap #1.drink coke",
                cart=("1 cheeseburger",))  # fmt: skip
    renamed = [e for e in recasts(meal, 30, 8) if e.cart != meal.cart]
    assert renamed
    for example in renamed:
        item = example.cart[0].split()[1]
        combo = edits(example)[0].removeprefix("swap #1 ")
        menu = menu_of("burger")
        assert combo in {c.id for c in menu.combos_of(item)}


def test_the_same_seed_makes_the_same_and_another_others(turn):
    order = turn("a cheeseburger no onion and a large coke", "add 1 cheeseburger -onion",
                 "add 1 coke +large")  # fmt: skip
    assert list(recasts(order, 8, 1)) == list(recasts(order, 8, 1))
    assert list(recasts(order, 8, 1)) != list(recasts(order, 8, 2))
    assert list(recasts(order, 0, 1)) == []


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(0, 1 << 20))
def test_every_recast_is_carried_out_sayable_and_true(data: st.DataObject, seed: int):
    turn = data.draw(st.sampled_from(written_turns("train")))
    menu = menu_of(turn.menu)
    texts = [turn.text]
    for example in recasts(turn, 3, seed):
        context = example.context()
        after = cart_after(menu, context.cart, example.edits)
        assert canonical(menu, after) == canonical(menu, parse_cart(menu, example.want))
        assert [type(edit) for edit in example.edits] == [type(edit) for edit in turn.edits]
        assert len(example.want) == len(turn.want) and len(example.cart) == len(turn.cart)
        assert (example.asked is None) == (turn.asked is None)
        assert is_sayable(example)
        assert RECAST in example.tags
        assert loads(dumps(example)) == example
        texts.append(example.text)
    names = Names(Lexicon(menu))
    assert names.entries  # a menu on which nothing can be named would recast nothing
