"""How fast the journal is, beside the disk that it stands on."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from kiosk.dialog import Event
from kiosk.errors import StoreError
from kiosk.menu import find_menu, load_menu
from kiosk.order.cart import Choice, Line
from kiosk.order.edits import Add, Clear
from kiosk.store import Store

__all__ = ["AIM_PER_S", "Measured", "measure"]

AIM_PER_S: Final = 1000.0
"""Events a second that the journal has to reach, or what the disk allows."""
_ROUNDS: Final = 9
_IN_A_ROUND: Final = 100
_PAGE: Final = bytes(4096)
"""What the journal writes at least: https://sqlite.org/fileformat2.html#the_write_ahead_log"""
_TURNS: Final = (
    Event("touch", (Add(Line("coke", choices=(Choice("large"),))),), "open"),
    Event("touch", (Clear(),), "open"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians of rounds in which both took turns, so that both met the same disk."""

    events_per_s: float
    """Turns of one order, each waited for until it is safe."""
    syncs_per_s: float
    """Pages at the end of a file, each waited for likewise: the disk by itself."""

    @property
    def ratio(self) -> float:
        """The journal's pace by the lower of the aim and the disk's; 1 or more reaches it."""
        return self.events_per_s / min(AIM_PER_S, self.syncs_per_s)


def measure(folder: Path) -> Measured:
    """On the disk that holds ``folder``; leaves nothing there.

    Raises:
        StoreError: it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix="bench-") as made:
            return asyncio.run(_measured(Path(made)))
    except OSError as refused:
        raise StoreError(f"{folder}: {refused.strerror}") from refused


async def _measured(folder: Path) -> Measured:
    store = Store(folder)
    journal = store.order(load_menu(find_menu("burger")))
    events, syncs = [], []
    try:
        with (folder / "pages").open("wb", buffering=0) as file:
            for _ in range(_ROUNDS):
                began = perf_counter()
                for number in range(_IN_A_ROUND):
                    journal.append(_TURNS[number % len(_TURNS)])
                    await journal.safe()
                between = perf_counter()
                for _ in range(_IN_A_ROUND):
                    file.write(_PAGE)
                    os.fdatasync(file.fileno())
                events.append(_IN_A_ROUND / (between - began))
                syncs.append(_IN_A_ROUND / (perf_counter() - between))
    finally:
        store.close()
    return Measured(median(events), median(syncs))
