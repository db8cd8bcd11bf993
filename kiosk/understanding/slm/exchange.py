"""What the rung and its engine say to each other. Nothing of llama.cpp is needed to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Message", "Written"]


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of the opening."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """An answer, and what it took."""

    text: str
    prompt_tokens: int
    """Tokens of the request; the opening is not evaluated again."""
    tokens: int
    """Tokens of the answer."""
    prompt_ms: float
    ms: float
    """All of it, ``prompt_ms`` included."""
