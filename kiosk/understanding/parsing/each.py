"""So many of each: "a coke and a tea, three of each", "make it six of everything"."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.understanding.parsing.assorted import deal
from kiosk.understanding.parsing.places import Place, SlotPlace
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.telling import in_order

__all__ = ["each_follows", "of_each"]

_EACH = frozenset(("each", "each one", "each of those", "each of them", "everything"))
"""Words for every line there is, one by one."""


def of_each(p: Parsing, number: int) -> bool:
    """The number just read of each line named in this breath, or of each that is ordered."""
    if not each_follows(p, p.at) or p.negated or not number:
        return False
    if _one_of_each_choice(p, number):
        return True
    tag, places = p.tags[p.at], _meant(p)
    if len(places) < 2:
        p.risk("count dropped")  # "(what size?) one of each", of two for three sizes
        return False
    for place in places:
        place.set_quantity(number)
        p.touch(place)
    p.change = None
    p.cur = places[-1]
    p.at += 1
    p.note(tag, f"{number} of " + ", ".join(place.line.item for place in places))
    return True


def _one_of_each_choice(p: Parsing, number: int) -> bool:
    """ "(What size, of two teas?) One of each": as many as there are choices."""
    wants = p.context.wants
    place = p.cart.get(wants.ref) if wants is not None else None
    if wants is None or place is None or wants.slot is not None or wants.kind == "slot" or p.breath:
        return False
    if len(wants.options) < 2 or place.quantity != number * len(wants.options):
        return False
    deal(p, place, wants.options, number)
    p.cur = place
    p.at += 1
    return True


def each_follows(p: Parsing, at: int) -> bool:
    """Whether the number before tag ``at`` is one of each."""
    tag = p.tag(at)
    return tag is not None and tag.words in _EACH and not p.tags[at - 1].mark


def _meant(p: Parsing) -> Sequence[Place]:
    """Several lines of the breath; else those of the last turn, else all there are."""
    named = [x for x in p.breath if not x.gone and not isinstance(x, SlotPlace)]
    if named:
        return named
    there = in_order(p)
    last = [place for place in there if place.line.ref in p.context.touched]
    if len(there) > 2 or (len(last) > 1 and last != there):
        p.risk("line guessed")
    return last if len(last) > 1 else there
