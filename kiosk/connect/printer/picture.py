"""A ticket as a picture: the same bytes that the printer gets, drawn dot for dot as it would."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from kiosk.connect.printer.reading import Letter, Printed, read_codes

__all__ = ["picture"]

_CELL: Final = (12, 24)
"""Dots of one small letter, across and down: font A of a receipt printer."""
_LEADING: Final = 6
"""Dots between two rows."""
_MARGIN: Final = 16
_PAPER: Final = 255
_INK: Final = 0
_FONTS: Final = ("DejaVuSansMono.ttf", "LiberationMono-Regular.ttf", "NotoSansMono-Regular.ttf")
"""Looked for on this machine in this order; without any, Pillow's own is stretched to the cells."""


def picture(data: bytes, pages: Mapping[int, str], columns: int) -> Image.Image:
    """The ticket in greys, one dot of the printer for each of its own.

    Raises:
        ValueError: it holds a code that is not known here.
    """
    rows = read_codes(data, pages).rows
    width = columns * _CELL[0]
    height = sum(_height(row) for row in rows)
    paper = Image.new("L", (width + 2 * _MARGIN, height + 2 * _MARGIN), _PAPER)
    top = _MARGIN
    for row in rows:
        _draw(paper, row, top, width)
        top += _height(row)
    return paper


def _height(row: Printed) -> int:
    tall = any(letter.style.tall for letter in row.letters)
    return _CELL[1] * (2 if tall else 1) + _LEADING


def _draw(paper: Image.Image, row: Printed, top: int, width: int) -> None:
    used = sum(_size(letter)[0] for letter in row.letters)
    left = _MARGIN + ((width - used) // 2 if row.centered else 0)
    bottom = top + _height(row) - _LEADING
    for letter in row.letters:
        across, down = _size(letter)
        paper.paste(_glyph(letter), (left, bottom - down))
        left += across


def _size(letter: Letter) -> tuple[int, int]:
    across, down = _CELL
    return across * (2 if letter.style.wide else 1), down * (2 if letter.style.tall else 1)


@lru_cache(maxsize=1_024)
def _glyph(letter: Letter) -> Image.Image:
    style = letter.style
    ink, paper = (_PAPER, _INK) if style.reverse else (_INK, _PAPER)
    cell = Image.new("L", _CELL, paper)
    draw = ImageDraw.Draw(cell)
    font = _font()
    left = (_CELL[0] - font.getlength(letter.text)) / 2
    for shift in (0, 1) if style.bold else (0,):
        draw.text((left + shift, _CELL[1] - 6), letter.text, ink, font, anchor="ls")
    return cell.resize(_size(letter), Image.Resampling.NEAREST)


@lru_cache(maxsize=1)
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, 19)
        except OSError:
            continue
    return ImageFont.load_default(16)
