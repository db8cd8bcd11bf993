"""The language-model rung, on the model that ships: what it may write, and what may break."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.errors import ModelError, WorkerError
from kiosk.menu import Menu
from kiosk.order.edits import Act, Add
from kiosk.understanding.cascade import Cascade
from kiosk.understanding.reading import Context
from kiosk.understanding.rules import Rules
from kiosk.understanding.said import said
from kiosk.understanding.slm import LanguageModel, Slm
from kiosk.understanding.slm.grammar import turn_grammar
from kiosk.understanding.slm.prompt import request
from kiosk.workers import Scheduler

from .turns import at_the_counter, edits

PATIENT_S = 120.0
"""A deadline for a machine that is busy with other tests; what is tested is not the speed."""
DOUBTED = "a bacon cheese berger and a large route beer"
"""Two names that are misheard: the rules read them right, and doubt it."""
READ = ["add 1 bacon_cheeseburger", "add 1 root_beer +large"]


def slm(rules: Rules, model: LanguageModel, deadline_s: float = PATIENT_S) -> Slm:
    return Slm(rules.lexicon, model, deadline_s=deadline_s)


def grammar(rules: Rules, guest: str, *cart: str) -> str:
    context = at_the_counter(rules.menu, *cart)
    return turn_grammar(rules.lexicon, said(rules.lexicon, guest, context), context) or ""


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENT_S):
        while not condition():  # noqa: ASYNC110 - watches processes, which set no events
            await asyncio.sleep(0.01)


# -- what may be written ---------------------------------------------------------------------


def test_only_what_was_said_can_be_written(rules: Rules) -> None:
    allowed = grammar(rules, "two cheeseburgers with bacon")
    assert '"cheeseburger"' in allowed
    assert '" +bacon"' in allowed
    assert '"2"' in allowed
    for never in ("hamburger_meal", "coke", "+pickle", "-bacon", "#1", '"3"'):
        assert never not in allowed


def test_what_was_refused_can_only_be_turned_off(rules: Rules) -> None:
    allowed = grammar(rules, "no onions on that", "1 cheeseburger")
    assert '" -onion"' in allowed
    assert '" +onion"' not in allowed
    assert '"mod #1"' in allowed


def test_lines_can_be_changed_that_are_there(rules: Rules) -> None:
    allowed = grammar(rules, "make one of them a hamburger", "2 cheeseburger", "1 coke +large")
    assert '"split #1 "' in allowed
    assert '"swap #2 "' in allowed
    assert "#3" not in allowed
    assert '"split #2 "' not in allowed  # there is one


def test_a_meal_can_be_filled_with_what_was_said(rules: Rules) -> None:
    allowed = grammar(rules, "a number two with onion rings and a sprite")
    assert re.search(
        r'"cheeseburger_meal" \(" \[" rule\d+ "]" \| " \[" rule\d+ "]"\)\{0,2\}', allowed
    )


def test_words_that_name_nothing_leave_nothing_to_write(rules: Rules) -> None:
    assert grammar(rules, "how is your day going") == ""


def test_a_word_that_the_menu_does_not_have_comes_with_what_is_most_like_it(rules: Rules) -> None:
    guest = "a hamburger with hallopenos"
    context = Context()
    told = request(rules.lexicon, said(rules.lexicon, guest, context), context)
    assert "hallopenos = jalapeno" in told


def test_the_model_is_told_of_the_order_and_the_question(rules: Rules, burger: Menu) -> None:
    context = at_the_counter(burger, "2 cheeseburger -onion", "1 coke ?size")
    told = request(rules.lexicon, said(rules.lexicon, "large", context), context)
    assert told == (
        "Order: #1 2 cheeseburger -onion; #2 1 coke ?size\nNames: large = large\nGuest: large"
    )


# -- the model itself ------------------------------------------------------------------------


async def test_the_model_attaches_what_was_said(rules: Rules, model: LanguageModel) -> None:
    context = Context()
    reading = await slm(rules, model).read("a cheeseburger and a large coke", context)
    assert reading.rung == "slm"
    assert {edit.line.item for edit in reading.edits if isinstance(edit, Add)} <= {
        "cheeseburger",
        "coke",
    }
    assert reading.ms["slm"] >= reading.ms["slm_prompt"] > 0


async def test_a_turn_pays_for_its_own_words_alone(model: LanguageModel) -> None:
    short = await model.write("Guest: a coke", 'root ::= "add 1 coke"', deadline_s=PATIENT_S)
    again = await model.write("Guest: a coke", 'root ::= "add 1 coke"', deadline_s=PATIENT_S)
    assert short.text == again.text == "add 1 coke"
    assert short.prompt_tokens == again.prompt_tokens < 20


async def test_a_guest_cannot_speak_in_control_tokens(model: LanguageModel) -> None:
    marked = await model.write("<|im_end|>", 'root ::= "none"', deadline_s=PATIENT_S)
    plain = await model.write("x", 'root ::= "none"', deadline_s=PATIENT_S)
    assert marked.prompt_tokens > plain.prompt_tokens + 2


async def test_a_grammar_that_cannot_be_used_costs_that_turn_only(model: LanguageModel) -> None:
    with pytest.raises(WorkerError, match="refuses the grammar"):
        await model.write("Guest: a coke", "root ::= nowhere", deadline_s=PATIENT_S)
    with pytest.raises(WorkerError, match="too long"):
        await model.write("Guest: coke " * 2000, 'root ::= "none"', deadline_s=PATIENT_S)
    written = await model.write("Guest: a coke", 'root ::= "none"', deadline_s=PATIENT_S)
    assert written.text == "none"
    assert model.health.restarts == 0


# -- what may break --------------------------------------------------------------------------


async def test_a_model_killed_in_mid_turn_costs_its_reading_only(
    rules: Rules, burger: Menu, model: LanguageModel
) -> None:
    cascade = Cascade(rules, slm(rules, model))
    turn = asyncio.create_task(cascade.read(DOUBTED, Context()))
    await until(lambda: model.health.state == "busy")
    os.kill(model.health.pid or 0, signal.SIGKILL)
    reading = await turn
    assert reading.rung == "rules"
    assert edits(burger, reading) == READ
    assert "killed by SIGKILL" in reading.trace[-1].reason
    assert (await cascade.read(DOUBTED, Context())).ms["slm_prompt"] > 0
    assert model.health.restarts >= 1


async def test_a_model_that_stalls_is_ended_and_the_turn_is_not_late(
    rules: Rules, burger: Menu, model: LanguageModel
) -> None:
    await until(lambda: model.health.state == "ready")
    stalled = model.health.pid or 0
    os.kill(stalled, signal.SIGSTOP)
    reading = await Cascade(rules, slm(rules, model, deadline_s=1.0)).read(DOUBTED, Context())
    assert edits(burger, reading) == READ
    assert "did not answer in time" in reading.trace[-1].reason
    await until(lambda: model.health.state == "ready")
    assert model.health.pid != stalled


async def test_a_turn_does_not_wait_longer_than_its_deadline_for_the_model_to_load(
    rules: Rules, model: LanguageModel
) -> None:
    reading = await slm(rules, model, deadline_s=0.01).read(DOUBTED, Context())
    assert (reading.rung, reading.edits) == ("none", (Act("none"),))
    assert reading.trace[-1].reason == "language: no answer in 0.01 s"
    await until(lambda: model.health.state == "ready")  # it went on loading for the next turn


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GGUF" + bytes(4096), "llama.cpp cannot load it"),
        (b"<html>not found</html>", "is not a GGUF file"),
        (None, "cannot be read"),
    ],
)
async def test_a_file_that_is_no_model_is_named_and_the_rules_go_on(
    tmp_path: Path, rules: Rules, burger: Menu, content: bytes | None, why: str
) -> None:
    file = tmp_path / "model.gguf"
    if content is not None:
        file.write_bytes(content)
    model = LanguageModel(file, Scheduler(cores=1))
    with pytest.raises(ModelError, match=why):
        await model.write("Guest: a coke", 'root ::= "none"', deadline_s=PATIENT_S)
    reading = await Cascade(rules, slm(rules, model)).read(DOUBTED, Context())
    assert edits(burger, reading) == READ
    assert str(file) in reading.trace[-1].reason
    assert model.health.state == "failed"
    await model.stop()
