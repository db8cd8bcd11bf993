"""The order as rows to be shown: every deviation, what is open, and the prices.

The rows are in the language of the menu and of the words that they are made with; whoever shows
them in another language gives both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.dialog.describe import choice_name, lowered, measures, name_of, opened
from kiosk.menu.model import Combo, Item, Menu
from kiosk.order.cart import Cart, Choice, Line
from kiosk.order.pricing import price
from kiosk.order.rules import fixed_options, open_choices

__all__ = ["Row", "Rows", "Words", "line_rows", "rows"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a ticket."""

    text: str
    quantity: int | None = None
    """Of a line; none for what belongs to the line above."""
    amount: int | None = None
    """Price of the line in minor units; none where it is in the line above."""
    depth: int = 0
    """0 for a line, 1 for a deviation or what fills a slot, 2 for a deviation of that."""
    open: bool = False
    """A choice that is still to be made."""


Rows = tuple[Row, ...]
"""Those of one line."""

Words = Callable[[str], str]
"""English words, with ``{fields}``, as another language has them."""


def rows(menu: Menu, cart: Cart) -> list[Row]:
    """All rows of the cart, in its order."""
    return [row for each in line_rows(menu, cart).values() for row in each]


def line_rows(menu: Menu, cart: Cart, tr: Words = str) -> dict[int, Rows]:
    """The rows of each line by its number, in the cart's order."""
    amounts = {line.ref: line.amount for line in price(menu, cart).lines}
    return {line.ref: _line(menu, line, amounts[line.ref], tr) for line in cart.lines}


def _line(menu: Menu, line: Line, amount: int, tr: Words) -> Rows:
    entry = menu.sold(line.item)
    out = [Row(name_of(menu, line.item), line.quantity, amount)]
    out += _details(menu, line, 1, (), tr)
    for slot, held in line.slots:
        out.append(Row(name_of(menu, held.item), depth=1))
        fixed = fixed_options(entry.slots[slot], held.item) if isinstance(entry, Combo) else ()
        out += _details(menu, held, 2, fixed, tr)
    for needed in open_choices(menu, line):
        what = choice_name(menu, needed.item, needed.kind, needed.name)
        if needed.slot and isinstance(entry, Combo):
            what = f"{entry.slots[needed.slot].name}: {lowered(what)}"
        out.append(Row(tr("{choice}?").format(choice=what), depth=1, open=True))
    return tuple(out)


def _details(menu: Menu, line: Line, depth: int, unsaid: Sequence[str], tr: Words) -> list[Row]:
    item = menu.items.get(line.item)
    if item is None:
        return []
    told = [choice for choice in line.choices if choice.option not in unsaid]
    ranked = sorted(told, key=lambda choice: _rank(menu, item, choice))
    return [Row(opened(_worded(item, choice, tr)), depth=depth) for choice in ranked]


def _rank(menu: Menu, item: Item, choice: Choice) -> int:
    """Sizes first, then which kind it is, what is on it, and what is not."""
    group = item.group_of(choice.option)
    if group is None or not choice.on:
        return 3
    if measures(menu, group, choice.option):
        return 0
    return 1 if group.exclusive else 2


def _worded(item: Item, choice: Choice, tr: Words) -> str:
    """``extra bacon``, ``no onions``, ``2 x vanilla syrup``, ``olives on the left half``."""
    option = item.option(choice.option)
    words = lowered(option.name) if option is not None else choice.option.replace("_", " ")
    if not choice.on:
        return tr("no {option}").format(option=words)
    match choice.qualifier:
        case None:
            pass
        case "light":
            words = tr("light {option}").format(option=words)
        case "extra":
            words = tr("extra {option}").format(option=words)
        case "on_the_side":
            words = tr("{option} on the side").format(option=words)
        case other:
            words = f"{other.replace('_', ' ')} {words}"
    if choice.count > 1:
        words = f"{choice.count} x {words}"
    match choice.portion:
        case "left":
            return tr("{option} on the left half").format(option=words)
        case "right":
            return tr("{option} on the right half").format(option=words)
        case "whole":
            return words
