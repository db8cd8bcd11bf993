"""One row of the table of ordering words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

__all__ = ["Row"]

_BRACKETS: Final = re.compile(r"\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Row:
    """Phrases that do the same."""

    kind: str
    """What the parser switches on."""
    value: str
    """Which of the kind."""
    said: str
    """The phrases with commas between them, as :mod:`..normalise` leaves words.

    ``(a|b) (c|)`` stands for every way to take one of each bracket, here ``a c``, ``a``, ``b c``
    and ``b``.
    """

    def phrases(self) -> Iterator[str]:
        """Every phrase, one space between words."""
        for phrase in self.said.split(","):
            pieces = _BRACKETS.split(phrase)  # outside, inside, outside, …
            ways = [piece.split("|") if n % 2 else [piece] for n, piece in enumerate(pieces)]
            for way in product(*ways):
                yield " ".join(" ".join(way).split())
