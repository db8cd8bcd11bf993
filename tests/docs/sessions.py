"""A page of the documents as somebody reads it who types what it says.

    ```console                      typed here, one command after the other
    ```console title="Slow: …"      typed in the slow suite
    ```console title="Needs …"      only looked up: root, a device or another machine is needed
    ```sh                           likewise
    ```yaml title="soup.yaml"       written to that file
    ```yaml title="soup.yaml, more" put among what the file holds

What is shown below a command is what it says, where ``...`` stands for anything.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

from kiosk.locations import models_dir

HOUSE = Path(__file__).resolve().parents[2]
PROMPT = "$ "
_LOOSELY = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Block:
    """A fenced block."""

    page: str
    line: int
    """On which it begins."""
    language: str
    title: str
    text: str

    @property
    def typed(self) -> bool:
        """Whether it can be typed on any machine."""
        return self.language == "console" and not self.title.startswith("Needs ")

    @property
    def slow(self) -> bool:
        """Whether it takes too long for every run of the tests."""
        return self.title.startswith("Slow: ")

    def commands(self) -> list[Command]:
        """What is typed in it."""
        text = self.text.replace("\\\n", " ")
        if self.language == "sh":
            return [Command(self, line.strip(), "") for line in text.splitlines() if line.strip()]
        parts = re.split(r"^\$ ", text, flags=re.MULTILINE)
        assert not parts[0].strip(), f"{self}: begins with what nobody typed"
        return [Command(self, *_first_line(part)) for part in parts[1:]]

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass(frozen=True)
class Command:
    """One command, and what is shown below it."""

    block: Block
    line: str
    shown: str

    def __str__(self) -> str:
        return f"{self.block}: {self.line}"


def _first_line(part: str) -> tuple[str, str]:
    line, _, rest = part.partition("\n")
    return line.strip(), rest


def blocks(page: str) -> list[Block]:
    """Of a page, named from the root of the checkout."""
    text = (HOUSE / page).read_text(encoding="utf-8")
    found = []
    for token in MarkdownIt().parse(text):
        if token.type == "fence":
            assert token.map is not None
            language = token.info.partition(" ")[0]
            title = re.search(r'title="(.*)"', token.info)
            line = token.map[0] + 1
            found.append(Block(page, line, language, title[1] if title else "", token.content))
    return found


class Desk:
    """An empty folder with the checkout's own beside it, a kiosk without any past, and a shell.

    The rules are alone: what a language model answers is measured, not promised.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "desk"
        self.folder.mkdir()
        for name in ("menus", "tests", "demo", "docs"):
            (self.folder / name).symlink_to(HOUSE / name)
        commands = Path(sys.executable).parent
        self._environment = {
            "PATH": f"{commands}:{os.environ['PATH']}",
            "HOME": str(folder),
            "KIOSK_HOME": str(folder / "kiosk"),
            "KIOSK_MODELS": str(models_dir()),
            "KIOSK_LANGUAGE_MODEL": "",
            "OMP_NUM_THREADS": "1",
            "LANG": "C.UTF-8",
            "TZ": "America/Chicago",
            "COLUMNS": "100",
            "NO_COLOR": "1",
        }

    def follow(self, page: list[Block], *, slow: bool) -> Iterator[str]:
        """Do what a page says, block by block; yields what went otherwise than it tells."""
        for block in page:
            if block.language in ("yaml", "toml") and block.title:
                self.write(block)
            elif block.typed and (slow or not block.slow):
                for command in block.commands():
                    yield from self.type(command)

    def write(self, block: Block) -> None:
        """Save a file, or put more into one."""
        name, _, more = block.title.partition(", ")
        file = self.folder / name
        if not more:
            file.write_text(block.text, encoding="utf-8")
            return
        assert more == "more", block
        held = yaml.safe_load(file.read_text(encoding="utf-8"))
        put_among(held, yaml.safe_load(block.text))
        file.write_text(yaml.safe_dump(held, sort_keys=False, allow_unicode=True), encoding="utf-8")

    def type(self, command: Command) -> Iterator[str]:
        """Run one; a command that is shown to be refused has to be refused."""
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command.line],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        refused = command.shown.startswith("kiosk: ")
        if done.returncode != (2 if refused else 0):
            yield f"{command}\nended with {done.returncode}:\n{done.stdout}"
        elif command.shown and not is_shown(command.shown, done.stdout):
            yield f"{command}\nis told to say:\n{command.shown}\nsays:\n{done.stdout}"


def put_among(held: dict[str, Any], more: dict[str, Any]) -> None:
    """Add keys to those of a mapping, and to those of the mappings in it."""
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(held.get(key), dict):
            put_among(held[key], value)
        else:
            held[key] = value


def is_shown(shown: str, said: str) -> bool:
    """Whether a page shows what a command said."""
    return doctest.OutputChecker().check_output(shown.strip(), said.strip(), _LOOSELY)
