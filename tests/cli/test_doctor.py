"""``kiosk doctor`` tells an operator what this machine has, and the way out of what it lacks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KIOSK = Path(sys.executable).with_name("kiosk")


@pytest.fixture
def doctor():
    """Run it under the given settings; gives the status and the report."""

    def examine(**settings: str) -> tuple[int, dict]:
        said = subprocess.run(
            [KIOSK, "doctor", "--json"],
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.stderr == ""
        return said.returncode, json.loads(said.stdout)

    return examine


def ways_out(report: dict) -> dict[str, str]:
    """What is missing and needed, with what to do about it."""
    return {lack["what"]: lack["way_out"] for lack in report["lacks"] if lack["needed"]}


def test_a_machine_that_is_set_up_is_ready(doctor):
    status, report = doctor()
    assert ways_out(report) == {}
    assert (status, report["fit"]) == (0, True)


def test_it_knows_the_computer_and_what_will_run_on_it(doctor):
    _, report = doctor()
    machine = report["machine"]
    assert machine["cores"] == len(os.sched_getaffinity(0))
    assert 0 < machine["memory_free_mb"] <= machine["memory_mb"]
    assert machine["disk_free_mb"] > 0
    assert {engine["name"] for engine in report["engines"]} >= {"llama-cpp-python", "sherpa-onnx"}
    assert all(engine["version"] and not engine["fault"] for engine in report["engines"])
    assert report["runs"]["recogniser"] == "whisper-base"


def test_without_weights_it_names_each_and_the_command_that_brings_it(doctor, tmp_path):
    status, report = doctor(KIOSK_HOME=str(tmp_path))
    assert status == 1
    assert ways_out(report) == {
        f"{purpose} {name}: missing": f"kiosk models pull {name}"
        for purpose, name in (
            ("recogniser", "whisper-base"),
            ("vad", "silero-vad"),
            ("language", "qwen2.5-coder-1.5b"),
        )
    }


def test_the_rules_alone_need_no_language_model(doctor, tmp_path):
    _, report = doctor(KIOSK_HOME=str(tmp_path), KIOSK_LANGUAGE_MODEL="")
    assert not any(what.startswith("language") for what in ways_out(report))
    assert report["runs"]["language_model"] == "none: the rules alone"


def test_settings_that_lead_nowhere_are_found(doctor, tmp_path):
    status, report = doctor(KIOSK_MENU=str(tmp_path / "lunch.yaml"), KIOSK_RECOGNISER="wisper")
    assert status == 1
    assert f"no menu at {tmp_path / 'lunch.yaml'}" in ways_out(report)
    assert "no weight is called wisper" in ways_out(report)


def test_a_device_that_is_not_there_costs_the_sound_and_nothing_else(doctor):
    status, report = doctor(KIOSK_INPUT_DEVICE="nobody's microphone")
    microphone, _ = report["audio"]
    assert microphone["name"] is None
    assert "nobody's microphone" in microphone["fault"]
    assert status == 0


def test_for_people_it_is_a_page_that_ends_with_the_verdict():
    said = subprocess.run([KIOSK, "doctor"], capture_output=True, text=True, check=False)
    assert said.stdout.splitlines()[-1] in {"ready", "not ready"}
