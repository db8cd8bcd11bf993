"""Dishes of the same sort: what "make it chocolate" makes of a strawberry shake."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.menu.model import Combo
from kiosk.understanding.parsing.places import Place
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag

__all__ = ["becomes_sibling", "of_its_sort", "siblings"]


def of_its_sort(p: Parsing, names: Sequence[str], place: Place) -> list[str]:
    """Those of ``names`` that are of the category of ``place``, and of these those called alike.

    "(A strawberry shake.) The same but chocolate" is no cookie, and no milk.
    """
    entries = [entry for name in names if (entry := p.menu.sold(name)) is not None]
    sort = [entry for entry in entries if entry.category == place.entry.category]
    last = _last_word(place.entry.name)
    alike = [entry.id for entry in sort if _last_word(entry.name) == last]
    return alike or [entry.id for entry in sort]


def siblings(p: Parsing, tag: Tag, place: Place) -> list[str]:
    """Other dishes of its sort of whose names the tag says a part: "grilled", "vanilla"."""
    if tag.score == 1.0 or isinstance(place.entry, Combo):
        return []
    last = _last_word(place.entry.name)
    return [
        name
        for name in of_its_sort(p, tag.of("item"), place)
        if name != place.line.item
        and (entry := p.menu.sold(name)) is not None
        and _last_word(entry.name) == last
    ]


def becomes_sibling(p: Parsing, tag: Tag) -> bool:
    """Whether part of a name tells another dish of its sort for the line that is changed.

    "Make it grilled" of a *crispy chicken sandwich* where *grilled onions* are a topping.
    """
    place = _changed(p)
    return place is not None and bool(siblings(p, tag, place))


def _changed(p: Parsing) -> Place | None:
    """The line that becomes what follows: of a verb, a copy, or a correction."""
    if p.change is not None:
        return p.change
    if p.copied is not None and p.cur is p.copied:
        return p.copied
    opened = p.last_new if p.correcting else None
    return opened if opened is not None and not opened.gone else None


def _last_word(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]
