"""The parent's end of one child process: start it, exchange messages, learn why it ended."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from typing import Any, Self

from kiosk.workers.wire import HEADER, pack, unpack

__all__ = ["Child", "Gone"]

_LAST_WORDS = 2000
"""Bytes of the child's stderr that are kept: enough for the line that says why it died."""
_READ_AHEAD = 1 << 20
"""Buffer of the link in bytes: about a chunk of speech."""


class Gone(Exception):  # noqa: N818 - a signal inside this room, not an error that leaves it
    """The child closed its end: it has died or is dying."""


class Child:
    """One running child process."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._process = process
        self._reader = reader
        self._writer = writer
        self._body_length: int | None = None
        self._last_words = b""
        self._listening = asyncio.create_task(self._keep_last_words())

    @classmethod
    async def spawn(cls, name: str) -> Self:
        """A fresh interpreter that waits for its ``Boot`` message; ``ps`` shows ``name``.

        It gets a session of its own: Ctrl-C at the terminal is for the parent, which then ends it.
        Cancelled, it is ended before the caller goes on: asyncio lets go of a process that it was
        just making, and complains of it later.
        """
        starting: asyncio.Task[Self] = asyncio.create_task(cls._start(name))
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            undoing = asyncio.create_task(cls._undo(starting))
            while not undoing.done():  # milliseconds; a second cancellation does not cut it short
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.wait([undoing])
            raise

    @staticmethod
    async def _undo(starting: asyncio.Task[Child]) -> None:
        child = await starting
        child.kill()
        await child.ended()

    @classmethod
    async def _start(cls, name: str) -> Self:
        ours, theirs = socket.socketpair()
        with theirs:
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            try:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "kiosk.workers.host", str(theirs.fileno()), name),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=asyncio.subprocess.PIPE,
                    pass_fds=(theirs.fileno(),),
                    start_new_session=True,
                    env=environment,
                )
            except BaseException:
                ours.close()
                raise
        reader, writer = await asyncio.open_connection(sock=ours, limit=_READ_AHEAD)
        return cls(process, reader, writer)

    @property
    def pid(self) -> int:
        return self._process.pid

    async def send(self, message: object) -> None:
        """Send one message; returns when the child has taken in most of it. Safe to cancel: the
        rest of it follows.

        Raises:
            Gone: the child is not there any more.
        """
        self.post(message)
        try:
            await self._writer.drain()
        except OSError as broken:
            raise Gone from broken

    def post(self, message: object) -> None:
        """Send one message, and do not wait until the child takes it in."""
        self._writer.write(pack(message))

    async def receive(self) -> Any:
        """The next message. Safe to cancel: a half-read message is continued by the next call.

        Raises:
            Gone: the child is not there any more.
        """
        try:
            if self._body_length is None:
                header = await self._reader.readexactly(HEADER.size)
                (self._body_length,) = HEADER.unpack(header)
            body = await self._reader.readexactly(self._body_length)
        except (asyncio.IncompleteReadError, OSError) as broken:
            raise Gone from broken
        self._body_length = None
        return unpack(body)

    def kill(self) -> None:
        """End it without asking."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def ended(self) -> str:
        """Wait for its end; how it ended and its last words, in one line."""
        await self._process.wait()
        await asyncio.wait([self._listening])  # unlike a plain await, not cancelled with its waiter
        self._writer.close()
        code = self._process.returncode or 0
        how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
        lines = self._last_words.decode(errors="replace").strip().splitlines()
        return f"{how}: {lines[-1].strip()}" if lines else how

    async def end(self, grace_s: float) -> None:
        """Close the link, which ends it; kill it when it has not ended after ``grace_s``."""
        self._writer.close()
        # Not asyncio.timeout: in Python 3.11.2 it does not time out in a task being cancelled.
        ended = asyncio.create_task(self.ended())
        await asyncio.wait([ended], timeout=grace_s)
        if not ended.done():
            self.kill()
        await ended

    async def _keep_last_words(self) -> None:
        # Read to the end even when nobody asks: a full pipe would stop the child.
        assert self._process.stderr is not None
        while part := await self._process.stderr.read(_LAST_WORDS):
            self._last_words = (self._last_words + part)[-_LAST_WORDS:]
