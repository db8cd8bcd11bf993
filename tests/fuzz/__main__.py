"""``python -m tests.fuzz MINUTES``: the tests of this folder over and over, each time with another
seed, until the time is over or something is found; one JSON line at the end."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from .budget import EXAMPLES

_EACH_ROUND: Final = 300
"""Examples of each test in one round."""
_MEMORY: Final = 6 << 30
"""Address space of a round, in bytes: what grows without bound fails on it."""


def fuzz(minutes: float) -> int:
    """Returns the exit status: 1 where anything was found."""
    until = time.monotonic() + 60 * minutes
    tests = Path(__file__).parent
    rounds = failed = 0
    while not failed and time.monotonic() < until:
        rounds += 1
        failed = subprocess.run(
            [sys.executable, "-m", "pytest", str(tests), f"--hypothesis-seed={time.time_ns()}"],
            env={**os.environ, EXAMPLES: str(_EACH_ROUND)},
            preexec_fn=_held,
            check=False,
        ).returncode
    peak_kb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    told = {"minutes": minutes, "rounds": rounds, "found": bool(failed)}
    print(json.dumps(told | {"examples_each": rounds * _EACH_ROUND, "peak_mb": peak_kb >> 10}))  # noqa: T201 - a command
    return 1 if failed else 0


def _held() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    sys.exit(fuzz(float(sys.argv[1])))
