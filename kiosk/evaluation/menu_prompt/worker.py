"""The un-tuned model as the main process knows it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.evaluation.tokens import Tokens
from kiosk.workers import Scheduler, Worker

if TYPE_CHECKING:
    from kiosk.evaluation.menu_prompt.engine import Answered, PromptEngine
    from kiosk.evaluation.menu_prompt.prompt import Message

__all__ = ["PromptedModel"]


def _load(model: Path, threads: int) -> PromptEngine:
    """The engine; called in the child, the only process that loads llama.cpp."""
    from kiosk.evaluation.menu_prompt.engine import PromptEngine

    return PromptEngine(model, threads)


class PromptedModel:
    """One GGUF file in a worker; it is loaded by the first that asks."""

    def __init__(self, model: Path, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._worker = Worker("menu prompt", _load, model, scheduler.threads("language"))
        self._starting = asyncio.Lock()
        self.spent = Tokens()
        """By all answers so far."""

    async def answer(
        self, chat: Sequence[Message], schema: Mapping[str, Any], *, deadline_s: float
    ) -> Answered:
        """The model's answer; the deadline counts when it is loaded and has cores.

        Raises:
            KioskError: it cannot be loaded, is too slow, or cannot answer this.
        """
        async with self._starting:
            await self._worker.start()  # does nothing where it runs
        async with self._scheduler.turn("language"):
            found: Answered = await self._worker.call("answer", chat, schema, deadline_s=deadline_s)
        self.spent += Tokens(found.prompt_tokens, found.evaluated, found.tokens)
        return found

    async def stop(self) -> None:
        """End the worker."""
        await self._worker.stop()
