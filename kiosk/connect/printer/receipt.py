"""The guest's receipt: every line with its amount, what was changed about it, and the sum."""

from __future__ import annotations

from typing import Final

from kiosk.connect.placed import PlacedChoice, PlacedOrder
from kiosk.connect.printer.letters import Letters
from kiosk.connect.printer.page import PLAIN, Row, Style, columns_row, rule, wrapped
from kiosk.connect.printer.words import changed, for_kitchen, named_size
from kiosk.money import format_money

__all__ = ["receipt"]

_HEAD: Final = Style(tall=True, bold=True)
_NUMBER: Final = Style(tall=True, wide=True)
_SERVICE: Final = {"dine_in": "For here", "take_away": "To go", None: ""}
_KIND: Final = {"placed": "", "amended": "Changed order", "void": "Void - not to be paid"}


def receipt(
    order: PlacedOrder, columns: int, letters: Letters, *, again: bool = False
) -> list[Row]:
    """The rows for paper of ``columns`` small letters; ``again``: this may be the second time that
    it is printed."""

    def centered(text: str, style: Style = PLAIN) -> list[Row]:
        return wrapped(letters.spell(text), columns, style, align="center")

    def amount(of: str, minor: int, style: Style = PLAIN) -> list[Row]:
        return columns_row(letters.spell(of), _money(order, minor, letters), columns, style)

    def detail(text: str, indent: int = 2) -> list[Row]:
        return wrapped(letters.spell(text), columns, indent=indent, hang=2)

    def choices(made: tuple[PlacedChoice, ...], indent: int) -> list[Row]:
        told = [*changed(made), *(choice for choice in made if choice.kind == "choice")]
        return [row for choice in told for row in detail(for_kitchen(choice), indent)]

    rows = centered(order.house, _HEAD)
    if _KIND[order.kind]:
        rows += centered(_KIND[order.kind].upper(), _HEAD)
    rows += centered(f"#{order.number}", _NUMBER)
    called = [_SERVICE[order.service], f"Table {order.table}" if order.table else ""]
    rows += centered(" ".join(word for word in (*called, order.guest or "") if word))
    rows += centered(f"{order.at:%Y-%m-%d %H:%M}" + (" - printed again" if again else ""))
    rows.append(rule(columns))
    for line in order.lines:
        name = f"{line.size} {line.name}" if line.size else named_size(line.name, line.choices)
        rows += amount(f"{line.quantity} {name}", line.amount)
        rows += choices(line.choices, 2)
        for slot in line.slots:
            rows += detail(named_size(slot.name, slot.choices))
            rows += choices(slot.choices, 4)
    rows.append(rule(columns))
    rows += amount("Subtotal", order.subtotal)
    rows += amount("Tax (included)" if order.tax_included else "Tax", order.tax)
    return rows + amount("Total", order.total, Style(tall=True, bold=True))


def _money(order: PlacedOrder, minor: int, letters: Letters) -> str:
    """As the locale writes it; with the code of the currency where its sign cannot be printed."""
    written = format_money(minor, order.currency, order.locale)
    plain = letters.spell(written)
    if letters.has(plain) and letters.has(written.replace("\u00a0", " ").replace("\u202f", " ")):
        return plain
    digits = "".join(c for c in written if c.isascii() and (c.isdigit() or c in ".,-"))
    return f"{order.currency} {digits}"
