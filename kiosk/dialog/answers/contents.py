"""What is in things: what they come with, calories, whether they are vegetarian."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.dialog.answers.moment import Moment, choices_named
from kiosk.dialog.describe import short
from kiosk.dialog.english import is_plural, joined, lowered
from kiosk.menu.model import Combo, Item, Menu
from kiosk.order.rules import chosen

__all__ = ["calories", "contents", "vegetarian"]


def contents(moment: Moment, about: Sequence[str]) -> str:
    """What an item comes with, or what a meal holds."""
    return moment.each(about, lambda entry: _contents(moment.menu, entry, about))


def calories(moment: Moment, about: Sequence[str]) -> str:
    """As the menu gives them; of a meal, those of its main."""
    return moment.each(about, lambda entry: _calories(_main(moment.menu, entry)))


def vegetarian(moment: Moment, about: Sequence[str]) -> str:
    """Whether something is, or what is."""
    if moment.entries(about):
        return moment.each(about, lambda entry: _vegetarian(_main(moment.menu, entry)))
    category = moment.category(about)
    items = moment.menu.items.values()
    found = [
        item
        for item in items
        if item.vegetarian and category in (None, item.category) and moment.sold(item)
    ]
    if not found:
        return "the menu doesn't mark anything as vegetarian there."
    # Where everything is vegetarian (drinks) nobody means it: what stands beside meat comes first.
    mixed = {item.category for item in items if item.vegetarian is False}
    found.sort(key=lambda item: item.category not in mixed)
    return f"these are vegetarian: {moment.handful([item.name for item in found])}."


def _main(menu: Menu, entry: Item | Combo) -> Item:
    """The item itself; of a meal the first thing in its first slot."""
    if isinstance(entry, Item):
        return entry
    return menu.items[next(iter(next(iter(entry.slots.values())).choices))]


def _contents(menu: Menu, entry: Item | Combo, about: Sequence[str]) -> str:
    """``about`` may name options too: "the fish taco"."""
    if isinstance(entry, Combo):
        return f"the {entry.name} comes with {joined(_slots(menu, entry))}."
    choices = choices_named(menu, about, entry)
    named = {choice.option for choice in choices}
    on = chosen(entry, choices)
    held = [
        (name, lowered(group.options[name].name))
        for group in entry.groups.values()
        for name in group.options
        if name in on
    ]
    comes = [called for name, called in held if name not in named]
    what = joined([called for name, called in held if name in named])
    if comes:
        return f"the {entry.name}{f' with {what}' if what else ''} comes with {joined(comes)}."
    if entry.description:
        return f"the {entry.name}: {entry.description}"
    return f"the menu doesn't say what is in the {entry.name}."


def _slots(menu: Menu, combo: Combo) -> list[str]:
    """Each place of a meal: what stands in it, or what it is for."""
    out = []
    for slot in combo.slots.values():
        fixed = slot.default or (next(iter(slot.choices)) if len(slot.choices) == 1 else None)
        if fixed:
            out.append(short(menu.items[fixed].name))
        else:
            out.append(f"{short(lowered(slot.name))} of your choice")
    return out


def _calories(item: Item) -> str:
    if item.calories is None:
        return f"the menu doesn't say how many calories the {item.name} has."
    verb = "have" if is_plural(item.name) else "has"
    return f"the {item.name} {verb} {item.calories} calories as it comes."


def _vegetarian(item: Item) -> str:
    if item.vegetarian is None:
        return f"the menu doesn't say whether the {item.name} is vegetarian."
    verb = "are" if is_plural(item.name) else "is"
    return f"the {item.name} {verb} {'' if item.vegetarian else 'not '}vegetarian."
