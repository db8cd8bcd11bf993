"""One more of the dish of the last turn, told by what the first cannot be: "and a green one"."""

from __future__ import annotations

from kiosk.menu.model import Combo
from kiosk.understanding.parsing.apply import apply_run
from kiosk.understanding.parsing.nouns import noun_phrase
from kiosk.understanding.parsing.places import Place, SlotPlace, new_line
from kiosk.understanding.parsing.reader import read_run
from kiosk.understanding.parsing.starts import counts
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag

__all__ = ["another_kind_of_it"]


def another_kind_of_it(p: Parsing) -> bool:
    """Reads "(a green tea) … and a black" as another tea, where one can only be either."""
    at = p.at + (p.kind(p.at) == "and")
    tag, place = p.tag(at), p.latest()
    if p.breath or p.negated or p.correcting or p.change is not None or place is None:
        return False
    if tag is None or isinstance(place, SlotPlace) or isinstance(place.entry, Combo):
        return False
    if not _one_or_more(p, tag, at) or p.kind(at + 1) != "menu" or noun_phrase(p, at):
        return False
    if not any(_is_otherwise(place, option) for option in p.tags[at + 1].of("option")):
        return False
    run, end = read_run(p, at + 1)
    new = new_line(p.menu, place.line.item, int(tag.value) if tag.kind == "num" else 1)
    p.enter(new)
    apply_run(p, run, [new])
    p.last_new, p.last_run = new, run
    p.at = end + (p.kind(end) == "num" and p.tags[end].words == "one")
    p.risk("dish understood")
    p.note(tag, f"another {place.line.item}, of another kind")
    return True


def _one_or_more(p: Parsing, tag: Tag, at: int) -> bool:
    """Whether "a" or a number stands there that counts no portions."""
    if tag.kind == "num":
        return int(tag.value) > 0 and not counts(p, at)
    return tag.kind == "det" and tag.value == "1" and p.kind(at - 1) == "and"


def _is_otherwise(place: Place, option: str) -> bool:
    """Whether another option, which excludes this one, was chosen for the line in words."""
    said = {choice.option for choice in place.line.choices if choice.on} - {option}
    return any(group.exclusive and said & group.options.keys() for group in place.groups_of(option))
