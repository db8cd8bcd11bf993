"""Brings every ticket to every destination, at least once and in order, however long it takes."""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import structlog

from kiosk.connect.destination import Destination, Refused, Undelivered
from kiosk.errors import StoreError
from kiosk.store.parcels import Parcel, ParcelState, ahead, begin_try, note
from kiosk.store.runs import try_lock
from kiosk.store.tickets import read_ticket
from kiosk.store.writer import Writer

__all__ = ["Outbox", "Pace", "hold"]

T = TypeVar("T")

_LOCK: Final = "outbox.lock"

log: Final = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the outbox waits, in seconds."""

    look_s: float = 0.5
    """Between two looks for a new ticket: another kiosk of this machine may have written it."""
    first_s: float = 0.5
    """At most, after a first try that failed."""
    longest_s: float = 60.0
    """At most, however many have failed."""
    patience_s: float = 30.0
    """For one try."""

    def pause(self, failed: int) -> float:
        """Before the next try, after ``failed`` in a row: anything up to a bound that doubles each
        time, so that kiosks which a network lost together do not all come back together.

        https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ ("full jitter")
        """
        return random.uniform(0, min(self.longest_s, self.first_s * 2 ** min(failed - 1, 30)))  # noqa: S311 - no secret


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of a try."""

    state: ParcelState
    error: str = ""
    perhaps: bool = False
    """Whether the ticket may have got there in spite of the error."""


class Outbox:
    """Serves the destinations of a store while it runs, each by itself: a printer without paper
    keeps no order from the kitchen's display.

    One ticket after the other, in the order in which they were written. One that cannot be
    delivered now keeps those behind it waiting; one that is refused is put aside, and so is one
    that its destination stumbles over in a way that it has not promised.
    """

    def __init__(
        self, writer: Writer, folder: Path, destinations: Sequence[Destination], pace: Pace
    ) -> None:
        self._writer = writer
        self._folder = folder
        self._destinations = destinations
        self._pace = pace

    async def run(self) -> None:
        """Deliver until cancelled; of several kiosks with one journal, one at a time does.

        Raises:
            StoreError: the folder takes no lock.
        """
        held = await self._alone()
        try:
            async with asyncio.TaskGroup() as serving:
                for destination in self._destinations:
                    serving.create_task(self._serve(destination))
        finally:
            os.close(held)

    async def _alone(self) -> int:
        """The lock that says who delivers, once nobody else holds it."""
        while (held := hold(self._folder)) is None:  # noqa: ASYNC110 - another process lets go
            await asyncio.sleep(self._pace.look_s)
        return held

    async def _serve(self, destination: Destination) -> None:
        failed, told = 0, ""
        while True:
            parcel = await self._patiently(partial(ahead, destination=destination.name))
            if parcel is None:
                await asyncio.sleep(self._pace.look_s)
                continue
            # Noted before, for the kiosk may be killed meanwhile: what is printed again says so.
            await self._patiently(partial(begin_try, parcel=parcel.id), lasting=True)
            came = await self._try(destination, parcel)
            if came.state == "dead" or came.error != told:  # not a line for each try of a night
                _tell(destination.name, came)
            told = came.error
            # Not worth a wait for the disk: after a power cut it is delivered again, by its key.
            await self._patiently(
                partial(
                    note,
                    parcel=parcel.id,
                    state=came.state,
                    error=" ".join(came.error.split()),
                    doubtful=parcel.doubtful or came.perhaps,
                )
            )
            failed = failed + 1 if came.state == "waiting" else 0
            if failed:
                await asyncio.sleep(self._pace.pause(failed))

    async def _patiently(
        self, job: Callable[[sqlite3.Connection], T], *, lasting: bool = False
    ) -> T:
        """Do ``job`` as soon as the disk takes it: what was delivered and cannot be noted yet must
        not be delivered again and again meanwhile. Once asked for, it is done: who closes the kiosk
        then is not to find the ticket printed twice in the morning."""
        failed = 0
        while True:
            try:
                done = asyncio.wrap_future(self._writer.call(job, lasting=lasting))
                return await asyncio.shield(done)
            except StoreError as refused:
                log.warning("the outbox waits for the disk", why=str(refused))
            failed += 1
            await asyncio.sleep(self._pace.pause(failed))

    async def _try(self, destination: Destination, parcel: Parcel) -> _Came:
        """What becomes of ``parcel``."""
        try:
            order = read_ticket(parcel.body)
        except StoreError as unreadable:
            return _Came("dead", str(unreadable))
        try:
            async with asyncio.timeout(self._pace.patience_s):
                await destination.deliver(parcel.key, order, again=parcel.doubtful)
        except Undelivered as later:
            return _Came("waiting", str(later), later.perhaps)
        except TimeoutError:
            silent = f"{destination.name}: no answer in {self._pace.patience_s:g} s"
            return _Came("waiting", silent, perhaps=True)
        except Refused as never:
            return _Came("dead", str(never))
        except Exception as unforeseen:  # a fault in the destination's own code
            fault = f"{destination.name}: {type(unforeseen).__name__}: {unforeseen}"
            return _Came("dead", fault, perhaps=True)
        return _Came("delivered")


def _tell(destination: str, came: _Came) -> None:
    if came.error:
        log.warning("not delivered", destination=destination, why=came.error, state=came.state)
    else:
        log.warning("delivered again", destination=destination)


def hold(folder: Path) -> int | None:
    """A descriptor while which is open nobody else delivers from ``folder``; none where somebody
    does.

    Raises:
        StoreError: the folder takes no lock.
    """
    file = folder / _LOCK
    try:
        return try_lock(file)
    except OSError as refused:
        raise StoreError(f"{file}: {refused.strerror}") from refused
