"""What a dish that is named does to lines that are there: it replaces one."""

from __future__ import annotations

from kiosk.menu.model import Combo
from kiosk.order.cart import Choice
from kiosk.understanding.parsing.apply import take_back
from kiosk.understanding.parsing.meals import swap_slot
from kiosk.understanding.parsing.nouns import NounPhrase
from kiosk.understanding.parsing.places import NewLine, Place, SlotPlace
from kiosk.understanding.parsing.reader import read_run
from kiosk.understanding.parsing.resolve import choices_before
from kiosk.understanding.parsing.state import Parsing

__all__ = ["fits_main", "put_in_place", "replace_last", "swap_change"]


def swap_change(p: Parsing, noun: NounPhrase, name: str, target: Place) -> None:
    """ "make it a X": the dish replaces what the verb is about, or a part of it."""
    p.change = None
    if p.pointed:
        target = _counted_anew(p, noun, name) or _of_the_same_kind(p, target, name)
    choices = choices_before(p, noun, name)
    if isinstance(target, SlotPlace):
        target.swap(name, choices)
        p.touch(target.parent)
    else:
        meal = _meal_with(p, noun, name, target)
        if meal is None:
            _swap_line(noun, name, target, choices)
        else:
            target.swap(meal.id, ())
            if choices:
                SlotPlace(target, next(iter(meal.slots)), name).choose(choices)
        p.touch(target)
    p.cur = target
    p.mention(target)
    p.note(p.tags[noun.head], f"becomes {name}")


def _meal_with(p: Parsing, noun: NounPhrase, name: str, target: Place) -> Combo | None:
    """ "(The hamburger meal,) make it a cheeseburger": the like meal with that, unless it is to be
    just the cheeseburger."""
    meal = target.entry
    if not isinstance(meal, Combo) or name not in p.menu.items or swap_slot(target, name):
        return None
    before = p.tags[max(0, noun.start - 1) : noun.head]
    if any({"just", "only"} & {*tag.words.split()} for tag in before):
        return None
    alike = [combo for combo in p.menu.combos_of(name) if combo.category == meal.category]
    if not alike:
        p.risk("which line")  # it may have been the dish in the meal
    return alike[0] if alike else None


def _swap_line(noun: NounPhrase, name: str, target: Place, choices: tuple[Choice, ...]) -> None:
    slot = target.slot_for(name, unfilled=False) or swap_slot(target, name)
    if slot is not None and not (fits_main(target, name) and _has_one_main(target)):
        target.fill(slot, name, choices)
    elif target.line.item != name:
        target.swap(name, choices)
    elif choices:
        target.choose(choices)
    if noun.determiner == "num" and noun.quantity and noun.quantity != target.quantity:
        target.set_quantity(noun.quantity)


def _counted_anew(p: Parsing, noun: NounPhrase, name: str) -> Place | None:
    """ "(A juice and) make it six teas" where there are teas: they, not the juice, are six."""
    if noun.determiner != "num":
        return None
    alike = [place for place in p.known_places() if place.line.item == name]
    if len(alike) > 1:
        p.risk("which line")
    return alike[0] if alike else None


def _of_the_same_kind(p: Parsing, target: Place, name: str) -> Place:
    """What "that" means in "make that a sprite": the line in mind, or the only drink there is."""
    entry = p.menu.sold(name)
    category = entry.category if entry is not None else ""
    if isinstance(entry, Combo) or target.entry.category == category:
        return target
    if swap_slot(target, name) is not None:
        return target
    alike = [place for place in p.known_places() if place.entry.category == category]
    return alike[0] if len(alike) == 1 else target


def fits_main(place: Place, name: str) -> bool:
    """Whether a meal is made from it; true of what is no meal."""
    entry = place.entry
    return not isinstance(entry, Combo) or name in next(iter(entry.slots.values())).choices


def _has_one_main(place: Place) -> bool:
    """Whether a meal is made from one dish; "make it a bacon bap" is of a meal of baps a choice."""
    entry = place.entry
    return not isinstance(entry, Combo) or len(next(iter(entry.slots.values())).choices) == 1


def replace_last(p: Parsing, noun: NounPhrase, name: str, place: Place) -> None:
    """ "a coke, no wait, a sprite": what follows a correction replaces the line just opened."""
    choices = choices_before(p, noun, name)
    if place.line.item != name:
        place.swap(name, choices)
    elif choices:
        if p.last_run is not None:
            run, _ = read_run(p, *noun.before)
            take_back(p, p.last_run, run)
        place.choose(choices)
    if noun.quantity and (noun.determiner == "num" or place.quantity == 1):
        place.set_quantity(noun.quantity)
    elif noun.determiner == "1" and place.quantity > 1:
        p.risk("quantity after a correction")
    p.cur = place
    p.note(p.tags[noun.head], f"corrects to {name}")


def put_in_place(p: Parsing, old: Place, new: NewLine) -> None:
    """The line just opened takes the place of ``old``."""
    if new in p.breath:
        p.breath.remove(new)
    new.gone = True
    old.swap(new.line.item, new.line.choices)
    p.touch(old.parent if isinstance(old, SlotPlace) else old)
    p.cur = old
    p.last_new = None
