"""What would confuse guests in a menu that can be sold from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from itertools import chain
from typing import Final, Literal

from kiosk.menu.allergens import ALLERGENS
from kiosk.menu.language import languages, unnamed
from kiosk.menu.model import Combo, Daypart, Group, Item, Menu, Option, SlotChoice
from kiosk.menu.nearest import meant
from kiosk.menu.schema import MenuFile
from kiosk.menu.sound import sound, words
from kiosk.menu.source import EntryPath

__all__ = ["Finding", "check_menu"]

Kind = Literal[
    "collision",
    "sound",
    "ask",
    "unreachable",
    "size",
    "price",
    "allergens",
    "vegetarian",
    "language",
]

_ONE_QUESTION: Final = re.compile(r"[^?]*\?\Z")
_TOLD: Final = 5
"""Names that a finding lists."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that would confuse guests, and the path of keys that leads to it."""

    kind: Kind
    path: EntryPath
    message: str


def check_menu(file: MenuFile, menu: Menu) -> tuple[Finding, ...]:
    """Everything in ``menu`` that would confuse guests.

    Args:
        file: what ``menu`` was compiled from, for what compiling leaves out.
    """
    found = chain(
        _entries_that_collide(menu),
        _options_that_collide(menu),
        _choices_without_a_question(menu),
        _more_than_a_question(file),
        _never_open(menu),
        _never_reached(file, menu),
        _unsized(menu),
        _free_of_charge(menu),
        _unknown_allergens(menu),
        _untold(menu),
        _half_translated(menu),
    )
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Words that name an entry."""

    text: str
    path: EntryPath
    """Of the entry."""


def _names(entry: Item | Combo | Option, path: EntryPath) -> Iterator[_Spoken]:
    for text in dict.fromkeys((words(entry.name), *map(words, entry.aliases))):
        yield _Spoken(text, path)


def _path(menu: Menu, entry: Item | Combo) -> EntryPath:
    return ("items" if entry.id in menu.items else "combos", entry.id)


def _entries_that_collide(menu: Menu) -> Iterator[Finding]:
    spoken = list(chain.from_iterable(_names(e, _path(menu, e)) for e in menu.entries()))
    for category, aliases in menu.categories.items():
        spoken += [_Spoken(words(alias), ("categories", category)) for alias in aliases]
    yield from _alike(spoken)


def _options_that_collide(menu: Menu) -> Iterator[Finding]:
    """Within one item: between its options, and an asked option with something else on sale."""
    on_sale = {name.text: e for e in menu.entries() for name in _names(e, ())}
    for item in menu.items.values():
        spoken: list[_Spoken] = []
        for group in item.groups.values():
            for option in group.options.values():
                names = list(_names(option, ("groups", group.id, "options", option.id)))
                spoken += names
                if _asked(group):
                    yield from _sold_too(option, names, on_sale)
        yield from _alike(spoken)


def _sold_too(
    option: Option, names: Iterable[_Spoken], on_sale: dict[str, Item | Combo]
) -> Iterator[Finding]:
    """An answer to a question that is also an order; the same id says that it is the same thing."""
    for name in names:
        other = on_sale.get(name.text)
        if other is not None and other.id != option.id:
            said = f'the answer "{name.text}" is also how guests order {other.name}'
            yield Finding("collision", name.path, said)


def _alike(spoken: Iterable[_Spoken]) -> Iterator[Finding]:
    """Names of different entries that are the same words, or sound the same."""
    by_sound: dict[str, list[_Spoken]] = defaultdict(list)
    for name in spoken:
        by_sound[sound(_stem(name.text))].append(name)
    for same in by_sound.values():
        for i, one in enumerate(same):
            for other in same[:i]:
                if one.path == other.path:
                    continue
                if _stem(one.text) == _stem(other.text):
                    said = f'"{one.text}" is also {_called(other)}'
                    yield Finding("collision", one.path, said)
                else:
                    said = f'"{one.text}" sounds like "{other.text}", which is {_called(other)}'
                    yield Finding("sound", one.path, said)


def _stem(text: str) -> str:
    return text[:-1] if text.endswith("s") and not text.endswith("ss") else text


def _called(name: _Spoken) -> str:
    return f"the category {name.path[-1]}" if name.path[0] == "categories" else str(name.path[-1])


def _asked(group: Group) -> bool:
    return group.min > len(group.default)


def _choices_without_a_question(menu: Menu) -> Iterator[Finding]:
    for item in menu.items.values():
        for group in item.groups.values():
            if _asked(group) and group.ask is None:
                yield Finding("ask", ("groups", group.id), 'has to be asked for, but has no "ask"')
    for combo in menu.combos.values():
        for slot in combo.slots.values():
            if slot.default is None and not slot.optional and slot.ask is None:
                path = ("combos", combo.id, "slots", slot.id)
                yield Finding("ask", path, 'has to be asked for, but has no "ask"')


def _more_than_a_question(file: MenuFile) -> Iterator[Finding]:
    """Replies go on in the same sentence: "Which sauce for the Wings?"."""
    asked: list[tuple[EntryPath, str | None]] = [
        (("groups", name), group.ask) for name, group in file.groups.items()
    ]
    for name, item in file.items.items():
        asked += [(("items", name, "groups", g), own.ask) for g, own in item.groups.items()]
    for name, combo in file.combos.items():
        asked += [(("combos", name, "slots", s), slot.ask) for s, slot in combo.slots.items()]
    for path, ask in asked:
        if ask is not None and not _ONE_QUESTION.match(ask):
            said = f'"{ask}" is not one question: the kiosk adds "for the …" before its "?"'
            yield Finding("ask", (*path, "ask"), said)


def _minutes(menu: Menu, dayparts: Iterable[str]) -> frozenset[int]:
    """Minutes of the day in which something of these dayparts is sold."""
    parts = [menu.dayparts[part] for part in dayparts]
    return frozenset(m for m in range(24 * 60) if not parts or any(_covers(p, m) for p in parts))


def _covers(part: Daypart, minute: int) -> bool:
    return part.covers(time(*divmod(minute, 60)))


def _never_open(menu: Menu) -> Iterator[Finding]:
    for part in menu.dayparts.values():
        if not _minutes(menu, [part.id]):
            yield Finding("unreachable", ("dayparts", part.id), "starts when it ends: never open")
    for combo in menu.combos.values():
        open_in = _minutes(menu, combo.dayparts)
        for slot in combo.slots.values():
            items = [menu.items[item] for item in slot.choices]
            fillable = any(open_in & _minutes(menu, item.dayparts) for item in items)
            if not slot.optional and not fillable:
                path = ("combos", combo.id, "slots", slot.id)
                said = "nothing that fills it is sold while the combo is"
                yield Finding("unreachable", path, said)


def _never_reached(file: MenuFile, menu: Menu) -> Iterator[Finding]:
    for name, item in file.items.items():
        if item.category is None:
            yield Finding("unreachable", ("items", name), "stands in no category of the board")
    filled = dict.fromkeys(entry.category for entry in menu.entries())
    for category in file.categories:
        if category not in filled:
            said = f"nothing stands in this category{meant(category, filled)}"
            yield Finding("unreachable", ("categories", category), said)
    used = {group for item in file.items.values() for group in item.groups}
    opened = {
        inner
        for g in file.groups.values()
        for option in g.options.values()
        for inner in option.groups
    }
    for name in file.groups:
        if name not in used | opened:
            yield Finding("unreachable", ("groups", name), "no item has this group")


def _unsized(menu: Menu) -> Iterator[Finding]:
    for combo in menu.combos.values():
        for slot in combo.slots.values():
            for choice in slot.choices.values() if slot.sized else ():
                sized = _size_left_open(menu, choice)
                if sized is None:
                    continue
                for size in combo.sizes.keys() - sized.options.keys():
                    path = ("combos", combo.id, "slots", slot.id)
                    said = f"{choice.item} does not come {size}, as the combo does"
                    yield Finding("size", path, said)


def _size_left_open(menu: Menu, choice: SlotChoice) -> Group | None:
    """The group that sizes the item, unless the slot fixes its size."""
    for group in menu.items[choice.item].groups.values():
        if group.exclusive and menu.sizes & group.options.keys():
            return None if group.options.keys() & set(choice.options) else group
    return None


def _free_of_charge(menu: Menu) -> Iterator[Finding]:
    for entry in menu.entries():
        groups = entry.groups.values() if isinstance(entry, Item) else ()
        charged = any(_asked(g) and all(o.price for o in g.options.values()) for g in groups)
        if entry.price == 0 and not charged:
            yield Finding("price", (*_path(menu, entry), "price"), "costs nothing")


def _unknown_allergens(menu: Menu) -> Iterator[Finding]:
    for item in menu.items.values():
        path = ("items", item.id)
        if not item.allergens_known:
            yield Finding("allergens", path, "does not say what allergens it has: unknown")
        yield from _misspelt(item, path)
        for group in item.groups.values():
            told = [option for option in group.options.values() if option.allergens_known]
            for option in group.options.values():
                at = ("groups", group.id, "options", option.id)
                if told and not option.allergens_known:
                    said = "does not say what allergens it has, though others of its group do"
                    yield Finding("allergens", at, said)
                yield from _misspelt(option, at)


def _misspelt(entry: Item | Option, path: EntryPath) -> Iterator[Finding]:
    for allergen in entry.allergens:
        if allergen not in ALLERGENS:
            said = f'no allergen is called "{allergen}"{meant(allergen, ALLERGENS)}'
            yield Finding("allergens", (*path, "allergens"), said)


def _untold(menu: Menu) -> Iterator[Finding]:
    """What an item comes with, and does not own up to."""
    for item in menu.items.values():
        groups = (group for group in item.groups.values() if not group.nested)
        for option in (group.options[name] for group in groups for name in group.default):
            missing = [allergen for allergen in option.allergens if allergen not in item.allergens]
            if item.allergens_known and missing:
                said = f"comes with {option.name}, so it has {', '.join(missing)} too"
                yield Finding("allergens", ("items", item.id, "allergens"), said)
            if item.vegetarian and option.vegetarian is False:
                said = f"comes with {option.name}, so it is not vegetarian"
                yield Finding("vegetarian", ("items", item.id, "vegetarian"), said)


def _half_translated(menu: Menu) -> Iterator[Finding]:
    """A screen in two languages at once."""
    for code in sorted(languages(menu)):
        if missing := unnamed(menu, code):
            most = f" and {len(missing) - _TOLD} more" if len(missing) > _TOLD else ""
            said = f'not said in "{code}": {", ".join(missing[:_TOLD])}{most}'
            yield Finding("language", ("name",), said)
