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
        line, done = state
        super().restore(line)
        since = self._done[len(done) :]
        self._done = [*done, *(edit for edit in since if isinstance(edit, Quantity))]

    def _target(self, slot: str | None = None) -> Target:
        return Target(self.line.ref, slot)

    def drop_slot(self, slot: str) -> None:
        self._done.append(Delete(self._target(slot)))

    def choose(self, choices: tuple[Choice, ...], slot: str | None = None) -> None:
        target = self._target(slot)
        last = self._done[-1] if self._done else None
        if isinstance(last, Modify | Swap) and last.target == target:
            self._done[-1] = replace(last, choices=(*last.choices, *choices))
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
        self._then: tuple[Modify | Swap | Delete, ...] = ()
        """What is done to it, a slot first, once it is a line: its number is not known yet (0)."""
        self._outgrown = False
        """Whether it is more than there were of the whole."""

    def state(self) -> object:
        return self.line, self._item, self._choices, self._then

    def restore(self, state: object) -> None:
        assert isinstance(state, tuple)
        line, self._item, self._choices, self._then = state
        super().restore(line)

    def choose(self, choices: tuple[Choice, ...], slot: str | None = None) -> None:
        if slot is None and not self._then:
            self._choices = (*self._choices, *choices)
        else:
            self._then = (*self._then, Modify(Target(0, slot), choices))
        self._note(choices)

    def swap(self, item: str, choices: tuple[Choice, ...] = ()) -> None:
        preview = NewLine(self.menu, self.line)
        preview.swap(item)
        self.line = replace(preview.line, ref=self.line.ref)
        self._item = item
        self._choices = tuple(choice for choice in self._choices if self.can_have(choice.option))
        if choices:
            self.choose(choices)

    def fill(self, slot: str, item: str, choices: tuple[Choice, ...] = ()) -> None:
        self._then = (*self._then, Swap(Target(0, slot), item, choices))
        preview = NewLine(self.menu, self.line)
        preview.fill(slot, item, choices)
        self.line = replace(self.line, slots=preview.line.slots)

    def drop_slot(self, slot: str) -> None:
        self._then = (*self._then, Delete(Target(0, slot)))

    def set_quantity(self, quantity: int) -> None:
        self.gone = quantity == 0
        if self.gone:
            return
        left = self.whole.quantity + self.quantity - quantity
        self._outgrown = left < 0
        self.whole.gone = left <= 0
        self.whole.line = replace(self.whole.line, quantity=max(0, left))
        self.line = replace(self.line, quantity=quantity)

    def split(self, count: int) -> Place:
        return self

    def edits(self) -> list[Edit]:
        if self.gone:
            return []
        if self._item is None and not self._choices and not self._then:
            return []
        count = self.quantity
        more = [Quantity(0, count)] if self._outgrown else []
        return [Split(self.line.ref, count, self._choices, self._item), *more, *self._then]
