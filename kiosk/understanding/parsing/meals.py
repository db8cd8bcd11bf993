"""Meals: an item that fills a slot, a dish made a meal, a meal undone."""

from __future__ import annotations

from collections.abc import Set
from itertools import takewhile
from typing import Final

from kiosk.menu.model import Combo
from kiosk.order.cart import Choice
from kiosk.understanding.parsing.nouns import NounPhrase, just_the, noun_phrase
from kiosk.understanding.parsing.places import CartLine, PartLine, Place, SlotPlace
from kiosk.understanding.parsing.resolve import choices_before
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.telling import in_order
from kiosk.understanding.tag import Tag

__all__ = [
    "fill_slot", "on_item_only", "on_meal", "only_main", "size_held", "split_meal", "swap_slot",
]  # fmt: skip

_NOT_SENDING: Final = frozenset(("no", "not", "without", "and", "but", "dont"))
"""First words of a refusal that undoes a meal; any other ("delete", "forget") sends it away."""

_FEWER: Final = frozenset(("just", "only"))
"""Words before what alone is wanted."""


def fill_slot(p: Parsing, noun: NounPhrase, name: str) -> bool:
    """An item that fits an open slot of the meal being talked about fills it."""
    own = name not in p.menu.items or noun.determiner == "another"
    if own and noun.determiner != "side":
        return False
    if _one_for_each(p, noun, name):
        return True
    for meal in _meals_in_mind(p):
        slot = _asked_slot(p, meal, name)
        if slot is None:
            any_of_it = (p.scope_with and _talked_of(p, meal)) or _as_side(p, noun)
            slot = meal.slot_for(name, unfilled=not any_of_it)
        if slot is None and _listed_with(p, noun, meal):
            slot = meal.slot_for(name, unfilled=False)
            if slot is not None:
                p.risk("ordered again")
        if slot is None and meal is p.copied and p.scope_with:
            slot = swap_slot(meal, name)
        if slot is None:
            continue
        part = _so_many(p, noun, meal, slot)
        if part is None:
            continue
        sized = size_held(p, part, slot) if part is p.copied else ()
        part.fill(slot, name, (*sized, *choices_before(p, noun, name)))
        p.touch(part)
        p.mention(part)
        p.cur = SlotPlace(part, slot, name)
        p.base = p.base if _shares(p.base, part) else p.cur
        p.note(p.tags[noun.head], f"fills the {slot} of {part.line.item}")
        return True
    return False


def _shares(base: Place | None, part: Place) -> bool:
    """Whether the rest of several meals is divided on: "one with fries and milk and one with …"."""
    return base is not None and base is not part and base.line.item == part.line.item


def _as_side(p: Parsing, noun: NounPhrase) -> bool:
    """ "For my side I'll have …": what comes of itself gives way."""
    before = noun.start - 1
    return p.kind(before - (p.kind(before) == "request")) == "as_side"


def _one_for_each(p: Parsing, noun: NounPhrase, name: str) -> bool:
    """ "(What to drink?) Two cokes": one for each of the meals that wait for it."""
    wants = p.context.wants
    if wants is None or wants.kind != "slot" or noun.determiner != "num" or p.breath:
        return False
    meals = [place for place in p.cart.values() if place.slot_for(name, unfilled=True)]
    if len(meals) < 2 or noun.quantity != sum(meal.quantity for meal in meals):
        return False
    for meal in meals:
        slot = meal.slot_for(name, unfilled=True)
        assert slot is not None
        meal.fill(slot, name, choices_before(p, noun, name))
        p.touch(meal)
        p.mention(meal)
    p.note(p.tags[noun.head], "one for each meal")
    return True


def _talked_of(p: Parsing, meal: Place) -> bool:
    """Whether the current line is the meal, or in it."""
    return p.cur is not None and meal is p.cur.owner


def _listed_with(p: Parsing, noun: NounPhrase, meal: Place) -> bool:
    """ "The deal, breadsticks and a coke": with nothing before it, of a meal of this breath."""
    new = meal in p.breath and not isinstance(meal, CartLine) and _talked_of(p, meal)
    return new and noun.determiner == "" and p.kind(noun.start - 1) not in ("request", "add")


def _asked_slot(p: Parsing, meal: Place, name: str) -> str | None:
    """The slot that was just asked for, when it is one of this meal."""
    wants = p.context.wants
    if wants is None or not isinstance(meal, CartLine) or wants.ref != meal.line.ref:
        return None
    if meal in p.breath and meal.line.slot(wants.name) is not None and not p.correcting:
        return None  # "a coke and a sprite": the second is the next meal's
    return wants.name if wants.kind == "slot" and name in wants.options else None


def _so_many(p: Parsing, noun: NounPhrase, meal: Place, slot: str) -> Place | None:
    """The meals that as many of the item go with; none when there are fewer."""
    count = noun.quantity
    if count is None or noun.determiner not in ("num", "1"):
        return meal
    combo = meal.entry
    assert isinstance(combo, Combo)
    if count > combo.slots[slot].quantity * meal.quantity:
        return None
    if count < meal.quantity and (
        noun.determiner == "num" or _another_fits(p, noun, combo.slots[slot].choices.keys())
    ):
        return split_meal(p, meal, count)
    return meal


def _another_fits(p: Parsing, noun: NounPhrase, choices: Set[str]) -> bool:
    """Whether another item for the same slot is named later: one each, not one for all."""
    return any(item in choices for tag in p.tags[noun.end :] for item in tag.of("item"))


def _meals_in_mind(p: Parsing) -> list[Place]:
    """Those of this breath; with none named, or as an answer, those of the cart."""
    named = [place for place in reversed(p.breath) if not place.gone]
    named += [x.whole for x in named if isinstance(x, PartLine) and x.whole not in named]
    current = p.cur.owner if p.cur is not None else None
    if current is not None and (current in named or current is not p.cur):
        named = [current, *(place for place in named if place is not current)]
    meals = [place for place in named if isinstance(place.entry, Combo)]
    wants = p.context.wants
    if wants is not None and wants.kind == "slot":
        meals += [x for x in in_order(p) if isinstance(x.entry, Combo) and x not in meals]
    if meals or (named and p.context.asked is None):
        return meals
    return [place for place in p.known_places() if isinstance(place.entry, Combo)]


def split_meal(p: Parsing, meal: Place, count: int) -> Place:
    """So many of the meals as a line of their own."""
    part = meal.split(count)
    if part is not meal:
        p.touch(part, before=meal)
        p.breath.append(part)
    return part


def swap_slot(place: Place, name: str) -> str | None:
    """The slot of a meal whose filling ``name`` can replace."""
    entry = place.entry
    if not isinstance(entry, Combo):
        return None
    return next((slot.id for slot in entry.slots.values() if name in slot.choices), None)


def size_held(p: Parsing, meal: Place, slot: str) -> tuple[Choice, ...]:
    """The size of what a slot holds: a meal's stands on its slots."""
    held = meal.line.slot(slot)
    choices = held.choices if held is not None else ()
    return tuple(choice for choice in choices if choice.on and choice.option in p.menu.sizes)


def on_meal(p: Parsing, tag: Tag) -> None:
    """ "make it a meal", "as a meal", "not the meal"."""
    p.at += 1
    if (noun := noun_phrase(p, p.at)) is not None and _is_meal(p, p.tags[noun.head]):
        return  # "combo number three"
    target = p.change or p.cur or p.latest()
    target = target.owner if target is not None else None
    if target is not None and not (p.breath or p.negated or _makes_meal(p, target)):
        target = next((place for place in p.known_places() if _makes_meal(p, place)), target)
        p.risk("which line")  # "make that a meal", of the burger before the drink
    if p.change is None and _beside_a_meal(p, target):
        p.risk("which line")  # "for the kids' meal …", of one that is there
    if target is None:
        p.doubt("ambiguous", tag.words, list(p.menu.combos)[:12])
    elif p.negated:
        p.negated = False
        if _wanted_instead(p):
            p.risk("correction")  # of a meal that nobody named
        elif not _sent_away(p):
            _unmake(p, target)
    elif not isinstance(target.entry, Combo):
        _make_meal(p, tag, target)


def _wanted_instead(p: Parsing) -> bool:
    """ "No, just a regular meal": it is refused nothing, it is what is wanted."""
    before = takewhile(lambda tag: tag.kind != "neg", reversed(p.tags[: p.at - 1]))
    return any(tag.words.split()[0] in _FEWER for tag in before)


def _sent_away(p: Parsing) -> bool:
    """ "Delete the combo": all of it goes; "forget the combo, just a …" keeps what is named."""
    before = p.tag(p.at - 2)
    meals = [place for place in p.known_places() if isinstance(place.entry, Combo)]
    if before is None or before.words.split()[0] in _NOT_SENDING or not meals:
        return False
    follows = p.tag(p.at)
    p.risk("which line")  # the meal and all in it, or only that it is one
    if follows is None or follows.words.split()[0] not in _FEWER:
        meals[0].set_quantity(0)
        p.cur = None
    elif noun_phrase(p, p.at) is not None:
        p.change, p.pointed = meals[0], False
    else:
        return False
    p.touch(meals[0])
    return True


def _beside_a_meal(p: Parsing, target: Place | None) -> bool:
    """Whether it is no meal, and one was ordered before."""
    if target is None or isinstance(target.entry, Combo):
        return False
    return any(isinstance(place.entry, Combo) for place in p.cart.values())


def _is_meal(p: Parsing, tag: Tag) -> bool:
    return any(isinstance(p.menu.sold(name), Combo) for name in tag.of("item"))


def _makes_meal(p: Parsing, place: Place) -> bool:
    """Whether it is one, or one is made from it."""
    return isinstance(place.entry, Combo) or bool(p.menu.combos_of(place.entry.id))


def _make_meal(p: Parsing, tag: Tag, target: Place) -> None:
    combos = p.menu.combos_of(target.entry.id)
    if not combos:
        p.doubt("not_on_item", tag.words, (target.entry.id,))
        return
    target.swap(combos[0].id)
    p.touch(target)
    p.cur = target
    p.mention(target)
    p.change = None
    p.scope_with = True
    p.note(tag, f"makes a {combos[0].id}")


def on_item_only(p: Parsing, tag: Tag) -> None:
    """ "just the sandwich": a meal undone."""
    p.at += 1
    p.negated = False
    if p.change is None and p.cur is not None and p.cur is p.last_new and not _in_a_meal(p.cur):
        return  # "one more burger by itself"
    for place in (p.change, p.cur, *p.known_places()):
        if place is not None and isinstance(place.entry, Combo):
            _unmake(p, place)
            p.note(tag, "undoes the meal")
            return


def only_main(p: Parsing, noun: NounPhrase, name: str) -> bool:
    """ "Just the burrito" of a meal that was made of one: the meal is undone."""
    if not just_the(p, noun):
        return False
    for place in p.known_places():
        if isinstance(place.entry, Combo) and _main(place) == name:
            _unmake(p, place)
            p.cur = place
            p.note(p.tags[noun.head], "undoes the meal")
            return True
    return False


def _in_a_meal(place: Place) -> bool:
    """Whether it is a meal, or part of one."""
    return isinstance(place, SlotPlace) or isinstance(place.entry, Combo)


def _unmake(p: Parsing, place: Place) -> None:
    """Keeps only the main of a meal."""
    item = _main(place)
    if item is not None:
        place.swap(item)
        p.touch(place)


def _main(place: Place) -> str | None:
    """What a meal is made of; none where that is open yet, and of what is no meal."""
    entry = place.entry
    if not isinstance(entry, Combo):
        return None
    main = next(iter(entry.slots.values()))
    held = place.line.slot(main.id)
    return held.item if held else main.default
