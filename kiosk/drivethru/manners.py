"""What words are when somebody else speaks: listening, courtesy, or a wish to speak."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["courtesy", "encourages", "interrupts"]

_ENCOURAGING: Final = frozenset(
    (
        "uh", "huh", "mm", "mhm", "hm", "hmm", "mmhmm", "uhhuh", "ah", "oh", "okay", "ok", "yeah",
        "yep", "yes", "yup", "right", "sure", "alright", "all", "good", "cool", "great", "perfect",
        "that's", "thats", "correct", "exactly", "it", "is",
    )
)  # fmt: skip
"""Words that say no more than that somebody listens, and that all is right so far."""
_COURTEOUS: Final = _ENCOURAGING | frozenset(
    (
        "thank", "thanks", "you", "so", "much", "very", "bye", "goodbye", "have", "a", "nice",
        "one", "day", "evening", "night", "too", "awesome", "got",
    )
)  # fmt: skip
_A_WORD: Final = frozenset(("wait", "stop", "hold", "excuse", "sorry", "hello", "hey", "hang"))
"""Words by which people make themselves heard over somebody who speaks."""


def encourages(words: str) -> bool:
    """Whether somebody says only that they listen ("uh-huh", "okay"): the other goes on."""
    return _only(words, _ENCOURAGING)


def courtesy(words: str) -> bool:
    """Whether it is what people say when they part ("thank you, bye"): it wants no answer."""
    return _only(words, _COURTEOUS)


def interrupts(words: str, said: str = "") -> bool:
    """Whether somebody asks for silence, where what is heard may be an echo of what is ``said``."""
    return bool(set(_words(words)) & _A_WORD - set(_words(said)))


def _only(words: str, kind: frozenset[str]) -> bool:
    said = _words(words)
    return bool(said) and set(said) <= kind


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())
