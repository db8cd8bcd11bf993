"""The hands and the voice of whoever stands at the kiosk in a scene."""

from __future__ import annotations

from terminal_props import Sold
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from kiosk.ui import Heard, KioskApp
from kiosk.ui.widgets.cart import CartLine
from kiosk.ui.widgets.tile import Face, Tile
from kiosk.ui.widgets.tiles import Tiles

__all__ = ["Scene", "Still"]


class Still:
    """An app that is to be drawn."""

    def __init__(self, pilot: Pilot[None], app: App[None]) -> None:
        self.pilot = pilot
        self.app = app

    async def settle(self) -> None:
        """Until everything is drawn."""
        for _ in range(4):
            await self.pilot.pause()

    async def hold_still(self) -> None:
        """Nothing blinks or flashes in a picture, nor on the screens that shine through."""
        for screen in self.app.screen_stack:
            for line in screen.query(Input):
                line.cursor_blink = False
            for passing in ("-flash", "-new"):
                screen.query(f".{passing}").remove_class(passing)
        await self.settle()


class Scene(Still):
    """The kiosk on its way to a scene."""

    def __init__(self, pilot: Pilot[None], app: KioskApp, sold: Sold) -> None:
        super().__init__(pilot, app)
        self.kiosk = app
        self.sold = sold

    async def say(self, *texts: str) -> None:
        """Each is a turn of the guest."""
        for text in texts:
            self.kiosk.conversation.hear(Heard(text))
            await self.settle()

    async def touch(self, *keys: str) -> None:
        """Tiles, by what they stand for, or by how that begins; on whatever page they are."""
        for key in keys:
            await self._press(await self.find(key))

    async def find(self, key: str) -> Tile:
        """One of these tiles, its page turned to."""
        await self.settle()
        faces = self._faces()
        exact = [face for face in faces if face.key == key]
        return await self._bring((exact or [f for f in faces if f.key.startswith(key)])[0])

    async def change_line(self, step: str) -> None:
        """Touch the first line of the cart, and the step whose name begins like that."""
        self.app.screen.query(CartLine).first().action_press()
        await self.settle()
        steps = self.app.screen.query_one("#steps", Tiles).faces
        await self._press(
            await self._bring(next(face for face in steps if face.name.startswith(step)))
        )

    def _faces(self) -> list[Face]:
        groups = self.app.screen.query(Tiles)
        alone = [tile.face for tile in self.app.screen.query(Tile) if tile.display]
        return [*alone, *(face for group in groups if group.display for face in group.faces)]

    async def _bring(self, face: Face) -> Tile:
        while (tile := self._tile(face)) is None:
            for group in self.app.screen.query(Tiles):
                if face in group.faces:
                    group.action_turn(1)
            await self.settle()
        return tile

    async def _press(self, tile: Tile) -> None:
        tile.focus()
        tile.action_press()
        await self.settle()

    def _tile(self, face: Face) -> Tile | None:
        tiles = [tile for tile in self.app.screen.query(Tile) if tile.display]
        return next((tile for tile in tiles if tile.face == face), None)

    async def press(self, *keys: str) -> None:
        """Keys of the keyboard."""
        await self.pilot.press(*keys)
        await self.settle()

    async def hear(self) -> None:
        """Open the ears of this place, and wait until they are."""
        while self.kiosk.conversation.intercom.microphone is None:
            await self.pilot.pause(0.02)
        await self.pilot.pause(0.2)  # the meter looks ten times a second
