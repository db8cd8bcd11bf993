"""Lines told apart by what is on them or by when they came: "the one without pickles"."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.understanding.parsing.places import CartLine, Place, SlotPlace
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag

__all__ = ["in_order", "told_apart"]

_ONE = frozenset(("one", "ones"))


def told_apart(p: Parsing, at: int) -> tuple[Sequence[Place], int] | None:
    """The lines that "one with bacon" or "no pickles one" tells from tag ``at`` on, after a "the".

    The one most in mind first; with the tag after it.
    """
    if not _after_the(p, at):
        return None
    one = p.tags[at].words in _ONE
    joint = p.kind(at + one)
    if joint not in ("with", "neg") or p.tags[at + one - 1].mark:
        return None
    found = _listed(p, at + one + 1)
    if found is None:
        return None
    wanted, end = found
    if not one:
        if p.kind(end) == "" or p.tags[end].words not in _ONE:
            return None
        end += 1
    places = _like_that(p, wanted, on=joint == "with")
    return (places, end) if places else None


def in_order(p: Parsing) -> list[Place]:
    """The lines there are, in the order in which they came."""
    places: list[Place] = [place for place in p.cart.values() if not place.gone]
    return places + [
        place
        for place in p.breath
        if not isinstance(place, CartLine | SlotPlace) and not place.gone and place not in places
    ]


def _after_the(p: Parsing, at: int) -> bool:
    before = p.tag(at - 1)
    return before is not None and not before.mark and before.words.split()[-1] in ("the", "that")


def _listed(p: Parsing, at: int) -> tuple[list[Sequence[str]], int] | None:
    """What is named from tag ``at`` on, with "and" between, and the tag after it.

    Each an option, or an item of a meal.
    """
    wanted: list[Sequence[str]] = []
    while (tag := p.tag(at)) is not None:
        if tag.kind in ("det", "extra") and not wanted:
            at += 1
            continue
        if tag.kind != "menu" or not _tells(tag):
            break
        wanted.append(_tells(tag))
        at += 1
        follows = p.tag(at + 1)
        if tag.mark or p.kind(at) != "and" or follows is None or not _tells(follows):
            break
        at += 1
    return (wanted, at) if wanted else None


def _tells(tag: Tag) -> Sequence[str]:
    """The options and items by which the tag can tell a line from others."""
    return (*tag.of("option"), *tag.of("item"))


def _holds(place: Place, name: str) -> bool:
    """Whether the option is on it, or the item in it."""
    return place.has(name) or place.slot_holding(name) is not None


def _like_that(p: Parsing, wanted: Sequence[Sequence[str]], *, on: bool) -> list[Place]:
    """The lines that have, or could have and have not, one option of each of ``wanted``."""
    fits = [
        place
        for place in p.known_places()
        if all(
            any(_holds(place, name) for name in names) == on
            and any(place.can_have(name) or place.can_hold(name) for name in names)
            for names in wanted
        )
    ]
    usual = [x for x in fits if on or any(x.is_default(o) for options in wanted for o in options)]
    return usual or fits
