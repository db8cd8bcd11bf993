"""What a "no" does to the place that it is said of."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from kiosk.order.cart import Choice
from kiosk.understanding.parsing.naming import lines_called
from kiosk.understanding.parsing.places import Place
from kiosk.understanding.parsing.runs import Change
from kiosk.understanding.parsing.state import Parsing

__all__ = ["line_called", "must_have_one", "off"]


def line_called(p: Parsing, place: Place, options: Sequence[str], stems: Set[str]) -> Place | None:
    """Another line that is called as what is refused and not there: a *side of queso*."""
    if any(map(place.has, options)):
        return None
    return next(iter(lines_called(p, stems, place)), None)


def must_have_one(place: Place, options: Sequence[str]) -> bool:
    """ "no, large" of something said to be medium: such a choice cannot be refused alone."""
    groups = [group for option in options for group in place.groups_of(option)]
    exclusive = all(group.exclusive and group.min for group in groups)
    usual = place.is_default(options[0]) and options[0] not in place.menu.sizes
    said = {choice.option for _, _, choices in place.items() for choice in choices if choice.on}
    told = any(said & group.options.keys() for group in groups)
    return len(options) == 1 and exclusive and told and not place.has(options[0]) and not usual


def off(change: Change, place: Place, option: str) -> Choice:
    """Not on it; "off the right half", of what is all over, leaves it on the left."""
    was = place.line.choice(option)
    all_over = place.has(option) and (was is None or was.portion == "whole")
    halves = any(group.portions for group in place.groups_of(option))
    if change.portion == "whole" or not (all_over and halves):
        return Choice(option, on=False)
    return replace(was or Choice(option), portion="left" if change.portion == "right" else "right")
