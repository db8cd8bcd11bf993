"""How the guest would like the kiosk: language, colours, size, a plain list, a slower voice."""

from __future__ import annotations

from typing import ClassVar, Final, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from kiosk.ui.conversation import Conversation
from kiosk.ui.screens.opened import OpensAtOnce, close
from kiosk.ui.strings import LANGUAGES, language, tr
from kiosk.ui.themes import THEMES
from kiosk.ui.widgets.tile import Face, Mark, Tile
from kiosk.ui.widgets.tiles import Cell, Tiles

__all__ = ["ComfortScreen", "Dresses"]

_CELL: Final = Cell(least=(14, 3), most=(30, 3))
_SLOW: Final = "slow"
"""Key of the one setting that is of the voice."""


class Dresses(Protocol):
    """What the settings are settings of: the app."""

    theme: str

    def has_class(self, *classes: str) -> bool:
        """Whether a manner is on: ``-large``, ``-linear``."""
        ...

    async def dress(self, *, language: str | None = None, manner: str | None = None) -> None:
        """In another language, or in another manner."""
        ...


class ComfortScreen(OpensAtOnce, ModalScreen[None]):
    """The settings of this guest; the next one finds them as the house has them."""

    AUTO_FOCUS = "#languages Tile"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back")]

    def __init__(self, dresses: Dresses, conversation: Conversation) -> None:
        super().__init__()
        self._dresses = dresses
        self._conversation = conversation

    def compose(self) -> ComposeResult:
        """One row for each."""
        with Vertical(classes="dialog"):
            yield Static(tr("Language"), classes="label")
            yield Tiles(_CELL, id="languages")
            yield Static(tr("Colours"), classes="label")
            yield Tiles(_CELL, id="themes")
            both = self._conversation.intercom.speaks(language())
            yield Static(tr("Layout and voice") if both else tr("Layout"), classes="label")
            yield Tiles(_CELL, id="manners")
            yield Tile(Face("close", tr("Done")), id="close_comfort", leads=True)

    def on_mount(self) -> None:
        """Show what is chosen."""
        self._show()

    async def recompose(self) -> None:
        """In other words, or with other room."""
        await super().recompose()
        self._show()

    def _show(self) -> None:
        self._rows("#languages", LANGUAGES, {language()})
        themes = {"dark": tr("Night"), "light": tr("Day"), "contrast": tr("High contrast")}
        names = {theme.name: themes[theme.name] for theme in THEMES}
        self._rows("#themes", names, {self._dresses.theme})
        manners = {"-large": tr("Large tiles"), "-linear": tr("Plain list")}
        chosen = {m for m in manners if self._dresses.has_class(m)}
        if self._conversation.intercom.speaks(language()):
            manners[_SLOW] = tr("Slower voice")
            chosen |= {_SLOW} if self._conversation.intercom.slowly else set()
        self._rows("#manners", manners, chosen)

    def _rows(self, selector: str, names: dict[str, str], chosen: set[str]) -> None:
        marks: dict[bool, Mark] = {True: "chosen", False: "plain"}
        faces = [Face(key, name, mark=marks[key in chosen]) for key, name in names.items()]
        self.query_one(selector, Tiles).show(faces)

    @on(Tiles.Pressed, "#languages")
    async def _speak(self, pressed: Tiles.Pressed) -> None:
        await self._dresses.dress(language=pressed.key)

    @on(Tiles.Pressed, "#themes")
    def _colour(self, pressed: Tiles.Pressed) -> None:
        self._dresses.theme = pressed.key
        self._show()

    @on(Tiles.Pressed, "#manners")
    async def _arrange(self, pressed: Tiles.Pressed) -> None:
        if pressed.key == _SLOW:
            self._conversation.intercom.slowly = not self._conversation.intercom.slowly
            self._conversation.say(tr("I speak like this now."))
            self._show()
        else:
            await self._dresses.dress(manner=pressed.key)

    @on(Tile.Pressed, "#close_comfort")
    def action_close(self) -> None:
        """Back to where the guest was."""
        close(self)
