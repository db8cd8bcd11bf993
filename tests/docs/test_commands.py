"""Whoever types what the documents say gets what the documents say.

What cannot be typed on any machine is read as the command line reads it, and run in a shop where it
can be; ``ONLY_READ`` has the rest, and why.
"""

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
from tests.docs.shop import Shop

PAGES = ["README.md", *(f"docs/{page.name}" for page in sorted((HOUSE / "docs").glob("*.md")))]

SYSTEM = {
    "aplay", "apt-get", "arecord", "chgrp", "chmod", "cp", "curl", "docker", "dpkg", "git",
    "install", "journalctl", "kill", "less", "lsusb", "mosquitto_sub", "pip", "python", "sh",
    "sha256sum", "systemctl", "tar",
}  # fmt: skip
"""What a page may type that is not ours."""


ONLY_READ = {
    r"kiosk$|kiosk board": "draw on a terminal until they are left: tests/ui/test_terminal.py",
    r"kiosk serve": "serves until it is ended: tests/ui/test_serve.py",
    r"kiosk crew pin": "waits for a PIN: tests/crew",
    r"kiosk drivethru|kiosk transcribe|kiosk say": "load engines: tests/drivethru, tests/speech",
    r"kiosk doctor --audio$": "needs a microphone and a speaker: tests/cli/test_doctor_audio.py",
    r"kiosk models (pull|verify)": "bring 1.8 GB, or read them: tests/provision",
    r"kiosk menu import square till:": "asks Square: tests/connect/test_square_round_trip.py",
    r"kiosk eval|kiosk bench": "take minutes: tests/evaluation, make eval",
    r"kiosk train (generate|sft|export|speech-set|hearing)": "take long: tests/training",
    r"kiosk-update": "needs a release; stopped where there is none: tests/packaging",
    r"/opt/kiosk/": "is there where a bundle was installed: tests/packaging/test_offline.py",
    r"make ": "sets up, builds, or runs everything; its target has to be there",
}
"""How a command begins that is read and not run, and why; programs of the system are likewise."""


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


def is_run(command: Command) -> bool:
    """In the shop, where no harm is done and no time lost."""
    line = command.line.removeprefix("sudo ").partition("#")[0].strip()
    return line.startswith("kiosk") and not any(re.match(rule, line) for rule in ONLY_READ)


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
def test_what_needs_root_or_a_device_can_be_typed(command, tmp_path, capsys):
    """Read as the command line reads it, up to where it would run."""
    words = shlex.split(command.line, comments=True)
    program, *rest = [word for word in words if word != "sudo" and not re.match(r"[A-Z_]+=", word)]
    match Path(program).name:
        case "kiosk":
            read(rest)
        case "kiosk-update":
            places = ["--root", str(tmp_path / "opt"), "--home", str(tmp_path / "home")]
            assert run_update([*places, *rest]) in (0, 2)
            assert len(capsys.readouterr().err.splitlines()) <= 1
        case "make":
            targets = re.findall(r"^([a-z-]+):", (HOUSE / "Makefile").read_text(), re.MULTILINE)
            assert rest[0] in targets
        case other:
            assert other in SYSTEM
            for word in rest:
                assert not word.startswith("scripts/") or (HOUSE / word).exists(), word


@pytest.mark.parametrize(
    "page", [page for page in PAGES if any(is_run(command) for command in looked_up(page))]
)
def test_what_can_be_run_in_a_shop_is(page, tmp_path):
    shop = Shop(tmp_path)
    typed = [shop.here(command) for command in looked_up(page) if is_run(command)]
    assert "\n".join(wrong for command in typed for wrong in shop.type(command)) == ""


def test_every_reason_for_not_running_something_is_one():
    lines = [command.line.removeprefix("sudo ") for page in PAGES for command in looked_up(page)]
    lines = [line.partition("#")[0].strip() for line in lines]
    for rule in ONLY_READ:
        assert any(re.match(rule, line) for line in lines), rule


@pytest.mark.parametrize("page", ["docs/devices.md", "docs/troubleshooting.md"])
def test_what_is_named_in_a_line_can_be_typed(page):
    """Between backticks, as in a table."""
    named = re.findall(r"`(?:sudo )?kiosk ([^`]+)`", (HOUSE / page).read_text(encoding="utf-8"))
    assert named
    for words in named:
        read(shlex.split(words))


def test_every_way_of_marking_a_block_is_known():
    for page in PAGES:
        for block in blocks(page):
            assert block.language in ("console", "sh", "yaml", "toml", "json", "text", ""), block
            if block.language == "console":
                assert not block.title or block.slow or not block.typed, block
