"""What is written on a screen, and whether all of it can be read."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import App
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Input, Static

from kiosk.ui.widgets.board_lines import BoardLine
from kiosk.ui.widgets.cart import CartLine, Sums
from kiosk.ui.widgets.tile import Tile

from .seen import screen_text


def cut_off(app: App[None]) -> list[str]:
    """Words that cannot be read where they stand: those of everything that can be touched, of
    every label, of every line of an order."""
    rows = screen_text(app)
    cut = [row for row in rows if "…" in row.replace(" …", "").replace("… ", "")]
    for widget, text in _written(app):
        there = _within(rows, widget.region)
        cut += [f"{word} of {text!r} in {widget}" for word in text.split() if word not in there]
    return cut


def _written(app: App[None]) -> Iterator[tuple[Widget, str]]:
    for widget in app.screen.query(Widget):
        if widget.region and widget.display and (text := _text(widget)):
            yield widget, text


def _text(widget: Widget) -> str:
    match widget:
        case Tile():
            return f"{widget.face.title} {widget.face.note}"
        case Static(visual=Content() as content):
            return content.plain
        case Input():
            return widget.value or widget.placeholder
        case Sums():
            cells = [cell for column in widget.render().columns for cell in column.cells]
            return " ".join(map(str, cells))
        case CartLine() | BoardLine() if _whole(widget):
            rows = widget.render().rows
            return " ".join(f"{row.quantity} {row.words} {row.amount}" for row in rows)
    return ""


def _whole(line: Widget) -> bool:
    """Whether a line is not scrolled away in part."""
    page = line.parent
    return isinstance(page, Widget) and page.region.contains_region(line.region)


def _within(rows: list[str], region: Region) -> str:
    crop = [row.ljust(region.right)[region.x : region.right] for row in rows]
    return "\n".join(crop[region.y : region.bottom])
