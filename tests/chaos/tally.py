"""What was placed, held against what arrived."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.guests import Wish
from tests.chaos.machines import Arrived

Json = dict[str, Any]


@dataclass
class Tally:
    """What guests were told, and what went wrong on the way."""

    placed: dict[int, Wish] = field(default_factory=dict)
    """By number: the guest was told so."""
    told_by_crew: int = 0
    """Of those: the kiosk was killed before it said the number, and the crew found it."""
    not_offered: int = 0
    """Orders that were on the screen and gone after the start."""
    misquoted: int = 0
    """Minor units by which what a guest was told differs from what the menu says."""
    twice: int = 0
    """Numbers that two guests were told."""
    kills: Counter[str] = field(default_factory=Counter)
    dead: int = 0
    """Tickets that were put aside."""


def counted(tally: Tally, arrived: dict[str, list[Arrived]]) -> Json:
    """What was placed, held against what arrived at each destination."""
    delivered: dict[str, int] = {}
    lost: dict[str, list[int]] = {}
    doubled: dict[str, list[int]] = {}
    cents_off = tally.misquoted
    for name, orders in arrived.items():
        whole = {order.number: order for order in orders}
        delivered[name] = len(whole.keys() & tally.placed.keys())
        lost[name] = sorted(tally.placed.keys() - whole.keys())
        doubled[name] = sorted((whole.keys() - tally.placed.keys()) | _twice(orders))
        cents_off += sum(
            abs(order.total - tally.placed[order.number].total)
            for order in orders
            if order.number in tally.placed
        )
    for what, numbers in (("lost", lost), ("doubled", doubled)):
        if any(numbers.values()):
            print(f"chaos: {what}: {numbers}", file=sys.stderr)  # noqa: T201 - which they are
    return {
        "placed": len(tally.placed),
        "delivered": delivered,
        "lost": sum(map(len, lost.values())),
        "doubled": sum(map(len, doubled.values())) + tally.twice,
        "cents_off": cents_off,
        "kills": dict(tally.kills),
        "told_by_crew": tally.told_by_crew,
        "not_offered": tally.not_offered,
        "marked_repeats": sum(order.marked for order in arrived["printer"]),
        "dead": tally.dead,
    }


def _twice(orders: Sequence[Arrived]) -> set[int]:
    """Numbers under which more than one order came, repeats that say so apart."""
    plain = Counter(order.number for order in orders if not order.marked)
    return {number for number, times in plain.items() if times > 1}
