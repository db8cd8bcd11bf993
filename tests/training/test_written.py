"""Turns written by hand: what a file must be, what becomes of it, what is held apart."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from kiosk.errors import MenuError, UsageError
from kiosk.order.notation import canonical, parse_cart
from kiosk.training.example import cart_after, dumps, loads
from kiosk.training.menus import WRITTEN, menu_of, written_dir
from kiosk.training.written import BY_HAND, read_written, written_turns

BURGERS = """
    menu: burger
    turns:
      - guest: two cheeseburgers hold the onion on one
        edits: ["add 1 cheeseburger", "add 1 cheeseburger -onion"]
        tags: [split]
      - cart: ["2 cheeseburger", "1 coke ?size"]
        asked: "size of #2"
        guest: a big one
        edits: ["mod #2 +large"]
      - cart: ["1 fries +small"]
        guest: those come salted right
        edits: []
"""


def a_file(folder: Path, text: str) -> Path:
    file = folder / "turns.yaml"
    file.write_text(dedent(text), encoding="utf-8")
    return file


def test_a_turn_becomes_an_example_with_the_order_it_comes_to(tmp_path: Path):
    split, answer, idle = read_written(a_file(tmp_path, BURGERS))
    assert split.want == ("1 cheeseburger", "1 cheeseburger -onion")
    assert split.tags == ("split", BY_HAND)
    assert (split.cart, split.touched, split.asked) == ((), (), None)
    assert answer.want == ("2 cheeseburger", "1 coke +large")
    assert answer.touched == (2,)
    assert answer.asked is not None and answer.asked.open is not None
    assert answer.asked.open.name == "size"
    assert idle.edits == () and idle.want == idle.cart
    assert loads(dumps(answer)) == answer


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        ("{guest: a tea}", "turn 1: edits: Field required"),
        ("{guest: a tea, edits: [], wants: []}", "turn 1: wants: Extra inputs"),
        ('{guest: "", edits: []}', "turn 1: guest: "),
        ("{guest: a zorbel, edits: [add 1 zorbel]}", "turn 1: .*zorbel"),
        ("{guest: hello, edits: [hello]}", "turn 1: hello: not an edit of the cart"),
        ('{guest: no ice, edits: ["mod #1 -ice"]}', "turn 1: mod #1 -ice: refused"),
        ('{guest: x, cart: [1 hamburger], edits: ["mod #1 +large"]}', "turn 1: .*large"),
        ('{guest: x, cart: [1 hamburger], edits: ["qty #1 1"]}', "turn 1: qty #1 1: changes noth"),
        ("{guest: x, cart: [1 zorbel], edits: []}", "turn 1: .*zorbel"),
        ("{guest: x, cart: [1 hamburger], touched: [2], edits: []}", "turn 1: touched: .*line #2"),
        ('{guest: x, cart: [1 hamburger], asked: "size of #1", edits: []}', "turn 1: size of #1"),
        ("{guest: x, cart: [1 hamburger], asked: how many, edits: []}", "turn 1: how many"),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_its_turn(tmp_path: Path, turn: str, said: str):
    file = a_file(tmp_path, f"menu: burger\nturns:\n  - {turn}\n")
    with pytest.raises(UsageError, match=rf"turns\.yaml:3: {said}") as told:
        read_written(file)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "content", ["turns: []", "menu: burger\nturns: []", "menu: burger", "menu: [x]\nturns: 7", "7"]
)
def test_what_is_no_file_of_turns(tmp_path: Path, content: str):
    with pytest.raises(UsageError, match=r"turns\.yaml:"):
        read_written(a_file(tmp_path, content))


def test_a_file_that_is_not_there_or_no_yaml(tmp_path: Path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_written(tmp_path / "none.yaml")
    with pytest.raises(MenuError):
        read_written(a_file(tmp_path, "menu: [burger"))


@pytest.mark.parametrize("menu", ["nowhere", "menus/nowhere.yaml", "menus/../x.yaml", "."])
def test_a_menu_that_nobody_sells_from(tmp_path: Path, menu: str):
    turns = "turns:\n  - {guest: a tea, edits: []}\n"
    with pytest.raises(MenuError):
        read_written(a_file(tmp_path, f"menu: {menu}\n{turns}"))


@pytest.mark.parametrize("name", ["", "no such menu", "../burger", "a/b"])
def test_a_menu_of_hand_written_turns_that_is_not_there(name: str):
    with pytest.raises(MenuError, match="no turns were written"):
        menu_of(f"{WRITTEN}{name}")


def test_every_menu_beside_the_turns_can_be_sold_from_by_its_name():
    for file in (written_dir() / "menus").glob("*.yaml"):
        assert menu_of(f"{WRITTEN}{file.stem}").items


def test_every_turn_that_comes_with_the_package_is_carried_out():
    for turn in (*written_turns("train"), *written_turns("dev")):
        menu = menu_of(turn.menu)
        after = cart_after(menu, turn.context().cart, turn.edits)
        assert canonical(menu, after) == canonical(menu, parse_cart(menu, turn.want))
        assert BY_HAND in turn.tags


def test_a_tenth_is_held_apart_and_no_words_are_on_both_sides():
    learnt, held = written_turns("train"), written_turns("dev")
    assert 0.05 < len(held) / (len(held) + len(learnt)) < 0.15
    assert not {turn.text for turn in learnt} & {turn.text for turn in held}
