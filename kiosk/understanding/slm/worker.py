"""The language model as the main process knows it: a worker that is loaded behind its back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog

from kiosk.errors import KioskError, WorkerError
from kiosk.understanding.slm.exchange import Query, Written
from kiosk.workers import Health, Scheduler, Worker

if TYPE_CHECKING:
    from kiosk.understanding.slm.engine import LlamaEngine

__all__ = ["LanguageModel"]

_STALLED: Final = 0.75
"""Share of the deadline after which an engine that makes no step is taken for stalled: the worker
ends it then, not at the deadline, so that the next turn does not wait for it again. A step is one
token, or 64 of a request: a tenth of a second, or half of one, on two cores."""

_log = structlog.get_logger(__name__)


def _load(model: Path, adapters: Mapping[str, Path], threads: int) -> LlamaEngine:
    """The engine; called in the child, the only process that loads llama.cpp."""
    from kiosk.understanding.slm.engine import LlamaEngine

    return LlamaEngine(model, adapters, threads)


class LanguageModel:
    """One GGUF file and its adapters in a worker, shared by the rungs of all menus."""

    def __init__(
        self, model: Path, scheduler: Scheduler, adapters: Mapping[str, Path] | None = None
    ) -> None:
        self.adapters = dict(adapters or {})
        """Files by the name that a query asks for them by."""
        self._scheduler = scheduler
        threads = scheduler.threads("language")
        self._worker = Worker("language", _load, model, self.adapters, threads)
        self._starting: asyncio.Task[None] | None = None

    @property
    def health(self) -> Health:
        """How the worker is at this moment."""
        return self._worker.health

    def start_soon(self) -> None:
        """Begin to load. Whoever asks before it is done waits for it."""
        if self._starting is None:
            self._starting = asyncio.create_task(self._start(), name="language model")

    async def stop(self) -> None:
        """End the worker, loaded or not."""
        if self._starting is not None:
            self._starting.cancel()
            await asyncio.gather(self._starting, return_exceptions=True)
        await self._worker.stop()

    async def write(self, query: Query, *, deadline_s: float) -> Written:
        """The model's answer within ``deadline_s`` from now: loading and waiting for cores count.

        Raises:
            KioskError: it cannot be loaded, is too slow, or cannot answer this.
        """
        self.start_soon()
        assert self._starting is not None  # just made
        try:
            async with asyncio.timeout(deadline_s):
                await asyncio.shield(self._starting)
                async with self._scheduler.turn("language") as threads:
                    return await self._answer(query, threads, deadline_s * _STALLED)
        except TimeoutError:
            raise WorkerError(f"{self._worker.name}: no answer in {deadline_s:g} s") from None

    async def _start(self) -> None:
        try:
            await self._worker.start()
        except KioskError as failed:
            _log.warning("the rules go on without the language model", why=str(failed))
            raise

    async def _answer(self, query: Query, threads: int, step_s: float) -> Written:
        steps = self._worker.stream("write", query, threads, deadline_s=step_s)
        async with aclosing(steps):
            async for step in steps:
                if isinstance(step, Written):
                    return step
        raise WorkerError(f"{self._worker.name}: ended without an answer")
