"""Examples that were said aloud: in the words that were heard, and only where these still tell."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from kiosk.cli import run_command
from kiosk.speech.audio import SPEECH_RATE, Audio, level_db
from kiosk.training.example import Example, dumps, example_of
from kiosk.training.saying.dice import Dice
from kiosk.training.spoken import HEARD, as_heard, in_noise
from kiosk.training.turns import read_examples


@pytest.fixture
def order() -> Example:
    return example_of({
        "menu": "burger", "cart": [], "asked": None, "touched": [],
        "text": "two cheeseburgers without onions and a large coke",
        "edits": ["add 2 cheeseburger -onion", "add 1 coke +large"],
        "want": ["2 cheeseburger -onion", "1 coke +large"], "tags": ["list"],
    })  # fmt: skip


def test_what_was_misheard_and_still_tells_is_learnt_from(order: Example):
    heard = as_heard(order, "Two cheese burgers without unions and a large Coke.")
    assert heard is not None
    assert heard.text == "Two cheese burgers without unions and a large Coke."
    assert heard.tags == (HEARD, "list")
    assert replace(heard, text=order.text, tags=order.tags) == order


@pytest.mark.parametrize(
    "words",
    [
        "Two cheeseburgers without onions, and a large coke!",  # nothing was misheard
        "two cheeseburgers with onions and a larch coke",  # it says otherwise
        "too cheese boogers with out onions and a large coat",  # a name is lost
        "",
    ],
)
def test_what_tells_nothing_or_something_else_is_not(order: Example, words: str):
    assert as_heard(order, words) is None


def test_noise_stays_below_the_speech_and_is_the_same_by_seed():
    tone = np.sin(np.arange(24_000) / 8).astype(np.float32) / 4
    heard, again = (
        in_noise(Audio(tone, 24_000), dice) for dice in (Dice("3").random, Dice("3").random)
    )
    assert len(heard) == SPEECH_RATE and np.array_equal(heard, again)
    noise = heard - Audio(tone, 24_000).at(SPEECH_RATE).samples
    assert 3 <= level_db(tone) - level_db(noise) <= 20.5


def test_a_voice_says_them_and_a_recogniser_writes_them(tmp_path, capfd, order: Example):
    said = [order, replace(order, text="can i get two cheese burgers no onions and a big coke")]
    data, out = tmp_path / "said.jsonl", tmp_path / "heard.jsonl"
    data.write_text("".join(dumps(example) + "\n" for example in said), encoding="utf-8")
    assert run_command(["train", "speak", str(data), "--out", str(out), "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told == {"file": str(out), "said": 2, "kept": told["kept"], "seed": 0}
    if told["kept"]:
        assert {example.want for example in read_examples(out)} == {order.want}


def test_a_file_that_cannot_be_written_is_told_before_anything_is_said(tmp_path, capfd, order):
    data = tmp_path / "said.jsonl"
    data.write_text(dumps(order) + "\n", encoding="utf-8")
    out = tmp_path / "nowhere" / "heard.jsonl"
    assert run_command(["train", "speak", str(data), "--out", str(out)]) == 2
    assert "cannot be written" in capfd.readouterr().err
