"""The order as it stands: every deviation, every quantity, what is open, what it costs."""

from __future__ import annotations

from typing import Final

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from kiosk.dialog import Session, Status
from kiosk.dialog.ticket import Row, rows
from kiosk.menu import Menu
from kiosk.money import format_money
from kiosk.order.pricing import Totals

__all__ = ["Ticket"]

_STAMPS: Final[dict[Status, str]] = {
    "open": "Your order",
    "placed": "Order placed",
    "cancelled": "Order cancelled",
    "person": "Somebody is coming to help",
    "abandoned": "Order closed",
}


class Ticket(Vertical):
    """The cart with prices, its totals at the bottom."""

    def compose(self) -> ComposeResult:
        """A heading, the lines, the totals."""
        yield Static(_STAMPS["open"], id="stamp")
        with VerticalScroll(id="lines", can_focus=False):
            yield Static(id="rows")
        yield Static(id="totals")

    def show(self, session: Session) -> None:
        """Everything anew, as ``session`` has it."""
        menu, status = session.menu, session.status
        self.query_one("#stamp", Static).update(_STAMPS[status])
        self.set_class(status == "placed", "-placed")
        lines = rows(menu, session.cart)
        colours = self.app.theme_variables
        self.query_one("#rows", Static).update(
            _lines(menu, lines, colours) if lines else Text("What you order appears here.", "dim")
        )
        self.query_one("#totals", Static).update(_totals(menu, session.totals, colours))
        self.query_one("#lines").scroll_end(animate=False)


def _lines(menu: Menu, lines: list[Row], colours: dict[str, str]) -> Table:
    grid = Table.grid(expand=True, padding=(0, 0, 0, 1))
    grid.add_column(justify="right", no_wrap=True, min_width=2)
    grid.add_column(ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    for n, row in enumerate(lines):
        if row.depth == 0 and n:
            grid.add_row()
        quantity = str(row.quantity) if row.quantity is not None else ""
        amount = _money(menu, row.amount) if row.amount is not None else ""
        grid.add_row(Text(quantity, colours["primary"]), _words(row, colours), amount)
    return grid


def _words(row: Row, colours: dict[str, str]) -> Text:
    if row.depth == 0:
        return Text(row.text, "bold")
    indent = "  " * (row.depth - 1)
    if row.open:
        return Text(f"{indent}○ {row.text}", colours["warning"])
    return Text(f"{indent}{row.text}", colours["foreground"] if row.depth == 1 else "dim")


def _totals(menu: Menu, totals: Totals, colours: dict[str, str]) -> Table:
    grid = Table.grid(expand=True)
    grid.add_column(ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    if not menu.tax.inclusive:
        grid.add_row(Text("Subtotal", "dim"), Text(_money(menu, totals.subtotal), "dim"))
    if menu.tax.rate:
        tax = "Tax included" if menu.tax.inclusive else "Tax"
        grid.add_row(Text(tax, "dim"), Text(_money(menu, totals.tax), "dim"))
    strong = f"bold {colours['primary']}"
    grid.add_row(Text("Total", strong), Text(_money(menu, totals.total), strong))
    return grid


def _money(menu: Menu, amount: int) -> str:
    return format_money(amount, menu.currency, menu.locale)
