"""What ours is compared with: the whole menu in a prompt, the order back as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.cli import run_command
from kiosk.errors import NotationError
from kiosk.evaluation.bench.compare import (
    Contender,
    compare_turns,
    measure_contender,
)
from kiosk.evaluation.menu_prompt import MenuPrompt, PromptedModel
from kiosk.evaluation.menu_prompt.answer import as_json, read_order, schema
from kiosk.evaluation.menu_prompt.prompt import messages
from kiosk.evaluation.tokens import Tokens
from kiosk.evaluation.turns.file import read_turns
from kiosk.menu import Menu
from kiosk.menu.load import find_menu, load_menu
from kiosk.order.cart import Cart
from kiosk.order.engine import Order
from kiosk.order.notation import format_cart, parse_cart, same_cart
from kiosk.provision import require
from kiosk.understanding import Asked, Context, Reading
from kiosk.understanding.reading import Understands
from kiosk.workers import Scheduler
from tests.evaluation.scripted import Scripted
from tests.evaluation.test_turns import MENU

BURGER = load_menu(find_menu("burger"))
TURN_FILES = sorted((Path(__file__).parent.parent / "turns").glob("*.yaml"))


@pytest.fixture
def kiln(tmp_path: Path) -> Menu:
    """Pasties, cider and a plate of both."""
    path = tmp_path / "kiln.yaml"
    path.write_text(MENU)
    return load_menu(path)


def ordered(menu: Menu, answer: str) -> Cart:
    cart = Cart()
    for line in read_order(menu, answer):
        cart = cart.adding(line)
    return cart


# -- orders as JSON --------------------------------------------------------------------------


@pytest.mark.parametrize("file", TURN_FILES, ids=lambda file: file.stem)
def test_every_order_of_every_menu_can_be_answered(file: Path) -> None:
    turns = read_turns(file)
    for turn in turns.turns:
        for cart in (turn.context.cart, turn.want):
            assert same_cart(turns.menu, ordered(turns.menu, as_json(cart)), cart)


def test_an_answer_reads_as_an_integrator_would_write_it() -> None:
    answer = {
        "order": [
            {"item": "chicken_nuggets", "quantity": 1, "add": ["10_piece", "ranch", "ranch"]},
            {"item": "hamburger", "quantity": 2, "remove": ["onion"], "extra": ["pickle"]},
            {
                "item": "cheeseburger_meal",
                "quantity": 1,
                "add": ["large"],
                "parts": [{"item": "cheeseburger"}, {"item": "sprite", "add": ["no_ice"]}],
            },
        ]
    }
    assert format_cart(BURGER, ordered(BURGER, json.dumps(answer))) == [
        "1 chicken_nuggets +10_piece +ranch*2",
        "2 hamburger -onion +pickle=extra",
        "1 cheeseburger_meal [cheeseburger] [fries +large] [sprite +large +no_ice]",
    ]


@pytest.mark.parametrize(
    "answer",
    [
        '{"order":[{"item":"coke","quan',
        "[]",
        '{"order":[{"item":"unicorn","quantity":1}]}',
        '{"order":[{"item":"coke","quantity":0}]}',
        '{"order":[{"item":"coke","quantity":1,"add":["bacon"]}]}',
        '{"order":[{"item":"coke"}]}',
        '{"order":[{"item":"coke","quantity":1,"add":[7]}]}',
        '{"order":[{"item":"hamburger_meal","quantity":1,"parts":[{"item":"apple_pie"}]}]}',
    ],
)
def test_what_is_no_order_from_the_menu_is_not_taken_for_one(answer: str) -> None:
    with pytest.raises(NotationError):
        read_order(BURGER, answer)


def test_the_schema_has_lists_for_what_the_menu_has_alone() -> None:
    pizza = schema(load_menu(find_menu("pizza")))
    burger = schema(BURGER)
    line = burger["properties"]["order"]["items"]["properties"]
    assert {"add", "remove", "light", "extra", "on_the_side", "parts"} <= line.keys()
    assert "left" not in line
    assert {"left", "right"} <= pizza["properties"]["order"]["items"]["properties"].keys()


# -- the prompt ------------------------------------------------------------------------------


def test_the_prompt_has_the_menu_and_worked_examples_and_changes_at_its_end_alone() -> None:
    cart = parse_cart(BURGER, ["1 coke ?size"])
    first = messages(BURGER, "two hamburgers", Context())
    second = messages(BURGER, "large", Context(cart, Asked("anything_else")))
    assert first[:-1] == second[:-1]
    for entry in BURGER.entries():
        assert f"- {entry.id}: {entry.name}" in first[0]["content"]
    assert "4.49" not in first[0]["content"]
    for example in first[2:-1:2]:
        read_order(BURGER, example["content"])
    assert second[-1]["content"].splitlines() == [
        'Current order: {"order":[{"item":"coke","quantity":1}]}',
        "You asked: anything else?",
        "Guest: large",
    ]


def test_a_question_that_is_open_stands_before_the_answer() -> None:
    turns = compare_turns()
    (answer,) = [turn for turn in turns.turns if turn.guest == "medium please"]
    told = messages(turns.menu, answer.guest, answer.context)[-1]["content"]
    assert "You asked: size of coke?" in told


# -- the model -------------------------------------------------------------------------------


async def test_a_model_answers_from_the_menu_and_pays_for_the_menu_once(kiln: Menu) -> None:
    model = PromptedModel(require("qwen2.5-coder-0.5b")["model"], Scheduler())
    rung = MenuPrompt(kiln, model)
    try:
        await rung.read("good morning", Context())
        first = model.spent
        cart = parse_cart(kiln, ["1 pasty"])
        reading = await rung.read("a large cider", Context(cart))
    finally:
        await model.stop()
    after = Order(cart).turn(kiln, reading.edits, Context().now)[0].cart
    assert {line.item for line in after.lines} <= {"pasty", "cider", "perry", "plate"}
    assert reading.ms["menu-prompt"] > 0
    second = model.spent - first
    assert 0 < second.evaluated < first.evaluated / 3
    assert 0 < second.written < 200


async def test_a_model_that_cannot_be_had_costs_the_turn_and_tells_why(
    kiln: Menu, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.gguf"
    empty.write_bytes(b"")
    model = PromptedModel(empty, Scheduler())
    reading = await MenuPrompt(kiln, model).read("a pasty", Context())
    await model.stop()
    assert (reading.rung, reading.confidence) == ("none", 0)
    assert "is not a GGUF file" in reading.trace[0].reason


def test_it_is_a_rung_that_yardsticks_can_be_told_to_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KIOSK_HOME", str(tmp_path))
    assert run_command(["eval", "turns", str(TURN_FILES[0]), "--rung", "menu-prompt"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "kiosk models pull qwen2.5-coder-1.5b" in line


# -- the comparison --------------------------------------------------------------------------


def test_the_turns_that_come_with_the_project_are_half_simple_and_half_hard() -> None:
    turns = compare_turns().turns
    kinds = [turn.tags[0] for turn in turns]
    assert len(turns) == 40
    assert kinds.count("simple") == kinds.count("hard") == 20


async def test_each_contender_is_told_as_right_carts_time_and_tokens() -> None:
    turns = compare_turns()
    script = {
        "two spicy chicken sandwiches": (["add 2 spicy_chicken_sandwich"], 0.99),
        "one sprite": (["add 2 sprite"], 0.99),
    }
    spent = Tokens()
    scripted = Scripted(turns.menu, script)

    class Spending:
        async def read(self, text: str, context: Context) -> Reading:
            nonlocal spent
            spent += Tokens(900, 30, 4)
            return await scripted.read(text, context)

    def made(_: Menu) -> Understands:
        return Spending()

    contender = Contender("scripted", "a script", made, lambda menu: [made(menu)], lambda: spent)
    told = (await measure_contender(contender, turns)).as_json()
    unchanged = sum(same_cart(turns.menu, t.context.cart, t.want) for t in turns.turns)
    assert told["n"] == 40
    assert told["exact"] == (1 + unchanged) / 40
    assert told["silent_errors"] == 1
    spent_a_turn = [told[f"tokens_{kind}"] for kind in ("prompt", "evaluated", "written")]
    assert spent_a_turn == [900, 30, 4], "what was said to wake it is no turn"
    assert "one sprite" in [wrong["guest"] for wrong in told["wrong"]]
