"""A guest's hands at the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.pilot import Pilot
from textual.widget import Widget

from kiosk.ui.widgets.cart import CartLine
from kiosk.ui.widgets.tile import Tile

from .seen import screen_text, sees

PIN: Final = "4711"
"""That of the crew."""


@dataclass
class Hand:
    """Touches what it reads, and counts its touches."""

    pilot: Pilot[None]
    touches: int = 0

    async def touch(self, words: str, *, within_s: float = 5) -> None:
        """Touch the tile, or the line of the cart, that begins with ``words``."""
        for _ in range(round(within_s / 0.05)):
            await self.pilot.pause()
            there = self._find(words)
            if there is not None and await self.pilot.click(there):
                self.touches += 1
                await self.pilot.pause()
                return
            await self.pilot.pause(0.05)
        raise AssertionError(
            "\n".join([f"nothing to touch: {words}", *screen_text(self.pilot.app)])
        )

    async def anywhere(self) -> None:
        """Touch the middle of the screen."""
        await self.pilot.click()
        self.touches += 1
        await self.pilot.pause()

    def tile(self, words: str) -> Tile | None:
        """The tile that says ``words`` or begins with them, where it is to be seen."""
        tiles = [t for t in self.pilot.app.screen.query(Tile) if t.display and t.region]
        exact = next((t for t in tiles if t.face.name == words), None)
        return exact or next((t for t in tiles if t.face.name.startswith(words)), None)

    def _find(self, words: str) -> Widget | None:
        lines = self.pilot.app.screen.query(CartLine)
        line = next((x for x in lines if x.rows and x.rows[0].text == words and x.region), None)
        return line or self.tile(words)


async def go_behind(pilot: Pilot[None]) -> Hand:
    """F9 and the PIN, by touch."""
    hand = Hand(pilot)
    await pilot.press("f9")
    await sees(pilot, "PIN of the crew")
    for digit in PIN:
        await hand.touch(digit)
    await hand.touch("Done")
    await sees(pilot, "Machine", "Back")
    return hand
