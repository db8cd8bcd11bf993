"""A small run of the chaos: ``make chaos`` makes large ones."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.chaos.run import RATES

HOUSE = Path(__file__).resolve().parents[2]
ORDERS = 16


def test_whatever_breaks_each_order_arrives_once_and_to_the_cent() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.chaos", "--orders", str(ORDERS), "--seed", "7"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, f"{ran.stdout}\n{ran.stderr[-5000:]}"
    (line,) = ran.stdout.splitlines()
    came = json.loads(line)
    assert came["placed"] == ORDERS
    assert came["delivered"] == dict.fromkeys(("printer", "broker", "till"), ORDERS)
    assert [came[what] for what in ("lost", "doubled", "cents_off", "not_offered")] == [0] * 4
    assert came["kills"].keys() == RATES.keys()
