"""Where a word must be missing: "hold the … and tomatoes" was said of something not heard."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kiosk.understanding.tag import Tag

__all__ = ["word_missing"]

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
