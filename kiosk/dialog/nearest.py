"""What to offer in the place of something that cannot be had."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.menu.availability import Availability
from kiosk.menu.model import Combo, Item, Menu
from kiosk.order.cart import Choice, Line, Target
from kiosk.order.edits import Delete, Edit, Modify, Swap
from kiosk.order.rules import chosen

__all__ = ["Gone", "alternative", "sold_out_since"]


def alternative(menu: Menu, name: str, now: Availability) -> str | None:
    """The nearest thing of the same category that can be had now, or none."""
    entry = menu.sold(name)
    if entry is None:
        return None
    others = [e.id for e in menu.entries() if e.category == entry.category and e.id != name]
    return _nearest(menu, entry, others, now)


def _nearest(menu: Menu, entry: Item | Combo, others: list[str], now: Availability) -> str | None:
    """The one with most words of the name in common, then nearest in price, then first."""
    words = set(entry.name.lower().split())
    have = [e for o in others if (e := menu.sold(o)) is not None and not now.why_not(menu, e)]
    best = min(
        have,
        key=lambda e: (-len(words & set(e.name.lower().split())), abs(e.price - entry.price)),
        default=None,
    )
    return best.id if best else None


@dataclass(frozen=True, slots=True)
class Gone:
    """Something in the cart that was sold out after it was ordered."""

    name: str
    """Id of the item, combo or option."""
    item: str
    """Id of what it stands on, or its own."""
    other: str | None
    """What to offer in its place; none offers to go without."""
    if_yes: Edit
    if_no: Edit


def sold_out_since(menu: Menu, line: Line, now: Availability) -> Gone | None:
    """The first thing of ``line`` that is 86'd, or none."""
    entry = menu.sold(line.item)
    drop = Delete(Target(line.ref))
    if line.item in now.sold_out:
        other = alternative(menu, line.item, now)
        target = Target(line.ref)
        return Gone(line.item, line.item, other, Swap(target, other) if other else drop, drop)
    for name, held in line.slots:
        if held.item in now.sold_out and isinstance(entry, Combo):
            others = [i for i in entry.slots[name].choices if i != held.item]
            other = _nearest(menu, menu.items[held.item], others, now)
            target = Target(line.ref, name)
            return Gone(held.item, line.item, other, Swap(target, other) if other else drop, drop)
    for slot, held in ((None, line), *line.slots):
        item = menu.items.get(held.item)
        for option in chosen(item, held.choices) if item is not None else ():
            if option in now.sold_out:
                without = Modify(Target(line.ref, slot), (Choice(option, on=False),))
                return Gone(option, held.item, None, without, drop)
    return None
