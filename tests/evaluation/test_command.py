"""``kiosk eval``, as typed: figures for people, figures for machines, and the results page."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kiosk.cli import run_command
from tests.evaluation.toast_bar import open_toast_bar

TALK = """\
menu: burger
scenarios:
  - name: two hamburgers
    tags: [plain]
    turns:
      - guest: two hamburgers please
        asks: anything_else
        cart: [2 hamburger]
    outcome: open
  - name: it was not what was stated
    turns:
      - guest: one hamburger
        cart: [7 hamburger]
    outcome: placed
"""


@pytest.fixture
def bar(tmp_path: Path) -> Path:
    return open_toast_bar(
        tmp_path,
        {
            "a sencha and two mint teas": (
                "(TEA_ORDER (NUMBER 1 ) (TEA_TYPE sencha ) )"
                "(TEA_ORDER (NUMBER 2 ) (TEA_TYPE mint ) )"
            ),
            "one toast with honey": "(TOAST_ORDER (NUMBER 9 ) )",
        },
    )


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.yaml"
    path.write_text(TALK)
    return path


def test_a_folder_is_measured_for_machines(bar: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["eval", "foodordering", str(bar), "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["sets"]
    assert (one["name"], one["n"], one["exact_match"]) == ("toast bar", 2, 0.5)
    (wrong,) = one["wrong"]
    assert wrong["said"] == "one toast with honey"
    assert wrong["want"] == "(TOAST_ORDER (NUMBER 9 ) )"
    assert one["ms_p50"] <= one["ms_p95"]
    assert {rung: its["n"] for rung, its in one["rungs"].items()} == {"rules": 2}


def test_a_folder_is_measured_for_people(bar: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["eval", "foodordering", str(bar), "--limit", "0"]) == 0
    said = capsys.readouterr().out
    assert "toast bar" in said
    assert "50.0 %" in said
    assert "not a phrase and a value, left out" in said
    assert "and 1 more" in said


def test_conversations_are_measured_for_machines(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["eval", "scenarios", str(talk), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["n"], report["final"]) == (2, 0.5)
    assert [failed["name"] for failed in report["failed"]] == ["it was not what was stated"]


def test_conversations_are_measured_for_people(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["eval", "scenarios", str(talk)]) == 0
    said = capsys.readouterr().out
    assert "silent errors" in said
    assert "it was not what was stated" in said
    assert "ended open, not placed" in said


def test_the_results_page_holds_every_figure_and_every_failure(
    bar: Path, talk: Path, tmp_path: Path
) -> None:
    docs = tmp_path / "docs"
    asked = ["--foodordering", str(bar), "--scenarios", str(talk), "--docs", str(docs)]
    assert run_command(["eval", "report", *asked]) == 0
    page = (docs / "RESULTS.md").read_text()
    assert "| toast bar | 2 | 50.0 % (9.5\N{EN DASH}90.5) |" in page
    assert "95 % interval" in page
    assert "| orders | something else | 1 of 2 |" in page
    kinds = page.partition("## What goes wrong, by kind\n")[2].partition("## Failures")[0]
    assert "one toast with honey" not in kinds
    assert "- line 2 " in page
    assert "one toast with honey" not in page, "utterances of other people's data are not copied"
    assert "burger: it was not what was stated" in page
    for picture in ("exact_match.svg", "reliability_rules.svg"):
        assert f"results/{picture}" in page
        ElementTree.parse(docs / "results" / picture)  # noqa: S314 - written by us a moment ago


@pytest.mark.parametrize(
    "arguments",
    [
        ["foodordering", "nowhere"],
        ["scenarios", "nowhere.yaml"],
        ["scenarios", "talk.yaml", "--rung", "parrot"],
        ["foodordering"],
    ],
)
def test_what_cannot_be_measured_is_one_line(
    talk: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(talk.parent)
    assert run_command(["eval", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("kiosk: ")
