"""A line of the cart as it stood before the utterance, and some of one."""

from __future__ import annotations

from dataclasses import replace

from kiosk.menu.model import Menu
from kiosk.order.cart import Choice, Line, Target
from kiosk.order.edits import Delete, Edit, Modify, Quantity, Split, Swap
from kiosk.understanding.parsing.places.new_line import NewLine
from kiosk.understanding.parsing.places.place import Place

__all__ = ["CartLine", "PartLine"]


class CartLine(Place):
    """A line of the cart as it stood before the utterance."""

    def __init__(self, menu: Menu, line: Line) -> None:
        super().__init__(menu, line)
        self._done: list[Edit | PartLine] = []
        """What was done to it, in order; a part split off stands where its edits will."""

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
        self.line = replace(seen, ref=self.line.ref)

    def fill(self, slot: str, item: str, choices: tuple[Choice, ...] = ()) -> None:
        self._done.append(Swap(self._target(slot), item, choices))
        preview = NewLine(self.menu, self.line)
        preview.fill(slot, item, choices)
        self.line = replace(self.line, slots=preview.line.slots, size=None)

    def set_quantity(self, quantity: int) -> None:
        if quantity == 0:
            self.gone = True
            self._done.append(Delete(self._target()))
            return
        if isinstance(self._done[-1] if self._done else None, Quantity):
            self._done.pop()
        self._done.append(Quantity(self.line.ref, quantity))
        self.line = replace(self.line, quantity=quantity)

    def split(self, count: int) -> Place:
        if count >= self.quantity:
            return self
        part = PartLine(self, count)
        self._done.append(part)
        self.line = replace(self.line, quantity=self.quantity - count)
        return part

    def edits(self) -> list[Edit]:
        out: list[Edit] = []
        for edit in self._done:
            out += edit.edits() if isinstance(edit, PartLine) else [edit]
        return out


class PartLine(Place):
    """Some of a line of the cart; its edits stand among those of the whole."""

    def __init__(self, whole: CartLine, count: int) -> None:
        super().__init__(whole.menu, replace(whole.line, quantity=count))
        self.whole = whole
        self._item: str | None = None
        self._choices: tuple[Choice, ...] = ()
        self._fills: tuple[Swap, ...] = ()
        """What its slots take once it is a line: their number is not known yet (0)."""

    def state(self) -> object:
        return self.line, self._item, self._choices, self._fills

    def restore(self, state: object) -> None:
        assert isinstance(state, tuple)
        self.line, self._item, self._choices, self._fills = state

    def choose(self, choices: tuple[Choice, ...], slot: str | None = None) -> None:
        self._choices = (*self._choices, *choices)
        self._note(choices)

    def swap(self, item: str, choices: tuple[Choice, ...] = ()) -> None:
        preview = NewLine(self.menu, self.line)
        preview.swap(item)
        seen = preview.line
        self.line = replace(seen, ref=self.line.ref)
        self._item = item
        self._choices = ()
        if choices:
            self.choose(choices)

    def fill(self, slot: str, item: str, choices: tuple[Choice, ...] = ()) -> None:
        self._fills = (*self._fills, Swap(Target(0, slot), item, choices))
        preview = NewLine(self.menu, self.line)
        preview.fill(slot, item, choices)
        self.line = replace(self.line, slots=preview.line.slots)

    def set_quantity(self, quantity: int) -> None:
        self.gone = quantity == 0

    def split(self, count: int) -> Place:
        return self

    def edits(self) -> list[Edit]:
        if self.gone:
            return []
        if self._item is None and not self._choices and not self._fills:
            return []
        return [Split(self.line.ref, self.quantity, self._choices, self._item), *self._fills]
