"""What the documents say is there, is there; what they say to type, can be typed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kiosk.cli import COMMANDS

HOUSE = Path(__file__).resolve().parents[2]
README = (HOUSE / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (HOUSE / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))


def typed_in(document: str) -> list[list[str]]:
    """Every command of a document's shell blocks, split as the shell would."""
    blocks = re.findall(r"^```sh\n(.*?)^```", document, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line.strip()]


def test_every_command_of_the_readme_exists():
    targets = set(re.findall(r"^([a-z-]+):", (HOUSE / "Makefile").read_text(), re.MULTILINE))
    commands = typed_in(README)
    assert commands
    for program, *arguments in commands:
        if program == "make":
            assert set(arguments) <= targets
        else:
            assert program == "kiosk"
            assert not arguments or arguments[0] in COMMANDS, arguments


@pytest.mark.parametrize(
    "words", [words for words in typed_in(README) if words[0] == "kiosk"], ids=" ".join
)
def test_the_options_in_the_readme_are_options_of_that_command(words):
    """Asked of ``--help``, so that nothing runs."""
    command = [word for word in words[1:3] if re.fullmatch(r"[a-z]+", word)]
    said = subprocess.run(
        [Path(sys.executable).with_name("kiosk"), *command, "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    for option in (word for word in words if word.startswith("--")):
        assert option in said.stdout


@pytest.mark.parametrize("document", ["README.md", "docs/ARCHITECTURE.md", "CHANGELOG.md"])
def test_links_between_documents_lead_somewhere(document):
    text = (HOUSE / document).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert ((HOUSE / document).parent / target).exists(), target


def test_every_path_in_the_architecture_exists():
    paths = set(re.findall(r"`((?:kiosk|menus|models|docs|tests)/[\w./*-]+)`", ARCHITECTURE))
    assert paths
    for path in paths:
        assert any(HOUSE.glob(path)), path


def test_every_room_is_in_the_architecture():
    for room in (HOUSE / "kiosk").iterdir():
        if (room / "__init__.py").exists():
            assert f"| `kiosk/{room.name}` |" in ARCHITECTURE


def test_the_lock_holds_every_dependency_at_a_version_that_the_project_allows():
    lock = dict(
        line.split("==") for line in (HOUSE / "constraints.txt").read_text().split() if line
    )
    locked = {canonicalize_name(name): version for name, version in lock.items()}
    project = PROJECT["project"]
    extras = [text for some in project["optional-dependencies"].values() for text in some]
    for needed in map(Requirement, [*project["dependencies"], *extras]):
        if needed.name == project["name"]:
            continue  # its other extras, which are here, too
        assert needed.specifier.contains(locked[canonicalize_name(needed.name)]), needed


def test_the_newest_release_in_the_changelog_is_not_newer_than_the_package():
    log = (HOUSE / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in log
    for release in re.findall(r"^## \[(\d\S*)\]", log, re.MULTILINE)[:1]:
        assert release == PROJECT["project"]["version"]
