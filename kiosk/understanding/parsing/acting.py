"""Verbs that bring an option about on what is there: "toast it", "warm two of the scones"."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.parsing.refer import reference
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.words.pointing import ALL_THE

__all__ = ["acts_on"]

_POINTS: Final = frozenset(("it", "all", "one_of", "nth", "other"))
"""Kinds of tags that point at what there is."""


def acts_on(p: Parsing, at: int) -> bool:
    """Whether a verb that brings an option about is said there of what there is: "toast it"."""
    tag, follows = p.tag(at), p.tag(at + 1)
    if tag is None or follows is None or tag.mark or tag.stems not in p.lexicon.verbs:
        return False
    some = follows.kind == "num" and p.kind(at + 2) != "menu"  # "toast one"
    if not some and follows.kind not in _POINTS and follows.words not in ("the", *ALL_THE):
        return False
    found = reference(p, at + 1)
    return found is not None and any(
        place.can_have(option) for place in found.places for option in tag.of("option")
    )
