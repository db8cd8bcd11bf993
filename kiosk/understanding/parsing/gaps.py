"""Where words are missing or too many: "hold the … and tomatoes", "hamburger hamburger"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kiosk.understanding.tag import Tag

__all__ = ["named_twice", "word_missing"]

_WANTS: Final = frozenset(("neg", "with", "light", "extra"))
"""Kinds of words that are said of what comes right after them."""


def word_missing(tags: Sequence[Tag]) -> bool:
    """Whether a list goes on right after a word that wants its object first."""
    return any(
        not tag.mark
        and tag.words != "no"
        and (tag.words == "on" or (tag.kind in _WANTS and follows.kind in ("and", "or")))
        for tag, follows in pairwise(tags)
        if follows.start > tag.end
    )


def named_twice(tags: Sequence[Tag]) -> bool:
    """Whether a dish is named twice running: a stumble, or two of them."""
    return any(
        tag.words == follows.words and bool(tag.of("item")) and not tag.of("option")
        for tag, follows in pairwise(tags)
        if follows.start == tag.end
    )
