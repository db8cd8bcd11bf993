""" "Three cookies, one of each": as many of a dish as there are sorts of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kiosk.order.cart import Choice
from kiosk.order.rules import open_choices
from kiosk.understanding.parsing.places import Place
from kiosk.understanding.parsing.state import Parsing

__all__ = ["deal", "one_of_each"]


def one_of_each(p: Parsing) -> bool:
    """Reads "one of each" of the dish just named; its sorts where they are as many, or a guess."""
    tag, follows = p.tags[p.at], p.tag(p.at + 1)
    place = p.cur if p.cur is p.last_new else None
    one = tag.kind == "num" and tag.value == "1" and not tag.mark
    if not one or place is None or follows is None or follows.words != "each":
        return False
    p.at += 2
    sorts = _sorts(p, place, _excepted(p))
    if not sorts:
        p.risk("share")
        return True
    p.breath += deal(p, place, sorts, 1)
    p.note(tag, "one of each sort")
    return True


def deal(p: Parsing, place: Place, options: Sequence[str], each: int) -> list[Place]:
    """Deals the units of a line out to the options, so many to each: the parts split off it.

    What is left of the line has the last of the options.
    """
    *others, last = options
    parts = [place.split(each) for _ in others]
    for part, option in zip(parts, others, strict=True):
        part.choose((Choice(option),))
        p.touch(part, before=place)
    place.choose((Choice(last),))
    return parts


def _excepted(p: Parsing) -> Collection[str]:
    """Reads what is named after an "except" or a "but no": none of those."""
    end = p.at + (p.kind(p.at) == "but")
    end += p.kind(end) == "neg"
    out: list[str] = []
    while end > p.at and (tag := p.tag(end)) is not None and tag.of("option"):
        out += tag.of("option")
        p.at = end = end + 1
        end += p.kind(end) in ("and", "or")
    return out


def _sorts(p: Parsing, place: Place, but: Collection[str]) -> Sequence[str]:
    """The options of a choice that the line still needs, where they are as many as it is."""
    for wants in open_choices(p.menu, place.line):
        left = [option for option in wants.options if option not in but]
        if len(left) == place.quantity > 1:
            return left
    return ()
