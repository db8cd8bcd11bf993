"""The yardstick of hard turns, from the turns of some files to their report."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from kiosk.evaluation.rungs import Rung
from kiosk.evaluation.turns.file import TurnSet
from kiosk.evaluation.turns.score import score_turns
from kiosk.understanding import Rules, sure

__all__ = ["measure_turns", "unsure_of"]


def unsure_of(sets: Sequence[TurnSet]) -> list[TurnSet]:
    """The turns that the rules are unsure of: those that a language model is asked."""
    out = []
    for one in sets:
        rules = Rules(one.menu)
        left = [t for t in one.turns if not sure(rules.read_now(t.guest, t.context))]
        out.append(replace(one, turns=tuple(left)))
    return out


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
