"""``kiosk bench --compare``: ours against what an integrator would do instead, one after another.

Each has the machine to itself, and the same turns and base model.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Final

from rich.markup import escape
from rich.table import Table

from kiosk.cli.ladder import climbed, configured, language_model, prompted_model
from kiosk.errors import UsageError
from kiosk.evaluation.bench.compare import (
    Contender,
    Measured,
    compare_turns,
    measure_contender,
)
from kiosk.evaluation.menu_prompt import MenuPrompt
from kiosk.evaluation.rows import CONTENDER_COLUMNS, contender_rows
from kiosk.evaluation.tokens import Metered, Tokens
from kiosk.menu import Menu
from kiosk.understanding import Rules
from kiosk.understanding.cascade import Cascade
from kiosk.understanding.reading import Understands
from kiosk.workers import Scheduler

__all__ = ["CONTENDERS", "compare", "table"]

_Opens = Callable[[Scheduler], AbstractAsyncContextManager[Contender]]

_PATIENCE_S: Final = 60.0
"""Longest wait for one answer of ours: its time is measured here, not cut short."""


async def compare(step: Callable[[str], None]) -> list[Measured]:
    """What each contender makes of the turns that come with the project.

    Args:
        step: is told of each contender that begins.

    Raises:
        UsageError: no larger language model is set.
        ModelError: weights are missing or do not match the manifest.
    """
    turns, scheduler = compare_turns(), Scheduler()
    measured = []
    for name, opened in CONTENDERS.items():
        step(f"compare: {name}")
        async with opened(scheduler) as contender:
            measured.append(await measure_contender(contender, turns))
    return measured


@asynccontextmanager
async def _ladder(name: str, alone: bool, scheduler: Scheduler) -> AsyncIterator[Contender]:
    """The larger model ``alone``, or all of the ladder."""
    chosen = [one for one in configured() if one[1] == "slm-large" or not alone]
    if not chosen:
        raise UsageError("no larger language model is set", hint="set KIOSK_LARGER_LANGUAGE_MODEL")
    steps = [language_model(weight, rung, scheduler, Metered) for weight, rung in chosen]
    steps = steps if alone else climbed(steps)
    models = [step.model for step in steps if isinstance(step.model, Metered)]  # all of them

    def readers(rules: Rules) -> Sequence[Understands]:
        return [step.reader(rules, _PATIENCE_S) for step in steps]

    def engines(menu: Menu) -> Sequence[Understands]:
        return readers(Rules(menu))

    def made(menu: Menu) -> Understands:
        rules = Rules(menu)
        return readers(rules)[0] if alone else Cascade(rules, readers(rules))

    def spent() -> Tokens:
        return sum((model.spent for model in models), Tokens())

    told = [] if alone else ["rules"]
    names = {rung: weight for weight, rung in chosen}
    for step in steps:
        told.append(f"{names[step.rung]}, {'tuned' if step.adapter else 'un-tuned'}")
    try:
        yield Contender(name, " · ".join(told), made, engines, spent)
    finally:
        await asyncio.gather(*(model.stop() for model in models))


@asynccontextmanager
async def _menu_prompt(scheduler: Scheduler) -> AsyncIterator[Contender]:
    model = prompted_model(scheduler)
    try:
        yield Contender(
            "menu-prompt",
            "the same base, un-tuned · menu in the prompt, JSON schema",
            lambda menu: MenuPrompt(menu, model),
            lambda menu: [MenuPrompt(menu, model)],
            lambda: model.spent,
        )
    finally:
        await model.stop()


CONTENDERS: Final[Mapping[str, _Opens]] = {
    "slm-large": partial(_ladder, "slm-large", True),
    "cascade": partial(_ladder, "cascade", False),
    "menu-prompt": _menu_prompt,
}
"""By name, in the order in which they are measured: what opens each."""


def table(measured: Sequence[Measured]) -> Table:
    """All of them side by side."""
    drawn = Table(box=None, pad_edge=False)
    drawn.add_column(CONTENDER_COLUMNS[0])
    for name in CONTENDER_COLUMNS[1:]:
        drawn.add_column(name, justify="right", no_wrap=True)
    for row in contender_rows(measured):
        drawn.add_row(*map(escape, row))
    drawn.caption = "read, written: tokens of the language models a turn, on average"
    return drawn
