"""The lines of an order, large, and turned over by themselves where they do not all fit."""

from __future__ import annotations

from typing import Final

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from kiosk.board import View
from kiosk.dialog.ticket import Row, Rows
from kiosk.money import format_money
from kiosk.ui.strings import tr
from kiosk.ui.widgets.priced import Priced, PricedRow

__all__ = ["BoardLine", "BoardLines"]

_STANDS_OUT_S: Final = 3.0
"""How long a line that is new or changed stands out, in seconds."""
_TURN_S: Final = 5.0
"""How long a page stays, where there is more than one: six lines are read in that time."""


class BoardLine(Widget):
    """One line with its price and every deviation."""

    rows: reactive[Rows] = reactive[Rows]((), layout=True)

    def __init__(self, ref: int, view: View) -> None:
        super().__init__()
        self.ref = ref
        """Number of the line in the cart."""
        self._currency, self._locale = view.currency, view.locale

    def render(self) -> Priced:
        """Quantity, words and price."""
        colours = self.app.theme_variables
        return Priced([self._priced(row, colours) for row in self.rows])

    def stand_out(self) -> None:
        """For a moment."""
        self.add_class("-new")
        self.set_timer(_STANDS_OUT_S, lambda: self.remove_class("-new"))

    def _priced(self, row: Row, colours: dict[str, str]) -> PricedRow:
        return PricedRow(
            Text(str(row.quantity or ""), f"bold {colours['primary']}"),
            _words(row, colours),
            Text(self._amount(row), "bold"),
        )

    def _amount(self, row: Row) -> str:
        if row.amount is None:
            return ""
        return format_money(row.amount, self._currency, self._locale)


class BoardLines(Vertical):
    """As many lines as fit from one of them on; the others are counted below."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[int, BoardLine] = {}
        """By their numbers, from top to bottom; not those that are on their way out."""
        self._first = 0
        """Place of the line on top."""

    def compose(self) -> ComposeResult:
        """The lines, and how many more there are."""
        yield Vertical(id="page")
        yield Static("", id="elsewhere", markup=False)

    def on_mount(self) -> None:
        """Turn the page from time to time."""
        self._turning = self.set_interval(_TURN_S, self._turn)

    def on_resize(self) -> None:
        """More or fewer fit."""
        self._place()

    def clear(self) -> None:
        """No line."""
        self._first = 0
        self._shown = {}
        self.query(BoardLine).remove()

    def show(self, view: View) -> None:
        """The lines of ``view``; turned to the one that is new or changed."""
        was, self._shown = self._shown, {}
        page = self.query_one("#page")
        latest: int | None = None
        above: BoardLine | None = None
        for line in view.lines:
            widget = was.pop(line.ref, None)
            if widget is None:  # not always the last one: undone, a line comes back to its place
                widget = BoardLine(line.ref, view)
                top = next(iter(page.children), None) if above is None else None
                page.mount(widget, before=top, after=above)
            if widget.rows != line.rows:
                widget.rows = line.rows
                widget.stand_out()
                latest = line.ref
            above = self._shown[line.ref] = widget
        for gone in was.values():
            gone.remove()
        if latest is not None:
            self._turning.reset()
        self.call_after_refresh(self._place, latest)

    # -- pages ---------------------------------------------------------------------------------

    def _lines(self) -> list[BoardLine]:
        return list(self._shown.values())

    def _turn(self) -> None:
        """On to the first line that is not seen whole; from the last page back to the top."""
        end = self._end(self._first)
        self._first = 0 if end >= len(self._lines()) else end
        self._draw()

    def _place(self, latest: int | None = None) -> None:
        """Keep to the page, but with the line of the number ``latest`` on it."""
        self._first = min(self._first, max(0, len(self._lines()) - 1))
        if latest is not None and latest in self._shown:  # else it has gone since
            place = list(self._shown).index(latest)
            self._first = min(self._first, place)
            while self._end(self._first) <= place:
                self._first += 1
        elif self._end(0) >= len(self._lines()):
            self._first = 0
        self._draw()

    def _end(self, first: int) -> int:
        """Place behind the last line that is seen whole, where ``first`` is on top; a line that is
        alone higher than the page counts as seen."""
        room = self.query_one("#page").size.height
        heights = [self._height(line) for line in self._lines()]
        end = first
        while end < len(heights) and sum(heights[first : end + 1]) <= room:
            end += 1
        return max(end, first + 1)

    def _height(self, line: BoardLine) -> int:
        width = self.query_one("#page").size.width - line.gutter.width
        return line.get_content_height(self.size, self.app.size, width) + line.gutter.height

    def _draw(self) -> None:
        lines = self._lines()
        end = self._end(self._first)
        for place, line in enumerate(lines):
            line.display = self._first <= place < end
        self.query_one("#elsewhere", Static).update(_elsewhere(self._first, len(lines) - end))


def _words(row: Row, colours: dict[str, str]) -> Text:
    if row.depth == 0:
        return Text(row.text, "bold")
    indent = "  " * row.depth
    if row.open:
        return Text(f"{indent}○ {row.text}", colours["warning"])
    return Text(indent + row.text)


def _elsewhere(above: int, below: int) -> str:
    parts = []
    if above > 0:
        parts.append("▲ " + tr("{n} more above", n=above))
    if below > 0:
        parts.append("▼ " + tr("{n} more below", n=below))
    return "   ".join(parts)
