"""Word to systemd that the kiosk is up and its event loop turns.

The protocol is one datagram of text to a socket that the environment names
(https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html): a library for it would be
longer than what uses it.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from kiosk.cli.tasks import ended

__all__ = ["watched"]

_log = structlog.get_logger()


@asynccontextmanager
async def watched() -> AsyncIterator[None]:
    """While entered, systemd is told that the kiosk is ready, and at half of the time after which
    it would start it anew, that it is alive; where systemd does not ask, nothing happens."""
    beats = asyncio.create_task(_beat())
    _tell("READY=1")
    try:
        yield
    finally:
        await ended(beats)
        _tell("STOPPING=1")


async def _beat() -> None:
    """From the event loop itself: one that hangs is silent."""
    try:
        within_s = int(os.environ.get("WATCHDOG_USEC", "")) / 1_000_000
    except ValueError:
        return
    while within_s > 0:
        _tell("WATCHDOG=1")
        await asyncio.sleep(within_s / 2)


def _tell(state: str) -> None:
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # a name that stands in no folder
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.setblocking(False)
            line.sendto(state.encode(), address)
    except OSError as unheard:
        _log.warning("systemd is not told", state=state, why=unheard.strerror)
