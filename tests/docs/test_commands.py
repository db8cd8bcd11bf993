"""Whoever types what the documents say gets what the documents say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from kiosk.cli import Deferred, app
from kiosk.release.__main__ import main as run_update
from tests.docs.sessions import HOUSE, Command, Desk, blocks

PAGES = ["README.md", *(f"docs/{page.name}" for page in sorted((HOUSE / "docs").glob("*.md")))]

SYSTEM = {
    "aplay", "apt-get", "arecord", "chgrp", "chmod", "cp", "curl", "docker", "dpkg", "git",
    "install", "journalctl", "kill", "less", "lsusb", "mosquitto_sub", "pip", "python", "sh", "sha256sum",
    "systemctl", "tar",
}  # fmt: skip
"""What a page may type that is not ours."""


def looked_up(page: str) -> list[Command]:
    """What a page tells to type that cannot be typed on any machine."""
    return [
        command
        for block in blocks(page)
        if block.language == "sh" or (block.language == "console" and not block.typed)
        for command in block.commands()
    ]


def read(words: list[str]) -> None:
    """What is typed behind ``kiosk``: a word too many or too few is an error of typer's."""
    command, words = get_command(app), words or ["screen"]
    while isinstance(command, TyperGroup | Deferred):
        if isinstance(command, Deferred):
            command = command.load()
        elif words == ["--help"]:
            return
        else:
            command, words = command.commands[words[0]], words[1:]
    command.make_context("kiosk", words)


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_says_to_type_works(page, tmp_path):
    assert "\n".join(Desk(tmp_path).follow(blocks(page), slow=False)) == ""


@pytest.mark.slow
@pytest.mark.parametrize("page", [p for p in PAGES if any(block.slow for block in blocks(p))])
def test_what_takes_long_works_too(page, tmp_path):
    assert "\n".join(Desk(tmp_path).follow(blocks(page), slow=True)) == ""


@pytest.mark.parametrize(
    "command", [command for page in PAGES for command in looked_up(page)], ids=str
)
def test_what_needs_root_or_a_device_can_be_typed(command, tmp_path):
    """Read as the command line reads it, up to where it would run."""
    words = shlex.split(command.line, comments=True)
    program, *rest = [word for word in words if word != "sudo" and not re.match(r"[A-Z_]+=", word)]
    match Path(program).name:
        case "kiosk":
            read(rest)
        case "kiosk-update":
            places = ["--root", str(tmp_path / "opt"), "--home", str(tmp_path / "home")]
            assert run_update([*places, *rest]) in (0, 2)
        case "make":
            targets = re.findall(r"^([a-z-]+):", (HOUSE / "Makefile").read_text(), re.MULTILINE)
            assert rest[0] in targets
        case other:
            assert other in SYSTEM
            for word in rest:
                assert not word.startswith("scripts/") or (HOUSE / word).exists(), word


def test_every_way_of_marking_a_block_is_known():
    for page in PAGES:
        for block in blocks(page):
            assert block.language in ("console", "sh", "yaml", "toml", "json", "text", ""), block
            if block.language == "console":
                assert not block.title or block.slow or not block.typed, block
