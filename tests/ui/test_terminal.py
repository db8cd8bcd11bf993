"""The screen as a person starts it: in a terminal, from the command line."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

KIOSK = Path(sys.executable).with_name("kiosk")
_PATIENCE_S = 300
"""On the busiest machine."""
RULES_ALONE = {"KIOSK_LANGUAGE_MODEL": ""}
CONTROL = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|[()][A-Z0-9]|[=>78]|\].*?(\x07|\x1b\\))")


def _controlling() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A terminal of a given size with the kiosk in it."""

    def __init__(
        self,
        columns: int,
        rows: int,
        *arguments: str,
        log: int | None = None,
        **environment: str,
    ) -> None:
        self._keys: int | None
        self._keys, inner = pty.openpty()
        self.resize(columns, rows)
        self.kiosk = subprocess.Popen(
            [KIOSK, *arguments],
            stdin=inner,
            stdout=inner,
            stderr=inner if log is None else log,
            start_new_session=True,
            preexec_fn=_controlling,  # noqa: PLW1509 - this process has one thread
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment},
        )
        os.close(inner)
        self._drawn = b""

    def resize(self, columns: int, rows: int) -> None:
        """As a person does who drags its corner."""
        self._drawn = b""
        fcntl.ioctl(self._keys, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def vanish(self) -> None:
        """As when its window is closed, or its line is cut."""
        os.close(self._keys)
        self._keys = None

    def type(self, text: str) -> None:
        """Keys as a person presses them; what was drawn before is forgotten."""
        self._drawn = b""
        os.write(self._keys, text.encode())

    def shows(self, *words: str, within_s: float = _PATIENCE_S) -> None:
        """Wait until all of ``words`` were drawn."""
        until = time.monotonic() + within_s
        while not all(word in self.drawn for word in words):
            assert time.monotonic() < until, f"{words} never came, but {self.drawn[-2000:]}"
            self._read()

    def ends(self) -> int:
        """The exit status, once the kiosk has left."""
        until = time.monotonic() + _PATIENCE_S
        while self.kiosk.poll() is None and time.monotonic() < until:
            self._read()
        return self.kiosk.wait(1)

    @property
    def drawn(self) -> str:
        """All that was drawn, without the control sequences."""
        return CONTROL.sub(b"", self._drawn).decode(errors="replace")

    def close(self) -> None:
        if self.kiosk.poll() is None:
            self.kiosk.kill()
        self.kiosk.wait()
        if self._keys is not None:
            os.close(self._keys)

    def _read(self) -> None:
        if self._keys is None:
            time.sleep(0.1)
            return
        readable, _, _ = select.select([self._keys], [], [], 0.2)
        if readable:
            try:
                self._drawn += os.read(self._keys, 65_536)
            except OSError:  # the other end is closed: the kiosk has left
                time.sleep(0.05)


@contextmanager
def terminal(
    columns: int, rows: int, *arguments: str, log: int | None = None, **environment: str
) -> Iterator[Terminal]:
    """``log`` takes what goes to stderr, as the system's does from a service."""
    opened = Terminal(columns, rows, *arguments, log=log, **environment)
    try:
        yield opened
    finally:
        opened.close()


def test_an_order_in_a_terminal(tmp_path: Path) -> None:
    home = {**RULES_ALONE, "KIOSK_HOME": str(tmp_path)}
    with terminal(80, 24, "screen", "--menu", "burger", "--no-sound", **home) as kiosk:
        kiosk.shows("Touch to order")
        kiosk.type("\r")
        kiosk.shows("Ready")
        kiosk.type("a hamburger with no onions\r")
        kiosk.shows("Hamburger", "No onions", "$3.49", "$3.78")
        kiosk.type("/quit\r")
        assert kiosk.ends() == 0


def test_kiosk_alone_opens_the_screen_with_what_sound_there_is() -> None:
    with terminal(120, 40) as kiosk:
        kiosk.shows("Touch to order")
        kiosk.type("\x11")  # ctrl-q
        assert kiosk.ends() == 0
        assert "Traceback" not in kiosk.drawn


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["screen", "--menu", "burger", "--no-sound"], "Touch to order"),
        (["board"], "One moment, please"),
    ],
)
def test_as_a_service_it_is_drawn_on_the_terminal_and_not_in_the_log(
    tmp_path: Path, command: list[str], words: str
) -> None:
    home = {**RULES_ALONE, "KIOSK_HOME": str(tmp_path)}
    with (
        (tmp_path / "log").open("wb") as log,
        terminal(80, 24, *command, log=log.fileno(), **home) as kiosk,
    ):
        kiosk.shows(words)
        kiosk.type("\x11")  # ctrl-q
        assert kiosk.ends() == 0
    assert (tmp_path / "log").read_bytes() == b""


def test_a_locked_kiosk_is_left_by_nobody_but_the_crew(tmp_path: Path) -> None:
    home = {**RULES_ALONE, "KIOSK_HOME": str(tmp_path)}
    pin = subprocess.run(
        [KIOSK, "crew", "pin"], input="4711\n", text=True, env={**os.environ, **home}, check=False
    )
    assert pin.returncode == 0
    with terminal(80, 24, "screen", "--menu", "burger", "--no-sound", **home) as kiosk:
        kiosk.shows("Touch to order")
        kiosk.type("\r")
        kiosk.shows("Ready")
        kiosk.type("a hamburger\r")
        kiosk.shows("$3.78")
        kiosk.type("\x03\x03\x1c\x1a\x10")  # ctrl-c twice, ctrl-\, ctrl-z, ctrl-p
        kiosk.resize(132, 43)
        kiosk.shows("Burger Barn", "Hamburger", "$3.78")
        for leave in ("\x11", "/quit\r"):  # ctrl-q
            kiosk.type(leave)
            kiosk.shows("PIN of the crew")
            kiosk.type("\x1b")
            kiosk.shows("Ready")
        kiosk.type("and a large coke\r")
        kiosk.shows("Coke", "Large")

        kiosk.type("\x11")
        kiosk.shows("PIN of the crew")
        kiosk.type("0000\r")
        kiosk.shows("That is not the PIN.")
        kiosk.type("4711\r")
        kiosk.shows("Counter", "Machine")


def test_a_terminal_that_is_gone_ends_the_kiosk_in_good_order(tmp_path: Path) -> None:
    home = {**RULES_ALONE, "KIOSK_HOME": str(tmp_path)}
    with terminal(80, 24, "screen", "--menu", "burger", "--no-sound", **home) as kiosk:
        kiosk.shows("Touch to order")
        kiosk.type("\r")
        kiosk.shows("Ready")
        kiosk.vanish()
        assert kiosk.ends() == 0


@pytest.mark.parametrize("arguments", [[], ["screen", "--menu", "no-such-menu"]])
def test_what_cannot_be_opened_is_one_line(arguments: list[str]) -> None:
    said = subprocess.run(
        [KIOSK, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert said.returncode == 2
    (line,) = said.stderr.splitlines()
    assert line.startswith("kiosk: ")
