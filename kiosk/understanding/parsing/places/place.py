"""Something that words can attach to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from kiosk.menu.model import Combo, Group, Item, Menu
from kiosk.order.cart import Choice, Line
from kiosk.order.edits import Edit
from kiosk.order.rules import chosen
from kiosk.understanding.normalise import words

__all__ = ["Place"]

_MEASURES: Final = frozenset((
    "liter", "litre", "ml", "oz", "ounce", "inch", "foot", "pound", "lb", "gram", "pint", "quart",
    "gallon", "topping", "shot", "pump", "percent",
))  # fmt: skip
"""Stems of what a number in a name may measure instead of counting pieces."""


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
    def owner(self) -> Place:
        """The line that it is, or that it fills a slot of."""
        return self

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
            option in group.default for _, item, _ in self.items() for group in item.groups.values()
        )

    def groups_of(self, option: str) -> list[Group]:
        """The group that holds the option, of each item that has it."""
        found = (item.group_of(option) for _, item, _ in self.items())
        return [group for group in found if group is not None]

    def excludes(self, option: str) -> bool:
        """Whether choosing another option puts this one out."""
        return any(group.exclusive for group in self.groups_of(option))

    def has_defaults_beside(self, option: str) -> bool:
        """Whether its group has anything by default."""
        return any(group.default for group in self.groups_of(option))

    def slot_for(self, item: str, *, unfilled: bool) -> str | None:
        """A slot that ``item`` fits: an open one, or any that was not filled in words."""
        entry = self.entry
        if not isinstance(entry, Combo):
            return None
        for slot in entry.slots.values():
            empty = self.line.slot(slot.id) is None
            if empty and item in slot.choices and not (unfilled and slot.default):
                return slot.id
        return None

    def can_hold(self, item: str) -> bool:
        """Whether a slot of it takes the item."""
        entry = self.entry
        return isinstance(entry, Combo) and any(item in s.choices for s in entry.slots.values())

    def slot_holding(self, item: str) -> str | None:
        """The slot that holds ``item`` now, or none."""
        return next((slot for slot, held, _ in self.items() if slot and held.id == item), None)

    def unchosen_count(self, number: int) -> str | None:
        """An option still to be chosen whose name starts with ``number`` ("ten": *10 piece*)."""
        for slot, item, choices in self.items():
            on = {*chosen(item, choices), *self._fixed(slot, item)}
            for group in item.groups.values():
                if group.min and not any(o in on for o in group.options):
                    pieces = _pieces(group, number)
                    if pieces is not None:
                        return pieces
        return None

    def _fixed(self, slot: str | None, item: Item) -> tuple[str, ...]:
        """Options that the item has because of the slot it stands in."""
        entry = self.entry
        if slot is None or not isinstance(entry, Combo):
            return ()
        held = entry.slots[slot].choices.get(item.id)
        return held.options if held is not None else ()

    def become(self, number: int) -> None:
        """ "Make it ten": so many pieces where it is sold by them, else so many portions."""
        entry = self.entry
        groups = entry.groups.values() if isinstance(entry, Item) else ()
        for group in groups:
            pieces = _pieces(group, number) if group.min and group.exclusive else None
            if pieces is not None:
                self.choose((Choice(pieces),))
                return
        self.owner.set_quantity(number)

    def _note(self, choices: Iterable[Choice]) -> None:
        """Knows of the choices; of those that exclude each other only the last."""
        kept = {c.option: c for c in self.line.choices}
        for choice in choices:
            group = next(iter(self.groups_of(choice.option)), None)
            if group is not None and group.exclusive and choice.on:
                for option in group.options:
                    kept.pop(option, None)
            kept.pop(choice.option, None)
            kept[choice.option] = choice
        self.line = replace(self.line, choices=tuple(kept.values()))

    def state(self) -> object:
        """What :meth:`restore` returns to."""
        return self.line

    def restore(self, state: object) -> None:
        """Back to what it was; as many as it stands for by now."""
        assert isinstance(state, Line)
        self.line = replace(state, quantity=self.quantity)

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
    def drop_slot(self, slot: str) -> None:
        """Takes out what fills a slot."""

    @abstractmethod
    def set_quantity(self, quantity: int) -> None:
        """Stands for so many; zero is none at all."""

    @abstractmethod
    def split(self, count: int) -> Place:
        """So many of it as a place of their own; all of it when there are no more."""

    @abstractmethod
    def edits(self) -> list[Edit]:
        """What was done to it."""


def _pieces(group: Group, number: int) -> str | None:
    """The option that is so many pieces; a measure ("2 liter") counts none."""
    for option in group.options.values():
        called = [word.stem for word in words(option.name)]
        if called[:1] == [str(number)] and not _MEASURES.intersection(called):
            return option.id
    return None
