"""What the operators' document says to type can be typed, and every setting is in it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kiosk.cli import COMMANDS
from kiosk.config import Settings
from kiosk.release.__main__ import main

HOUSE = Path(__file__).resolve().parents[2]
DOCUMENT = (HOUSE / "docs" / "operators.md").read_text(encoding="utf-8")


def typed() -> list[list[str]]:
    """Every command of its shell blocks, without sudo."""
    blocks = re.findall(r"^```sh\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
    lines = (shlex.split(line, comments=True) for block in blocks for line in block.splitlines())
    return [line[1:] if line[0] == "sudo" else line for line in lines if line]


def test_every_command_exists():
    targets = re.findall(r"^([a-z-]+):", (HOUSE / "Makefile").read_text(), re.MULTILINE)
    for program, *words in typed():
        if Path(program).name == "kiosk":
            assert words[0] in COMMANDS, words
        if program == "make":
            assert words[0] in targets


@pytest.mark.parametrize(
    "words", [words for words in typed() if words[0] == "kiosk-update"], ids=" ".join
)
def test_every_update_can_be_typed(words, tmp_path, capsys):
    """On a machine without releases: each stops in one line, or has nothing to list."""
    places = ["--root", str(tmp_path / "opt"), "--home", str(tmp_path / "home")]
    assert main([*places, *words[1:]]) in (0, 2)
    assert len(capsys.readouterr().err.splitlines()) <= 1


@pytest.mark.parametrize("setting", list(Settings.model_fields))
def test_every_setting_is_in_it(setting):
    assert f"`{setting}`" in DOCUMENT


def test_its_links_lead_somewhere():
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", DOCUMENT):
        assert (HOUSE / "docs" / target).exists(), target
    headings = {
        heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", DOCUMENT, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", DOCUMENT)) <= headings


def test_every_threat_is_tried():
    table = DOCUMENT.partition("## What is tried against it")[2].partition("\n## ")[0]
    tried = re.findall(r"\[(\w+)\]\(\.\./(tests/\S+\.py)\)", table)
    assert len(tried) > len(table.split("\n|")) - 3, "a threat without a test"
    for test, file in tried:
        assert f"def test_{test}(" in (HOUSE / file).read_text(), test
