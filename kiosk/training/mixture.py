"""What was written by hand and what was made up, in one set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random

from kiosk.training.card import Leaks
from kiosk.training.example import Example
from kiosk.training.mine import Miner
from kiosk.training.recast import recasts
from kiosk.training.saying.dice import Split
from kiosk.training.written import written_turns

__all__ = ["by_hand", "strewn"]


def by_hand(variants: int, seed: int, split: Split, leaks: Leaks, miner: Miner) -> list[Example]:
    """Every turn that was written by hand, and others made from it.

    Args:
        variants: most of each turn, itself included; none are made from a turn that is left out.
        seed: of the recasts.
        split: what is learnt from, or the tenth that is measured on.
        leaks: leaves out what is kept for measuring.
        miner: says which recasts are kept; the turns themselves are kept whatever it says.

    Raises:
        MenuError, UsageError: as :func:`.written.read_written`.
    """
    out: list[Example] = []
    if variants:
        for turn in leaks.without(written_turns(split)):
            miner.look(turn)
            others = recasts(turn, variants - 1, seed, split)
            out += (turn, *miner.kept(leaks.without(others)))
    return out


def strewn(
    some: Sequence[Example], among: Iterator[Example], count: int, seed: int
) -> Iterator[Example]:
    """All of ``some`` in any order, anywhere among the first ``count`` of the others."""
    chance = Random(f"mix {seed}")  # noqa: S311 - data by seed, no secret
    mixed = chance.sample(some, len(some))
    places = set(chance.sample(range(len(some) + count), len(some)))
    for at in range(len(some) + count):
        if at in places:
            yield mixed.pop()
        else:
            yield from islice(among, 1)
