"""The yardstick of hard turns, from the turns of some files to their report."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any, Final

from kiosk.evaluation.rungs import Rung
from kiosk.evaluation.turns.file import TurnSet
from kiosk.evaluation.turns.score import score_turns
from kiosk.understanding import Rules, sure

__all__ = ["MOST_TURNS", "measure_turns", "unsure_of"]

MOST_TURNS: Final = 200
"""Unsure turns that tell a model's worth to some 7 in a hundred; each takes it seconds."""


def unsure_of(sets: Sequence[TurnSet], most: int) -> list[TurnSet]:
    """The turns that the rules are unsure of: those that a language model is asked.

    Args:
        sets: what is read.
        most: so many of them, drawn by a seed of their own; 0 takes all.
    """
    left = []
    for at, one in enumerate(sets):
        rules = Rules(one.menu)
        left += [(at, t) for t in one.turns if not sure(rules.read_now(t.guest, t.context))]
    if most:
        left = Random("unsure turns").sample(left, min(most, len(left)))  # noqa: S311 - no secret
    return [
        replace(one, turns=tuple(turn for n, turn in left if n == at))
        for at, one in enumerate(sets)
    ]


def measure_turns(
    sets: Sequence[TurnSet], by: Rung, step: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    """The report of every turn of every file.

    Args:
        sets: what is read.
        by: reads it.
        step: called after each turn.
    """

    async def score() -> dict[str, Any]:
        async with by as made:
            return (await score_turns(sets, made, step)).report()

    return asyncio.run(score())
