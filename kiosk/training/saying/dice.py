"""Chance by seed, and phrases with alternatives: ``(can|could) i get (a|one|) {item}``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from random import Random
from typing import Final, Literal, TypeVar
from zlib import crc32

__all__ = ["Dice", "Split", "split_of"]

Split = Literal["train", "dev"]
"""What is learnt from, and what is measured on and never learnt from."""
T = TypeVar("T")

_APART: Final = 10
"""One in so many texts is measured on."""
_HELD_OUT: Final = 9
"""One in so many alternatives is never said in training, where there are ``_FEW`` or more."""
_FEW: Final = 5

Part = str | tuple["Sequence_", ...]
Sequence_ = tuple[Part, ...]
"""Words, and in their places the alternatives of a bracket."""


def split_of(text: str) -> Split:
    """Which split a text belongs to; it follows from its words alone, whatever stands beside it."""
    digest = sha256(text.encode()).digest()
    return "dev" if int.from_bytes(digest[:4], "big") % _APART == 0 else "train"


class Dice:
    """A stream of decisions: the same seed makes the same ones."""

    def __init__(self, seed: str, split: Split = "train") -> None:
        self.random = Random(seed)  # noqa: S311 - data by seed, no secret
        self.split = split

    def chance(self, probability: float) -> bool:
        """Whether something of that probability happens."""
        return self.random.random() < probability

    def one(self, things: Sequence[T]) -> T:
        """Any of the things."""
        return things[int(self.random.random() * len(things))]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """So many of the things, or all, in any order."""
        return self.random.sample(things, min(count, len(things)))

    def weighted(self, weights: dict[T, float]) -> T:
        """One of the keys, each as often as its weight says."""
        return self.random.choices(list(weights), list(weights.values()))[0]

    def say(self, template: str, **filled: str) -> str:
        """One way to say the template: ``(a|b|)`` is any of them, ``{name}`` is filled in."""
        words = " ".join(self._words(_parsed(template)).split())
        return words.format(**filled) if filled else words

    def _words(self, sequence: Sequence_) -> str:
        out = ""
        for part in sequence:
            out += part if isinstance(part, str) else self._words(self._either(part))
        return out

    def _either(self, ways: tuple[Sequence_, ...]) -> Sequence_:
        """One of the alternatives; in training, none that is held out for development."""
        held, free = _parted(ways)
        if self.split == "dev" and held and self.chance(0.5):
            return self.one(held)
        return self.one(free)


@lru_cache(maxsize=4096)
def _parted(ways: tuple[Sequence_, ...]) -> tuple[tuple[Sequence_, ...], tuple[Sequence_, ...]]:
    """Alternatives that are held out, and the others."""
    if len(ways) < _FEW:
        return (), ways
    held = tuple(way for way in ways if crc32(repr(way).encode()) % _HELD_OUT == 0)
    free = tuple(way for way in ways if way not in held)
    return (held, free) if free else ((), ways)


@lru_cache(maxsize=4096)
def _parsed(template: str) -> Sequence_:
    ways, end = _ways(template, 0)
    assert end == len(template), f"a bracket too many: {template}"
    return ways[0] if len(ways) == 1 else (ways,)


def _ways(text: str, at: int) -> tuple[tuple[Sequence_, ...], int]:
    """The alternatives from ``at`` to the bracket that closes them."""
    ways: list[Sequence_] = []
    parts: list[Part] = []
    while at < len(text) and text[at] != ")":
        if text[at] == "(":
            inner, at = _ways(text, at + 1)
            assert at < len(text), f"a bracket is not closed: {text}"
            parts.append(inner)
            at += 1
        elif text[at] == "|":
            ways.append(tuple(parts))
            parts, at = [], at + 1
        else:
            end = min((i for c in "(|)" if (i := text.find(c, at)) >= 0), default=len(text))
            parts.append(text[at:end])
            at = end
    ways.append(tuple(parts))
    return tuple(ways), at
