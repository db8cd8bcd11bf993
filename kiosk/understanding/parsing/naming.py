"""Which of the lines that there are a name means: "the burger", "the coke", "the meals"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kiosk.order.rules import chosen
from kiosk.understanding.parsing.places import Place, SlotPlace
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag
from kiosk.understanding.words import PHRASES

__all__ = [
    "called",
    "lines_called",
    "matching",
    "most_in_mind",
    "names_of",
    "part_with",
    "past_the",
    "told_among",
]


def names_of(p: Parsing, tag: Tag) -> tuple[str, ...]:
    """Entries that the tag names, by themselves or by their category."""
    return (
        *tag.of("item"),
        *p.lexicon.in_categories(tag.of("category")),
        *p.lexicon.in_categories_with(tag.stems),
    )


def matching(p: Parsing, tag: Tag) -> list[Place]:
    """Every line that the name fits."""
    names = names_of(p, tag)
    return [x for x in reversed(p.known_places()) if x.line.item in names]


def called(p: Parsing, tag: Tag, but: Place | None = None) -> Place | None:
    """The only line of whose name the words are a part: "the coke" where a Mexican Coke is."""
    alike = lines_called(p, tag.stems.split(), but)
    return alike[0] if len(alike) == 1 else None


def lines_called(p: Parsing, stems: Collection[str], but: Place | None) -> list[Place]:
    """The lines of whose names the words are a part, the one most in mind first."""
    places = [place for place in p.known_places() if place is not but]
    return [place for place in places if p.lexicon.holds(place.line.item, stems)]


def told_among(p: Parsing, tag: Tag, names: Iterable[str]) -> list[str]:
    """Those of the dishes in whose names the words are: "one vanilla", of three shakes."""
    stems = tag.stems.split()
    return [name for name in names if p.lexicon.holds(name, stems)] if tag.meanings else []


def part_with(place: Place, option: str) -> Place:
    """The part of a meal that the option is on, or the line itself."""
    for slot, item, choices in place.items():
        if slot is not None and option in chosen(item, choices):
            return SlotPlace(place, slot, item.id)
    return place


def most_in_mind(
    p: Parsing, names: Collection[str], wanted: Sequence[Tag], but: Place | None
) -> Place | None:
    fits = [x for x in p.known_places() if x is not but and x.line.item in names]
    exact = [x for x in fits if all(any(x.has(o) for o in t.of("option")) for t in wanted)]
    if exact or fits:
        return (exact or fits)[0]
    for place in p.known_places():
        if place is but or isinstance(place, SlotPlace):
            continue
        for name in names:
            slot = place.slot_holding(name)
            if slot is not None:
                return SlotPlace(place, slot, name)
    return None


def past_the(p: Parsing, at: int) -> int:
    """The first tag that is no "the" or "some"."""
    while (tag := p.tag(at)) is not None and tag.kind == "det" and tag.value == "0":
        if tag.mark:
            break
        at += 1
    return at + _is_usual(p, at)


def _is_usual(p: Parsing, at: int) -> bool:
    """Whether it tells that what is named next is as usual: the "regular" of "regular mayo"."""
    tag, named = p.tag(at), p.tag(at + 1)
    if tag is None or named is None or PHRASES.get(tag.words) != ("size_word", "usual"):
        return False
    options = [option for option in named.of("option") if option not in p.menu.sizes]
    return not tag.mark and any(place.can_have(o) for o in options for place in p.known_places())
