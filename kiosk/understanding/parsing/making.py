"""Shares of a line that one verb makes something else: "make one a sprite and one a lemonade"."""

from __future__ import annotations

from kiosk.understanding.parsing.refer import Reference, reference
from kiosk.understanding.parsing.starts import counts
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag

__all__ = ["makes_another", "share_made"]

_BECOMES = frozenset(("det", "into", "menu"))
"""Kinds that begin what a share becomes."""


def share_made(p: Parsing, at: int) -> Reference | None:
    """The "one coke" of "make one coke a sprite": so many of a line there are more of.

    So the "one" of "make one decaf" too, where a line of several can be that.
    """
    tag, named = p.tag(at), p.tag(at + 1)
    if tag is None or tag.kind != "num" or named is None or named.kind != "menu":
        return None
    if named.of("option") and not named.of("item") and not counts(p, at):
        return _some_of_several(p, int(tag.value), named, at + 1)
    found = reference(p, at + 1)
    if found is None or found.option is not None or p.kind(found.end) not in _BECOMES:
        return None
    count = int(tag.value)
    if not 0 < count < found.places[0].quantity:
        return None
    return Reference(found.places[:1], found.end, count=count)


def _some_of_several(p: Parsing, count: int, named: Tag, end: int) -> Reference | None:
    """So many of the line, most in mind first, that has more and can have what is named."""
    able = [place for place in p.known_places() if any(map(place.can_have, named.of("option")))]
    many = [place for place in able if place.quantity > count]
    if count and many:
        return Reference((many[0],), end, count=count, guess=len(many) > 1)
    return None


def makes_another(p: Parsing) -> bool:
    """ "… and one a lemonade": the verb goes on, of the same line or of one that is named."""
    tag = p.tag(p.at)
    if p.making is None or p.negated or tag is None or tag.kind != "num":
        return False
    found = share_made(p, p.at)
    if found is None and p.kind(p.at + 1) == "det" and p.tags[p.at + 1].value == "1":
        count = int(tag.value)
        if 0 < count <= p.making.quantity:
            found = Reference((p.making,), p.at + 1, count=count)
    if found is None:
        return False
    p.making = found.places[0]
    p.cur = p.change = found.take(p)[-1]
    p.pointed = False
    p.at = found.end
    return True
