"""The engines of a conversation by voice, loaded side by side."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from kiosk.cli.ladder import Ladder, open_ladder
from kiosk.cli.speech import open_voice, recogniser
from kiosk.cli.tasks import together
from kiosk.menu.model import Menu
from kiosk.provision import require
from kiosk.speech.pipeline import Ears
from kiosk.speech.shared import Listener, SharedRecogniser
from kiosk.speech.synthesise import Voice
from kiosk.workers import Health, Scheduler, Worker

__all__ = ["Engines", "enter_together", "open_engines"]

_AT_WORK: Final = frozenset(("starting", "restarting", "busy"))
_LOOK_S: Final = 0.05
"""Between two looks whether the language models are loaded."""


@dataclass(frozen=True, slots=True)
class Engines:
    """All of them, loaded."""

    recogniser: Worker
    voice: Voice
    ladder: Ladder
    scheduler: Scheduler
    _listeners: list[Worker] = field(default_factory=list)

    @property
    def working(self) -> bool:
        """Whether the process of any of them has something to do."""
        return any(health.state in _AT_WORK for health in self._healths())

    @property
    def restarts(self) -> int:
        """Times that any of them was started again."""
        return sum(health.restarts for health in self._healths())

    def _healths(self) -> list[Health]:
        hearing = [worker.health for worker in (self.recogniser, *self._listeners)]
        return [*hearing, self.voice.health, *_models(self.ladder)]

    @asynccontextmanager
    async def ears(self) -> AsyncIterator[Ears]:
        """For one source of sound, while entered, on the recogniser that all share.

        Raises:
            KioskError: the network that hears speech cannot be had.
        """
        async with Worker("listener", Listener, require("silero-vad")["model"]) as listener:
            self._listeners.append(listener)
            yield Ears(SharedRecogniser(self.recogniser, listener), self.scheduler)


@asynccontextmanager
async def open_engines(menu: Menu) -> AsyncIterator[Engines]:
    """The configured ones, while entered; the voice says the names of ``menu`` by its hints.

    A language model that cannot be had is left out.

    Raises:
        KioskError: the recogniser or the voice cannot be had.
    """
    scheduler = Scheduler()
    async with AsyncExitStack() as stack:
        worker, voice = await enter_together(
            stack, recogniser(scheduler), open_voice(scheduler, menu=menu)
        )
        ladder = await stack.enter_async_context(open_ladder(scheduler))
        while any(model.state == "starting" for model in _models(ladder)):  # noqa: ASYNC110 - a worker has a state, and no event of it
            await asyncio.sleep(_LOOK_S)
        yield Engines(worker, voice, ladder, scheduler)


async def enter_together(
    stack: AsyncExitStack, *contexts: AbstractAsyncContextManager[Any]
) -> list[Any]:
    """Enter all of them at the same time; ``stack`` leaves them. Raises what the first one does."""
    async with together() as entering:
        tasks = [entering.create_task(stack.enter_async_context(context)) for context in contexts]
    return [task.result() for task in tasks]


def _models(ladder: Ladder) -> list[Health]:
    return [step.model.health for step in ladder.steps]
