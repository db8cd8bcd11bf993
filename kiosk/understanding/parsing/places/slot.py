"""What fills a slot of a meal."""

from __future__ import annotations

from kiosk.menu.model import Combo
from kiosk.order.cart import Choice, Line
from kiosk.order.edits import Edit
from kiosk.understanding.parsing.places.new_line import NewLine
from kiosk.understanding.parsing.places.place import Place

__all__ = ["SlotPlace"]


class SlotPlace(Place):
    """What fills a slot of another place."""

    def __init__(self, parent: Place, slot: str, held: str) -> None:
        super().__init__(parent.menu, Line(held, parent.quantity))
        self.parent = parent
        self.slot = slot

    @property
    def owner(self) -> Place:
        return self.parent

    def state(self) -> object:
        return self.line, self.parent.state()

    def restore(self, state: object) -> None:
        assert isinstance(state, tuple)
        line, of_parent = state
        super().restore(line)
        self.parent.restore(of_parent)

    def choose(self, choices: tuple[Choice, ...], slot: str | None = None) -> None:
        if not isinstance(self.parent.entry, Combo):  # the meal was undone since
            self.parent.choose(choices)
            return
        if isinstance(self.parent, NewLine) and self.parent.line.slot(self.slot) is None:
            self.parent.fill(self.slot, self.line.item)
        self.parent.choose(choices, self.slot)

    def swap(self, item: str, choices: tuple[Choice, ...] = ()) -> None:
        entry = self.parent.entry
        if isinstance(entry, Combo) and item in entry.slots[self.slot].choices:
            self.parent.fill(self.slot, item, choices)
            self.line = Line(item, self.quantity)

    def fill(self, slot: str, item: str, choices: tuple[Choice, ...] = ()) -> None:
        self.swap(item, choices)

    def drop_slot(self, slot: str) -> None:
        self.set_quantity(0)

    def set_quantity(self, quantity: int) -> None:
        if quantity == 0:
            self.gone = True
            self.parent.drop_slot(self.slot)

    def split(self, count: int) -> Place:
        return self

    def edits(self) -> list[Edit]:
        return []
