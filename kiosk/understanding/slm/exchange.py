"""What the rung and its engine say to each other. Nothing of llama.cpp is needed to read it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.understanding.slm.walk import Automaton

__all__ = ["Query", "Written"]


@dataclass(frozen=True, slots=True)
class Query:
    """One turn for the model."""

    opening: str
    """Stands before every request; evaluated once."""
    request: str
    automaton: Automaton
    adapter: str = ""
    """Name of the adapter that answers; none is the model as it came."""
    draft: tuple[str, ...] = ()
    """Atoms of an answer that is likely: where it is right, the model is asked once."""


@dataclass(frozen=True, slots=True)
class Written:
    """An answer, and what it took."""

    atoms: tuple[str, ...]
    sureness: float
    """0..1: the product of the shares that the chosen tokens have among those allowed."""
    prompt_tokens: int
    """Tokens of opening and request."""
    evaluated: int
    """Those of them that were not known from the turn before."""
    tokens: int
    """Tokens of the answer."""
    asked: int
    """Times that the model had to choose among several."""
    prompt_ms: float
    ms: float
    """All of it, ``prompt_ms`` included."""
