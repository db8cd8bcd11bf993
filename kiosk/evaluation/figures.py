"""The few sums that every yardstick makes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

__all__ = [
    "BRACKETS", "Bin", "as_ms", "as_percent", "as_share", "by_rung", "interval", "percentile",
    "rate", "reliability",
]  # fmt: skip

BRACKETS: Final = "In brackets: the 95 % interval (Wilson) of a share of that many."
"""What :func:`as_share` adds, for people."""
_Z: Final = NormalDist().inv_cdf(0.975)
"""Of 95 %, two-sided."""

_EDGES: Final = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
"""Bins of confidence: narrow where the kiosk decides whether to act."""


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that ``share`` (0..1) of ``values`` do not exceed; 0 where there are none."""
    if not values:
        return 0.0
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def rate(right: int, of: int) -> float:
    """The share of ``right`` among ``of``; 1 where there was nothing to count."""
    return right / of if of else 1.0


def interval(share: float, n: int) -> tuple[float, float]:
    """Between which shares (0..1) the true one lies with 95 %; 0 and 1 where ``n`` is 0.

    Wilson's score interval: E. B. Wilson, "Probable inference, the law of succession, and
    statistical inference", Journal of the American Statistical Association 22 (1927), 209-212. It
    holds for small ``n`` and for shares at or near 0 and 1, where the usual mean ± deviation says
    that nothing is uncertain.

    Args:
        share: what was counted, 0..1.
        n: among how many.
    """
    if n == 0:
        return 0.0, 1.0
    z2 = _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # Rounding may put an end past a share of exactly 0 or 1.
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def by_rung(reads: Iterable[tuple[str, bool, float]]) -> dict[str, dict[str, float]]:
    """What each rung of a ladder decided: how many turns, the share that was right, the median
    time in milliseconds.

    Args:
        reads: of each turn, the rung that decided it, whether it was right, and how long it took in
            milliseconds.
    """
    held: dict[str, list[tuple[bool, float]]] = {}
    for rung, right, ms in reads:
        held.setdefault(rung, []).append((right, ms))
    return {
        rung: {
            "n": len(its),
            "right": rate(sum(right for right, _ in its), len(its)),
            "ms_p50": percentile([ms for _, ms in its], 0.5),
        }
        for rung, its in held.items()
    }


@dataclass(frozen=True, slots=True)
class Bin:
    """Turns whose confidence lies between two edges."""

    low: float
    """Included."""
    high: float
    """Excluded, but for the last bin's 1."""
    n: int
    right: int
    mean: float
    """Mean confidence of the turns in it, 0..1."""


def reliability(reads: Iterable[tuple[float, bool]]) -> list[Bin]:
    """How often turns of about one confidence are right; bins without turns are left out.

    Args:
        reads: confidence (0..1) of each turn, and whether it was right.
    """
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in reads:
        n = sum(confidence >= edge for edge in _EDGES[1:-1])
        held.setdefault(n, []).append((confidence, right))
    return [
        Bin(
            _EDGES[n],
            _EDGES[n + 1],
            len(inside),
            sum(right for _, right in inside),
            sum(confidence for confidence, _ in inside) / len(inside),
        )
        for n, inside in sorted(held.items())
    ]


def as_percent(share: float) -> str:
    """``0.5`` → "50.0 %"."""
    return f"{100 * share:.1f} %"


def as_share(share: float, n: int) -> str:
    """``0.5, 10`` → "50.0 % (23.7 to 76.3)", with a dash for "to"; no brackets for ``n`` = 0."""
    if n == 0:
        return as_percent(share)
    low, high = interval(share, n)
    return f"{as_percent(share)} ({100 * low:.1f}\N{EN DASH}{100 * high:.1f})"


def as_ms(value: float) -> str:
    """``1.26`` → "1.3 ms"."""
    return f"{value:.1f} ms"
