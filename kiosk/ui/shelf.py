"""What is sold, as tiles show it: with its price, or in words why it cannot be had."""

from __future__ import annotations

from datetime import time

from babel.dates import format_time

from kiosk.menu import Combo, Item, Menu, Option
from kiosk.menu.availability import Availability
from kiosk.money import format_money
from kiosk.order.rules import active_groups, is_size_group
from kiosk.ui.strings import language, tr
from kiosk.ui.widgets.tile import Face

__all__ = ["categories", "entries_of", "entry_face", "money", "why_not"]


def money(menu: Menu, amount: int) -> str:
    """``$6.99``"""
    return format_money(amount, menu.currency, menu.locale)


def categories(menu: Menu, chosen: str) -> list[Face]:
    """Every category that something is sold in, in the menu's order."""
    sold = {entry.category for entry in menu.entries()}
    names = [name for name in menu.categories if name in sold]
    return [Face(name, name, mark="here" if name == chosen else "plain") for name in names]


def entries_of(menu: Menu, category: str) -> list[Item | Combo]:
    """What is sold in a category, in the menu's order."""
    return [entry for entry in menu.entries() if entry.category == category]


def entry_face(menu: Menu, entry: Item | Combo, now: Availability) -> Face:
    """An item or a meal with its price, or why it is not sold now."""
    if why := why_not(menu, entry, now):
        return Face(entry.id, entry.name, why, entry.description or "", "off")
    lowest, varies = _lowest(menu, entry)
    price = money(menu, lowest)
    note = tr("from {price}", price=price) if varies else price
    return Face(entry.id, entry.name, note, entry.description or "")


def why_not(menu: Menu, entry: Item | Combo | Option, now: Availability) -> str:
    """Why it cannot be had now, in words for a tile; empty where it can."""
    match now.why_not(menu, entry):
        case None:
            return ""
        case "86":
            return tr("Sold out")
        case "daypart":
            starts = _next_start(menu, entry, now)
            if starts is None:
                return tr("Not now")
            locale = "es_US" if language() == "es" else menu.locale.replace("-", "_")
            written = format_time(starts, "short", locale=locale)
            return tr("From {time}", time=written.replace("\u202f", " "))


def _next_start(menu: Menu, entry: Item | Combo | Option, now: Availability) -> time | None:
    """When it is sold again; none where that lies with something in the meal."""
    parts = [menu.dayparts[name] for name in entry.dayparts]
    here = now.now
    if here is None or any(part.covers(here) for part in parts):
        return None
    starts = (part.start for part in parts)
    return min(starts, key=lambda start: (start <= here, start), default=None)  # today's first


def _lowest(menu: Menu, entry: Item | Combo) -> tuple[int, bool]:
    """The least that it comes to in minor units, and whether a choice makes it more."""
    if isinstance(entry, Combo):
        if entry.default_size is not None:
            return entry.price + entry.sizes[entry.default_size], False
        sizes = [*entry.sizes.values()] or [0]
        return entry.price + min(sizes), max(sizes) > min(sizes)
    least = most = entry.price
    for group in active_groups(entry, ()):
        prices = sorted(option.price for option in group.options.values())
        if group.default:
            if is_size_group(menu, group):  # has its price by default, too
                size = sum(group.options[option].price for option in group.default)
                least, most = least + size, most + size
        elif group.min:
            paid = max(0, group.min - group.free)
            least += sum(prices[:paid])
            most += sum(prices[-group.min :][:paid])
    return least, most > least
