"""Sending away what is there: how far a removal reaches, and what "not that one" only contrasts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.menu.model import Combo
from kiosk.order.cart import Choice
from kiosk.understanding.parsing.nouns import NounPhrase, noun_phrase
from kiosk.understanding.parsing.places import NewLine, Place, SlotPlace
from kiosk.understanding.parsing.refer import reference
from kiosk.understanding.parsing.resolve import described
from kiosk.understanding.parsing.starts import starts_run
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.swaps import fits_main, put_in_place
from kiosk.understanding.tag import Tag

__all__ = ["contrasts", "goes_on_removing", "remove", "said_not"]

_DESCRIBES: Final = frozenset(("with", "be", "on", "into"))
"""Kinds after a name that say something of it: it stays."""


def remove(p: Parsing, noun: NounPhrase, name: str) -> None:
    """ "no coke": a line goes, or some of it; a part of a meal becomes a question."""
    p.negated = False
    said = [choice.option for choice in described(p, noun, name).choices if choice.on]
    there = [place for place in p.known_places() if place.line.item == name]
    new = p.cur if p.cur is p.last_new and said_not(p, noun.start) else None
    if there and isinstance(new, NewLine) and _stands_for(new, there[0]):
        put_in_place(p, there[0], new)  # "strawberry, not vanilla"
        return
    there = there or _meal_instead(p, noun, name)
    if not there:
        return
    exact = [place for place in there if all(map(place.has, said))] or there
    if _counted_anew(p, noun, exact[0]):
        return
    if said_not(p, noun.start) and (contrasts(p, exact[0]) or _gives_way(p, exact[0])):
        p.note(p.tags[noun.head], "is not what was meant")
        return
    _send_away(p, noun, exact)


def _meal_instead(p: Parsing, noun: NounPhrase, name: str) -> list[Place]:
    """Where no line is it: the meal that it names. Nothing where an option of that name was meant,
    or what is in a meal, or where none is there."""
    head = p.tags[noun.head]
    options = head.of("option")
    has = next((x for x in p.known_places() if any(map(x.has, options))), p.cur)
    if has is not None and options:
        _take_off(p, has if p.cur is None else p.cur, head, options)
        return []
    if _gives_way_in_meal(p, noun, name) or _empty_slot(p, name):
        return []
    meal = _meal_of(p, name)
    if meal is None:
        p.doubt("no_line", head.words, (name,))
        return []
    return [meal]


def _counted_anew(p: Parsing, noun: NounPhrase, place: Place) -> bool:
    """ "(Five pies) … no, four pies": as many as were meant."""
    if noun.determiner != "num" or not noun.quantity or not _denies(p, noun.start):
        return False
    place.set_quantity(noun.quantity)
    p.touch(place)
    p.cur = place
    p.risk("quantity after a correction")
    return True


def _send_away(p: Parsing, noun: NounPhrase, lines: list[Place]) -> None:
    """The first of these lines, or all of them: "cancel all teas"."""
    head = p.tags[noun.head]
    every = noun.determiner in ("", "0") and head.words != head.stems
    for place in lines if every else lines[:1]:
        _take_away(p, noun, place)
    if len(lines) > 1:
        p.risk("line guessed")
    p.note(head, "goes")


def _stands_for(new: NewLine, old: Place) -> bool:
    """Whether one may be ordered in place of the other."""
    return new is not old and new.entry.category == old.entry.category


def said_not(p: Parsing, at: int) -> bool:
    """Whether a bare "not" stands right before the tag."""
    before = p.tag(at - 1)
    return before is not None and before.kind == "neg" and before.words == "not"


def _denies(p: Parsing, at: int) -> bool:
    """Whether a bare "no" stands right before the tag, at the beginning of what is said."""
    before = p.tag(at - 1)
    return before is not None and before.words in ("no", "no no") and p.clause_start(at - 1)


def contrasts(p: Parsing, place: Place) -> bool:
    """Whether "not" before ``place`` only says which one was not meant: another was, or follows.

    "The drink large, not the fries"; "not the coke, the sprite".
    """
    if any(x is not place and not x.gone for x in p.breath):
        return True
    found = reference(p, p.at)
    if found is not None and found.option is None and found.places[0] is not place:
        p.cur = place  # what "the other one" is other than
        return True
    return False


def _gives_way(p: Parsing, place: Place) -> bool:
    """ "Not the diet, a regular coke": what is named next takes its place."""
    noun = noun_phrase(p, p.at)
    names = p.tags[noun.head].of("item") if noun is not None else ()
    entries = [entry for name in names if (entry := p.menu.sold(name)) is not None]
    if not any(entry.category == place.entry.category for entry in entries):
        return False
    p.change = place
    return True


def goes_on_removing(p: Parsing) -> bool:
    """Whether the next dish of a list goes as well: "drop the fries and the coke".

    It must be there, told as the first was, and nothing said of it.
    """
    joint = p.kind(p.at)
    before = p.tag(p.at - 1)
    if joint not in ("and", "or") or before is None or before.mark in (".", "?"):
        return False
    noun = noun_phrase(p, p.at + 1)
    if noun is None and p.kind(p.at + 1) == "det" and starts_run(p, p.at + 1):
        return _option_goes_too(p, p.at + 2)
    told = noun is not None and (noun.determiner in ("0", "1of") or joint == "or")
    if noun is None or not told:
        return False
    found = reference(p, p.at + 1)
    said_of = p.kind(noun.end) in _DESCRIBES or starts_run(p, noun.end)
    return found is not None and found.option is None and not said_of


def _option_goes_too(p: Parsing, at: int) -> bool:
    """ "Drop the fries and the onions": an option that is on something there."""
    tag = p.tags[at]
    there = any(place.has(option) for place in p.known_places() for option in tag.of("option"))
    p.risk("refusal moved")
    return there and not starts_run(p, at + 1)


def _gives_way_in_meal(p: Parsing, noun: NounPhrase, name: str) -> bool:
    """ "(A tea,) not the fizz", "no fizz, a tea": of what a meal holds, for what it may hold."""
    asked_for = p.at + (p.kind(p.at) == "request")  # "not the fizz, I want tea"
    follows = noun_phrase(p, asked_for)
    comes = p.tags[follows.head].of("item") if follows is not None else ()
    new = p.last_new if said_not(p, noun.start) else None
    for meal in p.known_places():
        slot = meal.slot_holding(name)
        if slot is None or not isinstance(meal.entry, Combo):
            continue
        held, choices = SlotPlace(meal, slot, name), meal.entry.slots[slot].choices
        if isinstance(new, NewLine) and not new.gone and new.line.item in choices:
            put_in_place(p, held, new)
            return True
        if choices.keys() & {*comes}:
            p.at, p.change, p.pointed = asked_for, held, False
            return True
    return False


def _empty_slot(p: Parsing, name: str) -> bool:
    """Takes it out of the meal that holds it, where one does."""
    for place in p.known_places():
        slot = place.slot_holding(name)
        if slot is not None:
            SlotPlace(place, slot, name).set_quantity(0)
            p.touch(place)
            return True
    return False


def _meal_of(p: Parsing, name: str) -> Place | None:
    """A meal that is made from it."""
    for place in p.known_places():
        if isinstance(place.entry, Combo) and fits_main(place, name):
            return place
    return None


def _take_away(p: Parsing, noun: NounPhrase, place: Place) -> None:
    count = noun.quantity if noun.determiner in ("num", "1", "1of") else None
    left = place.quantity - count if count else 0
    place.set_quantity(max(0, left))
    p.touch(place)
    p.cur = None if place.gone else place
    of = reference(p, p.at + 1) if p.kind(p.at) == "on" else None
    if of is not None and of.option is None and len(of.places) == 1:
        p.at = of.end  # "forget the ranch on the pizza"


def _take_off(p: Parsing, place: Place, head: Tag, options: Sequence[str]) -> None:
    off = tuple(Choice(option, on=False) for option in options if place.can_have(option))
    if off:
        place.choose(off)
        p.touch(place)
    else:
        p.unused_negation(head.words)
