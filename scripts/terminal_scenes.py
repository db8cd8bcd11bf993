"""Scenes at the kiosk and its board, played up to the moment that is to be drawn or looked at."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from terminal_props import Drawer, Lane, Place, Sold, Ways, ours, session
from terminal_stage import Scene, Still

from kiosk.crew import Door, SoldOut, Volume, set_pin
from kiosk.ui import Crew, KioskApp, Patience, SimulatedTerminal, Stage, Till
from kiosk.ui.confirmation import BoardApp
from kiosk.ui.screens.crew import CrewScreen
from kiosk.ui.screens.pin import PinScreen
from kiosk.ui.strings import speak

__all__ = ["NAMES", "Still", "played"]

SAID: Final = (
    "two cheeseburgers, no onions on either",
    "and a number five large with onion rings and a root beer no ice",
)


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
        register=Drawer(scene.sold),
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


async def _crew_amend(scene: Scene) -> None:
    await _crew(scene, "orders", "c", "amend")


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
    "crew-amend": _crew_amend,
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


def _kiosk(name: str, sold: Sold) -> KioskApp:
    """The place of that scene, with a card that fails twice."""
    speak("en")
    terminal = SimulatedTerminal(
        ("declined", "timed_out"), thinks_s=600 if name == "charging" else 0
    )
    return KioskApp(
        partial(session, sold, ELSEWHERE.get(name, "burger")),
        Place().opened if name in HEARING else None,
        patience=Patience(silence_s=600, payment_s=600, next_guest_s=600),
        till=Till(terminal),
    )


@asynccontextmanager
async def played(
    name: str, size: tuple[int, int], language: str = "en", sold: Sold = ours
) -> AsyncIterator[Still]:
    """The scene as it is to be drawn, in columns and rows; in another language that the guest has
    chosen at the end; with other menus of the same ids."""
    if name in BOARDS:
        lane = Lane(sold)
        speak(language)
        board = BoardApp(lane)
        async with board.run_test(size=size) as pilot:
            await lane.show(language, *BOARDS[name])
            still = Still(pilot, board)
            await still.settle()
            yield still
        return
    app = _kiosk(name, sold)
    async with app.run_test(size=size) as pilot:
        scene = Scene(pilot, app, sold)
        await SCENES[name](scene)
        if language != "en":
            await app.dress(language=language)
            await scene.settle()
        yield scene
