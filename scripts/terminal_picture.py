"""Draw every screen of the kiosk and its board: docs/screens/*.svg, docs/terminal.svg and .png.

Run: python scripts/terminal_picture.py [--size 120x40] [--theme dark] [--out FOLDER] [SCENE …]
The PNG takes rsvg-convert (Debian: librsvg2-bin). The scenes are those of the tests.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import re
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import time
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from kiosk.board import Seen, view_of, welcome
from kiosk.crew import Door, SoldOut, Volume, set_pin
from kiosk.dialog import Session, StandingClock
from kiosk.locations import checkout, menus_dir
from kiosk.menu import Menu, load_menu
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
from kiosk.ui.strings import speak
from kiosk.ui.themes import THEMES
from kiosk.ui.widgets.tile import Tile
from kiosk.understanding import Rules

_ROW = re.compile(
    r'(?P<open><text [^>]*?)x="(?P<x>[\d.]+)"(?P<y>[^>]*?)textLength="(?P<length>[\d.]+)"'
    r"(?P<close>[^>]*>)(?P<spaces>(?:&#160;)+)(?P<words>[^<]+)</text>"
)
_FONT_SIZE = "font-size: 20.27px"
"""At this size a letter of that font is as wide as a cell of the picture."""
SAID: Final = (
    "two cheeseburgers, no onions on either",
    "and a number five large with onion rings and a root beer no ice",
)
README: Final = "order"
"""The scene that stands in README."""


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

    async def press(self, *keys: str) -> None:
        """Keys of the keyboard."""
        await self.pilot.press(*keys)
        await self.settle()

    async def hear(self) -> None:
        """Open the ears of this place, and wait until they are."""
        while self.kiosk.conversation.microphone is None:
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

    async def show(self, *said: str) -> None:
        """The board after these words of a guest; before the first one where there are none."""
        session = _session()
        self._shown.put_nowait(Seen(welcome(session.menu, "en"), live=True))
        session.greet()
        for words in said:
            turn = await session.hear(words)
            self._shown.put_nowait(Seen(view_of(session, turn.reply, "en"), live=True))

    async def seen(self) -> AsyncIterator[Seen]:
        """See ``Feed``."""
        while True:
            yield await self._shown.get()


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


async def _ticket(scene: Scene) -> None:
    await _declined(scene)
    await scene.touch("card")


async def _still_there(scene: Scene) -> None:
    await _order(scene)
    scene.kiosk.conversation.prompt()
    await scene.settle()


async def _comfort(scene: Scene) -> None:
    await _order(scene)
    await scene.press("f2")


async def _spanish(scene: Scene) -> None:
    await scene.touch("es")
    await _order(scene)


async def _plain_list(scene: Scene) -> None:
    await _comfort(scene)
    await scene.touch("-linear", "close")


async def _listening(scene: Scene) -> None:
    await scene.hear()
    await scene.say(SAID[0])
    scene.kiosk.conversation.hearing.publish("and a number five large")
    await scene.settle()


async def _pin(scene: Scene) -> None:
    with TemporaryDirectory() as folder:
        set_pin(Path(folder), "4711")
        scene.app.push_screen(PinScreen(Door(Path(folder))))
        await scene.settle()
        await scene.touch("4", "7")


async def _crew(scene: Scene, page: str) -> None:
    nowhere = Path("no-such-folder")
    crew = Crew(
        Door(nowhere),
        SoldOut(nowhere, "burger"),
        Volume(nowhere),
        stages=lambda: [
            Stage("slm", "ready"),
            Stage("recogniser", "ready"),
            Stage("voice", "restarting", "1 x voice: killed by SIGKILL"),
        ],
        reload=lambda: None,
    )
    crew.sold_out.ids = frozenset({"veggie_burger", "mushroom"})
    await _order(scene)
    scene.app.push_screen(CrewScreen(scene.kiosk.conversation, crew))
    await scene.settle()
    await scene.touch(page)


async def _crew_sound(scene: Scene) -> None:
    await scene.hear()
    await _crew(scene, "sound")


SCENES: Final[dict[str, Callable[[Scene], Awaitable[None]]]] = {
    "attract": _attract,
    "order": _order,
    "customise": _customise,
    "meal": _meal,
    "review": _review,
    "name": _name,
    "table": _table,
    "pay": _pay,
    "declined": _declined,
    "ticket": _ticket,
    "still-there": _still_there,
    "comfort": _comfort,
    "spanish": _spanish,
    "plain-list": _plain_list,
    "listening": _listening,
    "pin": _pin,
    "crew-counter": partial(_crew, page="counter"),
    "crew-sold-out": partial(_crew, page="sold_out"),
    "crew-sound": _crew_sound,
    "crew-machine": partial(_crew, page="machine"),
}
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
def _rules() -> tuple[Menu, Rules]:
    menu = load_menu(menus_dir() / "burger.yaml")
    return menu, Rules(menu)


def _session() -> Session:
    """In the burger place at half past twelve, out of two things."""
    menu, rules = _rules()
    return Session(
        menu,
        rules,
        clock=StandingClock(time(12, 30)),
        sold_out=frozenset({"veggie_burger", "mushroom"}),
    )


def kiosk(*, hears: bool = False) -> KioskApp:
    """The burger place, with a card that fails once."""
    speak("en")
    return KioskApp(
        _session,
        Place().opened if hears else None,
        patience=Patience(silence_s=600, payment_s=600, next_guest_s=600),
        till=Till(SimulatedTerminal(("declined",), thinks_s=0)),
    )


@asynccontextmanager
async def played(name: str, size: tuple[int, int]) -> AsyncIterator[Still]:
    """The scene as it is to be drawn, in columns and rows."""
    if name in BOARDS:
        lane = Lane()
        speak("en")
        board = BoardApp(lane)
        async with board.run_test(size=size) as pilot:
            await lane.show(*BOARDS[name])
            still = Still(pilot, board)
            await still.settle()
            yield still
        return
    app = kiosk(hears=name in HEARING)
    async with app.run_test(size=size) as pilot:
        scene = Scene(pilot, app)
        await SCENES[name](scene)
        yield scene


def main() -> None:
    """Play the scenes and draw the last picture of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=", ".join(NAMES))
    parser.add_argument("--size", default="120x40", help="columns x rows")
    parser.add_argument("--theme", default="dark", choices=[theme.name for theme in THEMES])
    parser.add_argument("--out", type=Path, default=checkout() / "docs" / "screens")
    asked = parser.parse_args()
    columns, rows = (int(part) for part in asked.size.split("x"))
    asked.out.mkdir(parents=True, exist_ok=True)
    for name in asked.scenes or NAMES:
        picture = asyncio.run(_picture(name, columns, rows, asked.theme))
        files = [asked.out / f"{name}.svg"]
        files[0].write_text(picture)
        if name == README and not asked.scenes:
            svg, png = (checkout() / "docs" / f"terminal.{kind}" for kind in ("svg", "png"))
            svg.write_text(picture)
            subprocess.run(["rsvg-convert", "--zoom", "1.2", "-o", png, svg], check=True)
            files += [svg, png]
        print(*files, sep="\n")


async def _picture(name: str, columns: int, rows: int, theme: str) -> str:
    async with played(name, (columns, rows)) as still:
        still.app.theme = theme
        await still.hold_still()
        return _readable(still.app.export_screenshot(title=_rules()[0].name))


def _readable(svg: str) -> str:
    """The picture without fonts from the network, and with spaces that every viewer keeps.

    Some drop the hard spaces that a row begins with: the row is moved to where its words begin.
    """
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono").replace("font-size: 20px", _FONT_SIZE)

    def moved(found: re.Match[str]) -> str:
        spaces = found["spaces"].count("&#160;")
        width = float(found["length"]) / (spaces + len(html.unescape(found["words"])))
        x, length = float(found["x"]) + spaces * width, float(found["length"]) - spaces * width
        return (
            f'{found["open"]}x="{x:.1f}"{found["y"]}textLength="{length:.1f}"{found["close"]}'
            + (found["words"] + "</text>")
        )

    return _ROW.sub(moved, svg)


if __name__ == "__main__":
    main()
