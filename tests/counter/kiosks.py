"""Kiosks as they are started at a counter, with destinations of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli.keeping import memory_of
from kiosk.connect import PlacedOrder
from kiosk.connect.printer.reading import read_codes
from tests.connect.mosquitto import Mosquitto
from tests.connect.printers import PAGES
from tests.ui.test_terminal import KIOSK, RULES_ALONE, Terminal, terminal

PIN = "4711"
PATIENCE_S = 60
"""A guest has gone when the kiosk has been silent for longer."""


def soon(holds: Callable[[], Any], within_s: float = 120) -> None:
    """Wait until that holds, on the busiest machine."""
    until = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.05)


@dataclass
class Counter:
    """A kiosk's folder and its settings."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def roll(self) -> Path:
        """What the printer in the kitchen has printed."""
        return self.home / "kitchen.prn"

    @property
    def tickets(self) -> list[str]:
        """The same, ticket by ticket, as a cook reads them."""
        if not self.roll.exists():
            return []
        *cut, _ = self.roll.read_bytes().split(b"\x1dV\x00")
        return ["\n".join(row.text for row in read_codes(part, PAGES).rows) for part in cut]

    def set_up(
        self, broker: Mosquitto | None = None, *, printer: str = "", name: str = "till1"
    ) -> None:
        """Write ``kiosk.toml``: a printer that is a file, unless ``printer`` says otherwise."""
        self.data.mkdir(parents=True, exist_ok=True)
        toml = "[printers.kitchen]\n" + (printer or f'link = "file"\npath = "{self.roll}"\n')
        if broker is not None:
            toml += "[brokers.displays]\n"
            toml += f'host = "localhost"\nport = {broker.port}\ntls = false\n'
            toml += f'store = "barn"\nkiosk = "{name}"\n'
        (self.data / "kiosk.toml").write_text(toml)

    def kiosk(self, columns: int = 100, rows: int = 30) -> AbstractContextManager[Terminal]:
        """Start it in a terminal."""
        arguments = ("screen", "--menu", "burger", "--no-sound")
        return terminal(columns, rows, *arguments, **self.environment)

    @property
    def environment(self) -> dict[str, str]:
        return {**RULES_ALONE, "KIOSK_HOME": str(self.home)}

    def run(self, *arguments: str, typed: str = "") -> Any:
        """What another command prints with ``--json``; of one that types, nothing."""
        ran = subprocess.run(
            [KIOSK, *arguments, *([] if typed else ["--json"])],
            env={**os.environ, **self.environment},
            input=typed,
            capture_output=True,
            text=True,
            check=True,
        )
        return None if typed else json.loads(ran.stdout)

    @property
    def orders(self) -> list[dict[str, Any]]:
        """Those in the journal, the latest first."""
        return self.run("journal", "show")["orders"]


def begin(kiosk: Terminal, words: str, *shown: str) -> None:
    """A guest comes and orders that."""
    kiosk.shows("Touch to order", within_s=PATIENCE_S)
    kiosk.type("\r")
    kiosk.shows("Ready", within_s=PATIENCE_S)
    kiosk.type(f"{words}\r")
    kiosk.shows(*shown, within_s=PATIENCE_S)


def finish(kiosk: Terminal) -> None:
    """They place it, and go."""
    kiosk.type("that's all\r")
    kiosk.shows("Is your order right?", within_s=PATIENCE_S)
    kiosk.type("yes\r")
    kiosk.shows("Your number is", within_s=PATIENCE_S)
    kiosk.type("\r")


def touch(kiosk: Terminal, column: int, row: int) -> None:
    """As a finger does there, counted from 1."""
    kiosk.type(f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m")


def heard(payloads: list[tuple[str, bytes]]) -> list[PlacedOrder]:
    """What a display was told, once each: it drops what has a key that it has seen."""
    orders = (PlacedOrder.model_validate_json(payload) for _, payload in payloads)
    return list({order.key: order for order in orders}.values())


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """One kiosk with a printer that is a file."""
    made = Counter(tmp_path / "home")
    made.set_up()
    yield made
    forgotten(made.data)


def forgotten(data: Path) -> None:
    """What the kiosk with that folder of data, and no other, has kept in memory."""
    shutil.rmtree(memory_of(data), ignore_errors=True)
