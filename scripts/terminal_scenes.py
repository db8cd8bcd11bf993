"""Scenes at the kiosk and its board, played up to the moment that is to be drawn or looked at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from kiosk.board import Seen, view_of, welcome
from kiosk.crew import Amendment, Condition, Delivery, Door, Sale, SoldOut, Volume, set_pin
from kiosk.dialog import Session, StandingClock
from kiosk.errors import DeliveryError
from kiosk.locations import menus_dir
from kiosk.menu import Menu, load_menu
from kiosk.order.notation import parse_cart
from kiosk.ui import (
    Crew,
    Heard,
    KioskApp,
    Lost,
    Partial,
    Patience,
    SimulatedTerminal,
    Stage,
    Till,
)
from kiosk.ui.confirmation import BoardApp
from kiosk.ui.screens.crew import CrewScreen
from kiosk.ui.screens.pin import PinScreen
from kiosk.ui.strings import speak, tr
from kiosk.ui.widgets.cart import CartLine
from kiosk.ui.widgets.tile import Tile
from kiosk.ui.widgets.tiles import Tiles
from kiosk.understanding import Rules

__all__ = ["NAMES", "Still", "played"]

SAID: Final = (
    "two cheeseburgers, no onions on either",
    "and a number five large with onion rings and a root beer no ice",
)


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

    def __init__(self, pilot: Pilot[None], app: KioskApp) -> None:
        super().__init__(pilot, app)
        self.kiosk = app

    async def say(self, *texts: str) -> None:
        """Each is a turn of the guest."""
        for text in texts:
            self.kiosk.conversation.hear(Heard(text))
            await self.settle()

    async def touch(self, *keys: str) -> None:
        """Tiles, by what they stand for."""
        for key in keys:
            await self.settle()
            tiles = [t for t in self.app.screen.query(Tile) if t.display and t.face.key == key]
            tiles[0].focus()
            tiles[0].action_press()
            await self.settle()

    async def change_line(self, step: str) -> None:
        """Touch the first line of the cart, and the step of that name."""
        self.app.screen.query(CartLine).first().action_press()
        await self.settle()
        steps = self.app.screen.query_one("#steps", Tiles)
        while (key := self._key(step)) is None:
            steps.action_turn(1)
            await self.settle()
        await self.touch(key)

    def _key(self, name: str) -> str | None:
        tiles = [tile for tile in self.app.screen.query(Tile) if tile.display]
        return next((tile.face.key for tile in tiles if tile.face.name == name), None)

    async def press(self, *keys: str) -> None:
        """Keys of the keyboard."""
        await self.pilot.press(*keys)
        await self.settle()

    async def hear(self) -> None:
        """Open the ears of this place, and wait until they are."""
        while self.kiosk.conversation.intercom.microphone is None:
            await self.pilot.pause(0.02)
        await self.pilot.pause(0.2)  # the meter looks ten times a second


class Place:
    """A microphone before which a guest is in the middle of a sentence."""

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

    def __init__(self) -> None:
        self._shown: asyncio.Queue[Seen] = asyncio.Queue()

    async def show(self, language: str, *said: str) -> None:
        """The board after these words of a guest; before the first one where there are none."""
        session = _session("burger")
        self._shown.put_nowait(Seen(welcome(session.menu, language), live=True))
        session.greet()
        for words in said:
            turn = await session.hear(words)
            view = view_of(session, turn.reply, language, tr)
            self._shown.put_nowait(Seen(view, live=True))

    async def seen(self) -> AsyncIterator[Seen]:
        """See ``Feed``."""
        while True:
            yield await self._shown.get()


class Drawer:
    """Orders of this noon, and where they went: the printer of the kitchen is out of paper."""

    printers = ("Kitchen", "Counter")

    async def latest(self) -> Sequence[Sale]:
        """See ``Register``."""
        menu, _ = _rules("burger")
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
        raise NotImplementedError  # no scene goes on to it


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


async def _attract(scene: Scene) -> None:
    await scene.settle()


async def _order(scene: Scene) -> None:
    await scene.say(*SAID)
    await scene.touch("Burgers")


async def _customise(scene: Scene) -> None:
    await _order(scene)
    await scene.touch("bacon_cheeseburger", "1", "jalapeno", "how:on_the_side")


async def _meal(scene: Scene) -> None:
    await scene.press("enter")
    await scene.touch("barn_burger_meal")


async def _slots(scene: Scene) -> None:
    """The drink of a meal, its size chosen and its side changed."""
    await _meal(scene)
    await scene.touch("2")


async def _halves(scene: Scene) -> None:
    await scene.say("a large cheese pizza with pepperoni on the left half and extra mushrooms")
    await scene.change_line("Toppings")
    await scene.touch("italian_sausage", "half:right")


async def _counts(scene: Scene) -> None:
    await scene.say("a large iced latte with oat milk and two pumps of vanilla")
    await scene.change_line("Syrups")
    await scene.touch("caramel", "count:1")


async def _review(scene: Scene) -> None:
    await scene.say(*SAID, "that's all")
    await scene.touch("take_away")


async def _name(scene: Scene) -> None:
    await _review(scene)
    await scene.touch("name", "J", "O", "S", "\N{ACUTE ACCENT}")


async def _table(scene: Scene) -> None:
    await _review(scene)
    await scene.touch("table", "1", "7")


async def _pay(scene: Scene) -> None:
    await _review(scene)
    await scene.touch("right")


async def _declined(scene: Scene) -> None:
    await _pay(scene)
    await scene.touch("card")


async def _timed_out(scene: Scene) -> None:
    await _declined(scene)
    await scene.touch("card")


async def _charging(scene: Scene) -> None:
    await _declined(scene)  # here the terminal takes its time to say so


async def _ticket(scene: Scene) -> None:
    await _timed_out(scene)
    await scene.touch("card")


async def _still_there(scene: Scene) -> None:
    await _order(scene)
    scene.kiosk.conversation.prompt()
    await scene.settle()


async def _comfort(scene: Scene) -> None:
    await _order(scene)
    await scene.press("f2")


async def _attract_spanish(scene: Scene) -> None:
    await scene.kiosk.dress(language="es")
    await scene.settle()


async def _large(scene: Scene) -> None:
    await _comfort(scene)
    await scene.touch("-large", "close")


async def _plain_line(scene: Scene) -> None:
    await _plain_list(scene)
    await scene.touch("bacon_cheeseburger", "1", "jalapeno")


async def _plain_review(scene: Scene) -> None:
    await _plain_list(scene)
    await scene.say("that's all")


async def _spanish(scene: Scene) -> None:
    await scene.touch("es")
    await _order(scene)


async def _plain_list(scene: Scene) -> None:
    await _comfort(scene)
    await scene.touch("-linear", "close")


async def _listening(scene: Scene) -> None:
    await scene.hear()
    await scene.say(SAID[0])
    scene.kiosk.conversation.intercom.hearing.publish("and a number five large")
    await scene.settle()


async def _pin(scene: Scene) -> None:
    with TemporaryDirectory() as folder:
        set_pin(Path(folder), "4711")
        scene.app.push_screen(PinScreen(Door(Path(folder))))
        await scene.settle()
        await scene.touch("4", "7")


async def _crew(scene: Scene, *pages: str) -> None:
    nowhere = Path("no-such-folder")
    crew = Crew(
        Door(nowhere),
        SoldOut(nowhere, "burger"),
        Volume(nowhere),
        stages=lambda: [
            Stage("slm", "ready"),
            Stage("recogniser", "ready"),
            Stage("voice", "restarting", 1, "voice: killed by SIGKILL"),
        ],
        reload=lambda: None,
        register=Drawer(),
        deliveries=Ways(),
    )
    crew.sold_out.ids = frozenset({"veggie_burger", "mushroom"})
    await _order(scene)
    scene.app.push_screen(CrewScreen(scene.kiosk.conversation, crew))
    await scene.settle()
    await scene.touch(*pages)


async def _crew_page(scene: Scene, page: str) -> None:
    await _crew(scene, page)


async def _crew_orders(scene: Scene) -> None:
    await _crew(scene, "orders", "c")


async def _crew_outbox(scene: Scene) -> None:
    await _crew(scene, "deliveries", "Kitchen")


async def _crew_sound(scene: Scene) -> None:
    await scene.hear()
    await _crew(scene, "machine", "sound")


SCENES: Final[dict[str, Callable[[Scene], Awaitable[None]]]] = {
    "attract": _attract,
    "attract-spanish": _attract_spanish,
    "order": _order,
    "customise": _customise,
    "halves": _halves,
    "counts": _counts,
    "meal": _meal,
    "slots": _slots,
    "review": _review,
    "name": _name,
    "table": _table,
    "pay": _pay,
    "charging": _charging,
    "declined": _declined,
    "timed-out": _timed_out,
    "ticket": _ticket,
    "still-there": _still_there,
    "comfort": _comfort,
    "spanish": _spanish,
    "large": _large,
    "plain-list": _plain_list,
    "plain-line": _plain_line,
    "plain-review": _plain_review,
    "listening": _listening,
    "pin": _pin,
    "crew-counter": partial(_crew_page, page="counter"),
    "crew-sold-out": partial(_crew_page, page="sold_out"),
    "crew-orders": _crew_orders,
    "crew-outbox": _crew_outbox,
    "crew-sound": _crew_sound,
    "crew-machine": partial(_crew_page, page="machine"),
}
ELSEWHERE: Final = {"halves": "pizza", "counts": "coffee"}
"""The menu of scenes that are not at the burger place."""
HEARING: Final = ("listening", "crew-sound")
"""Scenes with a microphone."""
BOARDS: Final[dict[str, tuple[str, ...]]] = {
    "board-welcome": (),
    "board": SAID,
    "board-read-back": (*SAID, "that's all"),
    "board-thanks": (*SAID, "that's all", "yes"),
}
"""What was said before the order confirmation board looks like that."""
NAMES: Final = (*SCENES, *BOARDS)


@cache
def _rules(name: str) -> tuple[Menu, Rules]:
    menu = load_menu(menus_dir() / f"{name}.yaml")
    return menu, Rules(menu)


def _session(name: str) -> Session:
    """At half past twelve, out of two things that one of the menus has."""
    menu, rules = _rules(name)
    out = frozenset({"veggie_burger", "mushroom"}) if name == "burger" else frozenset()
    return Session(menu, rules, clock=StandingClock(time(12, 30)), sold_out=out)


def _kiosk(name: str) -> KioskApp:
    """The place of that scene, with a card that fails twice."""
    speak("en")
    terminal = SimulatedTerminal(
        ("declined", "timed_out"), thinks_s=600 if name == "charging" else 0
    )
    return KioskApp(
        partial(_session, ELSEWHERE.get(name, "burger")),
        Place().opened if name in HEARING else None,
        patience=Patience(silence_s=600, payment_s=600, next_guest_s=600),
        till=Till(terminal),
    )


@asynccontextmanager
async def played(name: str, size: tuple[int, int], language: str = "en") -> AsyncIterator[Still]:
    """The scene as it is to be drawn, in columns and rows; in another language that the guest has
    chosen at the end."""
    if name in BOARDS:
        lane = Lane()
        speak(language)
        board = BoardApp(lane)
        async with board.run_test(size=size) as pilot:
            await lane.show(language, *BOARDS[name])
            still = Still(pilot, board)
            await still.settle()
            yield still
        return
    app = _kiosk(name)
    async with app.run_test(size=size) as pilot:
        scene = Scene(pilot, app)
        await SCENES[name](scene)
        if language != "en":
            await app.dress(language=language)
            await scene.settle()
        yield scene
