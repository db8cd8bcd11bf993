"""Where words can attach: a line that this utterance opens, one of the cart, a part of one, a slot.

All answer the same questions (what are you, what can you have) and take the same changes; each
turns what it took into edits at the end.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from kiosk.menu.model import Combo, Item, Menu
from kiosk.order.cart import Choice, Line, Target
from kiosk.order.edits import Add, Delete, Edit, Modify, Quantity, Split, Swap
from kiosk.order.rules import chosen, is_size_group

__all__ = ["CartLine", "NewLine", "PartLine", "Place", "SlotPlace"]


class Place(ABC):
    """Something that words can attach to."""

    def __init__(self, menu: Menu, line: Line) -> None:
        self.menu = menu
        self.line = line
        """What it holds so far, as far as it is known here."""
        self.gone = False

    @property
    def entry(self) -> Item | Combo:
        """What it is."""
        found = self.menu.sold(self.line.item)
        assert found is not None  # places are made from menu entries alone
        return found

    @property
    def quantity(self) -> int:
        """How many it stands for."""
        return self.line.quantity

    def items(self) -> Iterable[tuple[str | None, Item, tuple[Choice, ...]]]:
        """The items it holds with their choices; the slot beside those of a combo."""
        entry = self.entry
        if isinstance(entry, Item):
            yield None, entry, self.line.choices
            return
        for slot in entry.slots.values():
            held = self.line.slot(slot.id)
            if held is not None:
                yield slot.id, self.menu.items[held.item], (*held.choices, *self.line.choices)
            elif slot.default:
                yield slot.id, self.menu.items[slot.default], self.line.choices

    def can_have(self, option: str) -> bool:
        """Whether the option fits it, or something in it."""
        entry = self.entry
        if isinstance(entry, Combo) and option in entry.sizes:
            return True
        return any(item.option(option) is not None for _, item, _ in self.items())

    def has(self, option: str) -> bool:
        """Whether the option is on now, said or by default."""
        return any(option in chosen(item, choices) for _, item, choices in self.items())

    def is_default(self, option: str) -> bool:
        """Whether the option comes without being said."""
        return any(
            option in group.default
            for _, item, _ in self.items()
            for group in item.groups.values()
        )

    def has_defaults_beside(self, option: str) -> bool:
        """Whether its group has anything by default."""
        return any(
            bool(group.default)
            for _, item, _ in self.items()
            if (group := item.group_of(option)) is not None
        )

    def open_slots(self) -> list[str]:
        """Slots of a combo that nothing fills yet."""
        entry = self.entry
        if not isinstance(entry, Combo):
            return []
        return [
            slot.id
            for slot in entry.slots.values()
            if self.line.slot(slot.id) is None and slot.default is None
        ]

    def slot_for(self, item: str, *, unfilled: bool) -> str | None:
        """A slot that ``item`` fits: an open one, or any that was not filled in words."""
        entry = self.entry
        if not isinstance(entry, Combo):
            return None
        for slot in entry.slots.values():
            if item in slot.choices and self.line.slot(slot.id) is None:
                if not unfilled or slot.default is None:
                    return slot.id
        return None

    def slot_holding(self, item: str) -> str | None:
        """The slot that holds ``item`` now, or none."""
        return next((slot for slot, held, _ in self.items() if slot and held.id == item), None)

    def unchosen_count(self, number: int) -> str | None:
        """An option still to be chosen whose name starts with ``number`` ("ten": *10 piece*)."""
        for _, item, choices in self.items():
            on = chosen(item, choices)
            for group in item.groups.values():
                if group.min and not any(o in on for o in group.options):
                    for option in group.options.values():
                        if option.name.split()[0] == str(number):
                            return option.id
        return None

    def is_size(self, option: str) -> bool:
        """Whether the option sizes it."""
        entry = self.entry
        if isinstance(entry, Combo) and option in entry.sizes:
            return True
        return any(
            is_size_group(self.menu, group)
            for _, item, _ in self.items()
            if (group := item.group_of(option)) is not None
        )

    def _note(self, choices: Iterable[Choice]) -> None:
        kept = {c.option: c for c in self.line.choices}
        for choice in choices:
            group = None
            for _, item, _ in self.items():
                group = group or item.group_of(choice.option)
            if group is not None and group.exclusive and choice.on:
                for option in group.options:
                    kept.pop(option, None)
            kept.pop(choice.option, None)
            kept[choice.option] = choice
        self.line = Line(
            self.line.item,
            self.line.quantity,
            tuple(kept.values()),
            self.line.slots,
            self.line.size,
            self.line.ref,
        )

    def _become(self, line: Line) -> None:
        self.line = line

    def state(self) -> object:
        """What :meth:`restore` returns to."""
        return self.line

    def restore(self, state: object) -> None:
        """Back to what it was."""
        assert isinstance(state, Line)
        self.line = state

    @abstractmethod
    def choose(self, choices: tuple[Choice, ...], slot: str | None = None) -> None:
        """Takes options."""

    @abstractmethod
    def swap(self, item: str, choices: tuple[Choice, ...] = ()) -> None:
        """Becomes another item, keeping what fits."""

    @abstractmethod
    def fill(self, slot: str, item: str, choices: tuple[Choice, ...] = ()) -> None:
        """Takes an item into a slot."""

    @abstractmethod
    def set_quantity(self, quantity: int) -> None:
        """Stands for so many; zero is none at all."""

    @abstractmethod
    def split(self, count: int) -> Place:
        """So many of it as a place of their own; all of it when there are no more."""

    @abstractmethod
    def edits(self) -> list[Edit]:
        """What was done to it."""


class NewLine(Place):
    """A line that this utterance opens."""

    def choose(self, choices: tuple[Choice, ...], slot: str | None = None) -> None:
        if slot is None or self.line.slot(slot) is None:
            self._note(choices)
            return
        held = self.line.slot(slot)
        assert held is not None
        inner = NewLine(self.menu, held)
        inner.choose(choices)
        self._fill_line(slot, inner.line)

    def swap(self, item: str, choices: tuple[Choice, ...] = ()) -> None:
        old = self.line
        entry = self.menu.sold(item)
        was = self.menu.sold(old.item)
        if isinstance(entry, Combo) and isinstance(was, Item):
            slots = [s.id for s in entry.slots.values() if was.id in s.choices]
            inner = tuple(c for c in old.choices if was.option(c.option) and not self._meal(entry, c))
            sizes = tuple(c for c in old.choices if self._meal(entry, c))
            held = ((slots[0], Line(was.id, choices=inner)),) if slots else ()
            self._become(Line(item, old.quantity, sizes, held))
        elif isinstance(entry, Item):
            kept = [c for _, _, choice in self.items() for c in choice if entry.option(c.option)]
            self._become(Line(item, old.quantity, tuple(dict.fromkeys(kept))))
        else:
            self._become(Line(item, old.quantity, old.choices, size=old.size))
        if choices:
            self.choose(choices)

    @staticmethod
    def _meal(combo: Combo, choice: Choice) -> bool:
        return choice.on and choice.option in combo.sizes

    def fill(self, slot: str, item: str, choices: tuple[Choice, ...] = ()) -> None:
        self._fill_line(slot, Line(item, choices=choices))

    def _fill_line(self, slot: str, held: Line) -> None:
        entry = self.entry
        assert isinstance(entry, Combo)
        slots = dict(self.line.slots) | {slot: held}
        ordered = tuple((s, slots[s]) for s in entry.slots if s in slots)
        line = self.line
        self._become(Line(line.item, line.quantity, line.choices, ordered, line.size))

    def set_quantity(self, quantity: int) -> None:
        self.gone = quantity == 0
        line = self.line
        self._become(Line(line.item, max(quantity, 1), line.choices, line.slots, line.size))

    def split(self, count: int) -> Place:
        if count >= self.quantity:
            return self
        line = self.line
        part = NewLine(self.menu, Line(line.item, count, line.choices, line.slots, line.size))
        self.set_quantity(self.quantity - count)
        return part

    def edits(self) -> list[Edit]:
        return [] if self.gone else [Add(self.line)]


class CartLine(Place):
    """A line of the cart as it stood before the utterance."""

    def __init__(self, menu: Menu, line: Line) -> None:
        super().__init__(menu, line)
        self._done: list[Edit | _Hole] = []

    def state(self) -> object:
        return self.line, tuple(self._done)

    def restore(self, state: object) -> None:
        assert isinstance(state, tuple)
        self.line, done = state
        self._done = list(done)

    def _target(self, slot: str | None = None) -> Target:
        return Target(self.line.ref, slot)

    def drop_slot(self, slot: str) -> None:
        """Empties an optional slot."""
        self._done.append(Delete(self._target(slot)))

    def choose(self, choices: tuple[Choice, ...], slot: str | None = None) -> None:
        target = self._target(slot)
        last = self._done[-1] if self._done else None
        if isinstance(last, Modify) and last.target == target:
            self._done[-1] = Modify(target, (*last.choices, *choices))
        elif isinstance(last, Swap) and last.target == target:
            self._done[-1] = Swap(target, last.item, (*last.choices, *choices))
        else:
            self._done.append(Modify(target, choices))
        self._note(choices)

    def swap(self, item: str, choices: tuple[Choice, ...] = ()) -> None:
        self._done.append(Swap(self._target(), item, choices))
        preview = NewLine(self.menu, self.line)
        preview.swap(item, choices)
        seen = preview.line
        self._become(
            Line(seen.item, seen.quantity, seen.choices, seen.slots, seen.size, self.line.ref)
        )

    def fill(self, slot: str, item: str, choices: tuple[Choice, ...] = ()) -> None:
        self._done.append(Swap(self._target(slot), item, choices))
        preview = NewLine(self.menu, self.line)
        preview.fill(slot, item, choices)
        line = self.line
        self._become(
            Line(line.item, line.quantity, line.choices, preview.line.slots, None, line.ref)
        )

    def set_quantity(self, quantity: int) -> None:
        if quantity == 0:
            self.gone = True
            self._done.append(Delete(self._target()))
            return
        if isinstance(self._done[-1] if self._done else None, Quantity):
            self._done.pop()
        self._done.append(Quantity(self.line.ref, quantity))
        line = self.line
        self._become(Line(line.item, quantity, line.choices, line.slots, line.size, line.ref))

    def split(self, count: int) -> Place:
        if count >= self.quantity:
            return self
        line = self.line
        part = PartLine(
            self.menu, Line(line.item, count, line.choices, line.slots, line.size, line.ref)
        )
        self._done.append(_Hole(part))
        self._become(
            Line(line.item, line.quantity - count, line.choices, line.slots, line.size, line.ref)
        )
        return part

    def edits(self) -> list[Edit]:
        out: list[Edit] = []
        for edit in self._done:
            out += edit.part.edits() if isinstance(edit, _Hole) else [edit]
        return out


class _Hole:
    """Where a split's edit will stand among those of its line."""

    def __init__(self, part: Place) -> None:
        self.part = part


class PartLine(Place):
    """Some of a line of the cart."""

    def __init__(self, menu: Menu, line: Line) -> None:
        super().__init__(menu, line)
        self._item: str | None = None
        self._choices: tuple[Choice, ...] = ()

    def state(self) -> object:
        return self.line, self._item, self._choices

    def restore(self, state: object) -> None:
        assert isinstance(state, tuple)
        self.line, self._item, self._choices = state

    def choose(self, choices: tuple[Choice, ...], slot: str | None = None) -> None:
        self._choices = (*self._choices, *choices)
        self._note(choices)

    def swap(self, item: str, choices: tuple[Choice, ...] = ()) -> None:
        preview = NewLine(self.menu, self.line)
        preview.swap(item)
        seen = preview.line
        self._become(
            Line(seen.item, seen.quantity, seen.choices, seen.slots, seen.size, self.line.ref)
        )
        self._item = item
        self._choices = ()
        if choices:
            self.choose(choices)

    def fill(self, slot: str, item: str, choices: tuple[Choice, ...] = ()) -> None:
        self.swap(item, choices)

    def set_quantity(self, quantity: int) -> None:
        self.gone = quantity == 0

    def split(self, count: int) -> Place:
        return self

    def edits(self) -> list[Edit]:
        if self.gone:
            return []
        if self._item is None and not self._choices:
            return []
        return [Split(self.line.ref, self.quantity, self._choices, self._item)]


class SlotPlace(Place):
    """What fills a slot of another place."""

    def __init__(self, parent: Place, slot: str, held: str) -> None:
        super().__init__(parent.menu, Line(held, parent.quantity))
        self.parent = parent
        self.slot = slot

    def choose(self, choices: tuple[Choice, ...], slot: str | None = None) -> None:
        entry = self.parent.entry
        if isinstance(self.parent, NewLine) and self.parent.line.slot(self.slot) is None:
            assert isinstance(entry, Combo)
            self.parent.fill(self.slot, self.line.item)
        self.parent.choose(choices, self.slot)

    def swap(self, item: str, choices: tuple[Choice, ...] = ()) -> None:
        entry = self.parent.entry
        if isinstance(entry, Combo) and item in entry.slots[self.slot].choices:
            self.parent.fill(self.slot, item, choices)
            self._become(Line(item, self.quantity))

    def fill(self, slot: str, item: str, choices: tuple[Choice, ...] = ()) -> None:
        self.swap(item, choices)

    def set_quantity(self, quantity: int) -> None:
        if quantity == 0 and isinstance(self.parent, CartLine):
            self.gone = True
            self.parent.drop_slot(self.slot)

    def split(self, count: int) -> Place:
        return self

    def edits(self) -> list[Edit]:
        return []
