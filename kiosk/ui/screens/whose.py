"""Whose order it is: a name, or the number on a table tent."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kiosk.ui.screens.opened import OpensAtOnce
from kiosk.ui.strings import tr
from kiosk.ui.widgets.keyboard import Keyboard, Keys

__all__ = ["WhoseScreen"]

_LONGEST: Final[dict[Keys, int]] = {"letters": 24, "digits": 4}


class WhoseScreen(OpensAtOnce, ModalScreen[str]):
    """Takes it by touch or by key; its result is what was written, empty for nobody's."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]

    def __init__(self, keys: Keys, written: str) -> None:
        """``written`` is what stands there already."""
        super().__init__()
        self._keys: Keys = keys
        self._written = written

    def compose(self) -> ComposeResult:
        """What is asked, what is written so far, the keys."""
        with Vertical(classes=f"dialog -{self._keys}"):
            asked = tr("Your name") if self._keys == "letters" else tr("Number of your table tent")
            yield Static(asked, classes="label")
            yield Input(
                self._written,
                max_length=_LONGEST[self._keys],
                type="text" if self._keys == "letters" else "integer",
                select_on_focus=False,
                id="written",
            )
            yield Keyboard(self._keys)

    @on(Keyboard.Typed)
    def _type(self, typed: Keyboard.Typed) -> None:
        line = self.query_one(Input)
        first = not line.value or line.value.endswith((" ", "-"))
        line.insert_text_at_cursor(typed.character if first else typed.character.lower())

    @on(Keyboard.RubbedOut)
    def _rub_out(self) -> None:
        self.query_one(Input).action_delete_left()

    @on(Keyboard.Entered)
    @on(Input.Submitted)
    def _enter(self) -> None:
        self.dismiss(self.query_one(Input).value.strip())

    def action_close(self) -> None:
        """Back, with what was there before."""
        self.dismiss(self._written)
