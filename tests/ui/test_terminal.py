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
CONTROL = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|[()][A-Z0-9]|[=>78]|\].*?(\x07|\x1b\\))")


class Terminal:
    """A terminal of a given size with the kiosk in it."""

    def __init__(self, columns: int, rows: int, *arguments: str, **environment: str) -> None:
        self._keys, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.kiosk = subprocess.Popen(
            [KIOSK, *arguments],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment},
        )
        os.close(inner)
        self._drawn = b""

    def type(self, text: str) -> None:
        """Keys as a person presses them; what was drawn before is forgotten."""
        self._drawn = b""
        os.write(self._keys, text.encode())

    def shows(self, *words: str, within_s: float = 60) -> None:
        """Wait until all of ``words`` were drawn."""
        until = time.monotonic() + within_s
        while not all(word in self.drawn for word in words):
            assert time.monotonic() < until, f"{words} never came, but {self.drawn[-2000:]}"
            self._read()

    def ends(self) -> int:
        """The exit status, once the kiosk has left."""
        until = time.monotonic() + 60
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
        os.close(self._keys)

    def _read(self) -> None:
        readable, _, _ = select.select([self._keys], [], [], 0.2)
        if readable:
            try:
                self._drawn += os.read(self._keys, 65_536)
            except OSError:  # the other end is closed: the kiosk has left
                time.sleep(0.05)


@contextmanager
def terminal(columns: int, rows: int, *arguments: str, **environment: str) -> Iterator[Terminal]:
    opened = Terminal(columns, rows, *arguments, **environment)
    try:
        yield opened
    finally:
        opened.close()


def test_an_order_in_a_terminal() -> None:
    rules_alone = {"KIOSK_LANGUAGE_MODEL": ""}
    with terminal(80, 24, "screen", "--menu", "burger", "--no-sound", **rules_alone) as kiosk:
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
