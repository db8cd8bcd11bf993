"""How long a touch takes to be seen: the screen that guests have, with a finger and an eye."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import MouseDown, MouseUp
from textual.pilot import Pilot

from kiosk.board import FileBoard
from kiosk.dialog import Session
from kiosk.errors import KioskError
from kiosk.ui import KioskApp
from kiosk.ui.strings import tr
from kiosk.ui.widgets.tile import Tile

__all__ = ["touched_ms"]

_SIZES: Final = ((80, 24), (100, 32), (120, 40))
"""Columns and rows: the smallest screen, and what fills 15 inches."""
_PAUSE_S: Final = 0.2
"""Between two touches; a hurried guest takes longer."""
_PATIENCE_S: Final = 10.0
"""After which nothing comes of a touch any more."""
_CONTROL: Final = re.compile(r"\x1b\[[0-9;:?<>=]*[a-zA-Z]")


@dataclass(frozen=True, slots=True)
class _Touch:
    """One touch of a guest."""

    key: str
    """Of the tile."""
    shows: Sequence[str]
    """Words that stand on the screen only once it has done what was asked."""


_TOUCHES: Final = (
    _Touch("Burgers", ("▸ Burgers", "Hamburger", "Double")),
    _Touch("hamburger", ("Lettuce", "Add to order")),
    _Touch("lettuce_wrap", ("✓ Lettuce",)),
    _Touch("more", ("2", "Add to order")),
    _Touch("lead_on", ("Lettuce", "Subtotal", "Total")),
    _Touch("Sides", ("▸ Sides", "Onion")),
    _Touch("check_out", ("Is your order right?", "Yes, that is right")),
)
"""What every guest touches, on ``menus/burger.yaml``."""


async def touched_ms(new_session: Callable[[], Session], guests: int) -> list[float]:
    """Milliseconds from each touch to the last byte of what it changes on the screen.

    Every guest orders by touch, from the screen that invites them to the read-back, on screens of
    several sizes in turn; the order confirmation board is kept up to date meanwhile.

    Args:
        new_session: of Burger Barn, for each guest.
        guests: how many order on each screen, at least 1.

    Raises:
        KioskError: nothing came of a touch.
    """
    took: list[float] = []
    for size in _SIZES:
        with TemporaryDirectory() as folder:
            board = FileBoard(Path(folder))
            app = KioskApp(new_session, board=board)
            app.driver_class = _Glass
            try:
                await app.run_async(size=size, auto_pilot=partial(_order, app, guests, took))
            finally:
                board.close()
    return took


async def _order(app: KioskApp, guests: int, took: list[float], pilot: Pilot[None]) -> None:
    """What the guests do at one screen, from the moment at which it takes touches."""
    glass = app._driver
    assert isinstance(glass, _Glass)  # it was made by that class
    await pilot.pause()
    for _ in range(guests):
        took.append(await glass.drawn(("Check out",), partial(glass.touch, *glass.middle)))
        for touch in _TOUCHES:
            await asyncio.sleep(_PAUSE_S)
            finger = partial(glass.touch, *_place(app, touch.key))
            took.append(await glass.drawn(touch.shows, finger))
        await glass.drawn((tr("Touch to order"),), app.conversation.reset)
        await pilot.pause()
    app.exit()


class _Glass(HeadlessDriver):
    """A terminal whose screen is looked at, and touched, by this process."""

    def __init__(self, app: App[Any], **settings: Any) -> None:
        super().__init__(app, **settings)
        self._awaited: Sequence[str] = ()
        self._written = ""
        self._seen = asyncio.Event()

    @property
    def is_headless(self) -> bool:
        """No: everything is drawn as for a terminal."""
        return False

    @property
    def middle(self) -> tuple[int, int]:
        """Column and row."""
        columns, rows = self._get_terminal_size()
        return columns // 2, rows // 2

    def write(self, data: str) -> None:
        """See what is drawn; that which is awaited is looked for in all since the touch."""
        if self._seen.is_set():
            return
        self._written += _CONTROL.sub("", data)
        if all(words in self._written for words in self._awaited):
            self._seen.set()

    async def drawn(self, shows: Sequence[str], do: Callable[[], None]) -> float:
        """Milliseconds from ``do`` until all of ``shows`` was drawn.

        Raises:
            KioskError: it never was.
        """
        self._awaited, self._written = shows, ""
        self._seen.clear()
        began = perf_counter()
        do()
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await self._seen.wait()
        except TimeoutError as blind:
            raise KioskError(f"the screen never showed: {', '.join(shows)}") from blind
        return (perf_counter() - began) * 1000

    def touch(self, column: int, row: int) -> None:
        """A finger comes down and goes up."""
        for kind in (MouseDown, MouseUp):
            self.process_message(kind(None, column, row, 0, 0, 1, False, False, False, column, row))


def _place(app: KioskApp, key: str) -> tuple[int, int]:
    """Column and row of the middle of a tile.

    Raises:
        KioskError: it is not to be seen.
    """
    for tile in app.screen.query(Tile):
        if tile.display and tile.region and tile.face.key == key:
            return tile.region.x + tile.region.width // 2, tile.region.y + tile.region.height // 2
    raise KioskError(f"there is nothing to touch: {key}")
