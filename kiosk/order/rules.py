"""What a line may hold, what it holds by default, and what is still open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kiosk.menu.availability import Availability
from kiosk.menu.model import Combo, Group, Item, Menu, Slot
from kiosk.order.cart import Choice, Line

__all__ = [
    "Open",
    "active_groups",
    "allows",
    "barred",
    "chosen",
    "complete",
    "fixed_options",
    "is_size_group",
    "meal_size",
    "normal_form",
    "open_choices",
    "size_option",
    "too_many",
]


@dataclass(frozen=True, slots=True)
class Open:
    """A choice that a line still needs."""

    ref: int
    slot: str | None
    """The slot whose item needs it, or none."""
    kind: Literal["group", "slot", "size"]
    name: str
    """Group id, slot id, or ``size`` for a meal's size."""
    options: tuple[str, ...]
    """Ids of options, or of items for a slot."""
    item: str
    """What needs it: the item (in the slot, where there is one) or the combo."""


def is_size_group(menu: Menu, group: Group) -> bool:
    """Whether the group sizes its item: its choice is always written, its price never included."""
    return group.exclusive and not menu.sizes.isdisjoint(group.options)


def chosen(item: Item, choices: Iterable[Choice]) -> dict[str, Choice]:
    """Every option that is on: defaults, overlaid with deviations. By option id, in menu order."""
    said = {choice.option: choice for choice in choices}
    out: dict[str, Choice] = {}
    opened: set[str] = set()
    for group in item.groups.values():
        if group.nested and group.id not in opened:
            continue
        picked = [o for o in group.options if o in said and said[o].on]
        for option in group.options:
            choice = said.get(option)
            if choice is None and option in group.default and not (group.exclusive and picked):
                choice = Choice(option)
            if choice is not None and choice.on:
                out[option] = choice
                opened.update(group.options[option].groups)
    return out


def active_groups(item: Item, choices: Iterable[Choice]) -> list[Group]:
    """The item's groups, and nested ones that a chosen option opened."""
    on = chosen(item, choices)
    opened = {
        inner
        for group in item.groups.values()
        for option in group.options
        if option in on
        for inner in group.options[option].groups
    }
    return [g for g in item.groups.values() if not g.nested or g.id in opened]


def _normalise(menu: Menu, item: Item, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Deviations alone, one per option, in menu order; the last word on an option stands."""
    said: dict[str, Choice] = {}
    for choice in choices:
        said.pop(choice.option, None)
        said[choice.option] = choice
    out: list[Choice] = []
    for group in active_groups(item, said.values()):
        ours = [c for c in said.values() if c.option in group.options]
        if group.exclusive:
            out += _exclusive(menu, group, ours)
            continue
        for option in group.options:
            c = said.get(option)
            default = option in group.default
            if c is not None and not (c.plain if default else not c.on):
                out.append(c if c.on else Choice(option, on=False))
    return tuple(out)


def _exclusive(menu: Menu, group: Group, ours: list[Choice]) -> list[Choice]:
    picked = [c for c in ours if c.on][-1:]
    sizes = is_size_group(menu, group)
    if not picked:
        off = [Choice(c.option, on=False) for c in ours if c.option in group.default]
        return off or [Choice(option) for option in group.default if sizes]
    if picked[0].plain and picked[0].option in group.default and not sizes:
        return []
    return picked


def allows(group: Group, choice: Choice) -> bool:
    """Whether the group's options can be had so: so qualified, so often, on that half."""
    return (
        (choice.qualifier is None or choice.qualifier in group.qualifiers)
        and choice.count <= group.max_count
        and (choice.portion == "whole" or group.portions)
    )


def too_many(item: Item, choices: Iterable[Choice]) -> Group | None:
    """The first group that holds more than its ``max``, or none."""
    on = chosen(item, choices)
    for group in item.groups.values():
        if group.max is not None and _count(group, on) > group.max:
            return group
    return None


def _count(group: Group, on: Mapping[str, Choice]) -> int:
    return sum(on[option].count for option in group.options if option in on)


def fixed_options(slot: Slot, item: str) -> tuple[str, ...]:
    """Options that the slot fixes for what fills it."""
    return slot.choices[item].options


def size_option(menu: Menu, combo: Combo, slot: Slot, item: str) -> Group | None:
    """The group of ``item`` that the meal's size sizes in this slot, or none."""
    if not combo.sizes or not slot.sized:
        return None
    for group in menu.items[item].groups.values():
        if is_size_group(menu, group) and not combo.sizes.keys().isdisjoint(group.options):
            fixed = group.options.keys() & fixed_options(slot, item)
            return None if fixed else group
    return None


def barred(
    menu: Menu, combo: Combo, slot: Slot, item: Item, choice: Choice
) -> Literal["fixed_in_meal", "size_not_sold"] | None:
    """Why the slot does not let the guest make that choice, or none.

    A choice that says again what the slot fixes is not barred.
    """
    group = item.group_of(choice.option)
    if group is None:
        return None
    fixed = [option for option in fixed_options(slot, item.id) if option in group.options]
    if fixed:
        return None if choice.plain and choice.option in fixed else "fixed_in_meal"
    sized = size_option(menu, combo, slot, item.id)
    if sized is group and choice.option not in combo.sizes:
        return "size_not_sold"
    return None


def meal_size(menu: Menu, combo: Combo, line: Line) -> str | None:
    """The size of the meal: as said, or as its slots agree, or the default; none while open."""
    if line.size or not combo.sizes:
        return line.size
    sizes: set[str] = set()
    for name, held in line.slots:
        group = size_option(menu, combo, combo.slots[name], held.item)
        if group is not None:
            sizes.update(c.option for c in held.choices if c.on and c.option in group.options)
    if len(sizes) == 1:
        return sizes.pop()
    return combo.default_size


def complete(
    menu: Menu, line: Line, now: Availability, leave: Collection[str] = frozenset()
) -> Line:
    """A new line in normal form: the slots of a combo hold their defaults.

    A default that cannot be sold now leaves its slot open, and so does a slot named in ``leave``.
    An open slot stays open until the guest fills it.
    """
    entry = menu.sold(line.item)
    if isinstance(entry, Combo):
        filled = dict(line.slots)
        for slot in entry.slots.values():
            if slot.id in filled or slot.id in leave or slot.optional or slot.default is None:
                continue
            if now.why_not_in_slot(menu, slot.choices[slot.default]) is None:
                filled[slot.id] = Line(slot.default)
        line = replace(line, slots=tuple(filled.items()))
    return normal_form(menu, line)


def normal_form(menu: Menu, line: Line) -> Line:
    """``line`` with deviations alone, its slots in menu order and a meal's size on its slots."""
    entry = menu.sold(line.item)
    if isinstance(entry, Combo):
        return _combo_form(menu, entry, line)
    assert entry is not None, f"{line.item} is in a cart and not on the menu"
    return replace(line, choices=_normalise(menu, entry, line.choices), slots=(), size=None)


def _combo_form(menu: Menu, combo: Combo, line: Line) -> Line:
    filled = dict(line.slots)
    draft = replace(
        line, choices=(), slots=tuple((s, filled[s]) for s in combo.slots if s in filled)
    )
    size = meal_size(menu, combo, draft)
    inner: list[tuple[str, Line]] = []
    for name, held in draft.slots:
        slot = combo.slots[name]
        choices = [*held.choices, *(Choice(o) for o in fixed_options(slot, held.item))]
        group = size_option(menu, combo, slot, held.item)
        if group is not None and size in group.options and size is not None:
            unsized = not any(c.option in group.options for c in held.choices)
            choices += [Choice(size)] if unsized else []
        own = _normalise(menu, menu.items[held.item], choices)
        inner.append((name, Line(held.item, slot.quantity, own)))
    out = replace(draft, slots=tuple(inner))
    return replace(out, size=_pending_size(menu, combo, out, size))


def _pending_size(menu: Menu, combo: Combo, line: Line, size: str | None) -> str | None:
    """The size to remember where the filled slots do not say it.

    It is for slots that are not filled yet, for a meal of things that have no sizes, or for the
    price of a meal that has no default size. Any other whole meal's size stands on its slots alone.
    """
    if size is None or meal_size(menu, combo, replace(line, size=None)) == size:
        return None
    waits = any(
        line.slot(slot.id) is None
        and not slot.optional
        and any(size_option(menu, combo, slot, item) for item in slot.choices)
        for slot in combo.slots.values()
    )
    sized = any(size_option(menu, combo, combo.slots[name], held.item) for name, held in line.slots)
    return size if waits or not sized or combo.default_size is None else None


def open_choices(menu: Menu, line: Line) -> tuple[Open, ...]:
    """What the line still needs, in the order in which it is asked."""
    entry = menu.sold(line.item)
    if isinstance(entry, Item):
        return tuple(_open_groups(entry, line, line.ref, None))
    assert entry is not None, f"{line.item} is in a cart and not on the menu"
    out: list[Open] = []
    size = meal_size(menu, entry, line)
    if entry.sizes and size is None:
        out.append(Open(line.ref, None, "size", "size", tuple(entry.sizes), entry.id))
    for slot in entry.slots.values():
        held = line.slot(slot.id)
        if held is None:
            if not slot.optional:
                out.append(Open(line.ref, None, "slot", slot.id, tuple(slot.choices), entry.id))
            continue
        group = size_option(menu, entry, slot, held.item)
        for needs in _open_groups(menu.items[held.item], held, line.ref, slot.id):
            if group is None or needs.name != group.id:
                out.append(needs)
            elif size is not None:
                sold = tuple(option for option in needs.options if option in entry.sizes)
                out.append(replace(needs, options=sold))
    return tuple(out)


def _open_groups(item: Item, line: Line, ref: int, slot: str | None) -> Iterable[Open]:
    on = chosen(item, line.choices)
    for group in active_groups(item, line.choices):
        if _count(group, on) < group.min:
            yield Open(ref, slot, "group", group.id, tuple(group.options), item.id)
