"""What stands around the kiosk in a scene: a menu, a microphone, a lane, printers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time
from functools import cache, partial

from kiosk.board import Seen, view_of, welcome
from kiosk.crew import Amendment, Condition, Delivery, Sale
from kiosk.dialog import Session, StandingClock
from kiosk.errors import DeliveryError
from kiosk.locations import menus_dir
from kiosk.menu import Menu, load_menu
from kiosk.order.engine import Order
from kiosk.order.notation import parse_cart
from kiosk.ui import Heard, Lost, Partial
from kiosk.ui.strings import tr
from kiosk.understanding import Rules

__all__ = ["Drawer", "Lane", "Place", "Sold", "Ways", "ours", "session"]

Sold = Callable[[str], tuple[Menu, Rules]]
"""A menu by its name, and the rules that understand it."""


@cache
def ours(name: str) -> tuple[Menu, Rules]:
    """One of the menus that come with the kiosk."""
    menu = load_menu(menus_dir() / f"{name}.yaml")
    return menu, Rules(menu)


def session(sold: Sold, name: str) -> Session:
    """At half past twelve, out of two things that one of the menus has."""
    menu, rules = sold(name)
    out = frozenset({"veggie_burger", "mushroom"}) if name == "burger" else frozenset()
    return Session(menu, rules, clock=StandingClock(time(12, 30)), sold_out=out)


class Place:
    """A microphone before which a guest is in the middle of a sentence."""

    speaks = "en"
    microphone = "Counter microphone"
    missing: tuple[str, ...] = ()
    level_db = -31.0
    volume = 80

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Place]:
        """With nothing to open."""
        yield self

    async def heard(self) -> AsyncIterator[Heard | Partial | Lost]:
        """The first words, and no end of them."""
        yield Partial("and a number five large")
        await asyncio.Event().wait()

    async def speak(self, text: str, *, slowly: bool = False) -> None:
        """In no time."""


class Lane:
    """What the board is shown."""

    def __init__(self, sold: Sold) -> None:
        self._sold = sold
        self._shown: asyncio.Queue[Seen] = asyncio.Queue()

    async def show(self, language: str, *said: str) -> None:
        """The board after these words of a guest; before the first one where there are none."""
        car = session(self._sold, "burger")
        car.language = language
        self._shown.put_nowait(Seen(welcome(car.menu, language), live=True))
        car.greet()
        for words in said:
            turn = await car.hear(words)
            view = view_of(car, turn.reply, language, tr)
            self._shown.put_nowait(Seen(view, live=True))

    async def seen(self) -> AsyncIterator[Seen]:
        """See ``Feed``."""
        while True:
            yield await self._shown.get()


class Drawer:
    """Orders of this noon."""

    def __init__(self, sold: Sold) -> None:
        self._sold = sold

    async def latest(self) -> Sequence[Sale]:
        """See ``Register``."""
        menu, _ = self._sold("burger")
        placed = parse_cart(menu, ("2 cheeseburger -onion", "1 coke +large"))
        void = parse_cart(menu, ("1 hamburger",))
        noon = datetime(2026, 5, 4, 12, 17, tzinfo=UTC)
        return [
            Sale("c", noon, "placed", menu, placed, 18, 2),
            Sale("b", noon, "void", menu, void, 17),
            Sale("a", noon, "abandoned", menu, void),
        ]

    async def void(self, sale: Sale) -> None:
        """See ``Register``."""

    async def amend(self, sale: Sale) -> Amendment:
        """See ``Register``."""
        opened = session(self._sold, "burger")
        opened.resume(Order(sale.cart))
        return Amendment(sale, opened, partial(self.void, sale))  # no scene goes on to its end


class Ways:
    """See ``Deliveries``."""

    printers = ("Kitchen",)

    async def latest(self) -> Sequence[Delivery]:
        """See ``Deliveries``."""
        since = datetime(2026, 5, 4, 12, 17, tzinfo=UTC)
        return [
            Delivery("Kitchen", 3, 1, since, "Kitchen: out of paper"),
            Delivery("Counter"),
        ]

    async def look(self, name: str) -> Condition:
        """See ``Deliveries``."""
        return Condition(f"printer {name}: out of paper")

    async def resend(self, name: str) -> int:
        """See ``Deliveries``."""
        return 1

    async def print_again(self, sale: Sale) -> None:
        """See ``Deliveries``."""
        raise DeliveryError("out of paper")
