"""A whole order in tmux: what stands on the grid, as a guest reads it, and not what was written."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .test_terminal import KIOSK, RULES_ALONE

_PATIENCE_S = 120
"""On the busiest machine."""


class Tmux:
    """One kiosk in a terminal of 100 by 30, with a server of tmux to itself."""

    def __init__(self, room: Path) -> None:
        self._server = ["tmux", "-S", str(room / "tmux"), "-f", os.devnull]
        home = {**RULES_ALONE, "KIOSK_HOME": str(room)}
        set_up = [f"{name}={value}" for name, value in home.items()]
        kiosk = shlex.join(["env", *set_up, str(KIOSK), "screen", "--menu", "burger", "--no-sound"])
        self._run("new-session", "-d", "-x", "100", "-y", "30", f"exec {kiosk}")
        self._pid = int(self._run("display-message", "-p", "#{pane_pid}"))

    def grid(self) -> list[str]:
        return self._run("capture-pane", "-p").splitlines()

    def shows(self, *words: str) -> None:
        until = time.monotonic() + _PATIENCE_S
        while not all(word in "\n".join(self.grid()) for word in words):
            assert time.monotonic() < until, "\n".join([f"waited for {words} on", *self.grid()])
            time.sleep(0.1)

    def types(self, text: str, *keys: str) -> None:
        if text:
            self._run("send-keys", "-l", text)
        for key in keys:
            self._run("send-keys", key)

    def touches(self, words: str) -> None:
        """As a finger does, in the middle of where they stand."""
        row = next(n for n, line in enumerate(self.grid()) if words in line)
        column = self.grid()[row].index(words) + len(words) // 2
        for ends in "Mm":
            self._run("send-keys", "-l", f"\x1b[<0;{column + 1};{row + 1}{ends}")

    def close(self) -> None:
        """As when somebody closes the window; the kiosk goes with it."""
        self._run("kill-server")
        until = time.monotonic() + _PATIENCE_S
        while Path(f"/proc/{self._pid}").exists():
            assert time.monotonic() < until, "the kiosk is still there without its terminal"
            time.sleep(0.1)

    def _run(self, *command: str) -> str:
        return subprocess.run(
            [*self._server, *command], capture_output=True, text=True, check=True
        ).stdout


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    assert shutil.which("tmux"), "scripts/system-packages tests installs it"
    opened = Tmux(tmp_path)
    yield opened
    opened.close()


def test_by_words_and_by_touch_to_the_number_of_the_order(tmux: Tmux) -> None:
    tmux.shows("Touch to order")
    tmux.types("", "Enter")
    tmux.shows("Ready")
    tmux.types("a hamburger with no onions", "Enter")
    tmux.shows("1 Hamburger", "No onions", "$3.78")
    tmux.touches("Sides")
    tmux.shows("▸ Sides", "Onion Rings")
    tmux.types("make it two and a large coke", "Enter")
    tmux.shows("2 Hamburger", "1 Coke", "Large")
    tmux.touches("Check out")
    tmux.shows("Is your order right?")
    assert not any("…" in line for line in tmux.grid() if "Coke" in line)
    tmux.touches("Yes, that is right")
    tmux.shows("Your number is")
