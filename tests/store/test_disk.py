"""The disk is full, or takes nothing: real disks of a few megabytes."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.errors import StoreError
from kiosk.store import Store
from kiosk.store.database import FILE, open_to_read
from kiosk.store.upkeep import faults

HOUSE = Path(__file__).resolve().parents[2]
KIOSK = Path(sys.executable).with_name("kiosk")
IN_A_NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
_SMALL = 'mount -t tmpfs -o size=6m tmpfs "$1" && '


def on_a_small_disk(folder: Path, script: str) -> str:
    """What ``script`` prints, with a disk of 6 MB at ``$1`` and Python as ``$2``, a folder
    to leave things in as ``$3``, and the kiosk as ``$4``."""
    disk, left = folder / "disk", folder / "left"
    disk.mkdir()
    done = subprocess.run(
        [*IN_A_NAMESPACE, "sh", "-c", _SMALL + script, "sh", disk, sys.executable, left, KIOSK],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"needs user namespaces and tmpfs: {done.stderr}"
    return done.stdout


def test_the_guest_who_orders_when_the_disk_gets_full_can_finish(tmp_path: Path) -> None:
    """Another program fills the disk after the guest has begun."""
    said = on_a_small_disk(
        tmp_path,
        '"$2" -m tests.store.till "$1/data" 3000 | { '
        'read -r line; echo "$line"; dd if=/dev/zero of="$1/filler" bs=4k 2>/dev/null; cat; }; '
        'cp -r "$1/data" "$3"',
    )
    told = [line.split("\t") for line in said.splitlines() if "\t" in line]  # and no log
    *finished, next_guest = [line[1] for line in told if line[0] == "begun"]
    assert told[-1][:2] == ["failed", next_guest], "whose first turn is refused, and no other"
    assert told[-2][:2] == ["begun", next_guest]
    assert told[-1][2].startswith("no order can be begun: the disk is full")
    placed = [line[1] for line in told if line[0] == "placed"]
    assert placed == finished
    with closing(open_to_read(tmp_path / "left" / FILE)) as db:
        assert list(faults(db)) == []
        kept = [key for (key,) in db.execute("SELECT key FROM orders WHERE state = 'placed'")]
        assert kept == placed
        assert db.execute("SELECT count(*) FROM outbox").fetchone() == (len(placed),)


def test_a_disk_that_takes_nothing_is_one_clear_line(tmp_path: Path) -> None:
    said = on_a_small_disk(
        tmp_path,
        '"$2" -m tests.store.till "$1/data" 1; mount -o remount,ro "$1"; '
        'KIOSK_HOME="$1" "$4" journal show >/dev/null && echo shown; '
        'KIOSK_HOME="$1" "$4" journal purge 2>&1; echo "= $?"; true',
    )
    *_, shown, fault, status = said.splitlines()
    assert shown == "shown"
    assert fault.endswith("journal.db: Read-only file system")
    assert status == "= 2"


def test_a_folder_that_cannot_be_made_is_one_clear_line() -> None:
    with pytest.raises(StoreError, match="Not a directory"):
        Store(Path("/dev/null/kiosk"))
