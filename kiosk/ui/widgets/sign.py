"""Names in large letters: pixels drawn with half blocks, three rows of the terminal high."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

__all__ = ["Sign", "letters"]

_HIGH: Final = 6
_PIXELS: Final = {
    "A": "### #.# ### #.# #.#",
    "B": "##. #.# ##. #.# ###",
    "C": "### #.. #.. #.. ###",
    "D": "##. #.# #.# #.# ##.",
    "E": "### #.. ##. #.. ###",
    "F": "### #.. ##. #.. #..",
    "G": "### #.. #.# #.# ###",
    "H": "#.# #.# ### #.# #.#",
    "I": "# # # # #",
    "J": "..# ..# ..# #.# ###",
    "K": "#.# #.# ##. #.# #.#",
    "L": "#.. #.. #.. #.. ###",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#..# ##.# #.## #..# #..#",
    "O": "### #.# #.# #.# ###",
    "P": "### #.# ### #.. #..",
    "Q": "###. #.#. #.#. #.#. ####",
    "R": "### #.# ##. #.# #.#",
    "S": "### #.. ### ..# ###",
    "T": "### .#. .#. .#. .#.",
    "U": "#.# #.# #.# #.# ###",
    "V": "#.# #.# #.# #.# .#.",
    "W": "#...# #...# #.#.# ##.## #...#",
    "X": "#.# #.# .#. #.# #.#",
    "Y": "#.# #.# ### .#. .#.",
    "Z": "### ..# .#. #.. ###",
    "0": "### #.# #.# #.# ###",
    "1": "##. .#. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# ### ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# ..# ..#",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    " ": ".. .. .. .. ..",
    "'": "# # . . .",
    "-": "... ... ### ... ...",
    "&": "###. #.#. .##. #.#. ####",
    ".": ". . . . #",
    ",": ".. .. .. .# #.",
    "$": ".##. ##.. .##. ..## .##.",
    "€": ".## ##. #.. ##. .##",
    "£": ".## .#. ### .#. ###",
}
"""Five rows of pixels a letter, drawn for this kiosk."""
_BLOCKS: Final = {("#", "#"): "█", ("#", "."): "▀", (".", "#"): "▄", (".", "."): " "}


def letters(text: str, columns: int, *, wide: int = 1) -> list[str] | None:
    """``text`` in large letters, a pixel ``wide`` columns; none where a letter is not known or the
    longest word does not fit."""
    rows: list[str] = []
    for line in _lines(text.upper(), columns, wide):
        if any(letter not in _PIXELS for letter in line):
            return None
        glyphs = [_PIXELS[letter].split() for letter in line]
        pixels = [".".join(glyph[n] for glyph in glyphs) for n in range(_HIGH - 1)]
        pixels.append("." * len(pixels[0]))
        if len(pixels[0]) * wide > columns:
            return None
        for upper, lower in zip(pixels[::2], pixels[1::2], strict=True):
            rows.append("".join(_BLOCKS[pair] * wide for pair in zip(upper, lower, strict=True)))
    return rows


def _width(text: str) -> int:
    return sum(len(_PIXELS.get(letter, "...").split(" ")[0]) + 1 for letter in text) - 1


def _lines(text: str, columns: int, wide: int) -> list[str]:
    """As many words to a line as fit."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer) * wide <= columns:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class Sign(Widget):
    """A name, as large as there is room for; to a screen reader, the name."""

    text: reactive[str] = reactive("", layout=True)

    def __init__(self, text: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Sign.text, text)

    def get_content_height(self, _container: object, _viewport: object, width: int) -> int:
        """Rows that the letters take."""
        return len(self._rows(width))

    def render(self) -> Content:
        """Centred."""
        columns = self.content_size.width
        rows = [Content(row.center(columns).rstrip()) for row in self._rows(columns)]
        return Content("\n").join(rows)

    def _rows(self, columns: int) -> list[str]:
        if self.app.has_class("-linear"):
            return [self.text]
        large = letters(self.text, columns, wide=2) if columns >= 110 else None
        return large or letters(self.text, columns) or [self.text]
