"""A checked file becomes the frozen menu: references resolved, prices in minor units.

What one entry says wrongly about another is a :class:`MenuProblem` with the path of keys that
leads to it: the first of each entry, and none of an entry that uses another which has one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import time
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from kiosk.menu import model
from kiosk.menu.found import Found, MenuProblems, Unjudged, known
from kiosk.menu.nearest import meant
from kiosk.menu.schema import (
    ItemFile,
    ItemGroupFile,
    MenuFile,
    MenuProblem,
    SlotFile,
    SlotItemFile,
)
from kiosk.menu.source import EntryPath
from kiosk.money import minor_units

__all__ = ["compile_menu"]

_SPAN: Final = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)\Z", re.ASCII)
_MIDNIGHT: Final = 24
_NO_CATEGORY: Final = "Menu"
_COMBO_CATEGORY: Final = "Meals"


def compile_menu(file: MenuFile) -> model.Menu:
    """The frozen menu.

    Raises:
        MenuProblems: entries refer to what is not there, or cannot be met.
    """
    found = Found()
    total: int | None = None
    with found.kept():
        total = _total(file)
    dayparts: dict[str, model.Daypart] = {}
    for name, span in file.dayparts.items():
        with found.kept():
            dayparts[name] = _daypart(name, span)
    groups = _Groups(file, found)
    items: dict[str, model.Item] = {}
    for name in file.items:
        with found.kept():
            items[name] = _item(file, groups, name)
    combos: dict[str, model.Combo] = {}
    for name in file.combos:
        with found.kept():
            combos[name] = _combo(file, items, name)
    found += _numbers_twice(items, combos)
    if found:
        raise MenuProblems(found)
    return model.Menu(
        id=file.id,
        name=file.name,
        locale=file.locale,
        currency=file.currency,
        tax=model.Tax(file.tax.rate, file.tax.inclusive),
        limits=model.Limits(file.limits.per_line, file.limits.per_order, total),
        dayparts=MappingProxyType(dayparts),
        items=MappingProxyType(items),
        combos=MappingProxyType(combos),
        categories=MappingProxyType(_categories(file, items, combos)),
        sizes=frozenset(_sizes(file)),
        category_names=_category_names(file),
    )


def _total(file: MenuFile) -> int | None:
    total = file.limits.total
    return None if total is None else _money(file, total, ("limits", "total"))


def _money(file: MenuFile, amount: Decimal, path: EntryPath) -> int:
    try:
        return minor_units(amount, file.currency)
    except ValueError as bad:
        raise MenuProblem(path, str(bad)) from bad


def _daypart(name: str, span: str) -> model.Daypart:
    path = ("dayparts", name)
    found = _SPAN.match(span)
    if not found:
        raise MenuProblem(path, f'"{span}" is not a span of the day; write it as "05:00-10:30"')
    from_hour, from_minute, to_hour, to_minute = (int(part) for part in found.groups())
    if from_hour == _MIDNIGHT or (to_hour == _MIDNIGHT and to_minute):
        raise MenuProblem(path, f'"{span}" passes the end of the day')
    end = None if to_hour == _MIDNIGHT else time(to_hour, to_minute)
    return model.Daypart(name, time(from_hour, from_minute), end)


class _Groups:
    """The groups of a file, as its items have them."""

    def __init__(self, file: MenuFile, found: Found) -> None:
        self._file = file
        self._sound: set[str] = set()
        everywhere = [option for group in file.groups.values() for option in group.options]
        for name in file.groups:
            with found.kept():
                self._look_at(name, everywhere)
                self._sound.add(name)

    def _look_at(self, name: str, everywhere: Collection[str]) -> None:
        """A group by itself."""
        file, group, path = self._file, self._file.groups[name], ("groups", name)
        for option, o in group.options.items():
            at = (*path, "options", option)
            known(o.dayparts, file.dayparts, "daypart", (*at, "dayparts"))
            known(o.groups, file.groups, "group", (*at, "groups"))
        known(group.free_with, everywhere, "option", (*path, "free_with"))
        self._group(name, ItemGroupFile(), path)

    def of(self, item: ItemFile, path: EntryPath) -> dict[str, model.Group]:
        """The groups that ``item`` names, then those that their options open."""
        known(item.groups, self._file.groups, "group", path)
        self._judged(item.groups)
        out = {name: self._group(name, own, (*path, name)) for name, own in item.groups.items()}
        waiting = list(out.values())
        while waiting:
            for option in waiting.pop(0).options.values():
                self._judged(option.groups)
                for inner in option.groups:
                    if inner not in out:
                        out[inner] = self._group(inner, ItemGroupFile(), path, nested=True)
                        waiting.append(out[inner])
        out = _openers_first(out)
        holder: dict[str, str] = {}
        for group in out.values():
            for name in group.options:
                if name in holder:
                    said = f'option "{name}" stands in both {holder[name]} and {group.id}'
                    raise MenuProblem(path, said)
                holder[name] = group.id
        for name, own in item.groups.items():
            known(own.free_with or (), holder, "option", (*path, name, "free_with"))
        return out

    def _judged(self, names: Iterable[str]) -> None:
        if not self._sound.issuperset(names):
            raise Unjudged

    def _group(
        self, name: str, own: ItemGroupFile, path: EntryPath, *, nested: bool = False
    ) -> model.Group:
        g = self._file.groups[name]
        only = list(g.options) if own.options is None else own.options
        known(only, g.options, "option", (*path, "options"))
        known(own.prices, g.options, "option", (*path, "prices"))
        options = {o: self._option(name, o, own, path) for o in g.options if o in only}
        default = g.default if own.default is None else own.default
        known(default, options, "option", (*path, "default"))
        free_with = g.free_with if own.free_with is None else own.free_with
        group = model.Group(
            id=name,
            name=g.name,
            options=MappingProxyType(options),
            min=g.min if own.min is None else own.min,
            max=g.max if own.max is None else own.max,
            default=tuple(o for o in options if o in default),
            free=g.free if own.free is None else own.free,
            free_with=MappingProxyType(dict(free_with)),
            ask=own.ask or g.ask,
            names=MappingProxyType(g.names),
            qualifiers=tuple(g.qualifiers),
            max_count=g.max_count,
            unit=tuple(g.unit),
            portions=g.portions,
            nested=nested,
        )
        _can_be_met(group, path)
        return group

    def _option(self, group: str, name: str, own: ItemGroupFile, path: EntryPath) -> model.Option:
        o = self._file.groups[group].options[name]
        if name in own.prices:
            price = _money(self._file, own.prices[name], (*path, "prices", name))
        else:
            price = _money(self._file, o.price, ("groups", group, "options", name, "price"))
        return model.Option(
            id=name,
            name=o.name,
            price=price,
            names=_shown(o.names),
            aliases=o.all_aliases(),
            say=o.say,
            allergens=tuple(o.allergens or ()),
            allergens_known=o.allergens is not None,
            calories=o.calories,
            vegetarian=o.vegetarian,
            dayparts=tuple(o.dayparts),
            groups=tuple(o.groups),
        )


def _openers_first(groups: Mapping[str, model.Group]) -> dict[str, model.Group]:
    """``groups`` with each nested one behind all that open it: read in this order, whether a group
    is open is known when it is reached. Groups that open each other stay as they were met.
    """
    opens = {
        name: {inner for option in group.options.values() for inner in option.groups} - {name}
        for name, group in groups.items()
    }
    out = {name: group for name, group in groups.items() if not group.nested}
    waiting = [name for name, group in groups.items() if group.nested]
    while waiting:
        behind = set[str]().union(*(opens[name] for name in waiting))
        name = next((name for name in waiting if name not in behind), waiting[0])
        waiting.remove(name)
        out[name] = groups[name]
    return out


def _can_be_met(group: model.Group, path: EntryPath) -> None:
    most = len(group.options) * (1 if group.exclusive else group.max_count)
    if group.max is not None and group.min > group.max:
        raise MenuProblem(path, f"min {group.min} is more than max {group.max}")
    if group.max is not None and len(group.default) > group.max:
        said = f"{len(group.default)} are on by default, but max is {group.max}"
        raise MenuProblem((*path, "default"), said)
    if group.min > most:
        raise MenuProblem(path, f"min {group.min} cannot be met by {len(group.options)} options")


def _item(file: MenuFile, groups: _Groups, name: str) -> model.Item:
    i, path = file.items[name], ("items", name)
    known(i.dayparts, file.dayparts, "daypart", (*path, "dayparts"))
    return model.Item(
        id=name,
        name=i.name,
        category=i.category or _NO_CATEGORY,
        names=_shown(i.names),
        descriptions=MappingProxyType(i.descriptions),
        price=_money(file, i.price, (*path, "price")),
        groups=MappingProxyType(groups.of(i, (*path, "groups"))),
        aliases=i.all_aliases(),
        number=i.number,
        say=i.say,
        description=i.description,
        allergens=tuple(i.allergens or ()),
        allergens_known=i.allergens is not None,
        calories=i.calories,
        vegetarian=i.vegetarian,
        dayparts=tuple(i.dayparts),
    )


def _combo(file: MenuFile, items: Mapping[str, model.Item], name: str) -> model.Combo:
    c, path = file.combos[name], ("combos", name)
    if name in file.items:
        raise MenuProblem(path, f'"{name}" is an item already')
    known(c.dayparts, file.dayparts, "daypart", (*path, "dayparts"))
    slots = {
        slot: _slot(file, items, s, slot, (*path, "slots", slot)) for slot, s in c.slots.items()
    }
    default = [size for size, s in c.sizes.items() if s.default]
    if len(default) > 1:
        raise MenuProblem((*path, "sizes"), "more than one default size")
    inside = [items[item] for slot in slots.values() if slot.sized for item in slot.choices]
    for size in c.sizes:
        if all(item.option(size) is None for item in inside):
            raise MenuProblem((*path, "sizes", size), f'nothing in it comes "{size}"')
    return model.Combo(
        id=name,
        name=c.name,
        category=c.category or _COMBO_CATEGORY,
        names=_shown(c.names),
        descriptions=MappingProxyType(c.descriptions),
        price=_money(file, c.price, (*path, "price")),
        slots=MappingProxyType(slots),
        sizes=MappingProxyType(
            {
                size: _money(file, s.price, (*path, "sizes", size, "price"))
                for size, s in c.sizes.items()
            }
        ),
        default_size=default[0] if default else None,
        aliases=c.all_aliases(),
        number=c.number,
        say=c.say,
        description=c.description,
        dayparts=tuple(c.dayparts),
    )


def _slot(
    file: MenuFile, items: Mapping[str, model.Item], s: SlotFile, name: str, path: EntryPath
) -> model.Slot:
    choices: dict[str, model.SlotChoice] = {}
    for entry in _fillers(file, items, s, path):
        _fits(items[entry.item], entry.options, path)
        upcharge = s.upcharge.get(entry.item, Decimal(0))
        choices[entry.item] = model.SlotChoice(
            entry.item,
            tuple(entry.options),
            _money(file, upcharge, (*path, "upcharge", entry.item)),
        )
    known(s.upcharge, choices, "choice of this slot", (*path, "upcharge"))
    default = s.default
    if default is not None:
        known([default], choices, "choice of this slot", (*path, "default"))
    elif len(choices) == 1 and not s.optional:
        default = next(iter(choices))
    return model.Slot(
        id=name,
        name=s.name or name.replace("_", " ").capitalize(),
        names=MappingProxyType(s.names),
        choices=MappingProxyType(choices),
        default=default,
        optional=s.optional,
        quantity=s.quantity,
        sized=s.sized,
        ask=s.ask,
    )


def _fillers(
    file: MenuFile, items: Mapping[str, model.Item], s: SlotFile, path: EntryPath
) -> list[SlotItemFile]:
    """What may fill a slot: what is named, then the rest of its category."""
    named = list(s.items)
    if s.item is not None:
        named.append(SlotItemFile(item=s.item, options=s.options))
    elif s.options:
        raise MenuProblem((*path, "options"), '"options" belong to an "item" of the slot')
    ids = [entry.item for entry in named]
    for item in file.items.keys() - items.keys():
        if item in ids or (s.category is not None and file.items[item].category == s.category):
            raise Unjudged
    known(ids, file.items, "item", (*path, "items" if s.items else "item"))
    for item in ids:
        if ids.count(item) > 1:
            raise MenuProblem((*path, "items"), f'"{item}" stands in this slot twice')
    if s.category is not None:
        of = [item.id for item in items.values() if item.category == s.category]
        if not of:
            near = meant(s.category, filter(None, {item.category for item in file.items.values()}))
            raise MenuProblem((*path, "category"), f'no item in category "{s.category}"{near}')
        named += [SlotItemFile(item=item) for item in of if item not in ids]
    if not named:
        raise MenuProblem(path, "a slot needs items, an item, or a category")
    return named


def _fits(item: model.Item, fixed: Iterable[str], path: EntryPath) -> None:
    """Refuse fixed options that ``item`` does not have, or that exclude each other."""
    taken: dict[str, str] = {}
    for option in fixed:
        group = item.group_of(option)
        if group is None:
            there = [o for g in item.groups.values() for o in g.options]
            raise MenuProblem(path, f'{item.id} has no option "{option}"{meant(option, there)}')
        if group.exclusive and group.id in taken:
            said = f'"{taken[group.id]}" and "{option}" exclude each other on {item.id}'
            raise MenuProblem(path, said)
        taken[group.id] = option


def _numbers_twice(
    items: Mapping[str, model.Item], combos: Mapping[str, model.Combo]
) -> Iterator[MenuProblem]:
    holder: dict[str, str] = {}
    for where, entries in (("items", items), ("combos", combos)):
        for entry in entries.values():
            number = entry.number
            if number is not None and number in holder:
                said = f"{holder[number]} is number {number} already"
                yield MenuProblem((where, entry.id, "number"), said)
            elif number is not None:
                holder[number] = entry.id


def _categories(
    file: MenuFile, items: Mapping[str, model.Item], combos: Mapping[str, model.Combo]
) -> dict[str, tuple[str, ...]]:
    out = {name: tuple(category.aliases) for name, category in file.categories.items()}
    entries: tuple[model.Item | model.Combo, ...] = (*items.values(), *combos.values())
    for entry in entries:
        out.setdefault(entry.category, ())
    return out


def _shown(names: Mapping[str, list[str]]) -> Mapping[str, str]:
    """Of each language the first name."""
    return MappingProxyType({code: of_one[0] for code, of_one in names.items() if of_one})


def _category_names(file: MenuFile) -> Mapping[str, Mapping[str, str]]:
    out: dict[str, dict[str, str]] = {}
    for name, category in file.categories.items():
        for code, shown in category.names.items():
            out.setdefault(code, {})[name] = shown
    return MappingProxyType(out)


def _sizes(file: MenuFile) -> Iterable[str]:
    """Options of groups that size a thing: named so, or holding the sizes of a combo."""
    of_combos = {size for combo in file.combos.values() for size in combo.sizes}
    for name, group in file.groups.items():
        named = "size" in name.split("_") or "size" in group.name.lower().split()
        if named or of_combos & group.options.keys():
            yield from group.options
