"""How much is tried: a little with every test run, as much as the clock gives in ``make fuzz``."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from hypothesis import HealthCheck, Phase, settings

__all__ = ["EXAMPLES", "bounded", "fuzzed"]

EXAMPLES: Final = "KIOSK_FUZZ_EXAMPLES"
"""Name in the environment of how many examples each test tries."""
_FEW: Final = 40
_HANGS_S: Final = 60
"""One example takes milliseconds; on the slowest machine it does not take a minute."""

fuzzed: Final = settings(
    max_examples=int(os.environ.get(EXAMPLES, _FEW)),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,  # a file is written anew by each example
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)


@contextmanager
def bounded() -> Iterator[None]:
    """Fail what hangs, instead of hanging with it."""

    def hangs(*_: Any) -> None:
        raise AssertionError(f"still at it after {_HANGS_S} s")

    before = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(_HANGS_S)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
