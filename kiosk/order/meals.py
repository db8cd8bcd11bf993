"""Meals being made, changed and taken apart: what fills the slots, and in which size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kiosk.menu.model import Combo, Item
from kiosk.order.cart import Choice, Line
from kiosk.order.choosing import Choosing
from kiosk.order.outcome import Stop
from kiosk.order.rules import barred, complete, meal_size, normal_form, size_option

__all__ = ["Meals", "placed"]


class Meals:
    """The meals of one edit being applied.

    A size said of a meal sizes its sized slots; a size said of one slot is that slot's. So the
    meal's size is pinned to the line before a slot changes, and normal form lets go of it where
    the slots say it themselves.
    """

    def __init__(self, options: Choosing) -> None:
        self.options = options
        self.menu = options.menu
        self.now = options.now

    def as_said(self, combo: Combo, said: Line) -> Line:
        """A new meal as the guest put it.

        Raises:
            Stop: something was named that no slot takes, or a size that is not sold.
        """
        if said.size is not None and said.size not in combo.sizes:
            raise Stop("size_not_sold", said.size)
        for name, held in said.slots:
            self._check_slot(combo, name, held.item)
        filled: dict[str, str] = {}
        for name, held in said.slots:
            why = self.now.why_not_in_slot(self.menu, combo.slots[name].choices[held.item])
            if why is None:
                filled[name] = held.item
            else:
                self.options.note(held.item, why, combo.id)
        line = self._new(combo, said.quantity, filled, {name for name, _ in said.slots})
        if size := said.size or self._size_written_out(combo, said):
            line = self._resized(combo, line, size)
        for name, held in said.slots:
            if name in filled:
                line = self.in_slot(combo, line, name, held.choices)
        return self._as_it_comes(line)

    def made(self, combo: Combo, line: Line) -> Line:
        """An item as the meal ``combo``: in the slot that it fits, with what was said of it."""
        takes = [slot.id for slot in combo.slots.values() if line.item in slot.choices]
        name = takes[0] if takes else next(iter(combo.slots))
        new = self._new(combo, line.quantity, {name: line.item} if takes else {}, ())
        if (held := new.slot(name)) is not None:
            # Another item than the main of this meal leaves it what the main can have.
            known = self.menu.items[held.item]
            choices = [c for c in line.choices if known.option(c.option) is not None]
            new = self.in_slot(combo, new, name, choices)
        return replace(self._as_it_comes(new), ref=line.ref)

    def remade(self, old: Combo, combo: Combo, line: Line) -> Line:
        """One meal as another: every part in a slot that it fits, in the size that it had."""
        parts = placed(combo, dict(line.slots))
        filled = {name: held.item for name, held in parts.items()}
        asked = {slot.id for slot in old.slots.values() if slot.default and not line.slot(slot.id)}
        new = self._new(combo, line.quantity, filled, asked)
        first = next(iter(combo.slots))
        main = line.slot(next(iter(old.slots)))
        if main is not None and main not in parts.values() and (held := new.slot(first)):
            # A cheeseburger meal made a double: another main, the same changes.
            parts[first] = replace(main, item=held.item)
        size = meal_size(self.menu, old, line)
        if size is not None and size in combo.sizes:
            new = self._resized(combo, new, size)
        for name, held in parts.items():
            new = self._holding(combo, new, name, self._kept(combo, name, held))
        return replace(self._as_it_comes(new), ref=line.ref)

    def unmade(self, combo: Combo, line: Line, entry: Item) -> Line:
        """What of a meal becomes ``entry``: the part that is one, or else its main."""
        parts = [held for _, held in line.slots]
        main = line.slot(next(iter(combo.slots)))
        held = next((part for part in parts if part.item == entry.id), main)
        if held is None:
            return Line(entry.id, line.quantity, ref=line.ref)
        return Line(held.item, line.quantity * held.quantity, held.choices, ref=line.ref)

    def refilled(self, combo: Combo, line: Line, name: str, item: str) -> Line:
        """The meal with ``item`` in that slot, keeping what it can have of what was there.

        Raises:
            Stop: the slot does not take the item, or it cannot be sold now.
        """
        self._check_slot(combo, name, item)
        if why := self.now.why_not_in_slot(self.menu, combo.slots[name].choices[item]):
            raise Stop(why, item)
        old = line.slot(name)
        held = self._kept(combo, name, Line(item, choices=old.choices if old else ()))
        comes = self.options.as_it_comes(self.menu.items[item], held.choices)
        return self._holding(combo, line, name, replace(held, choices=comes))

    def emptied(self, combo: Combo, line: Line, name: str) -> Line:
        """The meal without what an optional slot held.

        Raises:
            Stop: there is no such slot, or the meal comes with it.
        """
        if name not in combo.slots:
            raise Stop("not_in_slot", name)
        if not combo.slots[name].optional:
            raise Stop("fixed_in_meal", name)
        slots = tuple((slot, held) for slot, held in line.slots if slot != name)
        return normal_form(self.menu, replace(self._pinned(combo, line), slots=slots))

    def changed(self, combo: Combo, line: Line, choices: Iterable[Choice]) -> Line:
        """The meal with choices that were said of the whole: each finds its slot."""
        for choice in choices:
            option = choice.option
            if choice.on and option in combo.sizes:
                line = self._resized(combo, line, option)
            elif choice.on and combo.sizes and option in self.menu.sizes:
                self.options.note(option, "size_not_sold", combo.id)
            elif (where := self._slot_for(line, option)) is not None:
                line = self.in_slot(combo, line, where, (choice,))
            else:
                self.options.note(option, "not_an_option", combo.id)
        return line

    def in_slot(self, combo: Combo, line: Line, name: str, choices: Iterable[Choice]) -> Line:
        """The meal with choices made on what one slot holds.

        Raises:
            Stop: nothing is in that slot.
        """
        held = line.slot(name)
        if held is None:
            raise Stop("not_in_slot", name)
        slot, item = combo.slots[name], self.menu.items[held.item]
        free: list[Choice] = []
        for choice in choices:
            if why := barred(self.menu, combo, slot, item, choice):
                self.options.note(choice.option, why, item.id)
            else:
                free.append(choice)
        now = self.options.choose(item, held.choices, free)
        return self._holding(combo, line, name, replace(held, choices=now))

    # -- pieces --------------------------------------------------------------------------------

    def _new(
        self, combo: Combo, quantity: int, filled: Mapping[str, str], leave: Iterable[str]
    ) -> Line:
        slots = tuple((name, Line(item)) for name, item in filled.items())
        line = Line(combo.id, quantity, slots=slots)
        return complete(self.menu, line, self.now, frozenset(leave))

    def _pinned(self, combo: Combo, line: Line) -> Line:
        return replace(line, size=meal_size(self.menu, combo, line))

    def _holding(self, combo: Combo, line: Line, name: str, held: Line) -> Line:
        slots = dict(line.slots) | {name: held}
        pinned = self._pinned(combo, line)
        return normal_form(self.menu, replace(pinned, slots=tuple(slots.items())))

    def _as_it_comes(self, line: Line) -> Line:
        slots = tuple(
            (name, replace(held, choices=self.options.as_it_comes(item, held.choices)))
            for name, held in line.slots
            if (item := self.menu.items[held.item])
        )
        return normal_form(self.menu, replace(line, slots=slots))

    def _kept(self, combo: Combo, name: str, held: Line) -> Line:
        """``held`` with those of its choices that it can have in this slot."""
        slot, item = combo.slots[name], self.menu.items[held.item]
        can = [
            choice
            for choice in held.choices
            if barred(self.menu, combo, slot, item, choice) is None
        ]
        return Line(held.item, choices=self.options.keep(item, can))

    def _check_slot(self, combo: Combo, name: str, item: str) -> None:
        if name not in combo.slots or item not in combo.slots[name].choices:
            raise Stop("not_in_slot", item)

    def _size_written_out(self, combo: Combo, said: Line) -> str | None:
        """The size of a meal that is a copy of another: every part named, sizes and all."""
        named = {name for name, _ in said.slots}
        missing = any(slot.default and slot.id not in named for slot in combo.slots.values())
        if missing or replace(normal_form(self.menu, said), size=None) != said:
            return None
        return meal_size(self.menu, combo, said)

    def _resized(self, combo: Combo, line: Line, size: str) -> Line:
        """The whole meal in another size."""
        slots: list[tuple[str, Line]] = []
        for name, held in line.slots:
            group = size_option(self.menu, combo, combo.slots[name], held.item)
            if group is None or size not in group.options:
                slots.append((name, held))
                continue
            if why := self.now.why_not(self.menu, group.options[size]):
                self.options.note(size, why, combo.id)
                return line
            others = tuple(c for c in held.choices if c.option not in group.options)
            slots.append((name, replace(held, choices=(*others, Choice(size)))))
        return normal_form(self.menu, replace(line, slots=tuple(slots), size=size))

    def _slot_for(self, line: Line, option: str) -> str | None:
        """The slot that ``option`` belongs to: one that waits for it, or else the first."""
        fits = [
            (name, group, held)
            for name, held in line.slots
            if (group := self.menu.items[held.item].group_of(option)) is not None
        ]
        for name, group, held in fits:
            decided = group.default or any(c.option in group.options for c in held.choices)
            if group.min and not decided:
                return name
        return fits[0][0] if fits else None


def placed(combo: Combo, parts: Mapping[str, Line]) -> dict[str, Line]:
    """Each of the parts that fits: in the slot of its name, or in the first free one that takes it.

    Args:
        combo: the meal that they are to be parts of.
        parts: what fills the slots of another, by slot id.
    """
    out: dict[str, Line] = {}
    for name, held in parts.items():
        fits = [slot.id for slot in combo.slots.values() if held.item in slot.choices]
        if name in fits:
            out[name] = held
        elif free := [slot for slot in fits if slot not in out and slot not in parts]:
            out[free[0]] = held
    return out
