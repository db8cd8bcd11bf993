"""What stands in a cart, by the names of the menu and with every deviation; in no language yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from kiosk.dialog.languages import Dish, On
from kiosk.menu.model import Combo, Group, Item, Menu, Option
from kiosk.order.cart import Line
from kiosk.order.rules import fixed_options, is_size_group, meal_size, size_option

__all__ = [
    "choice_name",
    "dish",
    "lowered",
    "measures",
    "name_of",
    "opened",
    "option_named",
    "summed",
]


def lowered(name: str) -> str:
    """A name in the middle of a sentence; abbreviations ("BBQ") stay as they are."""
    return " ".join(
        word if len(word) > 1 and word.isupper() else word.lower() for word in name.split()
    )


def opened(text: str) -> str:
    """With a capital at the beginning, as a sentence starts."""
    return text[:1].upper() + text[1:]


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


def measures(menu: Menu, group: Group, option: str) -> bool:
    """Whether the option is told before all others: a size, or an amount ("10 piece")."""
    return is_size_group(menu, group) or (
        group.exclusive and group.options[option].name[:1].isdigit()
    )


def summed(lines: Iterable[Line]) -> list[Line]:
    """Equal ones as one."""
    counts: dict[Line, int] = {}
    for line in lines:
        key = replace(line, quantity=1, ref=0)
        counts[key] = counts.get(key, 0) + line.quantity
    return [replace(line, quantity=n) for line, n in counts.items()]


def dish(menu: Menu, line: Line, absent: str) -> Dish:
    """A line; an option whose name begins with ``absent`` ("No Ice") is the other one left off."""
    entry = menu.sold(line.item)
    if isinstance(entry, Combo):
        return _meal(menu, entry, line, absent)
    if isinstance(entry, Item):
        return _item(menu, entry, line, absent)
    return Dish(name_of(menu, line.item))


def _item(menu: Menu, item: Item, line: Line, absent: str, unsaid: Sequence[str] = ()) -> Dish:
    """``unsaid`` are options that go without saying, such as the size of the meal."""
    sizes: list[str] = []
    kinds: list[On] = []
    have: list[On] = []
    without: list[str] = []
    for choice in line.choices:
        group = item.group_of(choice.option)
        if group is None or choice.option in unsaid:
            continue
        name = lowered(group.options[choice.option].name)
        if measures(menu, group, choice.option):
            sizes += [name] if choice.on else []
        elif not choice.on:
            without.append(name)
        elif name.startswith(absent):
            without.append(name.removeprefix(absent))
        else:
            on = On(name, choice, group.unit[0] if group.unit else "")
            (kinds if group.exclusive else have).append(on)
    return Dish(item.name, line.quantity, tuple(sizes), tuple(kinds), tuple(have), tuple(without))


def _meal(menu: Menu, combo: Combo, line: Line, absent: str) -> Dish:
    size = meal_size(menu, combo, line) if combo.sizes else None
    sizes = (lowered(name_of(menu, size)),) if size else ()
    main = Dish(combo.name)
    parts: list[Dish] = []
    alike = [held.item for _, held in line.slots]
    for place, (name, held) in enumerate(line.slots):
        slot, item = combo.slots[name], menu.items[held.item]
        unsaid = (*fixed_options(slot, held.item), *([size] if size else ()))
        part = _item(menu, item, held, absent, unsaid)
        if place == 0 and len(slot.choices) == 1 and alike.count(held.item) == 1:
            main = part
        else:
            parts.append(part)
    return replace(main, name=combo.name, quantity=line.quantity, sizes=sizes, parts=tuple(parts))
