"""Tokens that a language model had to work for, and one that counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.understanding.slm import LanguageModel
from kiosk.understanding.slm.exchange import Query, Written
from kiosk.workers import Scheduler

__all__ = ["Metered", "Tokens"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """So many of each; they add up."""

    prompt: int = 0
    """Of whole prompts."""
    evaluated: int = 0
    """Those of them that were not known from the turn before."""
    written: int = 0
    """Of answers."""

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(
            self.prompt + other.prompt,
            self.evaluated + other.evaluated,
            self.written + other.written,
        )

    def __sub__(self, other: Tokens) -> Tokens:
        return Tokens(
            self.prompt - other.prompt,
            self.evaluated - other.evaluated,
            self.written - other.written,
        )


class Metered(LanguageModel):
    """A language model that counts what its answers took."""

    def __init__(
        self, model: Path, scheduler: Scheduler, adapters: Mapping[str, Path] | None = None
    ) -> None:
        super().__init__(model, scheduler, adapters)
        self.spent = Tokens()
        """By all answers so far."""

    async def write(self, query: Query, *, deadline_s: float) -> Written:
        """The model's answer, counted (see :meth:`LanguageModel.write`)."""
        written = await super().write(query, deadline_s=deadline_s)
        self.spent += Tokens(written.prompt_tokens, written.evaluated, written.tokens)
        return written
