"""The few sums that every yardstick makes."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["percentile", "rate"]


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that ``share`` (0..1) of ``values`` do not exceed; 0 where there are none."""
    if not values:
        return 0.0
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def rate(right: int, of: int) -> float:
    """The share of ``right`` among ``of``; 1 where there was nothing to count."""
    return right / of if of else 1.0
