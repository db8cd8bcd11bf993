"""Fine-tuning: what is computed, what is seen in which order, how a run ends and goes on."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import ModelError, UsageError
from kiosk.training import batches, network
from kiosk.training.base import Base, Shape, read_base
from kiosk.training.checkpoint import load
from kiosk.training.course import Measured, Passed
from kiosk.training.lora import Adapter, Plan, Targets
from kiosk.training.network import Network
from kiosk.training.precision import COMPUTE
from kiosk.training.sft import Recipe, fine_tune, measure
from kiosk.training.turns import Turn

LENGTHS = st.lists(st.tuples(st.integers(1, 200), st.integers(1, 30)), min_size=1, max_size=60)


def turns_of(lengths: list[tuple[int, int]]) -> list[Turn]:
    """Turns of these prompt and answer lengths, each told by its first token."""
    return [Turn((at,) * prompt, (at,) * answer) for at, (prompt, answer) in enumerate(lengths)]


@pytest.fixture(scope="module")
def base() -> Base:
    return read_base("smollm2-135m")


TURNS = [
    Turn(tuple(range(10 + at, 30 + 2 * at)), (100 + at, 200 + at, 2)) for at in range(24)
]  # fmt: skip


class Listening:
    """Counts what it is told; ends the run after a step, where it is to."""

    def __init__(self, end_after: int | None = None) -> None:
        self.steps: list[Passed] = []
        self.end_after = end_after

    def passed(self, passed: Passed) -> None:
        self.steps.append(passed)
        if passed.step == self.end_after:
            os.kill(os.getpid(), signal.SIGTERM)

    def measured(self, step: int, measured: Measured) -> None: ...


# -- the order of turns ----------------------------------------------------------------------------


@given(LENGTHS, st.integers(0, 9))
def test_every_turn_is_seen_once_before_one_is_seen_again(lengths, seed):
    turns = turns_of(lengths)
    seen: list[int] = []
    for (batch,) in batches.steps(turns, seed, 1):
        seen += batch.tokens[:, 0].tolist()
        if len(seen) >= 2 * len(turns):
            break
    assert sorted(seen[: len(turns)]) == sorted(seen[len(turns) :]) == list(range(len(turns)))


@given(LENGTHS, st.integers(0, 9), st.integers(0, 7))
def test_a_resumed_run_sees_what_the_first_would_have_seen(lengths, seed, done):
    def firsts(steps):
        return [batch.targets.tolist() for batch in chain.from_iterable(islice(steps, 3))]

    turns = turns_of(lengths)
    whole = islice(batches.steps(turns, seed, 2), done, None)
    assert firsts(whole) == firsts(batches.steps(turns, seed, 2, skip=done))


@given(LENGTHS)
def test_a_place_is_where_its_answer_token_comes_next(lengths):
    turns = [
        Turn(tuple(range(prompt)), tuple(range(1000, 1000 + answer))) for prompt, answer in lengths
    ]
    for chosen, batch in batches.in_order(turns):
        flat = batch.tokens.reshape(-1).tolist()
        for of_turn, at in zip(batch.places.split(batch.answers), chosen, strict=True):
            before = [flat[place] for place in of_turn]
            assert before == [*turns[at].prompt, *turns[at].answer][len(turns[at].prompt) - 1 : -1]
        assert batch.real == sum(len(turns[at]) for at in chosen)


# -- what is computed ------------------------------------------------------------------------------


@pytest.mark.parametrize("halves", [True, False])
def test_attention_and_its_gradient_are_pytorchs_own(halves):
    shape = Shape("-", 1, 6, 2, 16, 1e-6, 1e4, halves)
    qkv = torch.randn(3 * 9, 10 * 16, generator=torch.Generator().manual_seed(1)).to(COMPUTE)
    slope = torch.randn(3 * 9, 96, generator=torch.Generator().manual_seed(2)).to(COMPUTE)
    cos, sin = network._turns(shape, 9)

    def rotated(x):
        one, two = network._sides(x, halves)
        sides = (one * cos - two * sin, one * sin + two * cos)
        return torch.cat(sides, -1) if halves else torch.stack(sides, -1).flatten(-2)

    theirs = qkv.float().clone().requires_grad_()
    q, k, v = network._by_head(theirs, 9, shape)
    mixed = torch.nn.functional.scaled_dot_product_attention(
        rotated(q), rotated(k), v, is_causal=True, enable_gqa=True
    )
    mixed = mixed.transpose(1, 2).reshape(27, -1)
    mixed.backward(slope.float())
    ours = qkv.clone().requires_grad_()
    made = network._Attention.apply(ours, (cos, sin), shape)
    made.backward(slope)
    torch.testing.assert_close(made.float(), mixed, atol=0.03, rtol=0.03)
    torch.testing.assert_close(ours.grad.float(), theirs.grad, atol=0.06, rtol=0.03)


def test_padding_changes_no_answer(base):
    alone = batches.Batch.of(TURNS[:1])
    beside = batches.Batch.of([TURNS[0], TURNS[-1]])
    likely = [
        Network(base).log_likelihoods(batch.tokens, batch.places)[: len(TURNS[0].answer)]
        for batch in (alone, beside)
    ]
    torch.testing.assert_close(likely[0], likely[1], atol=0.1, rtol=0.02)


def test_a_new_adapter_changes_nothing(base):
    without = measure(Network(base), TURNS)
    assert measure(Network(base, Adapter(base, Plan(4))), TURNS) == without


def test_adapters_stand_where_the_plan_says(base):
    adapter = Adapter(base, Plan(4, Targets.ATTENTION, layers=2))
    assert {name.rsplit(".weight.")[0] for name, _ in adapter.tensors()} == {
        f"blk.{block}.{part}"
        for block in (28, 29)
        for part in ("attn_q", "attn_k", "attn_v", "attn_output")
    }


# -- a run -----------------------------------------------------------------------------------------


def test_a_run_that_is_told_to_end_goes_on_as_if_it_had_not(base, tmp_path):
    recipe = Recipe(Plan(4), rate=2e-3, batches=1, steps=4)
    whole = fine_tune(base, recipe, TURNS, TURNS, tmp_path / "whole", Listening())
    assert whole.finished
    assert whole.measured.loss < measure(Network(base), TURNS).loss

    stopped = fine_tune(base, recipe, TURNS, TURNS, tmp_path / "two", Listening(end_after=2))
    assert (stopped.finished, stopped.step) == (False, 2)
    resumed = Listening()
    assert fine_tune(base, recipe, TURNS, TURNS, tmp_path / "two", resumed).finished
    assert [passed.step for passed in resumed.steps] == [3, 4]

    one, two = (load(tmp_path / name) for name in ("whole", "two"))
    assert one and two and one.tokens == two.tokens
    for name, tensor in one.adapter.items():
        torch.testing.assert_close(tensor, two.adapter[name], atol=1e-5, rtol=1e-3)
    log = [json.loads(line) for line in (tmp_path / "two" / "log.jsonl").read_text().splitlines()]
    assert [entry["step"] for entry in log if "loss" in entry] == [1, 2, 3, 4]
    assert sum("dev" in entry for entry in log) == 2


def test_a_checkpoint_of_something_else_is_refused(base, tmp_path):
    recipe = Recipe(Plan(4), batches=1, steps=1)
    fine_tune(base, recipe, TURNS, TURNS[:2], tmp_path, Listening())
    with pytest.raises(UsageError, match="another data"):
        fine_tune(base, recipe, TURNS[1:], TURNS[:2], tmp_path, Listening())
    with pytest.raises(UsageError, match="another rank and targets"):
        other = Recipe(Plan(8, Targets.MLP), batches=1, steps=1)
        fine_tune(base, other, TURNS, TURNS[:2], tmp_path, Listening())


def test_a_run_begins_with_what_another_has_learnt(base, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    recipe = Recipe(Plan(4), rate=2e-3, batches=1, steps=3)
    learnt = fine_tune(base, recipe, TURNS, TURNS, one, Listening()).measured
    further = replace(recipe, rate=1e-9, steps=1, beginning=one)
    begun = fine_tune(base, further, TURNS[:12], TURNS, two, Listening())
    assert begun.step == 1
    assert begun.measured.loss == pytest.approx(learnt.loss, rel=1e-3)
    first, second = load(one), load(two)
    assert first and second
    assert first.made_from["beginning"] is None
    assert second.made_from["beginning"]["step"] == 3
    assert second.made_from["beginning"]["data"] == first.made_from["data"]
    # Taken up again it goes on with its own adapters, not with those that it began with.
    resumed = Listening()
    fine_tune(base, replace(further, steps=2), TURNS[:12], TURNS[:2], two, resumed)
    assert [passed.step for passed in resumed.steps] == [2]
    with pytest.raises(UsageError, match="another beginning"):
        fine_tune(base, replace(further, beginning=None), TURNS[:12], TURNS[:2], two, Listening())


def test_a_run_cannot_begin_with_adapters_of_another_shape(base, tmp_path):
    recipe = Recipe(Plan(4), batches=1, steps=1)
    fine_tune(base, recipe, TURNS, TURNS[:2], tmp_path / "one", Listening())
    larger = Recipe(Plan(8), batches=1, steps=1, beginning=tmp_path / "one")
    with pytest.raises(UsageError, match="one holds a fine-tuning with another rank"):
        fine_tune(base, larger, TURNS, TURNS[:2], tmp_path / "two", Listening())
    nowhere = replace(larger, beginning=tmp_path / "none")
    with pytest.raises(UsageError, match="none: no fine-tuning in it to begin with"):
        fine_tune(base, nowhere, TURNS, TURNS[:2], tmp_path / "two", Listening())


def test_a_damaged_checkpoint_is_named(base, tmp_path):
    file = tmp_path / "checkpoint.pt"
    recipe = Recipe(Plan(4), batches=1, steps=1)
    for content in (b"", b"not a checkpoint", b"PK\x03\x04 and no more"):
        file.write_bytes(content)
        with pytest.raises(ModelError, match="damaged"):
            fine_tune(base, recipe, TURNS, TURNS[:2], tmp_path, Listening())


def test_what_is_no_language_model_cannot_be_trained(tmp_path: Path):
    with pytest.raises(ModelError, match="not a language model"):
        read_base("silero-vad")
