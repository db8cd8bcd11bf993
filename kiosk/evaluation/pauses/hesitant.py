"""Where guests pause: before what they add, after a filler, while they look for a word."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Final

__all__ = ["Hesitant", "hesitant"]

_SHORTEST: Final = 4
"""Words of the shortest sentence with a pause in it: "that's all" is said in one go."""
_LONG: Final = 9
"""Words from which a sentence may hold two."""
_TWICE: Final = 0.4
"""Share of those that do."""
_FILLED: Final = 0.3
"""Share of pauses that begin with a filler."""
_PAUSE_S: Final = (0.3, 1.2)
"""Shortest and longest pause: below, it is between two words; above, everybody takes it for an
end."""
_FILLERS: Final = ("um", "uh")
_ADDING: Final = frozenset(("and", "with", "but", "or", "no", "plus"))
_REACHING: Final = frozenset(("a", "an", "the", "get", "have"))


@dataclass(frozen=True, slots=True)
class Hesitant:
    """A sentence with pauses."""

    parts: tuple[str, ...]
    """The words between the pauses; one where there is none."""
    pauses_s: tuple[float, ...]
    """How long each pause is: one fewer than there are parts."""


def hesitant(said: str, chance: Random) -> Hesitant:
    """``said`` as somebody says it who thinks while they speak; whole where it is short."""
    words = said.split()
    if len(words) < _SHORTEST:
        return Hesitant((said,), ())
    pauses = 2 if len(words) >= _LONG and chance.random() < _TWICE else 1
    likely = [_likeliness(*pair) for pair in pairwise(words)]
    places: set[int] = set()
    while len(places) < pauses:
        places.update(chance.choices(range(1, len(words)), likely))
    starts = [0, *sorted(places)]
    parts = [
        " ".join(words[start:end])
        for start, end in zip(starts, [*starts[1:], len(words)], strict=True)
    ]
    filled = [_filled(part, chance) for part in parts[:-1]]
    lengths = tuple(chance.uniform(*_PAUSE_S) for _ in filled)
    return Hesitant((*filled, parts[-1]), lengths)


def _likeliness(before: str, after: str) -> float:
    """Of a pause between two words, against 1 anywhere."""
    if before in _FILLERS:
        return 5.0
    if after in _ADDING:
        return 3.0
    return 2.0 if before in _REACHING else 1.0


def _filled(part: str, chance: Random) -> str:
    if chance.random() >= _FILLED or part.endswith(_FILLERS):
        return part
    return f"{part}, {chance.choice(_FILLERS)}"
