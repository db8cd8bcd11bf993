"""A receipt printer as a destination.

An order is delivered when the printer says that it has worked it off, never because the bytes went
away without a fault.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Final, Literal

import structlog

from kiosk.connect.destination import Undelivered
from kiosk.connect.placed import PlacedOrder
from kiosk.connect.printer.codes import ticket_bytes
from kiosk.connect.printer.kitchen import kitchen_ticket
from kiosk.connect.printer.letters import Letters
from kiosk.connect.printer.links import Link, LinkDown
from kiosk.connect.printer.receipt import receipt
from kiosk.connect.printer.status import (
    ASK_ALL,
    ASK_IN_LINE,
    Condition,
    ask_identified,
    condition,
    identified,
    in_line,
    real_time,
)

__all__ = ["Acknowledge", "Printer", "TicketKind"]

TicketKind = Literal["kitchen", "receipt"]
Acknowledge = Literal["identifier", "in_line", "none"]
"""How a print is confirmed. ``identifier``: the printer gives back a number of ours when the ticket
is on paper (Epson TM and what follows it). ``in_line``: it answers a question that stands behind
the ticket. ``none``: it cannot answer, such as a plain file; delivered means sent."""

_LAYOUTS: Final = {"kitchen": kitchen_ticket, "receipt": receipt}
_STATUS_S: Final = 2.0
"""A real-time answer comes within milliseconds; a slow network is given this long."""

_log = structlog.get_logger()


class Printer:
    """One printer; one ticket at a time."""

    def __init__(  # noqa: PLR0913 - what one printer differs in from another, by keyword
        self,
        name: str,
        link: Callable[[], Link],
        *,
        letters: Letters,
        profile: str = "default",
        ticket: TicketKind = "kitchen",
        columns: int = 42,
        acknowledge: Acknowledge = "in_line",
        patience_s: float = 20.0,
    ) -> None:
        """``patience_s``: how long a ticket may take from the first byte to its confirmation."""
        self.name = name
        self._link = link
        self._letters = letters
        self._profile = profile
        self._ticket = ticket
        self._columns = columns
        self._acknowledge = acknowledge
        self._patience_s = patience_s
        self._one_at_a_time = threading.Lock()
        """Held by the thread that prints: a caller who gives up waiting does not stop it."""
        self._numbers = count(1)

    async def deliver(self, key: str, order: PlacedOrder, *, again: bool = False) -> None:
        """Print it, and wait until the printer has. See ``Destination``.

        Whatever was sent before and not confirmed may lie on the counter, or come out when the
        paper is changed: the ticket then says that it is printed again.
        """
        await asyncio.to_thread(self._print, order, again=again)

    async def print_again(self, order: PlacedOrder) -> None:
        """Print, for a person who asks for it, what was printed before; the ticket says so.

        Raises:
            Undelivered: it is not on paper, and why.
        """
        await asyncio.to_thread(self._print, order, again=True)

    async def look(self) -> Condition:
        """How the printer is now; nothing is printed.

        Raises:
            Undelivered: it cannot be reached.
        """
        return await asyncio.to_thread(self._looked)

    def ticket(self, order: PlacedOrder, *, again: bool = False) -> bytes:
        """The bytes that are sent for an order, the question for its confirmation apart."""
        rows = _LAYOUTS[self._ticket](order, self._columns, self._letters, again=again)
        return ticket_bytes(rows, self._letters, self._profile)

    def _print(self, order: PlacedOrder, *, again: bool) -> None:
        with self._one_at_a_time, self._connected() as link:
            if self._asks(link):
                self._ready(link)
            data = self.ticket(order, again=again)
            try:
                self._send(link, data)
            except LinkDown as down:
                raise self._undelivered(down, perhaps=True) from down

    def _looked(self) -> Condition:
        with self._one_at_a_time, self._connected() as link:
            return self._condition(link) if self._asks(link) else Condition(None)

    @contextlib.contextmanager
    def _connected(self) -> Iterator[Link]:
        link = self._link()
        try:
            link.open()
            yield link
        except LinkDown as down:
            raise self._undelivered(down) from down
        finally:
            link.close()

    def _undelivered(self, down: LinkDown, *, perhaps: bool = False) -> Undelivered:
        return Undelivered(f"printer {self.name}: {down}", perhaps=perhaps)

    def _asks(self, link: Link) -> bool:
        return link.answers and self._acknowledge != "none"

    def _ready(self, link: Link) -> None:
        found = self._condition(link)
        if found.trouble is not None:
            raise LinkDown(found.trouble)
        if found.paper_low:
            _log.warning("printer is low on paper", printer=self.name)

    def _send(self, link: Link, data: bytes) -> None:
        if not self._asks(link):
            link.send(data)
            return
        number = next(self._numbers) % 10_000
        by_number = self._acknowledge == "identifier"
        try:
            link.send(data + (ask_identified(number) if by_number else ASK_IN_LINE))
            self._confirmed(link, number if by_number else None)
        except _Silent as silent:
            raise LinkDown(self._why_silent(link)) from silent
        self._ready(link)

    def _confirmed(self, link: Link, number: int | None) -> None:
        until = time.monotonic() + self._patience_s
        came = b""
        while (left_s := until - time.monotonic()) > 0:
            came += link.receive(left_s)
            if in_line(came) if number is None else identified(came, number):
                return
        raise _Silent

    def _why_silent(self, link: Link) -> str:
        return self._condition(link).trouble or "does not confirm the ticket"

    def _condition(self, link: Link) -> Condition:
        """Asked now; what still comes from an earlier question is passed over."""
        link.send(ASK_ALL)
        until = time.monotonic() + _STATUS_S
        came = b""
        while len(came) < 4 and (left_s := until - time.monotonic()) > 0:
            came += real_time(link.receive(left_s))
        if len(came) < 4:
            raise LinkDown("is connected and does not say how it is")
        return condition(came[-4:])


class _Silent(Exception):  # noqa: N818 - never leaves this file
    """The confirmation did not come in time."""
