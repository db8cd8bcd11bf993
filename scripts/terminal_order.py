"""Draw an order at the kiosk, from the first word to the ticket, into docs/screens/order.svg.

It is played at the real screen: what is said comes as from a recogniser, word by word, and is
understood by the rules; what is touched is touched.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

from terminal_film import Film
from terminal_props import Place, ours, session
from terminal_stage import Scene

from kiosk.locations import checkout
from kiosk.ui import Heard, KioskApp, Lost, Partial, Patience, SimulatedTerminal, Till
from kiosk.ui.strings import speak

COLUMNS: Final = 100
ROWS: Final = 36
WORD_S: Final = 0.22
"""How long a guest takes to say a word."""
READ_S: Final = 2.4
"""How long it takes to read what became of it."""
TOUCH_S: Final = 0.7
"""How long a finger is seen."""


class Counter(Place):
    """Where a guest speaks when it is time."""

    def __init__(self) -> None:
        self.said: asyncio.Queue[Heard | Partial | Lost] = asyncio.Queue()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Counter]:
        """With nothing to open."""
        yield self

    async def heard(self) -> AsyncIterator[Heard | Partial | Lost]:
        """See ``Sound``."""
        while True:
            yield await self.said.get()
            self.said.task_done()


class Guest:
    """Speaks and touches, and is filmed."""

    def __init__(self, scene: Scene, counter: Counter) -> None:
        self.film = Film(COLUMNS, ROWS)
        self._scene = scene
        self._counter = counter

    async def looks(self, seconds: float, *, still: bool = False) -> None:
        """At what is on the screen."""
        await self._scene.settle()
        await self._scene.hold_still()
        self.film.take(self._scene.app.export_screenshot(), seconds, still=still)

    async def says(self, text: str, *, still: bool = False) -> None:
        """Word by word; then reads the answer."""
        words = text.split()
        for many in range(1, len(words) + 1):
            await self._counter.said.put(Partial(" ".join(words[:many])))
            await self._counter.said.join()
            await self.looks(WORD_S)
        await self._counter.said.put(Heard(text))
        await self._counter.said.join()
        await self._scene.kiosk.conversation.answered()
        await self.looks(READ_S, still=still)

    async def touches(self, key: str, seconds: float = TOUCH_S) -> None:
        """Something; then looks at what became of it."""
        tile = await self._scene.find(key)
        self.film.take(self._scene.app.export_screenshot(), TOUCH_S, tile.region)
        await self._scene.touch(key)
        await self._scene.kiosk.conversation.answered()
        await self.looks(seconds)


async def order(guest: Guest) -> None:
    """A lunch for three, by voice and by finger."""
    await guest.looks(1.5)
    await guest.touches("en", READ_S)
    await guest.says("two cheeseburgers, no onions on either")
    await guest.says("and a number five large with onion rings and a root beer no ice", still=True)
    await guest.touches("Burgers")
    await guest.touches("bacon_cheeseburger")
    await guest.touches("1")
    await guest.touches("jalapeno")
    await guest.touches("how:on_the_side", READ_S)
    await guest.touches("lead_on", READ_S)
    await guest.says("that's all")
    await guest.touches("take_away")
    await guest.touches("right")
    await guest.touches("card", 2 * READ_S)


async def drawn() -> str:
    """The film."""
    speak("en")
    counter = Counter()
    app = KioskApp(
        partial(session, ours, "burger"),
        counter.opened,
        patience=Patience(silence_s=600, payment_s=600, next_guest_s=600),
        till=Till(SimulatedTerminal(thinks_s=0)),
    )
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        scene = Scene(pilot, app, ours)
        await scene.hear()
        guest = Guest(scene, counter)
        await order(guest)
    return guest.film.svg()


def main() -> None:
    """Play the order and keep its film."""
    file = checkout() / "docs" / "screens" / "order.svg"
    file.write_text(asyncio.run(drawn()), encoding="utf-8")
    print(file)


if __name__ == "__main__":
    main()
