"""The one place that wires weights to a worker, the worker to a rung, the rungs to a ladder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from kiosk.config import settings
from kiosk.errors import KioskError, UsageError
from kiosk.evaluation.menu_prompt import MenuPrompt, PromptedModel
from kiosk.evaluation.rungs import RungName
from kiosk.menu.model import Menu
from kiosk.provision import require, require_adapter
from kiosk.understanding import Rules
from kiosk.understanding.cascade import Cascade
from kiosk.understanding.reading import Rung, Understands
from kiosk.understanding.slm import LanguageModel, Slm
from kiosk.workers import Scheduler

__all__ = [
    "Ladder",
    "Step",
    "climbed",
    "configured",
    "language_model",
    "open_ladder",
    "open_rung",
    "open_understanding",
    "prompted_model",
    "tuned_rungs",
]

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """One language model of the ladder."""

    rung: Rung
    model: LanguageModel
    adapter: str
    """Name of what fine-tunes it; none answers as it came."""

    def reader(self, rules: Rules, deadline_s: float | None = None) -> Slm:
        """The rung for one menu; a turn waits for it as long as a guest would, or so long."""
        return Slm(
            rules,
            self.model,
            deadline_s=deadline_s or settings().language_model_deadline_s,
            adapter=self.adapter,
            name=self.rung,
        )


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rules and the language models that this machine can climb to, for any menu."""

    steps: tuple[Step, ...]
    """The smaller model first; none where the rules are alone."""

    def over(self, menu: Menu) -> Cascade:
        """What understands guests of that menu; compiles its rules."""
        rules = Rules(menu)
        return Cascade(rules, [step.reader(rules) for step in self.steps])


def configured() -> list[tuple[str, Rung]]:
    """Names of the language models that are set, and their rungs."""
    rungs: tuple[Rung, ...] = ("slm", "slm-large")
    return list(zip(settings().language_models, rungs, strict=False))


def climbed(steps: Sequence[Step]) -> list[Step]:
    """Those that are worth a guest's wait: the tuned ones, or the first where none is tuned.

    One that is not tuned can only bear out what the rules read, and the smaller does that sooner.
    """
    tuned = [step for step in steps if step.adapter]
    return tuned or list(steps[:1])


def language_model(
    name: str, rung: Rung, scheduler: Scheduler, kind: type[LanguageModel] = LanguageModel
) -> Step:
    """The language model ``name`` of the manifest with its adapter, not started.

    Args:
        name: of the weight.
        rung: which rung it is.
        scheduler: who shares out the cores.
        kind: what holds it.

    Raises:
        ModelError: its weights are missing or do not match the manifest.
        UsageError: the manifest has no language model of that name.
    """
    file = _gguf(name)
    adapter = require_adapter(name)
    adapters = {adapter.stem: adapter} if adapter is not None else {}
    model = kind(file, scheduler, adapters)
    return Step(rung, model, adapter.stem if adapter is not None else "")


def prompted_model(scheduler: Scheduler) -> PromptedModel:
    """The base of the larger language model without its adapter, not started: for measuring.

    Raises:
        ModelError: its weights are missing or do not match the manifest.
        UsageError: no larger language model is set, or it is none.
    """
    larger = [name for name, rung in configured() if rung == "slm-large"]
    if not larger:
        raise _unset(RungName.MENU_PROMPT)
    return PromptedModel(_gguf(larger[0]), scheduler)


def tuned_rungs() -> list[RungName]:
    """The rungs whose language model has an adapter of ours."""
    return [RungName(rung) for name, rung in configured() if require_adapter(name) is not None]


def _gguf(name: str) -> Path:
    files = require(name)
    if "model" not in files or files["model"].suffix != ".gguf":
        raise UsageError(f"{name} is not a language model", hint="see: kiosk models list")
    return files["model"]


@asynccontextmanager
async def open_understanding(
    menu: Menu,
    scheduler: Scheduler | None = None,
    *,
    ahead: bool = True,
) -> AsyncIterator[Cascade]:
    """The ladder that this machine can climb, while entered.

    A language model that cannot be had is left out, and a line on stderr says why.

    Args:
        menu: what is sold.
        scheduler: who shares out the cores, where other engines run beside; none for a new one.
        ahead: load the language models while nobody waits for them, not when one is first needed.
    """
    async with open_ladder(scheduler or Scheduler(), ahead=ahead) as ladder:
        yield ladder.over(menu)


@asynccontextmanager
async def open_ladder(scheduler: Scheduler, *, ahead: bool = True) -> AsyncIterator[Ladder]:
    """As :func:`open_understanding`, for a menu that may become another one meanwhile."""
    steps = climbed(_wanted(scheduler))
    if ahead:
        _start(steps)
    try:
        yield Ladder(tuple(steps))
    finally:
        await _stop(steps)


def _wanted(scheduler: Scheduler) -> list[Step]:
    """The language models that are set and can be had; stderr is told of those that cannot."""
    steps = []
    for name, rung in configured():
        try:
            steps.append(language_model(name, rung, scheduler))
        except KioskError as missing:
            _log.warning("the ladder goes on without a language model", why=str(missing))
    return steps


@asynccontextmanager
async def open_rung(
    name: RungName, *, tuned: bool = True
) -> AsyncIterator[Callable[[Menu], Understands]]:
    """What makes the rung ``name`` for a menu, while entered: a yardstick measures what it names,
    so a model that is missing is an error here.

    Args:
        name: what is measured.
        tuned: false for language models as they came, without their adapters.

    Raises:
        ModelError: weights are missing or do not match the manifest.
        UsageError: no language model is set for the rung.
    """
    if name is RungName.RULES:
        yield Rules
        return
    scheduler = Scheduler()
    if name is RungName.MENU_PROMPT:
        prompted = prompted_model(scheduler)
        try:
            yield lambda menu: MenuPrompt(menu, prompted)
        finally:
            await prompted.stop()
        return
    steps = [
        language_model(weight, rung, scheduler)
        for weight, rung in configured()
        if name is RungName.CASCADE or rung == name.value
    ]
    if not tuned:
        steps = [replace(step, adapter="") for step in steps]
    if name is RungName.CASCADE:
        steps = climbed(steps)
    if not steps:
        raise _unset(name)
    _start(steps)
    try:

        def made(menu: Menu) -> Understands:
            rules = Rules(menu)
            readers = [step.reader(rules) for step in steps]
            return Cascade(rules, readers) if name is RungName.CASCADE else readers[0]

        yield made
    finally:
        await _stop(steps)


def _unset(name: RungName) -> UsageError:
    return UsageError(
        f"no language model is set for the rung {name.value}",
        hint="set KIOSK_LANGUAGE_MODEL or KIOSK_LARGER_LANGUAGE_MODEL",
    )


def _start(steps: Sequence[Step]) -> None:
    for step in steps:
        step.model.start_soon()


async def _stop(steps: Sequence[Step]) -> None:
    await asyncio.gather(*(step.model.stop() for step in steps))
