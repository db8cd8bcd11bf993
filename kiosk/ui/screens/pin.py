"""The door to the crew's screens."""

from __future__ import annotations

import asyncio
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from kiosk.crew import Door
from kiosk.errors import StoreError
from kiosk.ui.screens.opened import close
from kiosk.ui.strings import tr
from kiosk.ui.widgets.tile import Face
from kiosk.ui.widgets.tiles import Cell, Tiles

__all__ = ["PinScreen"]

_KEY: Final = Cell(least=(12, 3), most=(16, 3))
_AWAY_S: Final = 20.0
"""After which the door closes by itself, in seconds."""
_MOST: Final = 12


class PinScreen(ModalScreen[bool]):
    """Takes a PIN by touch or key; its result is whether it was right."""

    AUTO_FOCUS = ""
    """Nothing: Enter after the digits is the end of the PIN."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]

    def __init__(self, door: Door) -> None:
        super().__init__()
        self._door = door
        self._pin = ""

    def compose(self) -> ComposeResult:
        """What is asked, how many digits there are, the keys."""
        with Vertical(classes="dialog"):
            yield Static("", id="asked", markup=False)
            yield Static("", id="digits")
            yield Tiles(_KEY, id="keypad")

    def on_mount(self) -> None:
        """Lay out the keys; close when nobody touches them."""
        keys = [Face(digit, digit) for digit in "123456789"]
        keys += [Face("clear", tr("Clear")), Face("0", "0"), Face("enter", tr("Done"))]
        self.query_one("#keypad", Tiles).show(keys)
        if not self._door.has_pin:
            self._say(tr("No PIN is set. Run: kiosk crew pin"))
        else:
            self._say(tr("PIN of the crew"))
        self._away = self.set_timer(_AWAY_S, self.action_close)

    def action_close(self) -> None:
        """Back to the guest."""
        close(self, False)

    async def on_key(self, key: Key) -> None:
        """Digits, backspace, Enter; Enter at a tile is that tile's."""
        if key.character and key.character.isdigit():
            await self._press(key.character)
        elif key.key == "backspace":
            self._take(self._pin[:-1])
        elif key.key == "enter":
            await self._press("enter")

    @on(Tiles.Pressed, "#keypad")
    async def _touched(self, pressed: Tiles.Pressed) -> None:
        await self._press(pressed.key)

    async def _press(self, key: str) -> None:
        self._away.reset()
        if key == "clear":
            self._take("")
        elif key == "enter":
            await self._knock()
        elif len(self._pin) < _MOST:
            self._take(self._pin + key)

    async def _knock(self) -> None:
        pin = self._pin
        self._take("")
        if not self._door.has_pin:
            return
        try:
            shut = await asyncio.to_thread(self._door.knock, pin)
        except StoreError as unread:
            self._say(str(unread))
            return
        if shut is None:
            close(self, True)
        elif shut.wait_s:
            self._say(tr("Wrong too often. Try again in {n} seconds.", n=shut.wait_s))
        else:
            self._say(tr("That is not the PIN."))

    def _take(self, pin: str) -> None:
        self._pin = pin
        self.query_one("#digits", Static).update("●" * len(pin))

    def _say(self, words: str) -> None:
        self.query_one("#asked", Static).update(words)
