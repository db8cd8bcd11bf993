"""llama.cpp as an integrator calls it: a chat, and a grammar made of a JSON schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

from kiosk.errors import WorkerError
from kiosk.evaluation.menu_prompt.prompt import Message
from kiosk.understanding.slm.engine import loaded

__all__ = ["Answered", "PromptEngine"]

_CONTEXT: Final = 8192
"""Tokens; the burger menu takes some 3,000 of them."""
_BATCH: Final = 512
"""As llama.cpp has it: here nobody calls a turn off half-way."""
_LONGEST: Final = 600
"""Tokens of an answer: some 20 lines."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and what it took."""

    text: str
    prompt_tokens: int
    """Of the whole prompt."""
    evaluated: int
    """Those of them that were not known from the turn before."""
    tokens: int
    """Of the answer."""


class PromptEngine:
    """One GGUF file, un-tuned."""

    def __init__(self, model: Path, threads: int) -> None:
        """Load ``model``.

        Raises:
            ModelError: as :func:`loaded`.
        """
        self._llama = loaded(model, threads, context=_CONTEXT, batch=_BATCH)

    def answer(self, chat: Sequence[Message], schema: Mapping[str, Any]) -> Answered:
        """The likeliest answer that the schema allows, one token at a time.

        Raises:
            WorkerError: the chat is too long, or llama.cpp fails.
        """
        known = self._in_mind()
        try:
            # The stubs want a type per role; the template of the file takes any mapping.
            found: Any = self._llama.create_chat_completion(
                list(chat),  # type: ignore[arg-type]
                response_format={"type": "json_object", "schema": dict(schema)},
                temperature=0.0,
                max_tokens=_LONGEST,
            )
        except (ValueError, RuntimeError) as bad:
            raise WorkerError(f"llama.cpp: {bad}") from bad
        prompt, tokens = found["usage"]["prompt_tokens"], found["usage"]["completion_tokens"]
        kept = takewhile(lambda pair: pair[0] == pair[1], zip(known, self._in_mind(), strict=False))
        same = min(sum(1 for _ in kept), prompt)
        return Answered(found["choices"][0]["message"]["content"], prompt, prompt - same, tokens)

    def _in_mind(self) -> list[int]:
        """Tokens whose attention states are in memory."""
        known: list[int] = self._llama.input_ids[: self._llama.n_tokens].tolist()
        return known
