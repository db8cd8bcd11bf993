""" "Three cookies, one of each": as many of a dish as there are sorts of it."""

from __future__ import annotations

from kiosk.order.cart import Choice
from kiosk.order.rules import Open, open_choices
from kiosk.understanding.parsing.places import Place
from kiosk.understanding.parsing.state import Parsing

__all__ = ["one_of_each"]


def one_of_each(p: Parsing) -> bool:
    """Reads "one of each" of the dish just named; its sorts where they are as many, or a guess."""
    tag, follows = p.tags[p.at], p.tag(p.at + 1)
    place = p.cur if p.cur is p.last_new else None
    one = tag.kind == "num" and tag.value == "1" and not tag.mark
    if not one or place is None or follows is None or follows.words != "each":
        return False
    p.at += 2
    sorts = _sorts(p, place)
    if sorts is None:
        p.risk("share")
        return True
    for option in sorts.options[:-1]:
        part = place.split(1)
        part.choose((Choice(option),))
        p.touch(part, before=place)
        p.breath.append(part)
    place.choose((Choice(sorts.options[-1]),))
    p.note(tag, "one of each sort")
    return True


def _sorts(p: Parsing, place: Place) -> Open | None:
    """The choice that the line still needs with as many options as there are of it."""
    wants = open_choices(p.menu, place.line)
    return next((one for one in wants if len(one.options) == place.quantity > 1), None)
