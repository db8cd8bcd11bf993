"""Draw every screen of the kiosk: docs/screens/*.svg, and docs/terminal.svg and .png for README.

Run: python scripts/terminal_picture.py [--size 120x40] [--theme dark] [--out FOLDER] [SCENE …]
The PNG takes rsvg-convert (Debian: librsvg2-bin). The scenes are those of the tests.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import re
import subprocess
from collections.abc import Awaitable, Callable
from datetime import time
from pathlib import Path
from typing import Final

from textual.pilot import Pilot
from textual.widgets import Input

from kiosk.dialog import Session, StandingClock
from kiosk.locations import checkout, menus_dir
from kiosk.menu import load_menu
from kiosk.ui import Heard, KioskApp, Patience, SimulatedTerminal, Till
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


class Scene:
    """The kiosk on its way to a scene."""

    def __init__(self, pilot: Pilot[None], app: KioskApp) -> None:
        self.pilot = pilot
        self.app = app

    async def say(self, *texts: str) -> None:
        """Each is a turn of the guest."""
        for text in texts:
            self.app.conversation.hear(Heard(text))
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

    async def settle(self) -> None:
        """Until everything is drawn."""
        for _ in range(4):
            await self.pilot.pause()

    async def hold_still(self) -> None:
        """Nothing blinks or flashes in a picture, nor on the screens that shine through."""
        for screen in self.app.screen_stack:
            for line in screen.query(Input):
                line.cursor_blink = False
            screen.query(".-flash").remove_class("-flash")
        await self.settle()


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
    scene.app.conversation.prompt()
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
}


def kiosk() -> KioskApp:
    """The burger place at half past twelve, out of two things, with a card that fails once."""
    menu = load_menu(menus_dir() / "burger.yaml")
    rules = Rules(menu)
    speak("en")
    return KioskApp(
        lambda: Session(
            menu,
            rules,
            clock=StandingClock(time(12, 30)),
            sold_out=frozenset({"veggie_burger", "mushroom"}),
        ),
        patience=Patience(silence_s=600, payment_s=600, next_guest_s=600),
        till=Till(SimulatedTerminal(("declined",), thinks_s=0)),
    )


def main() -> None:
    """Play the scenes and draw the last picture of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=", ".join(SCENES))
    parser.add_argument("--size", default="120x40", help="columns x rows")
    parser.add_argument("--theme", default="dark", choices=[theme.name for theme in THEMES])
    parser.add_argument("--out", type=Path, default=checkout() / "docs" / "screens")
    asked = parser.parse_args()
    columns, rows = (int(part) for part in asked.size.split("x"))
    asked.out.mkdir(parents=True, exist_ok=True)
    for name in asked.scenes or SCENES:
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
    app = kiosk()
    async with app.run_test(size=(columns, rows)) as pilot:
        app.theme = theme
        scene = Scene(pilot, app)
        await SCENES[name](scene)
        await scene.hold_still()
        return _readable(app.export_screenshot(title=app.conversation.session.menu.name))


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
