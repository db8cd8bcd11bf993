"""A line that the utterance opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kiosk.menu.model import Combo, Item, Menu
from kiosk.order.cart import Choice, Line, Target
from kiosk.order.edits import Add, Delete, Edit
from kiosk.order.meals import placed
from kiosk.understanding.parsing.places.place import Place

__all__ = ["NewLine", "new_line"]


class NewLine(Place):
    """A line that this utterance opens."""

    def __init__(self, menu: Menu, line: Line) -> None:
        super().__init__(menu, line)
        self.kinds: dict[str, frozenset[str]] = {}
        """Options said before its name, with the stems said: they may only tell its kind."""
        self._refused: dict[str, None] = {}
        """Slots that come filled of themselves, and were not to be."""

    def told_exactly(self, choice: Choice, said: frozenset[str]) -> None:
        """Takes back the kind that ``choice`` tells more exactly: "a bean roll with red beans"."""
        groups = {group.id for group in self.groups_of(choice.option)} if choice.on else set()
        for option, stems in list(self.kinds.items()):
            if stems < said and groups & {group.id for group in self.groups_of(option)}:
                del self.kinds[option]
                kept = (c for c in self.line.choices if c.option != option)
                self.line = replace(self.line, choices=tuple(kept))

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
            inner = tuple(
                c for c in old.choices if was.option(c.option) and not self._meal(entry, c)
            )
            sizes = tuple(c for c in old.choices if self._meal(entry, c))
            held = ((slots[0], Line(was.id, choices=inner)),) if slots else ()
            self.line = Line(item, old.quantity, sizes, held)
        elif isinstance(entry, Item):
            kept = [c for _, _, choice in self.items() for c in choice if entry.option(c.option)]
            self.line = Line(item, old.quantity, tuple(dict.fromkeys(kept)))
        elif isinstance(entry, Combo) and isinstance(was, Combo):
            self._remake(was, entry)
        if choices:
            self.choose(choices)

    def _remake(self, was: Combo, combo: Combo) -> None:
        """Becomes another meal, as :meth:`~kiosk.order.meals.Meals.remade` does with one that is
        in the cart: what fits of its parts stays, and of a main that does not its changes."""
        old = self.line
        parts = placed(combo, dict(old.slots))
        main = old.slot(next(iter(was.slots)))
        of_main = main.choices if main is not None and main not in parts.values() else ()
        size = old.size if old.size in combo.sizes else None
        self.line = Line(combo.id, old.quantity, (*old.choices, *of_main), size=size)
        self._set_slots(combo, parts)

    @staticmethod
    def _meal(combo: Combo, choice: Choice) -> bool:
        return choice.on and choice.option in combo.sizes

    def fill(self, slot: str, item: str, choices: tuple[Choice, ...] = ()) -> None:
        self._fill_line(slot, Line(item, choices=choices))

    def _fill_line(self, slot: str, held: Line) -> None:
        entry = self.entry
        assert isinstance(entry, Combo)
        self._set_slots(entry, dict(self.line.slots) | {slot: held})

    def _set_slots(self, combo: Combo, parts: Mapping[str, Line]) -> None:
        """Fills the slots with these parts, in menu order, and no others."""
        ordered = tuple((slot, parts[slot]) for slot in combo.slots if slot in parts)
        self.line = replace(self.line, slots=ordered)

    def drop_slot(self, slot: str) -> None:
        entry = self.entry
        assert isinstance(entry, Combo)
        held, of_it = self.line.slot(slot), entry.slots[slot]
        comes = None if of_it.optional else of_it.default
        if comes is not None and (held is None or held.item == comes):
            self._refused[slot] = None
        rest = {name: part for name, part in self.line.slots if name != slot}
        self._set_slots(entry, rest)

    def set_quantity(self, quantity: int) -> None:
        self.gone = quantity == 0
        self.line = replace(self.line, quantity=max(quantity, 1))

    def split(self, count: int) -> Place:
        if count >= self.quantity:
            return self
        part = NewLine(self.menu, replace(self.line, quantity=count))
        part.kinds = dict(self.kinds)
        self.set_quantity(self.quantity - count)
        return part

    def edits(self) -> list[Edit]:
        if self.gone:
            return []
        entry = self.entry
        slots = entry.slots.keys() if isinstance(entry, Combo) else ()
        filled = {slot for slot, _ in self.line.slots}
        refused = [slot for slot in self._refused if slot in slots and slot not in filled]
        return [Add(self.line), *(Delete(Target(0, slot)) for slot in refused)]


def new_line(menu: Menu, name: str, quantity: int = 1) -> NewLine:
    """A line of that entry with nothing said of it."""
    return NewLine(menu, Line(name, quantity))
