"""What is in things: what they come with, calories, whether they are vegetarian."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.dialog.answers.moment import Moment, choices_named
from kiosk.dialog.describe import lowered
from kiosk.dialog.replies import Wording
from kiosk.menu.model import Combo, Item, Menu
from kiosk.order.rules import chosen

__all__ = ["calories", "contents", "vegetarian"]


def contents(moment: Moment, about: Sequence[str]) -> str:
    """What an item comes with, or what a meal holds."""
    return moment.each(about, lambda entry: _contents(moment, entry, about))


def calories(moment: Moment, about: Sequence[str]) -> str:
    """As the menu gives them; of a meal, those of its main."""
    return moment.each(about, lambda entry: _calories(moment.words, _main(moment.menu, entry)))


def vegetarian(moment: Moment, about: Sequence[str]) -> str:
    """Whether something is, or what is."""
    if moment.entries(about):
        return moment.each(
            about, lambda entry: _vegetarian(moment.words, _main(moment.menu, entry))
        )
    category = moment.category(about)
    items = moment.menu.items.values()
    found = [
        item
        for item in items
        if item.vegetarian and category in (None, item.category) and moment.sold(item)
    ]
    if not found:
        return moment.words.say("no_vegetarian")
    # Where everything is vegetarian (drinks) nobody means it: what stands beside meat comes first.
    mixed = {item.category for item in items if item.vegetarian is False}
    found.sort(key=lambda item: item.category not in mixed)
    return moment.words.say("vegetarian_ones", names=moment.handful([item.name for item in found]))


def _main(menu: Menu, entry: Item | Combo) -> Item:
    """The item itself; of a meal the first thing in its first slot."""
    if isinstance(entry, Item):
        return entry
    return menu.items[next(iter(next(iter(entry.slots.values())).choices))]


def _contents(moment: Moment, entry: Item | Combo, about: Sequence[str]) -> str:
    """``about`` may name options too: "the fish taco"."""
    words = moment.words
    if isinstance(entry, Combo):
        return words.say("contents", entry.name, what=words.listed(_slots(words, entry)))
    choices = choices_named(moment.menu, about, entry)
    named = {choice.option for choice in choices}
    on = chosen(entry, choices)
    held = [
        (name, lowered(group.options[name].name))
        for group in entry.groups.values()
        for name in group.options
        if name in on
    ]
    comes = words.listed([called for name, called in held if name not in named])
    kind = words.listed([called for name, called in held if name in named])
    if comes and kind:
        return words.say("contents_of_kind", entry.name, kind=kind, what=comes)
    if comes:
        return words.say("contents", entry.name, what=comes)
    if entry.description:
        return words.say("described", entry.name, description=entry.description)
    return words.say("contents_unsaid", entry.name)


def _slots(words: Wording, combo: Combo) -> list[str]:
    """Each place of a meal: what stands in it, or what it is for."""
    out = []
    for slot in combo.slots.values():
        fixed = slot.default or (next(iter(slot.choices)) if len(slot.choices) == 1 else None)
        if fixed:
            out.append(words.one(fixed))
        else:
            out.append(words.part("of_your_choice", one=words.language.one(lowered(slot.name))))
    return out


def _calories(words: Wording, item: Item) -> str:
    if item.calories is None:
        return words.say("calories_unsaid", item.name)
    return words.say("calories", item.name, n=str(item.calories))


def _vegetarian(words: Wording, item: Item) -> str:
    if item.vegetarian is None:
        return words.say("vegetarian_unsaid", item.name)
    return words.say("vegetarian" if item.vegetarian else "not_vegetarian", item.name)
