"""Prices: the only place that adds up money. All amounts are minor units of the menu's currency.

Rules of the trade, as this kiosk has them:

* what an item has by default is in its price, sizes apart: a size's price is always added;
* "extra" is one portion more, a half is half the price (rounded half up);
* free portions of a group cover the dearest first;
* in a meal, the items' own prices are the meal's; options, upcharges and a slot made larger
  than the meal are added;
* tax is one rate, rounded half up once per order.

Lines are in normal form (:func:`kiosk.order.rules.complete`): only deviations have a price, so
only deviations are looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from kiosk.menu.model import Combo, Group, Item, Menu
from kiosk.money import scale
from kiosk.order.cart import Cart, Choice, Line
from kiosk.order.rules import chosen, is_size_group, meal_size, size_option

__all__ = ["LinePrice", "Totals", "option_price", "price", "unit_price"]

_HALF: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class LinePrice:
    """What one line costs."""

    ref: int
    """Number of the line."""
    unit: int
    """Minor units for one."""
    amount: int
    """Minor units for the line's quantity."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What the order costs, in minor units."""

    lines: tuple[LinePrice, ...]
    subtotal: int
    """Sum of the lines, as priced on the menu."""
    tax: int
    """Added to the subtotal, or held in it where the menu's prices are inclusive."""
    total: int
    """What the guest pays."""


def option_price(group: Group, choice: Choice) -> list[int]:
    """Price of each charged portion of a chosen option."""
    portions = choice.count + (1 if choice.qualifier == "extra" else 0)
    if choice.option in group.default:
        portions -= 1
    each = group.options[choice.option].price
    if choice.portion != "whole":
        each = scale(each, _HALF)
    return [each] * portions


def _free(item: Item, group: Group, choices: Collection[Choice]) -> int:
    """How many portions of ``group`` cost nothing beside what else is chosen."""
    if not group.free_with:
        return group.free
    on = chosen(item, choices)
    return max((n for option, n in group.free_with.items() if option in on), default=group.free)


def _options_price(
    menu: Menu, item: Item, choices: Collection[Choice], skip: Collection[str] = ()
) -> int:
    """Price of all deviations but those of the groups in ``skip``."""
    total = 0
    by_group: dict[str, list[Choice]] = {}
    for choice in choices:
        group = item.group_of(choice.option)
        if choice.on and group is not None and group.id not in skip:
            by_group.setdefault(group.id, []).append(choice)
    for name, ours in by_group.items():
        group = item.groups[name]
        if is_size_group(menu, group):
            total += sum(group.options[c.option].price for c in ours)
            continue
        each = [p for c in ours for p in option_price(group, c)]
        if free := _free(item, group, choices):
            each = sorted(each, reverse=True)[free:]
        total += sum(each)
    return total


def unit_price(menu: Menu, line: Line) -> int:
    """Price of one of the line's items, with all its options."""
    return _unit_price(_Known(menu), line)


class _Known:
    """A menu as a key: menus hold mappings, so the same one is the same object."""

    __slots__ = ("menu",)

    def __init__(self, menu: Menu) -> None:
        self.menu = menu

    def __hash__(self) -> int:
        return id(self.menu)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.menu is other.menu


@lru_cache(maxsize=1_024)  # an edit leaves most lines of the cart as they are
def _unit_price(known: _Known, line: Line) -> int:
    menu = known.menu
    entry = menu.sold(line.item)
    if isinstance(entry, Combo):
        return _combo_price(menu, entry, line)
    assert entry is not None, f"{line.item} is in a cart and not on the menu"
    return entry.price + _options_price(menu, entry, line.choices)


def _combo_price(menu: Menu, combo: Combo, line: Line) -> int:
    size = meal_size(menu, combo, line)
    total = combo.price + (combo.sizes[size] if size else 0)
    for name, held in line.slots:
        slot, item = combo.slots[name], menu.items[held.item]
        choice = slot.choices[held.item]
        skip = [group.id for option in choice.options if (group := item.group_of(option))]
        each = choice.upcharge
        sized = size_option(menu, combo, slot, held.item)
        if sized is not None:
            skip.append(sized.id)
            each += _larger_than_meal(sized, held.choices, size)
        each += _options_price(menu, item, held.choices, skip)
        total += each * held.quantity
    return total


def _larger_than_meal(sized: Group, choices: Iterable[Choice], size: str | None) -> int:
    """What a slot's own size costs above the meal's; smaller saves nothing."""
    own = next((c.option for c in choices if c.on and c.option in sized.options), None)
    if own is None or size is None or size not in sized.options:
        return 0
    return max(0, sized.options[own].price - sized.options[size].price)


def price(menu: Menu, cart: Cart) -> Totals:
    """Every line, the subtotal, the tax and the total."""
    lines = []
    for line in cart.lines:
        unit = unit_price(menu, line)
        lines.append(LinePrice(line.ref, unit, unit * line.quantity))
    subtotal = sum(line.amount for line in lines)
    rate = Fraction(menu.tax.rate) / 100
    if menu.tax.inclusive:
        return Totals(tuple(lines), subtotal, scale(subtotal, rate / (1 + rate)), subtotal)
    tax = scale(subtotal, rate)
    return Totals(tuple(lines), subtotal, tax, subtotal + tax)
