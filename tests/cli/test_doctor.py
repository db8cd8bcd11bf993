"""``kiosk doctor`` tells an operator what this machine has, and the way out of what it lacks."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli.doctor_rungs import advise
from kiosk.config import Settings
from kiosk.locations import models_dir
from kiosk.store import Store
from kiosk.store.database import FILE
from kiosk.store.migrations import MIGRATIONS

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
            ("language", "qwen2.5-coder-0.5b"),
        )
    }


def test_the_rules_alone_need_no_language_model(doctor, tmp_path):
    _, report = doctor(KIOSK_HOME=str(tmp_path), KIOSK_LANGUAGE_MODEL="")
    assert not any(what.startswith("language") for what in ways_out(report))
    assert report["runs"]["language_model"] == "none: the rules alone"


def test_settings_that_lead_nowhere_are_found(doctor, tmp_path):
    status, report = doctor(KIOSK_MENU=str(tmp_path / "lunch.yaml"), KIOSK_RECOGNISER="wisper")
    assert status == 1
    assert f"{tmp_path / 'lunch.yaml'}: there is no such menu" in ways_out(report)
    assert "no weight is called wisper" in ways_out(report)


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ('menu = "{folder}/dinner.yaml"', "dinner.yaml:1: id: is missing (and 3 more)"),
        ('time_zone = "America/Chicgo"', 'setting time_zone: there is no "America/Chicgo"'),
        ("[lanes.1]\npin = 17", "setting lanes.1: a pin belongs to detector"),
        ('[printers.kitchen]\nlink = "network"', "setting printers.kitchen.network.host: "),
        (
            '[tills.counter]\nsystem = "square"\nlocation = "L1"\nkiosk = "t"\n'
            'token_file = "{folder}/gone"',
            "gone: no token can be read there",
        ),
    ],
)
def test_it_is_not_ready_where_the_kiosk_would_not_start(doctor, tmp_path, setting, told):
    (tmp_path / "dinner.yaml").write_text("menu: 1\n")
    settings = tmp_path / "data" / "kiosk.toml"
    settings.parent.mkdir()
    settings.write_text(setting.format(folder=tmp_path))
    status, report = doctor(KIOSK_HOME=str(tmp_path), KIOSK_MODELS=str(models_dir()))
    assert status == 1
    (what,) = ways_out(report)
    assert told in what


def test_a_menu_of_the_house_may_be_named_and_a_misspelt_setting_is_told(doctor, tmp_path):
    (tmp_path / "data").mkdir()
    settings = tmp_path / "data" / "kiosk.toml"
    settings.write_text('menu = "pizza"\nmenue = "coffee"\n[printer.kitchen]\nlink = "usb"\n')
    status, report = doctor(KIOSK_HOME=str(tmp_path), KIOSK_MODELS=str(models_dir()))
    assert (status, ways_out(report)) == (0, {})
    said = [lack["what"] for lack in report["lacks"]]
    assert f'{settings}: "menue" is no setting; did you mean "menu"?' in said
    assert f'{settings}: "printer" is no setting; did you mean "printers"?' in said


def test_a_device_that_is_not_there_costs_the_sound_and_nothing_else(doctor):
    status, report = doctor(KIOSK_INPUT_DEVICE="nobody's microphone")
    microphone, _ = report["audio"]
    assert microphone["name"] is None
    assert "nobody's microphone" in microphone["fault"]
    assert status == 0


def test_for_people_it_is_a_page_that_ends_with_the_verdict():
    said = subprocess.run([KIOSK, "doctor"], capture_output=True, text=True, check=False)
    assert said.stdout.splitlines()[-1] in {"ready", "not ready"}


# -- which language models suit a machine ----------------------------------------------------

SMALL = Settings.model_fields["language_model"].default
LARGER = Settings.model_fields["larger_language_model"].default


@pytest.mark.parametrize(
    ("machine", "models"),
    [
        ({"cores": 2, "memory_mb": 7_600, "gpu": False}, [SMALL, LARGER]),
        ({"cores": 2, "memory_mb": 3_800, "gpu": False}, [SMALL, ""]),
        ({"cores": 4, "memory_mb": 1_900, "gpu": False}, ["", ""]),
        ({"cores": 1, "memory_mb": 16_000, "gpu": False}, ["", ""]),
        ({"cores": 1, "memory_mb": 16_000, "gpu": True}, [SMALL, LARGER]),
        ({"cores": 1, "memory_mb": 16_000, "gpu": False, "small_ms": 400}, [SMALL, LARGER]),
        ({"cores": 8, "memory_mb": 16_000, "gpu": False, "small_ms": 950}, [SMALL, ""]),
        ({"cores": 8, "memory_mb": 16_000, "gpu": True, "small_ms": 1_400}, ["", ""]),
    ],
)
def test_a_machine_is_advised_by_what_it_has_or_by_what_it_takes(machine, models):
    advice = advise(**machine)
    assert [advice.language_model, advice.larger_language_model] == models
    assert advice.lines == (
        f'language_model = "{models[0]}"',
        f'larger_language_model = "{models[1]}"',
    )
    assert advice.why
    assert "\n" not in advice.why


@given(
    cores=st.integers(1, 16),
    memory_mb=st.integers(500, 32_000),
    gpu=st.booleans(),
    small_ms=st.none() | st.floats(10, 5_000),
    more=st.integers(0, 16_000),
)
def test_more_memory_never_means_a_smaller_ladder(cores, memory_mb, gpu, small_ms, more):
    def rungs(memory_mb: int) -> int:
        advice = advise(cores, memory_mb, gpu=gpu, small_ms=small_ms)
        return bool(advice.language_model) + bool(advice.larger_language_model)

    assert rungs(memory_mb) <= rungs(memory_mb + more)


def test_the_page_and_the_report_name_what_suits_and_the_lines_that_make_it_so(doctor):
    _, report = doctor()
    page = subprocess.run([KIOSK, "doctor"], capture_output=True, text=True, check=False).stdout
    assert report["advice"]["small_ms"] is None
    assert report["advice"]["why"] in page
    for line in report["advice"]["lines"]:
        assert line in page


def test_what_cannot_be_measured_ends_in_one_line(tmp_path):
    said = subprocess.run(
        [KIOSK, "doctor", "--measure"],
        env={**os.environ, "KIOSK_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 2
    (line,) = said.stderr.splitlines()
    assert f"kiosk models pull {SMALL}" in line


def test_a_journal_that_only_a_newer_kiosk_can_go_on_with_is_told(doctor, tmp_path):
    journal = tmp_path / "data" / FILE
    Store(journal.parent).close()
    with closing(sqlite3.connect(journal)) as db:
        db.execute("PRAGMA user_version = 99")
    _, report = doctor(KIOSK_HOME=str(tmp_path))
    told = [what for what in ways_out(report) if "journal" in what]
    assert told == [
        f"{journal}: a newer kiosk has written this journal (version 99; this one knows "
        f"{len(MIGRATIONS)})"
    ]
