"""The one place that wires weights to a worker, the worker to a rung, the rungs to a ladder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog

from kiosk.config import settings
from kiosk.errors import KioskError, UsageError
from kiosk.evaluation.rungs import RungName
from kiosk.menu.model import Menu
from kiosk.provision import require
from kiosk.understanding import Rules
from kiosk.understanding.cascade import Cascade
from kiosk.understanding.reading import Understands
from kiosk.understanding.slm import LanguageModel, Slm
from kiosk.workers import Scheduler

__all__ = ["language_model", "open_rung", "open_understanding"]

_log = structlog.get_logger(__name__)


def language_model(scheduler: Scheduler) -> LanguageModel:
    """The configured language model, not started.

    Raises:
        ModelError: its weights are missing or do not match the manifest.
        UsageError: none is configured, or the manifest has no language model of that name.
    """
    name = settings().language_model
    if not name:
        raise UsageError("no language model is set", hint="set KIOSK_LANGUAGE_MODEL")
    files = require(name)
    if "model" not in files or files["model"].suffix != ".gguf":
        raise UsageError(f"{name} is not a language model", hint="see: kiosk models list")
    return LanguageModel(files["model"], scheduler)


@asynccontextmanager
async def open_understanding(
    menu: Menu,
    scheduler: Scheduler | None = None,
    *,
    rules_only: bool = False,
    ahead: bool = True,
) -> AsyncIterator[Understands]:
    """The ladder that this machine can climb, while entered.

    Without a usable language model it is the rules alone, and a line on stderr says why.

    Args:
        menu: what is sold.
        scheduler: who shares out the cores, where other engines run beside; none for a new one.
        rules_only: leave the language model alone.
        ahead: load the language model while nobody waits for it, not when it is first needed.
    """
    rules = Rules(menu)
    model = None if rules_only else _wanted(scheduler or Scheduler())
    if model is None:
        yield Cascade(rules, None)
        return
    if ahead:
        model.start_soon()
    try:
        yield Cascade(rules, _slm(rules, model))
    finally:
        await model.stop()


def _wanted(scheduler: Scheduler) -> LanguageModel | None:
    """The language model, where one is set and can be had; stderr is told where it cannot."""
    if not settings().language_model:
        return None
    try:
        return language_model(scheduler)
    except KioskError as missing:
        _log.warning("the rules go on without the language model", why=str(missing))
        return None


@asynccontextmanager
async def open_rung(name: RungName) -> AsyncIterator[Callable[[Menu], Understands]]:
    """What makes the rung ``name`` for a menu, while entered: a yardstick measures what it names,
    so a model that is missing is an error here.

    Raises:
        ModelError, UsageError: as ``language_model``.
    """
    if name is RungName.RULES:
        yield Rules
        return
    model = language_model(Scheduler())
    model.start_soon()
    try:

        def made(menu: Menu) -> Understands:
            rules = Rules(menu)
            alone = _slm(rules, model)
            return alone if name is RungName.SLM else Cascade(rules, alone)

        yield made
    finally:
        await model.stop()


def _slm(rules: Rules, model: LanguageModel) -> Slm:
    return Slm(rules.lexicon, model, deadline_s=settings().language_model_deadline_s)
