"""The order confirmation board: what was understood, what it costs, and what to do now."""

from __future__ import annotations

from rich.table import Table
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Digits, Static

from kiosk.board import Feed, Seen, View
from kiosk.money import format_money
from kiosk.ui.strings import speak, tr
from kiosk.ui.widgets.board_lines import BoardLines
from kiosk.ui.widgets.sign import Sign

__all__ = ["BoardScreen"]


class BoardScreen(Screen[None]):
    """Nothing on it can be touched."""

    def __init__(self, feed: Feed) -> None:
        super().__init__()
        self._feed = feed
        self._named = ""

    def compose(self) -> ComposeResult:
        """The house on top; the lines; beside or below them what is said and what it costs."""
        with Horizontal(id="crown"):
            yield Static("", id="house", markup=False)
            yield Static("", id="stage", markup=False)
        with Vertical(id="greeting"):
            yield Static("", id="welcome", markup=False)
            yield Static("", id="invitation", markup=False)
        with Horizontal(id="order"):
            yield BoardLines()
            with Vertical(id="aside"):
                yield Static("", id="headline", markup=False)
                yield Static("", id="said", markup=False)
                with Horizontal(id="sum"):
                    yield Static("", id="parts")
                    yield Digits("", id="total")

    def on_mount(self) -> None:
        """Follow the feed for as long as the board hangs."""
        self._show(Seen(None, live=False))
        self.run_worker(self._follow(), name="feed")

    async def _follow(self) -> None:
        async for seen in self._feed.seen():
            self._show(seen)

    def _show(self, seen: Seen) -> None:
        view = seen.view
        if view is not None:
            speak(view.language)
        ordering = view is not None and view.here and (seen.live or view.status == "open")
        self.set_class(ordering, "-ordering")
        self.set_class(not seen.live, "-away")
        self._sign(view.house if view is not None else "")
        if view is not None and ordering:
            self._order(view, live=seen.live)
        else:
            self._greet(ready=view is not None and seen.live)

    def _greet(self, *, ready: bool) -> None:
        self._words("#stage", "")
        self._words("#welcome", tr("Welcome!") if ready else tr("One moment, please"))
        self._words("#invitation", tr("Order whenever you are ready.") if ready else "")
        self.query_one(BoardLines).clear()

    def _order(self, view: View, *, live: bool) -> None:
        self.set_class(view.status == "placed", "-placed")
        self._words("#stage", tr("Please check your order") if view.status == "open" else "")
        self._words("#headline", _headline(view) if live else tr("One moment, please"))
        self._words("#said", view.said if live else "")
        self.query_one("#parts", Static).update(_parts(view))
        self.query_one("#total", Digits).update(_money(view, view.total))
        self.query_one(BoardLines).show(view)

    def _sign(self, house: str) -> None:
        """The house in the corner, and large while nobody is there."""
        if house != self._named:
            self._named = house
            self._words("#house", house)
            self.query(Sign).remove()
            self.query_one("#greeting").mount(Sign(house), before=0)

    def _words(self, at: str, words: str) -> None:
        self.query_one(at, Static).update(words)


def _headline(view: View) -> str:
    match view.status:
        case "open" if view.confirming:
            return tr("Is this right?")
        case "open":
            return tr("Your order so far")
        case "unpaid":
            return tr("To be paid")
        case "placed":
            return tr("Thank you! Please pull forward.")
        case "person":
            return tr("Somebody is coming to help")
        case _:
            return tr("Order closed")


def _parts(view: View) -> Table:
    """Subtotal and tax, as the house writes its prices; then what the large figures are."""
    grid = Table.grid(expand=True, padding=(0, 1, 0, 0))
    grid.add_column(ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    if view.tax_included:
        grid.add_row(tr("Tax included"), _money(view, view.tax))
    else:
        grid.add_row(tr("Subtotal"), _money(view, view.subtotal))
        grid.add_row(tr("Tax"), _money(view, view.tax))
    grid.add_row(f"[bold]{tr('Total')}[/bold]", "")
    return grid


def _money(view: View, amount: int) -> str:
    return format_money(amount, view.currency, view.locale)
