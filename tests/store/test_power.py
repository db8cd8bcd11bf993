"""The power goes: the files are as the disk had them, torn in the middle of a write."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kiosk.menu import Menu
from kiosk.store import Store
from kiosk.store.database import FILE, open_to_read
from kiosk.store.orders import replay
from kiosk.store.upkeep import faults
from tests.store.counter import guest, opened

TURNS = ("add 2 cheeseburger -onion", "add 1 coke +large", "mod #1 +bacon", "qty #2 2", "done")


async def test_what_was_safe_is_there_whatever_became_of_the_rest(
    menu: Menu, open_store: Callable[..., Store], tmp_path: Path
) -> None:
    """The log of writes is cut off at any byte, and what a disk left behind the cut is garbage."""
    store = open_store("kitchen")
    log = tmp_path / f"{FILE}-wal"
    journal = store.order(menu)
    session = guest(menu, journal)
    safe = [(size_of(log), 0)]
    for told, turn in enumerate((*TURNS, "yes"), 1):
        await session.hear(turn)
        safe.append((size_of(log), told))
    dice = random.Random(7)  # noqa: S311 - the same cuts each time
    for cut in [dice.randrange(safe[-1][0] + 1) for _ in range(25)]:
        after = torn(tmp_path, cut, dice.randbytes(5000))
        with closing(opened(after)) as again:
            if again.unfinished is not None:
                again.take_up(again.unfinished)
        with closing(open_to_read(after / FILE)) as db:
            assert list(faults(db)) == []
            rows = db.execute(
                "SELECT count(*) FROM events WHERE kind = 'turn' AND said_by = 'words'"
            )
            kept = rows.fetchone()[0]
            assert kept >= max((told for size, told in safe if size <= cut), default=0)
            tickets, parcels = db.execute(
                "SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM outbox)"
            ).fetchone()
            placed = kept > len(TURNS)
            assert (tickets, parcels) == (placed, placed), "all of a placed order, or nothing"
            if placed:
                assert replay(db, journal.key).kept.state == "placed"


def size_of(file: Path) -> int:
    return file.stat().st_size


def torn(folder: Path, cut: int, garbage: bytes) -> Path:
    """The files as they were, with the log of writes cut off and followed by garbage."""
    after = folder / f"after-{cut}"
    shutil.rmtree(after, ignore_errors=True)
    after.mkdir()
    shutil.copy(folder / FILE, after / FILE)
    log = (folder / f"{FILE}-wal").read_bytes()
    (after / f"{FILE}-wal").write_bytes(log[:cut] + garbage)
    return after
