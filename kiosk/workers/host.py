"""The child's side: build one engine, answer its calls, end when the parent ends.

Run as ``python -m kiosk.workers.host FD NAME``, where FD is this end of the socket pair and NAME
what lists of processes show.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from queue import SimpleQueue
from typing import Any, Final

from kiosk.errors import KioskError, WorkerError
from kiosk.workers.unplugged import unplug
from kiosk.workers.wire import HEADER, Boot, Call, Cancel, Done, Failed, Item, Ready, pack, unpack

__all__ = ["main"]

_BEHIND: Final = 10
"""Steps of niceness behind the parent: what a guest touches is drawn, and what is said sounds on,
while every core thinks."""


class _Link:
    """The child's blocking end of the socket pair."""

    def __init__(self, fd: int) -> None:
        self._socket = socket.socket(fileno=fd)

    def send(self, message: object) -> None:
        self._socket.sendall(pack(message))

    def receive(self) -> Any:
        """The next message.

        Raises:
            EOFError: the parent closed its end, or is gone.
        """
        (length,) = HEADER.unpack(self._exactly(HEADER.size))
        return unpack(self._exactly(length))

    def _exactly(self, count: int) -> bytes:
        got = bytearray()
        while len(got) < count:
            part = self._socket.recv(count - len(got))
            if not part:
                raise EOFError
            got += part
        return bytes(got)


class _Inbox(threading.Thread):
    """Reads ahead while the engine works, so that a cancel or the parent's end is seen at once."""

    def __init__(self, link: _Link) -> None:
        super().__init__(daemon=True)
        self.calls: SimpleQueue[Call] = SimpleQueue()
        self.cancelled = 0
        """Calls up to this id are over; ids only rise."""
        self._link = link

    def run(self) -> None:
        while True:
            try:
                message = self._link.receive()
            except (EOFError, OSError):
                # The engine may be deep in native code and holds nothing worth saving.
                os._exit(0)
            if isinstance(message, Cancel):
                self.cancelled = message.id
            else:
                self.calls.put(message)


def _told(error: Exception, doing: str) -> KioskError:
    """Any exception as one of ours: the parent may not have the library that defines it."""
    if isinstance(error, KioskError):
        return error
    detail = str(error).strip().splitlines()
    return WorkerError(f"{doing}: {type(error).__name__}: {detail[0] if detail else 'no message'}")


def _answers(engine: object, call: Call, inbox: _Inbox) -> Iterator[Item | Done]:
    """Run the call; nothing more comes once it is cancelled."""
    if call.id <= inbox.cancelled:
        return
    result = getattr(engine, call.method)(*call.args, **call.kwargs)
    if isinstance(result, Iterator):
        for value in result:
            if call.id <= inbox.cancelled:
                return
            yield Item(call.id, value)
        result = None
    yield Done(call.id, result)


def main() -> None:
    """Serve until the parent closes its end of the socket pair."""
    os.dup2(2, 1)  # native libraries print; stdout is the parent's and may be carrying JSON
    os.nice(_BEHIND)
    link = _Link(int(sys.argv[1]))
    unplugged = unplug()
    boot: Boot = link.receive()
    inbox = _Inbox(link)
    inbox.start()
    started = time.perf_counter()
    try:
        engine = boot.factory(*boot.args, **boot.kwargs)
    except Exception as error:  # whatever a library raises, the parent is told
        link.send(Failed(None, _told(error, "cannot be loaded")))
        return
    link.send(Ready((time.perf_counter() - started) * 1000, unplugged))
    while True:
        call = inbox.calls.get()
        try:
            for answer in _answers(engine, call, inbox):
                link.send(answer)
        except Exception as error:  # whatever a library raises, only this call fails
            link.send(Failed(call.id, _told(error, call.method)))


if __name__ == "__main__":
    main()
