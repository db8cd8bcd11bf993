"""Phrases that mean something of their own where nothing follows that they could be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.understanding.tag import Tag

__all__ = ["said_alone"]

_SAYS_NOTHING: Final = frozenset(("filler", "yes", "done", "act"))
"""Kinds that may come after a phrase which stands alone."""
_TAKES_BACK: Final = frozenset(("cancel", "drop", "lose", "scratch", "scrap", "strike", "kill"))
"""Verbs that with "that", and nothing named, take back what was done last."""
_DENIES: Final = frozenset(("not", "isnt", "aint", "wasnt", "doesnt", "nothing"))
_BEFORE_DENIAL: Final = frozenset(("filler", "it", "neg", "no", "yes", "fix"))


def said_alone(tags: Sequence[Tag]) -> list[Tag]:
    """The tags, with those changed that nothing follows.

    "Uh no" and "no it's not" are answers; "scratch that" and "cancel that" undo; "take out" is
    how the order is taken; "wonderful", and nothing else, says yes.
    """
    out = list(tags)
    for at in range(len(out) - 1, -1, -1):
        if out[at].kind not in _SAYS_NOTHING:
            before = {tag.kind for tag in out[:at]}
            first, denies = before <= {"filler"}, before <= _BEFORE_DENIAL
            out[at] = _alone(out[at], first=first, denies=denies)
            break
    if out and all(tag.kind == "filler" for tag in out):
        out = [replace(tag, kind="yes", value="") if tag.value == "praise" else tag for tag in out]
    return out


def _alone(tag: Tag, *, first: bool, denies: bool) -> Tag:
    said = tag.words.split()
    if tag.kind == "fix" and first and said[-1] == "no":
        return replace(tag, kind="no", value="")
    if tag.words in _DENIES and denies:
        return replace(tag, kind="no", value="")
    if tag.kind in ("fix", "neg") and said[-1] == "that" and _TAKES_BACK & {*said}:
        return replace(tag, kind="act", value="undo")
    if tag.words == "i take that back":
        return replace(tag, kind="act", value="undo")
    if tag.kind == "neg" and tag.words == "take out":
        return replace(tag, kind="serve", value="take_away")
    return tag
