"""Draw docs/terminal.svg and docs/terminal.png: the screen in the middle of a real order.

Run: python scripts/terminal_picture.py [--size 120x35] [--out docs/terminal]
The PNG takes rsvg-convert (Debian: librsvg2-bin).
"""

from __future__ import annotations

import argparse
import asyncio
import html
import re
import subprocess
from datetime import time
from pathlib import Path

from kiosk.dialog import Session, StandingClock
from kiosk.locations import checkout, menus_dir
from kiosk.menu import load_menu
from kiosk.ui import KioskApp
from kiosk.understanding import Rules

_ROW = re.compile(
    r'(?P<open><text [^>]*?)x="(?P<x>[\d.]+)"(?P<y>[^>]*?)textLength="(?P<length>[\d.]+)"'
    r"(?P<close>[^>]*>)(?P<spaces>(?:&#160;)+)(?P<words>[^<]+)</text>"
)
_FONT_SIZE = "font-size: 20.27px"
"""At this size a letter of that font is as wide as a cell of the picture."""
SAID = (
    "hi can i get two cheeseburgers no onions on either",
    "and a number five large with onion rings and a root beer no ice",
    "add a ten piece nugget with ranch and barbecue",
    "a coke",
)


def main() -> None:
    """Play the order and draw the last picture of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="120x35", help="columns x rows")
    parser.add_argument("--out", type=Path, default=checkout() / "docs" / "terminal")
    asked = parser.parse_args()
    columns, rows = (int(part) for part in asked.size.split("x"))
    svg = asked.out.with_suffix(".svg")
    svg.write_text(asyncio.run(_picture(columns, rows)))
    png = asked.out.with_suffix(".png")
    subprocess.run(["rsvg-convert", "--zoom", "1.2", "-o", png, svg], check=True)
    print(f"{svg}\n{png}")


async def _picture(columns: int, rows: int) -> str:
    menu = load_menu(menus_dir() / "burger.yaml")
    rules = Rules(menu)
    app = KioskApp(lambda: Session(menu, rules, clock=StandingClock(time(12, 30))))
    async with app.run_test(size=(columns, rows)) as pilot:
        for text in SAID:
            await pilot.press(*("space" if key == " " else key for key in text), "enter")
            await pilot.pause(0.3)
        await pilot.pause(0.5)
        return _readable(app.export_screenshot(title=menu.name))


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
