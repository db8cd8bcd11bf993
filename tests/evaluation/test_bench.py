"""``kiosk bench``, as typed: every stage really runs, with the engines that a kiosk loads.

How long anything takes is told, never asserted: that differs from machine to machine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import run_command
from kiosk.evaluation.bench import LARGE_MODEL, RULES, SMALL_MODEL, Report, Stage, memory_mb
from kiosk.evaluation.bench.compare import Measured, compare_turns
from kiosk.evaluation.report import Results, write_results
from kiosk.evaluation.tokens import Tokens
from kiosk.evaluation.turns.score import Read

AT = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
PLAIN = ["rules, one utterance", "one edit, and a cart of 30 lines priced"]
HEARD_AND_SAID = [
    "recognition, 4 s of speech",
    "reply to its first audible sample",
    "end of speech to first audible sample",
    "touch to redraw, while the engines work",
]


def bench(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("kiosk"), "bench", "--rounds", "1", *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_stage_is_timed_and_all_of_them_are_weighed() -> None:
    ran = bench("--json")
    assert ran.returncode == 0, ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout)
    assert told["faults"] == []
    assert [one["name"] for one in told["stages"]] == [
        *PLAIN,
        SMALL_MODEL.name,
        LARGE_MODEL.name,
        *HEARD_AND_SAID,
    ]
    for stage in told["stages"]:
        assert stage["n"] > 0
        assert 0 < stage["ms_p50"] <= stage["ms_p95"]
    assert told["machine"]["cores"] > 0
    assert told["cold_start_s"] > 0
    assert told["memory_mb"] > 1_000, "a language model of 1.1 GB is among the processes"
    assert told["memory_budget_mb"] == 3_500


def test_the_rules_alone_are_timed_without_a_language_model_and_a_person_is_told() -> None:
    ran = bench(KIOSK_LANGUAGE_MODEL="", COLUMNS="120")
    assert ran.returncode == 0, ran.stderr
    for name in [*PLAIN, *HEARD_AND_SAID, "memory of all processes", "cold start to the greeting"]:
        assert name in ran.stdout
    assert "1800 MB" in ran.stdout
    assert "language models: not measured: none is set" in ran.stdout


def test_without_a_recogniser_there_is_nothing_to_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KIOSK_HOME", str(tmp_path))
    assert run_command(["bench"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "kiosk models pull whisper-base" in line


def test_processes_that_are_not_there_are_not_weighed() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert memory_mb([ended.pid]) is None
    alone = memory_mb([os.getpid()])
    assert alone is not None
    assert alone > 0


def test_the_results_page_holds_times_beside_their_budgets(tmp_path: Path) -> None:
    timed = Report(
        machine={},
        stages=[Stage(RULES, [1.0, 2.0, 40.0])],
        memory_mb=1234.0,
        cold_start_s=3.21,
        faults=["language model, one turn: not measured: no weights"],
    )
    results = Results({}, "abc", "a machine", AT, timed)
    page = write_results(tmp_path, results).read_text()
    assert "| rules, one utterance | 3 | 2.0 ms | 40.0 ms | 2 / 8 ms |" in page
    assert "1234 MB of 1800" in page
    assert "3.2 s of 6" in page
    assert "- language model, one turn: not measured: no weights" in page


def test_the_results_page_holds_what_others_would_do_beside_ours(tmp_path: Path) -> None:
    among = compare_turns()
    turn = next(turn for turn in among.turns if "simple" in turn.tags)
    read = Read(among, turn, turn.want, True, True, True, False, "slm-large", 812.0)
    ours = Measured("slm-large", "tuned", [read], [Tokens(90, 40, 12)])
    page = write_results(tmp_path, Results({}, "abc", "a machine", AT, contenders=[ours]))
    exact = "100.0 % (20.7\N{EN DASH}100.0)"
    assert f"| slm-large | 1 | {exact} | 100.0 % | 100.0 % | 0 | 812.0 ms |" in page.read_text()
