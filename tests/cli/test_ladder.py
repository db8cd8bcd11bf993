"""Which rungs a command climbs: with the model, without its weights, and told to do without."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DOUBTED = "a ham berger no onions and a large route beer"
"""Two names that are misheard: the rules read them right, and doubt it."""
READ = ["1 hamburger -onion", "1 root_beer +large"]


def kiosk(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from kiosk.cli import main; main()", *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def cart(ran: subprocess.CompletedProcess[str]) -> list[str]:
    assert ran.returncode == 0, ran.stderr
    lines: list[str] = json.loads(ran.stdout)["cart"]
    return lines


def order(*said: str, **environment: str) -> subprocess.CompletedProcess[str]:
    says = [argument for text in said for argument in ("--say", text)]
    return kiosk("order", "--menu", "burger", "--json", *says, **environment)


def test_without_weights_the_rules_take_the_order_and_a_line_says_so(tmp_path: Path) -> None:
    ran = order(DOUBTED, KIOSK_HOME=str(tmp_path))
    assert cart(ran) == READ
    small, larger = ran.stderr.splitlines()
    assert "the ladder goes on without a language model" in small
    assert "kiosk models pull qwen2.5-coder-0.5b" in small
    assert "kiosk models pull qwen2.5-coder-1.5b" in larger


def test_the_rules_alone_are_a_setting(tmp_path: Path) -> None:
    ran = order(DOUBTED, KIOSK_HOME=str(tmp_path), KIOSK_LANGUAGE_MODEL="")
    assert cart(ran) == READ
    assert ran.stderr == ""


def test_what_is_no_language_model_is_not_taken_for_one() -> None:
    ran = order(DOUBTED, KIOSK_LANGUAGE_MODEL="silero-vad", KIOSK_LARGER_LANGUAGE_MODEL="")
    assert cart(ran) == READ
    assert "silero-vad is not a language model" in ran.stderr


def test_a_turn_that_the_rules_doubt_is_put_to_the_model() -> None:
    ran = order(DOUBTED)
    assert cart(ran) == READ
    (turn,) = json.loads(ran.stdout)["turns"]
    assert turn["ms"]["slm"] > 0  # whether it answered in time is this machine's affair


def test_a_turn_that_the_rules_are_sure_of_loads_no_model() -> None:
    (turn,) = json.loads(order("two cheeseburgers").stdout)["turns"]
    assert turn["rung"] == "rules"
    assert "slm" not in turn["ms"]


@pytest.mark.parametrize("rung", ["slm", "cascade"])
def test_a_yardstick_does_not_measure_another_rung_than_it_was_told(
    tmp_path: Path, rung: str
) -> None:
    talk = tmp_path / "talk.yaml"
    talk.write_text(
        "menu: burger\nscenarios: [{name: a, turns: [{guest: a coke}], outcome: open}]\n"
    )
    ran = kiosk("eval", "scenarios", str(talk), "--rung", rung, KIOSK_HOME=str(tmp_path / "home"))
    assert ran.returncode == 2
    assert "weight qwen2.5-coder-0.5b is not on this machine" in ran.stderr
