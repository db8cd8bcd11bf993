"""Who runs on which cores.

Native engines wait for their own threads by spinning. Two of them on the same cores starve each
other: with one core busy elsewhere, a language model with two threads falls to a third of its
speed. So every engine is loaded with the number of threads that is decided here, and runs only
while it holds a turn; the turns under way never have more threads than there are cores.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

__all__ = ["Role", "Scheduler"]

Role = Literal["voice", "recognise", "language"]

_URGENCY: dict[Role, int] = {"voice": 0, "recognise": 1, "language": 2}
"""Who goes first when several wait. A reply that is due is heard as silence and takes the least
time; the language model can be done without."""


class Scheduler:
    """Hands out the cores that this process may use.

    ====================  =========================================================
    role                  threads on ``cores`` cores
    ====================  =========================================================
    ``voice``             1: a second thread gains nothing on a clause
    ``recognise``         all but one, 1 to 4: the screen and the microphone go on
    ``language``          all, 1 to 8: nothing else has a turn meanwhile
    ====================  =========================================================
    """

    def __init__(self, cores: int | None = None) -> None:
        self.cores = cores or len(os.sched_getaffinity(0))
        """Cores to share out, at least 1."""
        self._free = self.cores
        self._order = itertools.count()
        self._waiting: list[tuple[int, int, int, asyncio.Future[None]]] = []

    def threads(self, role: Role) -> int:
        """Threads that an engine in this role is loaded with, and that its turn takes."""
        if role == "voice":
            return 1
        if role == "recognise":
            return max(1, min(self.cores - 1, 4))
        return min(self.cores, 8)

    @asynccontextmanager
    async def turn(self, role: Role) -> AsyncIterator[int]:
        """Wait for cores, and hold them; the value is the number of threads to run with.

        The most urgent waits least, equals go in order of arrival. Whoever is first in line is
        never overtaken by one that needs fewer cores, so nobody starves.
        """
        threads = self.threads(role)
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (_URGENCY[role], next(self._order), threads, granted))
        self._grant()
        try:
            await granted
        except asyncio.CancelledError:
            if granted.done() and not granted.cancelled():
                self._give_back(threads)
            raise
        try:
            yield threads
        finally:
            self._give_back(threads)

    def _give_back(self, threads: int) -> None:
        self._free += threads
        self._grant()

    def _grant(self) -> None:
        while self._waiting:
            _, _, threads, granted = self._waiting[0]
            if granted.cancelled():
                heapq.heappop(self._waiting)
            elif threads <= self._free:
                heapq.heappop(self._waiting)
                self._free -= threads
                granted.set_result(None)
            else:
                return
