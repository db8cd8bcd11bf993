"""The word that was probably meant by one that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process

__all__ = ["meant"]

_NEAR: Final = 60.0
"""Least similarity (0..100) at which a word counts as a slip of another."""
_LISTED: Final = 8
"""Most words that are listed where none is near."""


def meant(word: str, among: Iterable[str]) -> str:
    """The end of a message about ``word``: the one it was meant to be, or what there is."""
    known = list(among)
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_NEAR)
    if found:
        return f'; did you mean "{found[0]}"?'
    if not known:
        return "; there is none"
    more = ", …" if len(known) > _LISTED else ""
    return f"; there is {', '.join(known[:_LISTED])}{more}"
