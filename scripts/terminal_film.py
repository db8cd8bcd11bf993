"""Screens one after the other, as one SVG that moves where pictures may move."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from terminal_picture import readable
from textual.geometry import Region

__all__ = ["Film"]

_SVG: Final = "{http://www.w3.org/2000/svg}"
_CELL: Final = (12.2, 24.4)
"""Width and height of a letter's place."""
_BASE: Final = 18.5
"""How far below a row's top its letters stand."""
_MARGIN: Final = 10
_STYLE = re.compile(r"\.(terminal-\d+-r\d+) \{ (.*?) \}")


@dataclass(frozen=True)
class _Frame:
    seconds: float
    rows: tuple[str, ...]
    """The id of what is on each row of the screen."""
    finger: Region | None
    """What is touched, in cells."""


class Film:
    """Takes pictures of one app. A row that looks the same in many of them is kept once."""

    def __init__(self, columns: int, rows: int) -> None:
        self._size = columns * _CELL[0], rows * _CELL[1]
        self._frames: list[_Frame] = []
        self._still = 0
        self._styles: dict[str, str] = {}
        self._rows: dict[str, str] = {}

    def take(
        self, screenshot: str, seconds: float, finger: Region | None = None, *, still: bool = False
    ) -> None:
        """Add a screen.

        Args:
            screenshot: as ``App.export_screenshot`` gives it.
            seconds: how long it is seen.
            finger: where it is touched meanwhile, in cells.
            still: whether it is what is seen where nothing may move; else that is the first.
        """
        if still:
            self._still = len(self._frames)
        self._frames.append(_Frame(seconds, self._kept(readable(screenshot)), finger))

    def _kept(self, svg: str) -> tuple[str, ...]:
        named = {name: self._style(css) for name, css in _STYLE.findall(svg)}
        rows: dict[int, list[str]] = {}
        screen = ElementTree.fromstring(svg)  # noqa: S314  written by Textual just now
        for piece in screen.findall(f"./{_SVG}g[2]//"):
            if piece.tag == f"{_SVG}rect":
                row = round((float(piece.get("y", 0)) - 1.5) / _CELL[1])
                x, width, fill = piece.get("x"), piece.get("width"), piece.get("fill")
                drawn = f'<path fill="{fill}" d="M{x} 0h{width}v24.9h-{width}z"/>'
            elif piece.tag == f"{_SVG}text" and (words := (piece.text or "").strip("\n")):
                row = round((float(piece.get("y", 0)) - _BASE - 1.5) / _CELL[1])
                x, length = piece.get("x"), piece.get("textLength")
                style = named[piece.get("class", "")]
                drawn = (
                    f'<text class="{style}" x="{x}" y="{_BASE}" textLength="{length}">'
                    f"{escape(words)}</text>"
                )
            else:
                continue
            rows.setdefault(row, []).append(drawn)
        return tuple(self._row("".join(rows.get(at, ()))) for at in range(max(rows) + 1))

    def _style(self, css: str) -> str:
        return self._styles.setdefault(css, f"s{len(self._styles)}")

    def _row(self, drawn: str) -> str:
        return self._rows.setdefault(drawn, f"r{len(self._rows)}")

    def svg(self) -> str:
        """All of it, over and over."""
        whole = sum(frame.seconds for frame in self._frames)
        width, height = (side + 2 * _MARGIN for side in self._size)
        rules = [
            "text{font:20.27px 'DejaVu Sans Mono',monospace;white-space:pre}",
            *(f".{name}{{{css}}}" for css, name in self._styles.items()),
            ".f{visibility:hidden}",
            f"#f{self._still}{{visibility:visible}}",
        ]
        moving = [f".f{{animation:{whole:.2f}s step-end infinite}}"]
        begin = 0.0
        for number, frame in enumerate(self._frames):
            end = begin + frame.seconds
            at = [f"{100 * moment / whole:.3f}%" for moment in (begin, end)]
            seen = f"0%,{at[1]}{{visibility:hidden}}{at[0]}{{visibility:visible}}"
            moving.append(f"@keyframes k{number}{{{seen}}}#f{number}{{animation-name:k{number}}}")
            begin = end
        rules.append(f"@media (prefers-reduced-motion:no-preference){{{''.join(moving)}}}")
        kept = (f'<g id="{name}">{drawn}</g>' for drawn, name in self._rows.items())
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
                f' viewBox="0 0 {width:g} {height:g}">',
                *("<style>", *rules, "</style>"),
                *("<defs>", *kept, "</defs>"),
                f'<rect width="{width:g}" height="{height:g}" rx="8" fill="#292929"/>',
                f'<g transform="translate({_MARGIN} {_MARGIN})">',
                *(self._drawn(number, frame) for number, frame in enumerate(self._frames)),
                "</g>",
                "</svg>\n",
            ]
        )

    @staticmethod
    def _drawn(number: int, frame: _Frame) -> str:
        rows = "".join(
            f'<use href="#{row}" y="{at * _CELL[1]:g}"/>' for at, row in enumerate(frame.rows)
        )
        finger = ""
        if frame.finger is not None:
            x, y = frame.finger.center
            finger = (
                f'<circle cx="{x * _CELL[0]:g}" cy="{y * _CELL[1]:g}" r="22" fill="#fff" '
                'fill-opacity=".35" stroke="#fff" stroke-width="3"/>'
            )
        return f'<g class="f" id="f{number}">{rows}{finger}</g>'
