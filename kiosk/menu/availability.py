"""What can be sold now: dayparts and what the crew has 86'd."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

from kiosk.menu.model import Combo, Item, Menu, Option, Slot, SlotChoice

__all__ = ["Availability"]


@dataclass(frozen=True, slots=True)
class Availability:
    """The state of the store at one moment."""

    now: time | None = None
    """Local time of the store; none sells every daypart."""
    sold_out: frozenset[str] = frozenset()
    """Ids of items, combos and options that are 86'd."""

    def why_not(self, menu: Menu, entry: Item | Combo | Option) -> Literal["86", "daypart"] | None:
        """Why ``entry`` cannot be sold now, or none.

        A combo is sold while every slot that it must have can be filled.
        """
        if entry.id in self.sold_out:
            return "86"
        if entry.dayparts and self.now is not None:
            parts = (menu.dayparts[part] for part in entry.dayparts)
            if not any(part.covers(self.now) for part in parts):
                return "daypart"
        if isinstance(entry, Combo):
            for slot in entry.slots.values():
                if not slot.optional and (why := self._why_empty(menu, slot)):
                    return why
        return None

    def why_not_in_slot(self, menu: Menu, choice: SlotChoice) -> Literal["86", "daypart"] | None:
        """Why the item cannot fill the slot now, with the options that the slot fixes."""
        item = menu.items[choice.item]
        if not self.sold_out and self.now is None:
            return None
        fixed = [option for name in choice.options if (option := item.option(name))]
        reasons = [self.why_not(menu, item), *(self.why_not(menu, option) for option in fixed)]
        return next((why for why in reasons if why), None)

    def _why_empty(self, menu: Menu, slot: Slot) -> Literal["86", "daypart"] | None:
        reasons = [self.why_not_in_slot(menu, choice) for choice in slot.choices.values()]
        return reasons[0] if all(reasons) else None
