"""The turns that the rules cannot do, and few of those that they can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from random import Random
from typing import Literal

from kiosk.order.engine import Order
from kiosk.order.notation import parse_cart, same_cart
from kiosk.training.example import Example
from kiosk.training.menus import menu_of
from kiosk.understanding.rules import SURE, Rules

__all__ = ["Miner", "Verdict", "verdict"]

Verdict = Literal["sure", "unsure", "wrong"]
"""How the rules did: right and sure; right and in doubt; not right."""


@lru_cache(maxsize=16)
def _rules(menu: str) -> Rules:
    return Rules(menu_of(menu))


def verdict(example: Example) -> Verdict:
    """How the rules rung reads the example."""
    rules = _rules(example.menu)
    context = example.context()
    reading = rules.read_now(example.text, context)
    after, _ = Order(context.cart).turn(rules.menu, reading.edits, context.now)
    if not same_cart(rules.menu, after.cart, parse_cart(rules.menu, example.want)):
        return "wrong"
    return "sure" if reading.confidence >= SURE else "unsure"


class Miner:
    """Keeps what the rules do not do surely and well, and a share of the rest."""

    def __init__(self, seed: int, easy: float = 0.2) -> None:
        """``easy`` is the share, 0..1, kept of what the rules have right and are sure of."""
        self._random = Random(f"mine {seed}")  # noqa: S311 - data by seed, no secret
        self.easy = easy
        self.seen: Counter[tuple[Verdict, str]] = Counter()
        """How many of each verdict were met, by phenomenon; ``""`` counts every example once."""

    def kept(self, examples: Iterable[Example]) -> Iterator[Example]:
        """Those to learn from, in their order."""
        for example in examples:
            found = self.look(example)
            if self._random.random() < self.easy or found != "sure":
                yield example

    def look(self, example: Example) -> Verdict:
        """How the rules do one; it is counted."""
        found = verdict(example)
        self.seen.update((found, tag) for tag in ("", *example.tags))
        return found
