"""A dish was named: a new line, a slot of a meal, a swap, a removal, a reference or a question."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.normalise import words
from kiosk.understanding.parsing.lines import open_line, suppose
from kiosk.understanding.parsing.meals import fill_slot, only_main, swap_slot
from kiosk.understanding.parsing.naming import told_among
from kiosk.understanding.parsing.nouns import NounPhrase
from kiosk.understanding.parsing.places import Place, SlotPlace
from kiosk.understanding.parsing.removing import goes_on_removing, remove
from kiosk.understanding.parsing.resolve import candidates, fits_all
from kiosk.understanding.parsing.state import Counted, Parsing
from kiosk.understanding.parsing.swaps import fits_main, replace_last, swap_change
from kiosk.understanding.words.pointing import ALL_THE

__all__ = ["on_dish"]

_NEAR_ENOUGH: Final = 0.7
"""A near match under this is offered, not taken."""


def on_dish(p: Parsing, noun: NounPhrase) -> None:
    """Moves past the noun phrase and does with its dish what the words before it ask for."""
    p.at = noun.end
    head = p.tags[noun.head]
    if noun.strange or _goes_on(p, noun):
        _unknown_dish(p, noun)
        return
    names = candidates(p, noun)
    if head.score < _NEAR_ENOUGH and names:
        suppose(p, "unknown_dish", head.words, names[:3], noun)
        return
    if p.tags[noun.start].words in ALL_THE and not p.negated and not _there(p, names):
        suppose(p, "ambiguous", head.words, names, noun)
        return  # "all the veggies": no new dish, and of what is there it is none
    if len(names) != 1:
        if head.score < 1.0:
            p.risk("near")  # "no mail" may be no mayo, though no meals are there either
        if not _is_there(p, noun, names):
            _which(p, noun, names)
        return
    if head.score < 1.0:
        p.risk("near" if head.score < 0.9 else "part")
        if not p.negated and not fits_all(p, noun, names[0]):  # "big mac" is no Mac Bites
            said = " ".join(tag.words for tag in p.tags[noun.before[0] : noun.head + 1])
            suppose(p, "unknown_dish", said, names, noun)
            return
    _known_dish(p, noun, names[0])
    p.correcting = p.scratched = False


def _there(p: Parsing, names: list[str]) -> bool:
    """Whether one of them is ordered."""
    return any(place.line.item in names for place in p.known_places())


def _known_dish(p: Parsing, noun: NounPhrase, name: str) -> None:
    if p.negated:
        remove(p, noun, name)
        p.negated = goes_on_removing(p)
    elif p.change is not None:
        swap_change(p, noun, name, p.change)
    elif p.correcting and (part := _just_filled(p, name)) is not None:
        swap_change(p, noun, name, part)
    elif p.correcting and p.last_new is not None and not p.last_new.gone:
        _correct(p, noun, name, p.last_new)
    elif not (only_main(p, noun, name) or fill_slot(p, noun, name)):
        if _may_be_of_meal(p, noun, name):
            p.risk("which line")
        open_line(p, noun, name)


def _just_filled(p: Parsing, name: str) -> SlotPlace | None:
    """What was put into a meal that is there, if the dish can come in its place: "make it a meal
    with a coke, no wait, a sprite"."""
    part = p.cur
    if not isinstance(part, SlotPlace) or part.parent is p.last_new or part.parent not in p.breath:
        return None
    return part if swap_slot(part.parent, name) == part.slot else None


def _correct(p: Parsing, noun: NounPhrase, name: str, place: Place) -> None:
    """What was just ordered, or of a meal what it holds: "with a sprite, I mean a tea"."""
    slot = swap_slot(place, name)
    if p.scratched and slot is None and place in p.breath:
        p.breath.remove(place)
        place.gone = True
        open_line(p, noun, name)
        return
    if slot is None or fits_main(place, name):
        replace_last(p, noun, name, place)
        return
    if place.line.slot(slot) is None:
        p.risk("correction")  # "the meal, no wait, a sprite": to drink with it, or no meal
    swap_change(p, noun, name, place)


def _may_be_of_meal(p: Parsing, noun: NounPhrase, name: str) -> bool:
    """ "(The meal hot,) and dip": a bare name may be meant in place of what a meal holds."""
    if noun.determiner or p.kind(noun.start - 1) in ("request", "add"):
        return False
    return any(swap_slot(place, name) is not None for place in p.known_places())


def _unknown_dish(p: Parsing, noun: NounPhrase) -> None:
    """A word that the menu does not have, right before a dish, makes another dish of it."""
    head = p.tags[noun.head]
    said = " ".join(p.tags[i].words for i in (*noun.strange, noun.head))
    if _goes_on(p, noun):
        said = f"{said} {p.tags[noun.end].words}"
        p.at = noun.end + 1
    names = head.of("item")
    same = {entry.category for name in names if (entry := p.menu.sold(name)) is not None}
    near = [
        name
        for i in noun.strange
        for name in p.tags[i].of("item")
        if name in p.menu.items and p.menu.items[name].category in same
    ]
    suppose(p, "unknown_dish", said, tuple(dict.fromkeys((*near, *names)))[:3], noun)
    p.last_new = None  # "…, I mean a tea": instead of this, and of nothing before it
    p.note(head, "with a word the menu does not have: another dish")


def _goes_on(p: Parsing, noun: NounPhrase) -> bool:
    """Whether a short name goes on with a word the menu does not have: "the coffee place"."""
    head, follows = p.tags[noun.head], p.tag(noun.end)
    if follows is None or follows.kind != "unknown" or head.mark or follows.start != head.end:
        return False
    names = [entry.name for name in head.of("item") if (entry := p.menu.sold(name)) is not None]
    said = head.stems.replace(" ", "")
    return not any(said == "".join(w.stem for w in words(name)) for name in names)


def _is_there(p: Parsing, noun: NounPhrase, names: list[str]) -> bool:
    """An ambiguous name that only one line of the order answers to, after "no" or "the"."""
    if not (p.negated or noun.determiner in ("0", "1of")):
        return False
    there = [place for place in p.known_places() if place.line.item in names]
    if p.negated and not there and p.tags[noun.head].of("category"):
        p.negated = any(place.slot_holding(name) for place in p.known_places() for name in names)
        return not p.negated  # "no drinks" where none was ordered
    head = p.tags[noun.head]
    if p.negated and there and noun.determiner in ("", "0") and head.words != head.stems:
        for place in there:  # "drop the sides": all of a kind
            place.set_quantity(0)
            p.touch(place)
        p.negated = goes_on_removing(p)
        return True
    if len({place.line.item for place in there}) != 1:
        return False
    if p.negated:
        remove(p, noun, there[0].line.item)
        p.negated = goes_on_removing(p)
    else:
        p.cur = there[0]
        p.touch(there[0])
    return True


def _which(p: Parsing, noun: NounPhrase, names: list[str]) -> None:
    """A name that can be several dishes, or none that is sold."""
    p.negated = False
    head = p.tags[noun.head]
    if not names:
        p.leave(head)
    elif head.of("item") or not _beside_its_dish(p, noun, names):
        suppose(p, "ambiguous", head.words, names[:12], noun)
        p.note(head, f"could be any of {len(names)}")


def _sorts(p: Parsing, noun: NounPhrase, at: int, names: list[str]) -> bool:
    """Whether so many of one of its sorts follow: "three frappes, two mocha and one vanilla"."""
    several = bool(noun.quantity) and noun.quantity != 1 and p.kind(at - 1) == "num"
    return several and bool(told_among(p, p.tags[at], names))


def _beside_its_dish(p: Parsing, noun: NounPhrase, names: list[str]) -> bool:
    """A category said beside the dish itself: "a coke for my drink", "a sandwich with tuna"."""
    before = p.tag(noun.start - 1)
    joined = before is not None and not before.mark and before.kind in ("on", "menu")
    if joined and p.breath and p.breath[-1].line.item in names:
        return True
    i = noun.end
    while p.kind(i) in ("with", "det", "num", "request", "on", "it", "filler"):
        i += 1
    follows = p.tag(i)
    if follows is None or not (set(follows.of("item")) & set(names) or _sorts(p, noun, i, names)):
        return False
    if noun.quantity and noun.quantity > 1:
        p.awaited, p.counted = noun.quantity, Counted(tuple(names), noun.before, noun.quantity)
    p.at = i if p.kind(i - 1) == "with" else noun.end
    return True
