"""Lines of a cart in spoken English, with the menu's own names and every deviation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kiosk.dialog.english import counted, is_plural, joined, lowered, number, opened, plural
from kiosk.menu.model import Combo, Group, Item, Menu, Option
from kiosk.order.cart import Choice, Line
from kiosk.order.rules import fixed_options, is_size_group, meal_size, size_option

__all__ = [
    "choice_name",
    "describe",
    "described",
    "hours",
    "measures",
    "name_of",
    "option_named",
    "short",
    "the",
]


def describe(menu: Menu, line: Line) -> str:
    """``two large Cokes, no ice``; ``a medium Cheeseburger Meal, no onions, with Fries …``"""
    entry = menu.sold(line.item)
    if isinstance(entry, Combo):
        return _meal(menu, entry, line)
    if isinstance(entry, Item):
        return _item(menu, entry, line.choices, line.quantity)
    return name_of(menu, line.item)


def described(menu: Menu, lines: Iterable[Line]) -> str:
    """Several lines as one list, equal ones summed."""
    summed: dict[Line, int] = {}
    for line in lines:
        key = replace(line, quantity=1, ref=0)
        summed[key] = summed.get(key, 0) + line.quantity
    return joined([describe(menu, replace(line, quantity=n)) for line, n in summed.items()])


def the(menu: Menu, line: Line, slot: str | None = None) -> str:
    """A line, or what fills its slot, by name alone: ``the two Cokes``."""
    held = line.slot(slot) if slot else None
    name = name_of(menu, held.item if held else line.item)
    if line.quantity == 1:
        return f"the {name}"
    return f"the {number(line.quantity)} {plural(name)}"


def short(name: str) -> str:
    """One of something by name: ``a Coke``, ``Fries``."""
    return counted(1, name)


def option_named(menu: Menu, option: str) -> Option | None:
    """The option by its id, as the first item that has it has it."""
    return next((o for i in menu.items.values() if (o := i.option(option)) is not None), None)


def name_of(menu: Menu, name: str, item: str | None = None) -> str:
    """What the menu calls an option of ``item``, an entry or any option; else the id in words."""
    own = menu.items.get(item) if item else None
    if own is not None and (option := own.option(name)) is not None:
        return lowered(option.name)
    entry = menu.sold(name)
    if entry is not None:
        return entry.name
    anyones = option_named(menu, name)
    if anyones is not None:
        return lowered(anyones.name)
    return name.replace("_", " ")


def choice_name(menu: Menu, entry: str, kind: Literal["group", "slot", "size"], name: str) -> str:
    """What the menu calls a choice that ``entry`` leaves open, by the kind and name of ``Open``."""
    sold = menu.sold(entry)
    if isinstance(sold, Item):
        return sold.groups[name].name
    assert sold is not None, f"{entry} is not on the menu"
    if kind == "slot":
        return sold.slots[name].name
    sized = (size_option(menu, sold, slot, i) for slot in sold.slots.values() for i in slot.choices)
    return next((group.name for group in sized if group is not None), opened(name))


def _item(
    menu: Menu, item: Item, choices: Sequence[Choice], quantity: int, unsaid: Sequence[str] = ()
) -> str:
    """``unsaid`` are options that go without saying, such as the size of the meal."""
    sizes = _sizes(menu, item, choices, unsaid)
    return counted(quantity, item.name, sizes) + _deviations(menu, item, choices, unsaid)


def _deviations(
    menu: Menu, item: Item, choices: Sequence[Choice], unsaid: Sequence[str] = ()
) -> str:
    """``, iced, with vanilla syrup, no foam``; sizes apart."""
    kinds, have, without = _sorted(menu, item, choices, unsaid)
    out = "".join(f", {kind}" for kind in kinds)
    if have:
        out += f"{',' if kinds else ''} with {joined(_grouped(have))}"
    return out + (f", no {joined(without, 'or')}" if without else "")


def _sizes(menu: Menu, item: Item, choices: Sequence[Choice], unsaid: Sequence[str]) -> list[str]:
    return [
        lowered(group.options[c.option].name)
        for c in choices
        if c.on and c.option not in unsaid
        if (group := item.group_of(c.option)) is not None and measures(menu, group, c.option)
    ]


def measures(menu: Menu, group: Group, option: str) -> bool:
    """Whether the option is told before all others: a size, or an amount ("10 piece")."""
    return is_size_group(menu, group) or (
        group.exclusive and group.options[option].name[:1].isdigit()
    )


@dataclass(frozen=True, slots=True)
class _On:
    """An option that is on, in words."""

    words: str
    where: str = ""
    """Said after it: `` on the left half``, `` on the side``."""
    amount: bool = False
    """Whether it begins with an amount ("extra bacon", "two pumps of vanilla")."""


def _grouped(have: Sequence[_On]) -> list[str]:
    """Options in an order in which no word is heard as meant for its neighbour.

    What lies on one half or on the side comes first, together; then what is plain; then what has
    an amount before it: "cheese on the side, onions, and extra bacon".
    """
    places = sorted({on.where for on in have if on.where})
    out = [joined([on.words for on in have if on.where == place]) + place for place in places]
    here = [on for on in have if not on.where]
    return [*out, *(on.words for on in sorted(here, key=lambda on: on.amount))]


def _sorted(
    menu: Menu, item: Item, choices: Sequence[Choice], unsaid: Sequence[str]
) -> tuple[list[str], list[_On], list[str]]:
    """Which kind it is (one of several), what is on it, and what is off; "No Ice" is ice off."""
    kinds: list[str] = []
    have: list[_On] = []
    without: list[str] = []
    for choice in choices:
        group = item.group_of(choice.option)
        if group is None or choice.option in unsaid or measures(menu, group, choice.option):
            continue
        name = lowered(group.options[choice.option].name)
        if not choice.on:
            without.append(name)
        elif name.startswith("no "):
            without.append(name.removeprefix("no "))
        else:
            on = _as_chosen(group, choice, name)
            if group.exclusive:
                kinds.append(on.words + on.where)
            else:
                have.append(on)
    return kinds, have, without


def _as_chosen(group: Group, choice: Choice, name: str) -> _On:
    where = "" if choice.portion == "whole" else f" on the {choice.portion} half"
    words = name
    if choice.qualifier == "on_the_side":
        where += " on the side"
    elif choice.qualifier is not None:
        words = f"{choice.qualifier.replace('_', ' ')} {name}"
    if choice.count > 1:
        unit = f"{plural(group.unit[0])} of {words}" if group.unit else plural(words)
        words = f"{number(choice.count)} {unit}"
    return _On(words, where, amount=words != name)


def _meal(menu: Menu, combo: Combo, line: Line) -> str:
    size = meal_size(menu, combo, line) if combo.sizes else None
    sizes = [lowered(name_of(menu, size))] if size else []
    out = counted(line.quantity, combo.name, sizes)
    parts = []
    alike = [held.item for _, held in line.slots]
    for place, (name, held) in enumerate(line.slots):
        slot, item = combo.slots[name], menu.items[held.item]
        unsaid = (*fixed_options(slot, held.item), *([size] if size else ()))
        if place == 0 and len(slot.choices) == 1 and alike.count(held.item) == 1:
            out += _deviations(menu, item, held.choices, unsaid)
        else:
            parts.append(_item(menu, item, held.choices, held.quantity, unsaid))
    if not parts:
        return out
    return f"{out}{',' if ',' in out else ''} with {joined(parts)}"


def hours(menu: Menu, name: str) -> str:
    """When the entry or option is served: ``is only served from 5:00 AM to 10:30 AM``."""
    entry = menu.sold(name) or option_named(menu, name)
    verb = "are" if is_plural(name_of(menu, name)) else "is"
    parts = [menu.dayparts[part] for part in entry.dayparts] if entry is not None else []
    if not parts:
        return f"{verb} not served at this time"
    spans = [
        f"from {part.start:%-I:%M %p}" + (f" to {part.end:%-I:%M %p}" if part.end else " on")
        for part in parts
    ]
    return f"{verb} only served {joined(spans)}"
