"""What to offer in the place of something that cannot be had."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.menu.availability import Availability
from kiosk.menu.model import Combo, Item, Menu, Slot
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
    other: str | None
    """What to offer in its place; none offers to go without."""
    if_yes: Edit
    if_no: Edit


def sold_out_since(menu: Menu, line: Line, now: Availability) -> Gone | None:
    """The first thing of ``line`` that is 86'd, or none."""
    if line.item in now.sold_out:
        return _whole(menu, line, now)
    for name, held in line.slots:
        if held.item in now.sold_out:
            place = menu.combos[line.item].slots[name]
            return _in_slot(menu, line, place, menu.items[held.item], now)
    for slot, held in ((None, line), *line.slots):
        item = menu.items.get(held.item)
        for option in chosen(item, held.choices) if item is not None else ():
            if option in now.sold_out:
                without = Modify(Target(line.ref, slot), (Choice(option, on=False),))
                return Gone(option, None, without, Delete(Target(line.ref)))
    return None


def _whole(menu: Menu, line: Line, now: Availability) -> Gone:
    """The line itself cannot be had any more."""
    other = alternative(menu, line.item, now)
    drop = Delete(Target(line.ref))
    return Gone(line.item, other, Swap(Target(line.ref), other) if other else drop, drop)


def _in_slot(menu: Menu, line: Line, slot: Slot, item: Item, now: Availability) -> Gone:
    """``item``, which fills a slot. A meal goes on without what is optional, and not without
    anything else."""
    other = _nearest(menu, item, [name for name in slot.choices if name != item.id], now)
    if other is None and not slot.optional:
        return _whole(menu, line, now)
    target = Target(line.ref, slot.id)
    drop = Delete(target if slot.optional else Target(line.ref))
    return Gone(item.id, other, Swap(target, other) if other else drop, drop)
