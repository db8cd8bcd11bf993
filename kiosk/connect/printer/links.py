"""How bytes get to a printer and back: the network, a USB or serial port, a file.

All of it blocks, and none of it for longer than the link's patience: the printer's own thread
waits here. Every fault of a library or of the system comes out as ``LinkDown``.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import socket
import stat
import termios
import time
from collections.abc import Iterator
from typing import Final, Literal, Protocol

import serial
from escpos.exceptions import Error as EscposError
from escpos.printer import Usb

__all__ = ["FileLink", "Flow", "Link", "LinkDown", "NetworkLink", "SerialLink", "UsbLink"]


class LinkDown(Exception):  # noqa: N818 - the state of a cable, which the printer words for the crew
    """The other end is not there, or takes no more; the message says which."""


Flow = Literal["dtr", "xonxoff", "none"]
"""How a serial printer says that it has no room, as it is set by its switches."""

_CONNECT_S: Final = 5.0
"""A printer in the house answers within milliseconds; one that is off never does."""
_POLL_S: Final = 0.01


class Link(Protocol):
    """An open way to one printer."""

    answers: bool
    """Whether anything can come back."""

    def open(self) -> None:
        """Raises: LinkDown."""
        ...

    def send(self, data: bytes) -> None:
        """Returns when all of it has left this machine's hands, which is not yet on paper.

        Raises:
            LinkDown: not all of it went.
        """
        ...

    def receive(self, seconds: float) -> bytes:
        """What has come meanwhile, as soon as there is something; empty after ``seconds``.

        Raises:
            LinkDown: nothing will come any more.
        """
        ...

    def close(self) -> None:
        """Never fails."""
        ...


class NetworkLink:
    """A printer with an address, on the port that they all listen on."""

    answers = True

    def __init__(self, host: str, port: int, patience_s: float) -> None:
        self._address = (host, port)
        self._patience_s = patience_s
        self._wire: socket.socket | None = None

    def open(self) -> None:
        """See ``Link``."""
        with _mapped():
            self._wire = socket.create_connection(self._address, timeout=_CONNECT_S)

    def send(self, data: bytes) -> None:
        """See ``Link``."""
        assert self._wire is not None
        with _mapped():
            self._wire.settimeout(self._patience_s)
            self._wire.sendall(data)

    def receive(self, seconds: float) -> bytes:
        """See ``Link``."""
        assert self._wire is not None
        with _mapped():
            self._wire.settimeout(seconds)
            try:
                came = self._wire.recv(64)
            except TimeoutError:
                return b""
        if not came:
            raise LinkDown("closed the connection")
        return came

    def close(self) -> None:
        """See ``Link``."""
        if self._wire is not None:
            self._wire.close()


class SerialLink:
    """A printer on a serial port."""

    answers = True

    def __init__(self, device: str, baud: int, flow: Flow, patience_s: float) -> None:
        self._patience_s = patience_s
        self._port = serial.Serial(
            None,
            baud,
            xonxoff=flow == "xonxoff",
            dsrdtr=flow == "dtr",
            write_timeout=patience_s,
        )
        self._port.port = device

    def open(self) -> None:
        """See ``Link``."""
        with _mapped():
            self._port.open()

    def send(self, data: bytes) -> None:
        """See ``Link``. Waits until the port has sent what it was given, but not for ever, as
        flushing it would while the printer holds the line."""
        until = time.monotonic() + self._patience_s
        with _mapped():
            self._port.write(data)
            while self._port.out_waiting:
                if time.monotonic() > until:
                    raise LinkDown("takes no more data")
                time.sleep(_POLL_S)

    def receive(self, seconds: float) -> bytes:
        """See ``Link``."""
        with _mapped():
            self._port.timeout = seconds
            return bytes(self._port.read(1) + self._port.read(self._port.in_waiting))

    def close(self) -> None:
        """See ``Link``. What is left unsent is dropped: closing would wait for it."""
        if self._port.is_open:
            with contextlib.suppress(OSError, termios.error):
                self._port.reset_output_buffer()
            with contextlib.suppress(OSError, termios.error):
                self._port.close()


class UsbLink:
    """A printer on USB, by its numbers, past the kernel's own driver."""

    answers = True

    def __init__(self, vendor: int, product: int, patience_s: float) -> None:
        self._printer = Usb(vendor, product, timeout=_milliseconds(patience_s))

    def open(self) -> None:
        """See ``Link``."""
        try:
            with _mapped():
                self._printer.open()
        except ValueError as missing:  # what pyusb says where it finds no libusb
            raise LinkDown("USB needs the system's libusb-1.0") from missing

    def send(self, data: bytes) -> None:
        """See ``Link``."""
        with _mapped():
            self._printer._raw(data)  # python-escpos has no other name for bytes as they are

    def receive(self, seconds: float) -> bytes:
        """See ``Link``."""
        printer = self._printer
        with _mapped():
            try:
                return bytes(printer.device.read(printer.in_ep, 64, _milliseconds(seconds)))
            except OSError as silent:
                if silent.errno == errno.ETIMEDOUT:
                    return b""
                raise

    def close(self) -> None:
        """See ``Link``."""
        with contextlib.suppress(EscposError, OSError):
            self._printer.close()


def _milliseconds(seconds: float) -> int:
    """As libusb takes them, where 0 is for ever."""
    return max(1, round(seconds * 1000))


class FileLink:
    """A device such as ``/dev/usb/lp0``, which answers; a pipe or a plain file, which does not."""

    def __init__(self, path: str, patience_s: float) -> None:
        self._path = path
        self._patience_s = patience_s
        self._opened = -1
        self.answers = False

    def open(self) -> None:
        """See ``Link``."""
        with _mapped():
            self._opened = _opened(self._path)
            self.answers = stat.S_ISCHR(os.fstat(self._opened).st_mode)

    def send(self, data: bytes) -> None:
        """See ``Link``. A printer without paper takes nothing, and a plain write would wait for
        it all evening."""
        until = time.monotonic() + self._patience_s
        left = memoryview(data)
        while left:
            with _mapped():
                ready = select.select([], [self._opened], [], max(0.0, until - time.monotonic()))[1]
                if not ready:
                    raise LinkDown("takes no more data")
                with contextlib.suppress(BlockingIOError):
                    left = left[os.write(self._opened, left) :]

    def receive(self, seconds: float) -> bytes:
        """See ``Link``."""
        with _mapped():
            if not self.answers or not select.select([self._opened], [], [], seconds)[0]:
                return b""
            return os.read(self._opened, 64)

    def close(self) -> None:
        """See ``Link``."""
        if self._opened >= 0:
            with contextlib.suppress(OSError):
                os.close(self._opened)
            self._opened = -1


def _opened(path: str) -> int:
    flags = os.O_NONBLOCK | os.O_NOCTTY
    if os.path.exists(path) and stat.S_ISCHR(os.stat(path).st_mode):  # noqa: PTH110, PTH116 - a device
        return os.open(path, os.O_RDWR | flags)
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | flags, 0o600)


@contextlib.contextmanager
def _mapped() -> Iterator[None]:
    """Faults of python-escpos and of the system, in few words.

    pyserial and pyusb raise kinds of ``OSError``.
    """
    try:
        yield
    except TimeoutError as late:
        raise LinkDown("does not answer") from late
    except EscposError as fault:
        system = fault.__context__
        told = system.strerror if isinstance(system, OSError) else None
        raise LinkDown(told or "cannot be found") from fault
    except OSError as fault:
        raise LinkDown(fault.strerror or str(fault)) from fault
    except termios.error as fault:
        raise LinkDown("the port is gone") from fault
