"""Choices told by comparison: "a sprite, same size", "the same bread", "one size up"."""

from __future__ import annotations

from kiosk.menu.model import Combo, Group
from kiosk.order.cart import Choice
from kiosk.understanding.parsing.places import Place
from kiosk.understanding.parsing.refer import reference
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag

__all__ = ["on_same_size", "on_size_step", "same_choice"]


def on_same_size(p: Parsing, tag: Tag) -> None:
    """The line in mind takes the size of the one most in mind beside it."""
    p.at += 1
    place = p.cur if p.cur is not None else p.latest()
    was = p.context.cart.line(place.line.ref) if place is not None else None
    if place is not None and was is not None and was.item != place.line.item and _size(p, place):
        return  # it came in the place of another, and has its size
    for other in p.known_places():
        size = _size(p, other)
        if place is not None and other is not place and size and place.can_have(size):
            place.choose((Choice(size),))
            p.touch(place)
            p.note(tag, f"as the {other.line.item}")
            return
    p.out.unplaced.append(tag.words)


def same_choice(p: Parsing) -> bool:
    """ "(A ham sub,) same bread": what the line beside the one in mind has of that group."""
    tag = p.tag(p.at)
    place = p.cur if p.cur is not None else p.latest()
    groups = tag.of("group") if tag is not None else ()
    if tag is None or place is None or not groups:
        return False
    for other in p.known_places():
        same = tuple(
            choice
            for choice in other.line.choices
            if choice.on
            and place.can_have(choice.option)
            and any(group.id in groups for group in other.groups_of(choice.option))
        )
        if other is not place and same:
            place.choose(same)
            p.touch(place)
            p.at += 1
            p.note(tag, f"as the {other.line.item}")
            return True
    return False


def on_size_step(p: Parsing, tag: Tag) -> None:
    """ "Go up one size on that": the next size of what is named, or of the line in mind."""
    p.at += 1
    at = p.at + (p.kind(p.at) == "on")
    found = reference(p, at) if p.kind(at) in ("it", "det", "menu") else None
    if found is not None and found.option is None:
        p.at = found.end
    place = found.take(p)[0] if found is not None and found.option is None else p.latest()
    size = _size(p, place) if place is not None else None
    group = _sizes_of(p, place) if place is not None else None
    if place is None or size is None or group is None:
        p.out.unplaced.append(tag.words)
        return
    order = sorted(group.options, key=lambda option: group.options[option].price)
    step = order.index(size) + (1 if tag.value == "up" else -1)
    if not 0 <= step < len(order):
        p.out.unplaced.append(tag.words)
        return
    place.choose((Choice(order[step]),))
    p.touch(place)
    p.cur = place


def _size(p: Parsing, place: Place) -> str | None:
    """The size that was said of the line; none of a meal, whose parts have each their own."""
    group = _sizes_of(p, place)
    if group is None:
        return None
    return next((c.option for c in place.line.choices if c.on and c.option in group.options), None)


def _sizes_of(p: Parsing, place: Place) -> Group | None:
    """The group that a line's size is chosen from."""
    entry = place.entry
    if isinstance(entry, Combo):
        return None
    groups = (g for g in entry.groups.values() if g.exclusive and g.options.keys() <= p.menu.sizes)
    return next(groups, None)
