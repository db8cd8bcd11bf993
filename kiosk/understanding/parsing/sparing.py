"""What a change of everything leaves out: "take it all off except the muffin"."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.order.edits import Clear
from kiosk.understanding.parsing.places import CartLine, Place
from kiosk.understanding.parsing.refer import reference
from kiosk.understanding.parsing.state import Parsing

__all__ = ["spared"]


def spared(p: Parsing) -> bool:
    """Whether a "but" comes next, with lines of the order that stay as they were."""
    if p.kind(p.at) != "but":
        return False
    only_there = p.tags[p.at].words.endswith("not") and p.kind(p.at + 1) == "on"
    found = reference(p, p.at + 1 + only_there)
    if found is None or found.option is not None or found.count or not _ends(p, found.end):
        return False
    if Clear() in p.late:
        p.late.remove(Clear())
        for place in p.known_places():
            if place not in found.places:
                place.set_quantity(0)
                p.touch(place)
    elif any(tag.kind == "all" for tag in p.tags[: p.at]):
        if not _as_it_was(p, found.places):
            return False
    elif not only_there:  # "syrup in the latte but not in the tea": as it is
        return False
    p.note(p.tags[p.at], "all but " + ", ".join(place.line.item for place in found.places))
    p.risk("which line")
    p.at = found.end
    p.cur = None
    return True


def _ends(p: Parsing, at: int) -> bool:
    """Whether nothing is said of what was named before the tag: else it is no exception."""
    return bool(p.tags[at - 1].mark) or p.kind(at) in ("", "and", "done", "serve")


def _as_it_was(p: Parsing, places: Sequence[Place]) -> bool:
    """Takes back what this breath did to lines that were there; whether it did anything."""
    changed = [x for x in places if x in p.places and p.context.cart.line(x.line.ref) is not None]
    for place in changed:
        line = p.context.cart.line(place.line.ref)
        assert line is not None
        p.places.remove(place)
        p.cart[line.ref] = CartLine(p.menu, line)
    return bool(changed)
