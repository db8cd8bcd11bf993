"""Whose order it is: a name, or the number on a table tent."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kiosk.dialog.whose import LONGEST_NAME, LONGEST_TABLE, name_said, table_said
from kiosk.ui.screens.opened import OpensAtOnce, close
from kiosk.ui.strings import tr
from kiosk.ui.widgets.keyboard import Keyboard, Keys

__all__ = ["WhoseScreen"]

_LONGEST: Final[dict[Keys, int]] = {"letters": LONGEST_NAME, "digits": LONGEST_TABLE}


class WhoseScreen(OpensAtOnce, ModalScreen[str]):
    """Takes it by touch, by key or by voice; its result is what was written, empty for nobody's."""

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
            yield Static(asked, classes="label", id="question", markup=False)
            yield Input(
                self._written,
                max_length=_LONGEST[self._keys],
                restrict=None if self._keys == "letters" else "[0-9]*",
                select_on_focus=False,
                id="written",
            )
            yield Keyboard(self._keys)

    def hear(self, text: str) -> str:
        """Write down what is said; returns that, empty where it is none of this."""
        said = name_said if self._keys == "letters" else table_said
        heard = said(text, asked=True)
        if heard:
            line = self.query_one(Input)
            line.value = heard
            line.cursor_position = len(heard)
        return heard

    def ask(self, question: str) -> None:
        """In place of what was asked."""
        self.query_one("#question", Static).update(question)

    def begin_again(self) -> None:
        """With nothing written."""
        self.query_one(Input).clear()

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
        close(self, self.query_one(Input).value.strip())

    def action_close(self) -> None:
        """Back, with what was there before."""
        close(self, self._written)
