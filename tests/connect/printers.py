"""A receipt printer as it is wired: bytes in, paper and status out, with all that goes wrong.

It prints a row at a time, slowly enough that things can happen in between, and answers as Epson's
reference says: DLE EOT at once, whatever it is doing; GS r and GS ( H when their turn comes.
"""

from __future__ import annotations

import contextlib
import os
import pty
import socket
import struct
import threading
import time
import tty
from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.connect.printer.letters import pages_of
from kiosk.connect.printer.reading import Printed, read_codes

PAGES = pages_of("default", ["CP437", "CP858", "CP1252"])
ROW_S = 0.0005


@dataclass
class ReceiptPrinter:
    """Paper, a cover, a cutter and a plug."""

    paper_left: int = 10_000
    """Rows."""
    cover_open: bool = False
    jammed: bool = False
    mute: bool = False
    """It prints and answers nothing: a clone of a clone."""
    knows_identifiers: bool = True
    dies_after: int | None = None
    """Rows after which somebody pulls the plug."""
    inbox: bytearray = field(default_factory=bytearray)
    """What it has received and not worked off."""
    worked_off: bytearray = field(default_factory=bytearray)
    on: bool = True

    @property
    def tickets(self) -> list[list[Printed]]:
        """What was printed and cut off."""
        whole = bytes(self.worked_off)
        parts = whole.split(b"\x1dV\x00")[:-1]
        return [read_codes(part, PAGES).rows for part in parts]

    @property
    def text(self) -> str:
        return "\n".join(row.text for row in read_codes(bytes(self.worked_off), PAGES).rows)

    @property
    def offline(self) -> bool:
        return self.paper_left <= 0 or self.cover_open or self.jammed

    def receive(self, data: bytes) -> bytes:
        """Take ``data``; the real-time answers to it."""
        out = b""
        while (found := data.find(b"\x10\x04")) >= 0 and len(data) > found + 2:
            out += self._status(data[found + 2])
            data = data[:found] + data[found + 3 :]
        self.inbox += data
        return b"" if self.mute else out

    def _status(self, question: int) -> bytes:
        bits = 0b0001_0010
        if question == 1:
            bits |= 0b1000 if self.offline else 0
        elif question == 2:
            bits |= 0b100 if self.cover_open else 0
            bits |= 0b10_0000 if self.paper_left <= 0 else 0
            bits |= 0b100_0000 if self.jammed else 0
        elif question == 3:
            bits |= 0b1000 if self.jammed else 0
        elif question == 4:
            bits |= 0b110_0000 if self.paper_left <= 0 else 0
            bits |= 0b1100 if self.paper_left < 50 else 0
        return bytes([bits])

    def work(self) -> bytes:
        """Work off one code or one row; what is answered to it."""
        if self.offline or not self.inbox:
            return b""
        size, answer = self._next()
        done = bytes(self.inbox[:size])
        del self.inbox[:size]
        self.worked_off += done
        if done.endswith(b"\n"):
            self.paper_left -= 1
            if self.dies_after is not None:
                self.dies_after -= 1
                self.on = self.dies_after > 0
        return b"" if self.mute else answer

    def work_all_off(self) -> None:
        """Wait until it has."""
        while self.inbox:
            time.sleep(ROW_S)

    def _next(self) -> tuple[int, bytes]:
        held = bytes(self.inbox)
        if held.startswith(b"\x1dr"):
            return (3, b"\x00")
        if held.startswith(b"\x1d(H"):
            number = held[7:11]
            return (11, b"\x37\x22" + number + b"\x00" if self.knows_identifiers else b"")
        ends = [at for code in (b"\n", b"\x1dr", b"\x1d(H") if (at := held.find(code)) >= 0]
        if not ends:
            return (len(held), b"")
        end = min(ends)
        return (end + 1 if held[end : end + 1] == b"\n" else end, b"")


@contextlib.contextmanager
def on_the_network(printer: ReceiptPrinter) -> Iterator[tuple[str, int]]:
    """Its address, for as long as it is plugged in."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.02)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                wire, _ = server.accept()
            except TimeoutError:
                continue
            with wire:
                _print_from(wire, printer, stop)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield server.getsockname()
    finally:
        stop.set()
        thread.join()
        server.close()


def _print_from(wire: socket.socket, printer: ReceiptPrinter, stop: threading.Event) -> None:
    wire.settimeout(ROW_S)
    hung_up = False
    while not stop.is_set() and not (hung_up and (not printer.inbox or printer.offline)):
        if not printer.on:
            reset = struct.pack("ii", 1, 0)
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
            printer.inbox.clear()
            printer.on, printer.dies_after = True, None
            return
        with contextlib.suppress(TimeoutError, ConnectionError):
            came = b"" if hung_up else wire.recv(4096)
            hung_up = not came
            wire.sendall(printer.receive(came))
        with contextlib.suppress(ConnectionError):
            wire.sendall(printer.work())


@contextlib.contextmanager
def on_a_serial_port(printer: ReceiptPrinter) -> Iterator[str]:
    """The name of the port that it is plugged into."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    os.set_blocking(ours, False)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            time.sleep(ROW_S)
            with contextlib.suppress(BlockingIOError):
                os.write(ours, printer.receive(os.read(ours, 4096)))
            os.write(ours, printer.work())

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield os.ttyname(theirs)
    finally:
        stop.set()
        thread.join()
        os.close(ours)
        os.close(theirs)
