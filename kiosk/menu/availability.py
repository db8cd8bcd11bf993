"""What can be sold now: dayparts and what the crew has 86'd."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

from kiosk.menu.model import Combo, Item, Menu, Option

__all__ = ["Availability"]


@dataclass(frozen=True, slots=True)
class Availability:
    """The state of the store at one moment."""

    now: time | None = None
    """Local time of the store; none sells every daypart."""
    sold_out: frozenset[str] = frozenset()
    """Ids of items, combos and options that are 86'd."""

    def why_not(self, menu: Menu, entry: Item | Combo | Option) -> Literal["86", "daypart"] | None:
        """Why ``entry`` cannot be sold now, or none."""
        if entry.id in self.sold_out:
            return "86"
        if entry.dayparts and self.now is not None:
            parts = (menu.dayparts[part] for part in entry.dayparts)
            if not any(part.covers(self.now) for part in parts):
                return "daypart"
        if isinstance(entry, Combo):
            for slot in entry.slots.values():
                items = [menu.items[item] for item in slot.choices]
                if not slot.optional and all(self.why_not(menu, item) for item in items):
                    return self.why_not(menu, items[0])
        return None
