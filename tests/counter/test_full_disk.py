"""The disk fills while the counter is open: everybody is served, and nothing stays in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.store.database import FILE, open_to_read
from kiosk.store.upkeep import faults
from tests.store.test_disk import on_a_small_disk

from .kiosks import forgotten

_COUNTER = (
    'export KIOSK_HOME="$1/home" KIOSK_PRINTERS__KITCHEN__LINK=file '
    'KIOSK_PRINTERS__KITCHEN__PATH="$3/kitchen.prn"; mkdir "$3"; '
    'FILLER="$1/filler" PYTHON="$2"; '
    'sell() { "$PYTHON" -m tests.counter.full_disk "$FILLER" "$@"; }; '
)
FULL = "orders are kept in memory alone, and lost when the power is: the disk is full"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A folder for a small disk; what its counter has in memory is removed after it."""
    yield tmp_path
    forgotten(tmp_path / "disk" / "home" / "data")


def test_the_next_guest_orders_and_it_comes_home_when_there_is_room(small: Path) -> None:
    assert told(small, "sell; ") == [
        ("first", "1", "placed"),
        ("was ordering", "2", "placed"),
        ("next", "501", "placed"),
        ("crew is told", FULL),
        ("crew sees", "None", "open"),
        ("crew sees", "501", "placed"),
        ("crew sees", "2", "placed"),
        ("crew sees", "1", "placed"),
        ("while one waits", "3", "placed"),
        ("waited", "502", "placed"),
        ("crew is told", "orders that were kept in memory are in the journal now: 2"),
        ("last", "4", "placed"),
        ("in the end", "4", "placed"),
        ("in the end", "502", "placed"),
        ("in the end", "501", "void"),
        ("in the end", "3", "placed"),
        ("in the end", "2", "placed"),
        ("in the end", "1", "void"),
    ]
    assert at_home(small) == {1: "void", 2: "placed", 3: "placed", 4: "placed"} | {
        501: "void",
        502: "placed",
    }
    printed = (small / "left" / "kitchen.prn").read_bytes().split(b"\x1dV\x00")
    assert len(printed) == 6 + 2 + 1, "a ticket for each, one more for each void, and the roll"


def test_it_is_killed_and_started_again_while_the_disk_is_full(small: Path) -> None:
    day = told(
        small,
        "sell kill; sell; rm $1/filler; "
        '"$2" -c "from kiosk.cli.keeping import open_store; open_store()[0].close()"; ',
    )
    assert day[-2:] == [("crew is told", FULL), ("offered again", "502", "placed")]
    assert at_home(small) == {1: "placed", 2: "placed", 501: "placed", 502: "placed"}


def told(small: Path, script: str) -> list[tuple[str, ...]]:
    """What everybody saw; the journal as it was then is left in a folder of its own."""
    said = on_a_small_disk(small, f'{_COUNTER} {script} cp -r "$1/home/data" "$3"')
    return [tuple(line.split("\t")) for line in said.splitlines() if "\t" in line]


def at_home(small: Path) -> dict[int, str]:
    """What became of each number."""
    with closing(open_to_read(small / "left" / "data" / FILE)) as db:
        assert list(faults(db)) == []
        return dict(db.execute("SELECT ticket, state FROM orders WHERE ticket IS NOT NULL"))
