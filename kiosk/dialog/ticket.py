"""The order as rows to be shown or printed: every deviation, what is open, and the prices."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.dialog.describe import deviations, name_of
from kiosk.dialog.english import opened
from kiosk.menu.model import Combo, Menu
from kiosk.order.cart import Cart, Line
from kiosk.order.pricing import price
from kiosk.order.rules import fixed_options, open_choices

__all__ = ["Row", "Rows", "line_rows", "rows"]


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


def rows(menu: Menu, cart: Cart) -> list[Row]:
    """All rows of the cart, in its order."""
    return [row for each in line_rows(menu, cart).values() for row in each]


def line_rows(menu: Menu, cart: Cart) -> dict[int, Rows]:
    """The rows of each line by its number, in the cart's order."""
    amounts = {line.ref: line.amount for line in price(menu, cart).lines}
    return {line.ref: _line(menu, line, amounts[line.ref]) for line in cart.lines}


def _line(menu: Menu, line: Line, amount: int) -> Rows:
    entry = menu.sold(line.item)
    out = [Row(name_of(menu, line.item), line.quantity, amount)]
    out += _details(menu, line, 1, ())
    for slot, held in line.slots:
        out.append(Row(name_of(menu, held.item), depth=1))
        fixed = fixed_options(entry.slots[slot], held.item) if isinstance(entry, Combo) else ()
        out += _details(menu, held, 2, fixed)
    for needed in open_choices(menu, line):
        what = f"{needed.slot}: {needed.name}" if needed.slot else needed.name
        out.append(Row(f"{opened(what.replace('_', ' '))}?", depth=1, open=True))
    return tuple(out)


def _details(menu: Menu, line: Line, depth: int, unsaid: tuple[str, ...]) -> list[Row]:
    item = menu.items.get(line.item)
    if item is None:
        return []
    return [Row(opened(text), depth=depth) for text in deviations(menu, item, line.choices, unsaid)]
