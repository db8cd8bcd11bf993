"""Tiles in rows and columns, as many as fit and as large as there is room for, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from textwrap import wrap
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Resize
from textual.message import Message

from kiosk.ui.strings import tr
from kiosk.ui.widgets.tile import Face, Tile

__all__ = ["Cell", "Tiles"]

_MORE: Final = "\0more"
"""Key of the tile that turns the page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How large a tile may be, in columns and rows of the terminal, frame included."""

    least: tuple[int, int]
    """Large enough for a finger: 12 by 3 on a 15-inch screen of 80 by 24."""
    most: tuple[int, int]

    @property
    def large(self) -> Cell:
        """For hands and eyes that need more: half as wide again, and two rows higher."""
        (wide, high), (widest, highest) = self.least, self.most
        return Cell((wide * 3 // 2, high + 2), (widest * 3 // 2, highest + 2))


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the tiles of one page stand."""

    columns: int
    rows: int
    height: int
    """Of a tile."""

    @property
    def places(self) -> int:
        return self.columns * self.rows


class Tiles(Container):
    """A page of tiles; where there are more than fit, the last one turns the page.

    Arrow keys go from tile to tile, page keys turn the page.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1, 0)", "Left"),
        Binding("right", "step(1, 0)", "Right"),
        Binding("up", "step(0, -1)", "Up"),
        Binding("down", "step(0, 1)", "Down"),
        Binding("pageup", "turn(-1)", "Page before"),
        Binding("pagedown", "turn(1)", "Next page"),
    ]

    @dataclass
    class Pressed(Message):
        """A tile that is not the one for the next page was touched."""

        tiles: Tiles
        key: str

        @property
        def control(self) -> Tiles:
            """The group, so that handlers can select it."""
            return self.tiles

    def __init__(self, cell: Cell, id: str) -> None:
        super().__init__(id=id)
        self._cell = cell
        self._faces: tuple[Face, ...] = ()
        self._page = 0
        self._anew = True
        """Whether the page is still to be opened."""
        self._plan = _Plan(1, 1, 1)

    def compose(self) -> ComposeResult:
        """One tile to begin with, so that the focus finds it."""
        yield Tile()

    @property
    def pages(self) -> int:
        """How many there are; a page that is not the only one gives a place to the turning."""
        places = self._plan.places
        if len(self._faces) <= places:
            return 1
        return ceil(len(self._faces) / max(1, places - 1))

    @property
    def faces(self) -> tuple[Face, ...]:
        """Those of all pages."""
        return self._faces

    def press(self, key: str) -> None:
        """As if the tile of that key were touched, on whatever page it is."""
        self.post_message(self.Pressed(self, key))

    def show(self, faces: Sequence[Face], *, anew: bool = False) -> None:
        """These tiles, on the page that is open; ``anew``, and where another tile is here than was
        before, on the page of the tile that is here."""
        was, here = (
            next((face.key for face in each if face.mark == "here"), None)
            for each in (self._faces, faces)
        )
        self._anew = self._anew or anew or (here is not None and here != was)
        if tuple(faces) == self._faces and not self._anew:
            return
        self._faces = tuple(faces)
        if self.is_mounted and self.size:
            self._arrange()

    def on_resize(self, _: Resize) -> None:
        """Arrange the tiles for the new size."""
        self._arrange()

    # -- pages ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        tiles = list(self.query_children(Tile))
        if not tiles:  # the screen is made anew, and this group on its way out
            return
        self._plan = self._planned()
        self.styles.grid_size_columns = self._plan.columns
        self.styles.grid_size_rows = self._plan.rows
        self.styles.grid_rows = str(self._plan.height)
        self.mount_all(Tile() for _ in range(self._plan.places - len(tiles)))
        if self._anew:
            here = (n for n, face in enumerate(self._faces) if face.mark == "here")
            self._page = next(here, 0) // max(1, self._plan.places - 1)
            self._anew = False
        self._page = min(self._page, self.pages - 1)
        self._draw()

    def _planned(self) -> _Plan:
        """The fewest columns with which all fit; else the most tiles that fit without a cut."""
        wide, high = self.size
        if self.app.has_class("-linear"):
            inside = max(1, wide - self.query_one(Tile).gutter.width)
            needs = max((len(wrap(face.spoken, inside)) for face in self._faces), default=1)
            return _Plan(1, max(1, high // needs), needs)
        count = max(1, len(self._faces))
        cell = self._cell.large if self.app.has_class("-large") else self._cell
        fewest = min(count, ceil(wide / cell.most[0]))
        most = max(1, wide // cell.least[0])
        plans = [self._with_columns(columns, cell) for columns in range(max(1, fewest), most + 1)]
        if not any(plan.places for plan in plans):  # the words need wider tiles than those
            plans = [self._with_columns(columns, cell) for columns in range(1, max(2, fewest))]
        whole = [plan for plan in plans if plan.places >= count]
        return whole[0] if whole else max(plans, key=lambda plan: plan.places)

    def _with_columns(self, columns: int, cell: Cell) -> _Plan:
        """As many rows as fit; none where a tile would be too narrow or too low for its words."""
        frame = self.query_one(Tile).gutter
        inside = max(1, self.size.width // columns - frame.width)
        faces = self._faces or (Face("", ""),)
        needs = max(cell.least[1], *(face.rows(inside) + frame.height for face in faces))
        if columns > 1 and any(face.widest > inside for face in faces):
            return _Plan(columns, 0, 1)
        rows = min(ceil(len(faces) / columns), self.size.height // needs)
        if columns == 1:
            rows = max(1, rows)
        height = self.size.height // max(1, rows)
        return _Plan(columns, rows, min(height, max(cell.most[1], needs)))

    def _draw(self) -> None:
        tiles = list(self.query_children(Tile))
        faces = self._shown()
        alone = not any(face.note or face.more for face in self._faces)
        for n, tile in enumerate(tiles):
            tile.display, tile.centred = n < len(faces), alone
            if n < len(faces):
                tile.face = faces[n]

    def _shown(self) -> list[Face]:
        if self.pages == 1:
            return list(self._faces)
        each = max(1, self._plan.places - 1)
        start = self._page * each
        page = f"{self._page + 1}/{self.pages}"
        return [*self._faces[start : start + each], Face(_MORE, tr("More …"), page)]

    @on(Tile.Pressed)
    def _pressed(self, pressed: Tile.Pressed) -> None:
        pressed.stop()
        if pressed.key == _MORE:
            self.action_turn(1)
        else:
            self.press(pressed.key)

    # -- keys ----------------------------------------------------------------------------------

    def action_turn(self, pages: int) -> None:
        """Turn the page, round and round."""
        self._page = (self._page + pages) % self.pages
        self._draw()
        if isinstance(self.app.focused, Tile) and not self.app.focused.display:
            self._visible()[-1].focus()

    def action_step(self, right: int, down: int) -> None:
        """Move the focus by a tile; over the edge it goes on to what stands there."""
        tiles = self._visible()
        focused = self.app.focused
        if not isinstance(focused, Tile) or focused not in tiles:
            return
        to = tiles.index(focused) + right + down * self._plan.columns
        if 0 <= to < len(tiles):
            tiles[to].focus()
        elif right + down > 0:
            self.screen.set_focus(tiles[-1])
            self.screen.focus_next()
        else:
            self.screen.set_focus(tiles[0])
            self.screen.focus_previous()

    def _visible(self) -> list[Tile]:
        return [tile for tile in self.query_children(Tile) if tile.display]
