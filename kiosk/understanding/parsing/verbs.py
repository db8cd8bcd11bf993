"""Verbs of change: make, substitute, instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, cast

from kiosk.menu.model import Combo
from kiosk.order.cart import Choice, Portion
from kiosk.understanding.parsing.apply import apply_run
from kiosk.understanding.parsing.dishes import on_dish
from kiosk.understanding.parsing.each import each_follows
from kiosk.understanding.parsing.making import share_made
from kiosk.understanding.parsing.meals import swap_slot
from kiosk.understanding.parsing.naming import past_the
from kiosk.understanding.parsing.nouns import noun_phrase
from kiosk.understanding.parsing.places import NewLine, Place, SlotPlace
from kiosk.understanding.parsing.reader import read_run
from kiosk.understanding.parsing.refer import Reference, reference
from kiosk.understanding.parsing.resolve import candidates
from kiosk.understanding.parsing.starts import starts_run
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.swaps import put_in_place, swap_change
from kiosk.understanding.parsing.targets import able
from kiosk.understanding.tag import Tag

__all__ = ["on_instead", "on_instead_of", "on_make", "on_sub"]

_OPENS: Final = frozenset(("and", "yes", "fix", "request", "but"))
"""Kinds before an "instead of" that leads its clause: what comes is said after it."""


def on_make(p: Parsing, tag: Tag) -> None:
    """ "make it a double", "change the fries to onion rings", "swap X for Y"."""
    several = p.kind(p.at + 1) == "num" and each_follows(p, p.at + 2)  # "make that two of each"
    found = None if several else share_made(p, p.at + 1) or reference(p, p.at + 1)
    p.at += 1
    p.pointed = found is None or p.kind(p.at) == "it" or "that" in tag.words
    if p.pointed and _offered(p):
        p.at += p.kind(p.at) == "it"  # what was asked for is not there to be changed
    elif found is not None:
        _change(p, tag, found)
    elif (target := p.latest()) is not None and not _not_ordered(p):
        if isinstance(target, SlotPlace):
            p.risk("which line")  # "… and upgrade to a large": the drink, or the meal
        p.change = target
        p.at += p.kind(p.at) == "into"
    else:
        _nothing_there(p)


def _not_ordered(p: Parsing) -> bool:
    """Whether the verb is about a dish that is not there: "(change) the coke to a sprite"."""
    noun = noun_phrase(p, p.at)
    if noun is None or noun.determiner != "0" or p.tags[noun.start].words != "the":
        return False
    end = noun.end + (p.kind(noun.end) in ("into", "with", "on", "instead_of"))
    return noun_phrase(p, end) is not None


def _nothing_there(p: Parsing) -> None:
    """ "Swap the fries for rings" with no fries: neither is ordered."""
    old = noun_phrase(p, p.at)
    if old is None:
        return
    end = old.end + (p.kind(old.end) in ("into", "with", "on", "instead_of"))
    new = noun_phrase(p, end)
    if new is not None:
        head = p.tags[old.head]
        p.doubt("no_line", head.words, head.of("item"))
        p.at = new.end


def _change(p: Parsing, tag: Tag, found: Reference) -> None:
    """What the verb is about was named; what it becomes follows."""
    places = found.take(p)
    p.at = found.end
    if p.kind(p.at) in ("into", "with", "on", "instead_of"):
        p.at += 1
    if found.option is not None:
        if found.count:
            p.risk("which line")  # "one of the ranches": how many of an option are meant
        _change_option(p, places[0], found.option)
        return
    p.cur = p.change = places[-1]
    p.making = found.places[0] if found.count else None
    if len(places) > 1:
        p.change = None
        _change_all(p, places)
    p.note(tag, "changes " + ", ".join(place.line.item for place in places))


def _offered(p: Parsing) -> bool:
    """Whether something else was offered for a dish that could not be had."""
    asked = p.context.asked
    return asked is not None and asked.kind in ("offer", "which") and not p.breath


def _change_all(p: Parsing, places: Sequence[Place]) -> None:
    """A change of several lines: what follows goes to each."""
    if starts_run(p, p.at):
        run, p.at = read_run(p, p.at)
        apply_run(p, run, places)
        return
    noun = noun_phrase(p, p.at)
    if noun is not None and len(names := candidates(p, noun)) == 1:
        for place in places:
            swap_change(p, noun, names[0], place)
        p.at = noun.end


def _change_option(p: Parsing, place: Place, option: str) -> None:
    """ "change the ranch to caesar": one option for another."""
    p.cur = place
    p.touch(place.parent if isinstance(place, SlotPlace) else place)
    if p.kind(p.at) == "half" and _laid(p, place, option):
        return
    if p.kind(p.at) in ("light", "extra", "on_the_side") and not starts_run(p, p.at + 1):
        now = place.line.choice(option) or Choice(option)
        place.choose((replace(now, on=True, qualifier=p.kind(p.at)),))
        p.at += 1
        return
    if not starts_run(p, p.at):
        p.change = place
        return
    run, p.at = read_run(p, p.at)
    was = place.line.choice(option)
    for change in run.changes:
        if was is not None and change.portion == "whole":
            change.portion = was.portion  # it lies where the other lay
    if [p.kind(p.at + n) for n in range(3)] == ["on", "it", "half"]:
        p.at += 3
    if not place.excludes(option):
        place.choose((Choice(option, on=False),))
    apply_run(p, run, [place])


def _laid(p: Parsing, place: Place, option: str) -> bool:
    """ "(Make the bacon) all over": where it lies is all that changes."""
    tag = p.tags[p.at]
    if p.kind(p.at + 1) in ("into", "with", "on"):
        p.at += 2  # "the mushroom half to spinach"
        return False
    if starts_run(p, p.at + 1) and not tag.mark and p.kind(p.at + 1) != "neg":
        return False
    now = place.line.choice(option) or Choice(option)
    other: Portion = "right" if "other" in tag.words.split() else "left"
    portion = cast(Portion, tag.value) if tag.value else other
    place.choose((replace(now, on=True, portion=portion),))
    p.at += 1
    return True


def on_sub(p: Parsing, tag: Tag) -> None:
    """ "sub X for Y": whichever of the two is there now goes."""
    first = reference(p, p.at + 1)
    if first is not None and p.kind(first.end) in ("on", "into", "with"):
        on_make(p, tag)
        return
    noun = noun_phrase(p, p.at + 1)
    if noun is None:
        p.at += 1
        _sub_option(p)
        return
    p.at = noun.end
    names = candidates(p, noun)
    if len(names) == 1:
        if p.kind(p.at) in ("on", "into", "instead_of"):
            old = reference(p, p.at + 1)
            if old is not None and old.option is None:
                swap_change(p, noun, names[0], old.take(p)[-1])
                p.at = old.end
                return
        meal = p.latest()
        if meal is not None and swap_slot(meal, names[0]):
            swap_change(p, noun, names[0], meal)
            return
    instead = noun_phrase(p, p.at + 1) if p.kind(p.at) in ("on", "into") else None
    if instead is None:
        on_dish(p, noun)
        return
    p.risk("which line")  # neither is there: "(a hamburger) but sub the fries for …"
    if p.tags[noun.start].value == "0":
        p.at += 1
    else:
        on_dish(p, noun)
        p.at = instead.end


def _sub_option(p: Parsing) -> None:
    """ "Sub swiss for the american": an option that is on there goes, the other comes."""
    run, end = read_run(p, p.at)
    if not run.changes or p.kind(end) not in ("on", "instead_of"):
        return
    old = reference(p, end + 1)
    if old is None or old.option is None or not able(old.places[0], run):
        return
    place = old.take(p)[-1]
    p.at = old.end
    apply_run(p, run, [place])
    if not place.excludes(old.option):
        place.choose((Choice(old.option, on=False),))
    p.cur, p.last_run = place, run


def on_instead_of(p: Parsing, tag: Tag) -> None:
    """ "X instead of Y": X was just taken; Y goes."""
    new = p.last_new if p.last_new is p.cur else None
    before = p.tag(p.at - 1)
    if before is not None and before.of("option"):
        new = None  # "with swiss instead of american": an option for an option
        at = past_the(p, p.at + 1)
        at += p.kind(at) == "det"
        if _excluded_already(p, at):
            p.at = at + 1
            return
    found = reference(p, p.at + 1, but=new)
    if found is None and (comes := reference(p, p.at + 1)) is not None and comes.option is not None:
        found = comes  # "a hamburger but instead of ketchup, mayo": what the new dish comes with
    p.at += 1
    if found is None:
        noun = noun_phrase(p, p.at)
        p.at = noun.end if noun is not None else p.at
        return
    p.at = found.end
    place = found.take(p)[-1]
    leads = before is None or before.kind in _OPENS or bool(before.of("item"))
    if leads and _takes_its_place(p, place, found.option):
        return
    if found.option is None:
        if isinstance(new, NewLine):
            put_in_place(p, place, new)
    elif not place.excludes(found.option) and not _just_chosen(p, found.option):
        place.choose((Choice(found.option, on=False),))
        p.touch(place)
        _and_that(p, place)


def _takes_its_place(p: Parsing, place: Place, option: str | None) -> bool:
    """Whether what follows comes for what was just named: "instead of fries, onion rings"."""
    at = p.at
    while p.kind(at) in ("request", "make", "sub", "with", "add", "just"):
        at += 1
    if option is not None and starts_run(p, at):
        p.at = at
        _change_option(p, place, option)
        return True
    if option is None and noun_phrase(p, at) is not None:
        p.at = at
        p.cur = p.change = place
        p.pointed = False
        return True
    return False


def _and_that(p: Parsing, place: Place) -> None:
    """ "mayo instead of ketchup and mustard": what is there and named right after goes as well."""
    while p.kind(p.at) in ("and", "or"):
        tag = p.tag(p.at + 1)
        there = [o for o in tag.of("option") if place.has(o)] if tag is not None else []
        if not there or place.excludes(there[0]):
            return
        place.choose((Choice(there[0], on=False),))
        p.at += 2


def _just_chosen(p: Parsing, option: str) -> bool:
    changes = p.last_run.changes if p.last_run is not None else []
    return any(option in change.options for change in changes)


def _excluded_already(p: Parsing, at: int) -> bool:
    """Whether the option named there went when the last one was chosen: "white, not red"."""
    tag = p.tag(at)
    if tag is None or p.last_run is None or not p.last_run.changes:
        return False
    chosen = set(p.last_run.changes[-1].options)
    groups = p.lexicon.groups_with(tag.of("option"))
    return any(group.exclusive and chosen & group.options.keys() for group in groups)


def _for_its_own(p: Parsing) -> bool:
    """ "A maple latte with vanilla instead": what alone of the group comes of itself goes, where
    nothing was refused in its favour."""
    before, run, place = p.tag(p.at - 2), p.last_run, p.cur
    if any(tag.kind == "neg" for tag in p.tags[: p.at]):
        return False
    if before is None or not before.of("option") or run is None or place is None:
        return False
    said = {o for change in run.changes if change.on for o in change.options if place.has(o)}
    own = {
        option
        for new in said
        for group in place.groups_of(new)
        for option in group.options
        if place.is_default(option) and place.has(option)
    } - said
    if len(own) != 1:
        return False
    place.choose(tuple(Choice(option, on=False) for option in own))
    p.touch(place)
    return True


def on_instead(p: Parsing, tag: Tag) -> None:
    """ "a sprite instead": it replaces what it is like."""
    p.at += 1
    if _for_its_own(p):
        return
    new = p.last_new
    if not isinstance(new, NewLine) or new.gone:
        return
    for place in p.known_places():
        if place is new:
            continue
        if place.entry.category == new.entry.category and not isinstance(place.entry, Combo):
            put_in_place(p, place, new)
            return
        slot = swap_slot(place, new.line.item)
        if slot is not None:
            held = place.line.slot(slot)
            put_in_place(p, SlotPlace(place, slot, held.item if held else new.line.item), new)
            return
