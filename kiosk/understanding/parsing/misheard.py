"""Numbers that were heard as small words: "to cheeseburgers", "for hamburgers", "to pumps"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.understanding.normalise import stem
from kiosk.understanding.tag import Tag

__all__ = ["heard_as_word", "with_numbers"]

_NUMBERS: Final = {"to": "2", "too": "2", "for": "4"}
_BEFORE: Final = frozenset(("and", "request", "add", "yes"))
"""Kinds after which a number of dishes may come."""


def with_numbers(tags: Sequence[Tag]) -> list[Tag]:
    """The tags with a number for each such word that several of a dish are named after."""
    return [
        replace(tag, kind="num", value=_NUMBERS[tag.words]) if _counts(tags, at) else tag
        for at, tag in enumerate(tags)
    ]


def heard_as_word(tag: Tag) -> bool:
    """Whether the number is one by its sound alone."""
    return tag.kind == "num" and tag.words in _NUMBERS


def _counts(tags: Sequence[Tag], at: int) -> bool:
    tag = tags[at]
    if tag.words not in _NUMBERS or tag.mark:
        return False
    follows = at + 1
    if follows < len(tags) and tags[follows].kind == "unit":
        return True  # "with to pumps of hazelnut"
    if at and not tags[at - 1].mark and tags[at - 1].kind not in _BEFORE:
        return False
    while follows < len(tags) and tags[follows].of("option") and not tags[follows].of("item"):
        follows += 1
    head = tags[follows] if follows < len(tags) else None
    if head is None or not (head.of("item") or head.of("category")):
        return False
    last = head.words.split()[-1]
    return last.endswith("s") and stem(last) != last
