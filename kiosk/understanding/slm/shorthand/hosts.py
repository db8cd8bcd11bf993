"""What the changes of an edit are made on, and which of its options a letter means there."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.errors import NotationError
from kiosk.menu.model import Combo, Item, Menu
from kiosk.order.cart import Choice, Line
from kiosk.order.rules import chosen
from kiosk.understanding.slm.sheet import Sheet, named

__all__ = ["Hosts", "in_slot", "meant", "of_entry", "of_line"]


@dataclass(frozen=True, slots=True)
class Hosts:
    """An item, or a meal and what is in it."""

    meal: Combo | None
    items: tuple[tuple[Item, tuple[Choice, ...]], ...]
    """Items that changes may be made on, with what was said of each; none of an empty slot."""


def of_entry(menu: Menu, name: str) -> Hosts:
    """An entry as it comes; of a meal with a choice, the first of each slot."""
    entry = menu.sold(name)
    if isinstance(entry, Item):
        return Hosts(None, ((entry, ()),))
    assert isinstance(entry, Combo)
    held = (slot.default or next(iter(slot.choices)) for slot in entry.slots.values())
    return Hosts(entry, tuple((menu.items[item], ()) for item in held))


def of_line(menu: Menu, line: Line) -> Hosts:
    """A line of the cart."""
    entry = menu.sold(line.item)
    if isinstance(entry, Item):
        return Hosts(None, ((entry, line.choices),))
    return Hosts(entry, tuple((menu.items[held.item], held.choices) for _, held in line.slots))


def in_slot(menu: Menu, line: Line, slot: str) -> Hosts:
    """What fills a slot of a line."""
    held = line.slot(slot)
    return Hosts(None, ((menu.items[held.item], held.choices),) if held is not None else ())


def meant(sheet: Sheet, hosts: Hosts, letter: str, *, on: bool) -> list[Choice]:
    """What the letter puts on, or off, the first of ``hosts`` that can have it.

    Raises:
        NotationError: it is no option's letter, or nothing there can have it.
    """
    ids = sheet.names.options.get(letter)
    if ids is None:
        raise NotationError(f"no option has the letter {letter}")
    meal = hosts.meal
    if meal is not None and on and (size := next((o for o in ids if o in meal.sizes), None)):
        return [Choice(size)]
    for item, choices in hosts.items:
        have = chosen(item, choices)
        if found := named(item, have, (ids, sheet.names.wider[letter]), on=on):
            return [Choice(option, on=on) for option in found]
    raise NotationError(f"nothing here can have {letter}")
