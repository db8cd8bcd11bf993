"""Draw screens of the kiosk and its board into docs/screens.

Run: python scripts/terminal_picture.py [--size 120x40] [--theme dark] [--out FOLDER] [SCENE …]
It takes rsvg-convert (Debian: librsvg2-bin). The scenes are those of the tests.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import re
import subprocess
from pathlib import Path
from typing import Final

from terminal_scenes import NAMES, played

from kiosk.locations import checkout
from kiosk.ui.themes import THEMES

_ROW = re.compile(
    r'(?P<open><text [^>]*?)x="(?P<x>[\d.]+)"(?P<y>[^>]*?)textLength="(?P<length>[\d.]+)"'
    r"(?P<close>[^>]*>)(?P<spaces>(?:&#160;)+)(?P<words>[^<]+)</text>"
)
_FONT_SIZE = "font-size: 20.27px"
"""At this size a letter of that font is as wide as a cell of the picture."""
SHOWN: Final = ("customise", "halves", "review", "spanish", "board")
"""The scenes that stand in README and the docs."""


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
    for name in asked.scenes or SHOWN:
        svg = asyncio.run(_picture(name, columns, rows, asked.theme))
        file = asked.out / f"{name}.png"
        subprocess.run(
            ["rsvg-convert", "--zoom", "1.2", "-o", file], input=svg.encode(), check=True
        )
        print(file)


async def _picture(name: str, columns: int, rows: int, theme: str) -> str:
    async with played(name, (columns, rows)) as still:
        still.app.theme = theme
        await still.hold_still()
        return readable(still.app.export_screenshot(title="Kiosk"))


def readable(svg: str) -> str:
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
