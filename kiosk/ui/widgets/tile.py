"""Something to touch: a name, what it costs, and in words whether it can be had or is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

__all__ = ["Face", "Mark", "Tile"]

Mark = Literal["plain", "here", "chosen", "open", "off"]


@dataclass(frozen=True, slots=True)
class Face:
    """What one tile shows."""

    key: str
    """What is touched: id of an entry or option, name of a category."""
    name: str
    note: str = ""
    """Below the name: a price, or why it cannot be had."""
    more: str = ""
    """What is shown where there is room to spare."""
    mark: Mark = "plain"
    """``here`` is the page that is shown, ``open`` still asks for something, ``off`` cannot be had.
    """

    @property
    def title(self) -> str:
        """The name, with a sign for what else only a colour would say."""
        signs = {"here": "▸ ", "chosen": "✓ ", "open": "○ "}
        return signs.get(self.mark, "") + self.name

    @property
    def spoken(self) -> str:
        """In one line, as a screen reader has it."""
        return ", ".join(filter(None, (self.title, self.note)))

    @property
    def widest(self) -> int:
        """Columns of its longest word."""
        return max(len(word) for word in f"{self.title} {self.note}".split(" "))

    def rows(self, columns: int) -> int:
        """Rows that name and note take."""
        return len(wrap(self.title, columns)) + len(wrap(self.note, columns))


_BLANK = Face("", "")


class Tile(Widget, can_focus=True):
    """Pressed by a touch, a click, Enter or space."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "press", "Choose")]
    FOCUS_ON_CLICK = False
    """The frame of the focus is for keys; to move it after a finger draws the whole screen."""

    face: reactive[Face] = reactive[Face](_BLANK)
    centred: reactive[bool] = reactive(True)
    """Whether a name that stands alone stands in the middle."""

    @dataclass
    class Pressed(Message):
        """This tile was touched."""

        tile: Tile
        key: str

        @property
        def control(self) -> Tile:
            """The tile, so that handlers can select it."""
            return self.tile

    def __init__(self, face: Face = _BLANK, id: str | None = None, *, leads: bool = False) -> None:
        super().__init__(id=id, classes="-lead" if leads else None)
        self.set_reactive(Tile.face, face)
        self._mark(face)

    def watch_face(self, face: Face) -> None:
        """Dress as the face is marked."""
        self._mark(face)

    def _mark(self, face: Face) -> None:
        for mark in ("here", "chosen", "open", "off"):
            self.set_class(face.mark == mark, f"-{mark}")

    def on_click(self, click: Click) -> None:
        """As Enter."""
        click.stop()
        self.action_press()

    def action_press(self) -> None:
        """Tell that it was touched."""
        if not self.disabled:
            self.post_message(self.Pressed(self, self.face.key))

    def render(self) -> Content:
        """The name on top, the note at the bottom, between them what there is room for."""
        columns, rows = self.content_size
        face = self.face
        if self.app.has_class("-linear"):
            return Content(face.spoken)
        if not columns or not rows:
            return Content("")
        if rows == 1:
            return self._one_row(columns)
        words = wrap(face.title, columns)
        if self.centred and not face.note and not face.more:
            above = [""] * ((rows - len(words)) // 2)
            return Content("\n").join(
                _styled([*above, *(w.center(columns) for w in words)], "bold")
            )
        name = _styled(words, "bold")
        note = _styled(wrap(face.note, columns), self._note_style)
        room = rows - len(name) - len(note)
        more = _styled(wrap(face.more, columns), "$muted")
        if not more or len(more) >= room:
            more = []
        blank = [Content("")] * (room - len(more))
        return Content("\n").join([*name, *more, *blank, *note])

    @property
    def _note_style(self) -> str:
        if self.has_class("-lead"):
            return "bold"
        return "$muted" if self.face.mark == "off" else "$price"

    def _one_row(self, columns: int) -> Content:
        face = self.face
        if not face.note:
            return Content.styled(face.title.center(columns).rstrip(), "bold")
        gap = max(1, columns - len(face.title) - len(face.note))
        name = Content.styled(face.title + " " * gap, "bold")
        return name + Content.styled(face.note, self._note_style)


def _styled(rows: list[str], style: str) -> list[Content]:
    return [Content.styled(row, style) for row in rows]
