"""All of training on a toy size: examples, fine-tuning, export, llama.cpp, better than its base.

``make train-smoke`` runs it with what it prints.
"""

from __future__ import annotations

import json

import gguf
import pytest

from kiosk.cli import run_command
from kiosk.training.base import find_base
from kiosk.training.check import Served, agreement
from kiosk.training.export import BASE_SHA256, OPENING_SHA256, read_tuned
from kiosk.training.network import Network
from kiosk.training.turns import opening_sha256, read_turns
from kiosk.training.vocabulary import Vocabulary

BASE = "smollm2-135m"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("training")


def run(capfd, *arguments: object) -> dict:
    """What ``kiosk train`` prints as JSON; the errors of a failure are shown."""
    status = run_command(["train", *map(str, arguments), "--json"])
    out, err = capfd.readouterr()
    assert status == 0, err
    return json.loads(out)


def test_a_trained_adapter_beats_its_base_in_llama_cpp(place, capfd):
    train, dev, adapter = place / "train.jsonl", place / "dev.jsonl", place / "adapter.gguf"
    run(capfd, "generate", "--seed", 1, "--count", 600, "--easy", 1, "--out", train)
    run(capfd, "generate", "--seed", 2, "--count", 40, "--easy", 1, "--dev", "--out", dev)
    tuned = run(
        capfd, "sft", "--base", BASE, "--data", train, "--dev", dev, "--out", place / "tuned",
        "--steps", 60, "--batches", 1, "--rate", 0.001,
    )  # fmt: skip
    assert (tuned["finished"], tuned["step"]) == (True, 60)
    exported = run(capfd, "export", place / "tuned", "--out", adapter)
    assert exported["bytes"] < 20_000_000

    model, sha256 = find_base(BASE)
    fields = gguf.GGUFReader(adapter).fields
    assert fields[BASE_SHA256].contents() == sha256
    assert fields[OPENING_SHA256].contents() == opening_sha256()

    turns = read_turns(dev, Vocabulary(model)).turns
    with_adapter = Served(model, adapter)
    before, after = Served(model).exact(turns), with_adapter.exact(turns)
    fit = read_tuned(place / "tuned")
    found = agreement(Network(fit.base, fit.adapter), with_adapter, turns)
    print(  # noqa: T201 -- what make train-smoke is run for
        f"whole answers in llama.cpp: {before:.1%} before, {after:.1%} after; {found}"
    )
    assert after > before
    # What is barely learnt has near ties, which four bits and eight decide either way.
    assert found.likeliest > 0.9
