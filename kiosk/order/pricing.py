"""Prices: the only place that adds up money. All amounts are minor units of the menu's currency.

Rules of the trade, as this kiosk has them:

* what an item has by default is in its price, sizes apart: a size's price is always added;
* "extra" is one portion more, a half is half the price (rounded half up);
* free portions of a group cover the dearest first;
* in a meal, the items' own prices are the meal's; options, upcharges and a slot made larger
  than the meal are added;
* tax is one rate, rounded half up once per order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kiosk.menu.model import Combo, Group, Item, Menu
from kiosk.money import scale
from kiosk.order.cart import Cart, Choice, Line
from kiosk.order.rules import chosen, fixed_options, is_size_group, meal_size, size_option

__all__ = ["LinePrice", "Totals", "option_price", "price", "unit_price"]


@dataclass(frozen=True, slots=True)
class LinePrice:
    """What one line costs."""

    ref: int
    unit: int
    amount: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What the order costs."""

    lines: tuple[LinePrice, ...]
    subtotal: int
    """Sum of the lines, as priced on the menu."""
    tax: int
    total: int


def option_price(group: Group, choice: Choice) -> list[int]:
    """Price of each charged portion of a chosen option."""
    portions = choice.count + (1 if choice.qualifier == "extra" else 0)
    if choice.option in group.default:
        portions -= 1
    each = group.options[choice.option].price
    if choice.portion != "whole":
        each = scale(each, Decimal("0.5"))
    return [each] * portions


def _group_price(menu: Menu, group: Group, on: dict[str, Choice]) -> int:
    ours = [on[o] for o in group.options if o in on]
    if is_size_group(menu, group):
        return sum(group.options[c.option].price for c in ours)
    each = sorted((p for c in ours for p in option_price(group, c)), reverse=True)
    free = max((n for o, n in group.free_with.items() if o in on), default=group.free)
    return sum(each[free:])


def _options_price(menu: Menu, item: Item, choices: Iterable[Choice], skip: set[str]) -> int:
    on = chosen(item, choices)
    return sum(
        _group_price(menu, group, on) for group in item.groups.values() if group.id not in skip
    )


def unit_price(menu: Menu, line: Line) -> int:
    """Price of one of the line's items, with all its options."""
    entry = menu.sold(line.item)
    if isinstance(entry, Item):
        return entry.price + _options_price(menu, entry, line.choices, set())
    if isinstance(entry, Combo):
        return _combo_price(menu, entry, line)
    raise KeyError(line.item)


def _combo_price(menu: Menu, combo: Combo, line: Line) -> int:
    size = meal_size(menu, combo, line)
    total = combo.price + (combo.sizes.get(size, 0) if size else 0)
    for name, held in line.slots:
        slot, item = combo.slots[name], menu.items[held.item]
        on = chosen(item, held.choices)
        each = slot.choices[held.item].upcharge
        skip = {g.id for g in item.groups.values() if _fixed(g, fixed_options(slot, held.item))}
        sized = size_option(menu, combo, slot, held.item)
        if sized is not None:
            skip.add(sized.id)
            own = next((sized.options[o].price for o in sized.options if o in on), 0)
            meal = sized.options[size].price if size and size in sized.options else own
            each += max(0, own - meal)
        each += _options_price(menu, item, held.choices, skip)
        total += each * held.quantity
    return total


def _fixed(group: Group, fixed: tuple[str, ...]) -> bool:
    return any(option in group.options for option in fixed)


def price(menu: Menu, cart: Cart) -> Totals:
    """Every line, the subtotal, the tax and the total."""
    lines = []
    for line in cart.lines:
        unit = unit_price(menu, line)
        lines.append(LinePrice(line.ref, unit, unit * line.quantity))
    subtotal = sum(line.amount for line in lines)
    rate = menu.tax.rate / 100
    if menu.tax.inclusive:
        tax = subtotal - scale(subtotal, 1 / (1 + rate))
        return Totals(tuple(lines), subtotal, tax, subtotal)
    tax = scale(subtotal, rate)
    return Totals(tuple(lines), subtotal, tax, subtotal + tax)
