"""Words for a group of options that are also a dish: the rice of a burrito, a side of rice."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.parsing.state import Parsing

__all__ = ["names_group"]

_OF_A_LINE: Final = frozenset(("neg", "light", "extra", "with", "only"))
"""Kinds of words before a list of what comes on a line."""


def names_group(p: Parsing, at: int) -> bool:
    """Whether the tag is what a line comes with: "no rice", "with extra rice and beans".

    Not where the dish of that name is ordered already, nor where no line can have it.
    """
    tag = p.tags[at]
    if not tag.of("group") or tag.of("option") or not tag.of("item") or not _listed(p, at):
        return False
    options = p.lexicon.in_groups(tag.of("group"))
    places = p.known_places() if p.cur is None else [p.cur]
    there = any(
        place.line.item == name or place.slot_holding(name)
        for place in p.known_places()
        for name in tag.of("item")
    )
    return not there and any(place.can_have(option) for place in places for option in options)


def _listed(p: Parsing, at: int) -> bool:
    """Whether the tag stands in a list that began with "no", "with" or an amount."""
    at -= 1
    while p.kind(at) == "det" and p.tags[at].value == "0":
        at -= 1
    while p.kind(at) in ("and", "or") or (p.kind(at) == "menu" and not p.tags[at].mark):
        tag = p.tags[at]
        if tag.kind == "menu" and tag.of("item") and not (tag.of("option") or tag.of("group")):
            return False
        at -= 1
    return p.kind(at) in _OF_A_LINE
