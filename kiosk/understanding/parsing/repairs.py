"""Where a guest stumbles: "two no three cheeseburgers", "on that on that hamburger"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.understanding.tag import Tag

__all__ = ["repaired"]

_BETWEEN: Final = frozenset(("neg", "no", "fix", "yes", "just"))
"""What may stand between a number and the one that is meant."""
_DENIES: Final = frozenset(("no", "nope", "nah", "not"))
_SMALL: Final = frozenset(("det", "on", "it", "request", "with", "add"))
"""Kinds of words that, said twice running, were said once."""
MOST: Final = 3
"""Tags of the longest stretch that is said twice."""


def repaired(tags: Sequence[Tag]) -> list[Tag]:
    """The tags without false starts."""
    out: list[Tag] = []
    for tag in tags:
        out.append(tag)
        _once(out)
        if tag.kind == "num":
            _last_number(out)
    return out


def _once(out: list[Tag]) -> None:
    """Drops a stretch of small words that was just said again."""
    for size in range(1, MOST + 1):
        first, again = out[-2 * size : -size], out[-size:]
        if len(first) < size or any(tag.kind not in _SMALL or tag.mark for tag in first):
            continue
        if [tag.words for tag in first] == [tag.words for tag in again]:
            del out[-2 * size : -size]
            return


def _last_number(out: list[Tag]) -> None:
    """Drops a number that a "no" and the one just read take back."""
    at = len(out) - 2
    denied = False
    while at >= 0 and out[at].kind in _BETWEEN and not out[at].of("item"):
        denied = denied or out[at].kind == "fix" or out[at].words in _DENIES
        at -= 1
    if denied and at >= 0 and out[at].kind == "num":
        del out[at:-1]
