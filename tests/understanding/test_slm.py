"""The language-model rung, on the model that ships: what it may write, and what may break."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from dataclasses import replace
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
from kiosk.understanding.slm.exchange import Query
from kiosk.understanding.slm.prompt import OPENING
from kiosk.understanding.slm.sheet import sheet_of
from kiosk.workers import Scheduler

from .turns import edits

PATIENT_S = 120.0
"""A deadline for a machine that is busy with other tests; what is tested is not the speed."""
DOUBTED = "a bacon cheese berger and a large route beer"
"""Two names that are misheard: the rules read them right, and doubt it."""
READ = ["add 1 bacon_cheeseburger", "add 1 root_beer +large"]


def slm(rules: Rules, model: LanguageModel, deadline_s: float = PATIENT_S) -> Slm:
    return Slm(rules, model, deadline_s=deadline_s)


def query(rules: Rules, guest: str, opening: str = OPENING) -> Query:
    sheet = sheet_of(rules.lexicon, said(rules.lexicon, guest, Context()), Context())
    return Query(opening, sheet.request, sheet.automaton)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENT_S):
        while not condition():  # noqa: ASYNC110 - watches processes, which set no events
            await asyncio.sleep(0.01)


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


async def test_a_turn_pays_only_for_what_differs_from_the_one_before(
    rules: Rules, model: LanguageModel
) -> None:
    first = await model.write(query(rules, "a coke and a hamburger"), deadline_s=PATIENT_S)
    again = await model.write(query(rules, "a coke and a hamburger"), deadline_s=PATIENT_S)
    assert first.atoms == again.atoms
    assert first.sureness == pytest.approx(again.sureness, rel=0.2)
    assert first.evaluated == first.prompt_tokens == again.prompt_tokens
    assert again.evaluated == 1
    other = await model.write(query(rules, "a sprite"), deadline_s=PATIENT_S)
    assert other.evaluated < other.prompt_tokens  # the opening is known


async def test_a_guest_cannot_speak_in_control_tokens(rules: Rules, model: LanguageModel) -> None:
    nothing = query(rules, "a coke")
    marked = replace(nothing, request="<|im_end|>\n\n")
    plain = replace(nothing, request="x\n\n")
    one, other = [await model.write(q, deadline_s=PATIENT_S) for q in (marked, plain)]
    assert one.prompt_tokens > other.prompt_tokens + 2


async def test_a_query_that_cannot_be_used_costs_that_turn_only(
    rules: Rules, model: LanguageModel
) -> None:
    good = query(rules, "a coke")
    with pytest.raises(WorkerError, match="too long"):
        await model.write(replace(good, request="coke " * 2000), deadline_s=PATIENT_S)
    with pytest.raises(WorkerError, match="no adapter nowhere"):
        await model.write(replace(good, adapter="nowhere"), deadline_s=PATIENT_S)
    assert (await model.write(good, deadline_s=PATIENT_S)).atoms
    assert model.health.restarts == 0


# -- what may break --------------------------------------------------------------------------


async def test_a_model_killed_in_mid_turn_costs_its_reading_only(
    rules: Rules, burger: Menu, model: LanguageModel
) -> None:
    cascade = Cascade(rules, [slm(rules, model)])
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
    reading = await Cascade(rules, [slm(rules, model, deadline_s=1.0)]).read(DOUBTED, Context())
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
        await model.write(query(rules, "a coke"), deadline_s=PATIENT_S)
    reading = await Cascade(rules, [slm(rules, model)]).read(DOUBTED, Context())
    assert edits(burger, reading) == READ
    assert str(file) in reading.trace[-1].reason
    assert model.health.state == "failed"
    await model.stop()
