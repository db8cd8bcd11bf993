"""``python -m tests.chaos --orders N [--seed S] [--minutes M]``: one line of JSON on stdout, what
happens on stderr; exit status 1 where an order was lost or doubled, or a cent is off.

It runs in a mount namespace of its own, where a small disk is the kiosk's.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kiosk.cli.keeping import memory_of
from tests.chaos.run import chaos
from tests.store.test_disk import IN_A_NAMESPACE

_SMALL = (
    'room="$1"; shift; mount -t tmpfs -o size=64m tmpfs "$room/counter" && exec "$@" --room "$room"'
)


def main() -> int:
    """Returns the exit status."""
    asked = argparse.ArgumentParser(prog="python -m tests.chaos", description="Break everything.")
    asked.add_argument("--orders", type=int, default=20, help="how many are placed")
    asked.add_argument("--seed", type=int, default=1, help="of what is ordered and what breaks")
    asked.add_argument("--minutes", type=float, help="place no order after so many")
    asked.add_argument("--room", type=Path, help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.room is None:
        return _on_a_small_disk(sys.argv[1:])
    came = asyncio.run(
        chaos(told.orders, told.seed, told.minutes, told.room / "counter", told.room)
    )
    print(json.dumps(came))  # noqa: T201 - the result
    return any(came[what] for what in ("lost", "doubled", "cents_off", "not_offered"))


def _on_a_small_disk(arguments: list[str]) -> int:
    """The same command once more, where the folder ``counter`` of its room is a disk."""
    with tempfile.TemporaryDirectory(prefix="chaos-") as room:
        (Path(room) / "counter").mkdir()
        again = [sys.executable, "-m", "tests.chaos", *arguments]
        try:
            return subprocess.run(
                [*IN_A_NAMESPACE, "sh", "-c", _SMALL, "sh", room, *again], check=False
            ).returncode
        finally:
            shutil.rmtree(memory_of(Path(room) / "counter" / "data"), ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
