"""The kiosk as a process, from its guest's side: spoken to, killed, started again."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.locations import models_dir

Json = dict[str, Any]

PATIENCE_S = 300
"""For one answer, on the busiest machine."""


class Down(Exception):  # noqa: N818 - what a guest sees, not a fault of the test
    """The kiosk went away before it answered."""


class Kiosk:
    """One machine; its process comes and goes."""

    def __init__(self, home: Path) -> None:
        self._environment = {
            **os.environ,
            "KIOSK_HOME": str(home),
            "KIOSK_MODELS": str(models_dir()),
        }
        self._process: asyncio.subprocess.Process | None = None
        self.menu = ""
        """What it sells at its next start."""

    async def start(self) -> Json:
        """Start it; what it says unasked."""
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.chaos.counter", self.menu),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=self._environment,
            start_new_session=True,
        )
        return await self._answer()

    async def ask(self, **what: Any) -> Json:
        """What it answers to a guest or the crew.

        Raises:
            Down: nothing, it was killed.
        """
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        try:
            await self._process.stdin.drain()
        except ConnectionError as gone:
            raise Down from gone
        return await self._answer()

    async def close(self) -> None:
        """In good order."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.close()
        async with asyncio.timeout(PATIENCE_S):
            await self._process.wait()

    def kill(self) -> bool:
        """It and all its workers, at once; false where it is down already."""
        running = self._running
        return running is not None and _killed(os.killpg, running)

    def kill_worker(self, dice: random.Random) -> bool:
        """One of its workers; false where none runs."""
        running = self._running
        workers = _children(running) if running is not None else []
        return bool(workers) and _killed(os.kill, dice.choice(workers))

    @property
    def _running(self) -> int | None:
        """Its process; none while it is down, when the number may be another's by now."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    async def _answer(self) -> Json:
        assert self._process is not None
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE_S):
            line = await self._process.stdout.readline()
            if not line.endswith(b"\n"):
                await self._process.wait()
                raise Down
        answer: Json = json.loads(line)
        return answer


def _killed(kill: Callable[[int, int], None], pid: int) -> bool:
    """Whether there was anything left to kill."""
    try:
        kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _children(pid: int) -> list[int]:
    """The processes that ``pid`` has started, by any of its threads."""
    found = []
    for told in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in told.read_text().split()]
        except OSError:  # that thread has ended
            continue
    return found
