"""The order as it stands: every deviation, every quantity, what is open, what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from kiosk.dialog import Status
from kiosk.dialog.ticket import Row, Rows, line_rows
from kiosk.menu import Menu
from kiosk.ui.conversation import Conversation
from kiosk.ui.shelf import money
from kiosk.ui.strings import tr
from kiosk.ui.told import Told
from kiosk.ui.widgets.priced import Priced, PricedRow
from kiosk.ui.widgets.tile import Face, Tile

__all__ = ["Cart", "CartLine"]

_FLASH_S: Final = 2.0
"""How long a line that was just said or touched stands out, in seconds."""


class CartLine(Widget, can_focus=True):
    """One line; touched, it is changed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "press", "Change")]
    FOCUS_ON_CLICK = False

    rows: reactive[Rows] = reactive[Rows]((), layout=True)

    @dataclass
    class Pressed(Message):
        """This line was touched."""

        ref: int

    def __init__(self, menu: Menu, ref: int) -> None:
        super().__init__()
        self.ref = ref
        """Number of the line."""
        self._menu = menu

    def on_click(self) -> None:
        """As Enter."""
        self.action_press()

    def action_press(self) -> None:
        """Tell that it was touched."""
        self.post_message(self.Pressed(self.ref))

    def flash(self) -> None:
        """Stand out for a moment."""
        self.add_class("-flash")
        self.set_timer(_FLASH_S, lambda: self.remove_class("-flash"))

    def render(self) -> Priced:
        """Quantity, words and price."""
        colours = self.app.theme_variables
        return Priced([self._priced(row, colours) for row in self.rows])

    def _priced(self, row: Row, colours: dict[str, str]) -> PricedRow:
        quantity = str(row.quantity) if row.quantity is not None else ""
        amount = money(self._menu, row.amount) if row.amount is not None else ""
        return PricedRow(Text(quantity, colours["primary"]), _words(row, colours), Text(amount))


class Sums(Widget):
    """What the order comes to: the lines, the tax, the total."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__(id="totals")
        self._conversation = conversation

    def render(self) -> Table:
        """Words on the left, amounts on the right."""
        session = self._conversation.session
        menu, totals = session.menu, session.totals
        grid = Table.grid(expand=True)
        grid.add_column(ratio=1)
        grid.add_column(justify="right", no_wrap=True)
        if not menu.tax.inclusive:
            grid.add_row(tr("Subtotal"), money(menu, totals.subtotal))
        if menu.tax.rate:
            tax = tr("Tax included") if menu.tax.inclusive else tr("Tax")
            grid.add_row(tax, money(menu, totals.tax))
        strong = f"bold {self.app.theme_variables['primary']}"
        grid.add_row(Text(tr("Total"), strong), Text(money(menu, totals.total), strong))
        return grid


class Cart(Vertical):
    """The cart with prices, its totals and what leads on at the bottom."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation
        self._shown: dict[int, CartLine] = {}
        """The lines by their numbers; not those that are on their way out."""

    def compose(self) -> ComposeResult:
        """A heading, the lines, the totals, two things to touch."""
        yield Static(id="stamp")
        with VerticalScroll(id="lines", can_focus=False):
            yield Static(tr("What you order appears here."), id="nothing")
        yield Sums(self._conversation)
        with Horizontal(id="ways"):
            yield Tile(Face("start_over", tr("Start over")), id="start_over")
            yield Tile(Face("check_out", tr("Check out")), id="check_out", leads=True)

    def on_mount(self) -> None:
        """Show the order, now and after every answer."""
        self._show()
        self._conversation.told.subscribe(self, self._told)
        self._conversation.left.subscribe(self, lambda _: self._show())

    def catch_up(self) -> None:
        """Show what was ordered while its screen was closed."""
        self._show()

    def _told(self, told: Told) -> None:
        if self.screen not in self.app.screen_stack:
            return
        self._show()
        latest: CartLine | None = None
        for line in self.query(CartLine):
            if line.ref in told.changed:
                line.flash()
                latest = line
        if latest is not None:
            self.call_after_refresh(latest.scroll_visible, animate=False)

    def _show(self) -> None:
        session = self._conversation.session
        menu, cart = self._conversation.menu, session.cart
        self.query_one("#stamp", Static).update(_stamp(session.status))
        self.set_class(session.status == "placed", "-placed")
        self.set_class(not cart.lines, "-empty")
        was, self._shown = self._shown, {}
        lines = self.query_one("#lines")
        above: Widget = self.query_one("#nothing")
        for ref, rows in line_rows(menu, cart, tr).items():
            widget = was.pop(ref, None)
            if widget is None:  # not always the last one: undone, a line comes back to its place
                widget = CartLine(menu, ref)
                lines.mount(widget, after=above)
            widget.rows = rows
            above = self._shown[ref] = widget
        for gone in was.values():
            gone.remove()
        self.query_one(Sums).refresh()


def _stamp(status: Status) -> str:
    match status:
        case "open":
            return tr("Your order")
        case "unpaid":
            return tr("To be paid")
        case "placed":
            return tr("Order placed")
        case "cancelled":
            return tr("Order cancelled")
        case "person":
            return tr("Somebody is coming to help")
        case "abandoned":
            return tr("Order closed")


def _words(row: Row, colours: dict[str, str]) -> Text:
    if row.depth == 0:
        return Text(row.text, "bold")
    indent = "  " * (row.depth - 1)
    if row.open:
        return Text(f"{indent}○ {row.text}", colours["warning"])
    return Text(f"{indent}{row.text}", colours["foreground" if row.depth == 1 else "muted"])
