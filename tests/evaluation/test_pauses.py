"""The pause set: guests who think while they speak, and strategies that wait for them or do not."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli import run_command
from kiosk.evaluation.pauses.hesitant import Hesitant, hesitant
from kiosk.evaluation.pauses.sound import spoken
from kiosk.speech.audio import FRAME, Audio, level_db
from kiosk.speech.voices import HibariVoice

TALK = """\
menu: burger
scenarios:
  - name: a meal, said with a pause in it
    turns:
      - guest: can i get a cheeseburger with no onions
      - guest: that's all
    outcome: open
"""


WORDS = ["a", "coke", "and", "fries", "with", "no", "ice", "uh", "please"]


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - data by seed, no secret


@given(st.lists(st.sampled_from(WORDS), min_size=1))
def test_pausing_loses_no_word_and_adds_only_fillers(words: list[str]) -> None:
    said = hesitant(" ".join(words), seeded(1))
    heard = " ".join(said.parts).replace(",", "").split()
    left = iter(heard)
    assert all(word in left for word in words)
    assert len(heard) - len(words) <= len(said.pauses_s) == len(said.parts) - 1
    assert all(0.3 <= pause_s <= 1.2 for pause_s in said.pauses_s)


def test_an_answer_of_a_word_or_two_has_no_pause() -> None:
    assert hesitant("that's all", seeded(1)) == Hesitant(("that's all",), ())


def test_the_same_seed_pauses_at_the_same_place() -> None:
    said = "can i get two cheeseburgers with no onions and a large coke"
    assert hesitant(said, seeded(7)) == hesitant(said, seeded(7))
    assert len({hesitant(said, seeded(seed)) for seed in range(20)}) > 10


async def test_a_pause_is_silence_in_the_middle_of_one_sentence() -> None:
    voice = HibariVoice(1)

    async def speak(text: str) -> Audio:
        return voice.speak(text)

    at_once = await spoken(Hesitant(("a large coke and a burger",), ()), speak, seeded(1))
    parts = Hesitant(("a large coke", "and a burger"), (1.0,))
    paused = await spoken(parts, speak, seeded(1))
    assert 0.5 < paused.end_s - at_once.end_s < 1.3
    levels = [level_db(frame) for frame in np.split(paused.audio.samples[: 96 * FRAME], 96)]
    quiet = "".join("." if level < -50 else "#" for level in levels)
    assert any(len(gap) * 0.032 == pytest.approx(1.0, abs=0.1) for gap in quiet.split("#"))


def test_both_curves_are_measured_on_the_real_pipeline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = tmp_path / "talk.yaml"
    talk.write_text(TALK)
    assert run_command(["eval", "pauses", str(talk), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["n"], report["paused"], report["unheard"]) == (2, 1, 0)
    by_pace = {point["pace"]: point for point in report["understood"]}
    assert [pace for pace, point in by_pace.items() if point["ships"]] == [1.0]
    for curve in (report["understood"], report["silence"]):
        cut_off = [point["false_cutoffs"] for point in curve]
        assert cut_off == sorted(cut_off, reverse=True)  # the more patient, the fewer
        assert all(point["orders_changed"] <= point["false_cutoffs"] for point in curve)
        assert all(point["delay_ms_p50"] <= point["delay_ms_p95"] for point in curve)
