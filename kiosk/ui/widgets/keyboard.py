"""Keys to touch, where nobody has a keyboard: letters of English and Spanish, or digits alone."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message

from kiosk.ui.strings import tr
from kiosk.ui.widgets.tile import Face, Tile

__all__ = ["Keyboard", "Keys"]

Keys = Literal["letters", "digits"]

_ROWS: Final[dict[Keys, tuple[str, ...]]] = {
    "letters": ("1234567890", "QWERTYUIOP", "ASDFGHJKLÑ", "ZXCVBNM-\N{ACUTE ACCENT}\N{DIAERESIS}"),
    "digits": ("123", "456", "789"),
}
_ACCENTS: Final = {
    "\N{ACUTE ACCENT}": "\N{COMBINING ACUTE ACCENT}",
    "\N{DIAERESIS}": "\N{COMBINING DIAERESIS}",
}
"""Dead keys, as on a Spanish keyboard: each goes onto the next letter."""
_RUBOUT: Final = "rubout"
_SPACE: Final = "space"
_ENTER: Final = "enter"


class Keyboard(Vertical):
    """Tells of every key that is touched."""

    @dataclass
    class Typed(Message):
        """A character was touched."""

        character: str

    @dataclass
    class RubbedOut(Message):
        """The last character is to go."""

    @dataclass
    class Entered(Message):
        """That is all."""

    def __init__(self, keys: Keys) -> None:
        super().__init__(classes=f"-{keys}")
        self._keys = keys
        self._accent = ""
        """The dead key that the next letter gets, or none."""

    def compose(self) -> ComposeResult:
        """Row by row; at the bottom what is no character."""
        for row in _ROWS[self._keys]:
            with Horizontal():
                for key in row:
                    yield Tile(Face(key, key))
        with Horizontal():
            yield Tile(Face(_RUBOUT, tr("Delete")))
            if self._keys == "letters":
                yield Tile(Face(_SPACE, tr("Space")), id="space")
            else:
                yield Tile(Face("0", "0"))
            yield Tile(Face(_ENTER, tr("Done")), leads=True)

    @on(Tile.Pressed)
    def _press(self, pressed: Tile.Pressed) -> None:
        pressed.stop()
        key = pressed.key
        if key in _ACCENTS:
            self._put_accent("" if key == self._accent else key)
            return
        if key == _RUBOUT:
            self.post_message(self.RubbedOut())
        elif key == _ENTER:
            self.post_message(self.Entered())
        else:
            self.post_message(self.Typed(" " if key == _SPACE else self._accented(key)))
        self._put_accent("")

    def _put_accent(self, accent: str) -> None:
        """Letters show what they would write."""
        self._accent = accent
        for tile in self.query(Tile):
            key = tile.face.key
            if key in _ACCENTS:
                tile.face = Face(key, key, mark="chosen" if key == accent else "plain")
            elif len(key) == 1:
                tile.face = Face(key, self._accented(key))

    def _accented(self, letter: str) -> str:
        """``letter`` with the accent that waits, where there is such a letter."""
        joined = unicodedata.normalize("NFC", letter + _ACCENTS.get(self._accent, ""))
        return joined if len(joined) == 1 else letter
