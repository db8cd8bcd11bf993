"""The counter: what is sold on the left, the order on the right, the conversation below."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen

from kiosk.order.edits import Act
from kiosk.order.rules import open_choices
from kiosk.ui.conversation import Conversation
from kiosk.ui.draft import Draft
from kiosk.ui.screens.customise import change_line, make_line
from kiosk.ui.shelf import categories, entries_of, entry_face
from kiosk.ui.widgets.captions import Captions
from kiosk.ui.widgets.cart import Cart, CartLine
from kiosk.ui.widgets.masthead import Masthead
from kiosk.ui.widgets.talk import TalkBar, TalkLine
from kiosk.ui.widgets.tile import Tile
from kiosk.ui.widgets.tiles import Cell, Tiles

__all__ = ["OrderScreen"]

_CATEGORY: Final = Cell(least=(12, 3), most=(24, 3))
_ITEM: Final = Cell(least=(16, 5), most=(48, 12))


class OrderScreen(Screen[None]):
    """Takes the order: by touch, by key, by words, and by all of them in turn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "start_over", "Start over"),
        Binding("pageup", "turn_page('Captions', -1)", "Earlier words"),
        Binding("pagedown", "turn_page('Captions', 1)", "Later words"),
        Binding("ctrl+pageup", "turn_page('#lines', -1)", "Earlier lines"),
        Binding("ctrl+pagedown", "turn_page('#lines', 1)", "Later lines"),
    ]

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation
        menu = conversation.menu
        self._category = categories(menu, "")[0].key

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield Masthead(self._conversation)
        yield Tiles(_CATEGORY, id="categories")
        with Horizontal(id="counter"):
            yield Tiles(_ITEM, id="items")
            yield Cart(self._conversation)
        with Vertical(id="foot"):
            yield Captions(self._conversation)
            yield TalkBar(self._conversation)

    def on_mount(self) -> None:
        """Open the first category; the typed line takes the keys."""
        self._show(anew=True)
        self.query_one(TalkLine).focus()
        self._conversation.told.subscribe(self, lambda _: self._show())
        self._conversation.left.subscribe(self, self._anew)
        self._conversation.stocked.subscribe(self, lambda _: self._show())

    def on_screen_resume(self) -> None:
        """The crew may have sold out something meanwhile."""
        self._show()

    def _anew(self, _: None) -> None:
        self._category = categories(self._conversation.menu, "")[0].key
        self._show(anew=True)
        self.query_one(TalkLine).clear()
        self.query_one(TalkLine).focus()

    async def recompose(self) -> None:
        """In other words, or with other room."""
        await super().recompose()
        self._show()
        self.query_one(TalkLine).focus()

    def _show(self, *, anew: bool = False, other: bool = False) -> None:
        """What is sold; ``anew`` from the first category on, ``other`` than before."""
        session = self._conversation.session
        menu, now = self._conversation.menu, session.available
        if self._category not in menu.categories:  # the language is another one
            self._category = categories(menu, "")[0].key
        self.query_one("#categories", Tiles).show(categories(menu, self._category), anew=anew)
        faces = [entry_face(menu, entry, now) for entry in entries_of(menu, self._category)]
        self.query_one("#items", Tiles).show(faces, anew=anew or other)

    @on(Tiles.Pressed, "#categories")
    def _open(self, pressed: Tiles.Pressed) -> None:
        self._category = pressed.key
        self._show(other=True)

    @on(Tiles.Pressed, "#items")
    async def _take(self, pressed: Tiles.Pressed) -> None:
        session = self._conversation.session
        made = Draft.of_new(self._conversation.menu, session.available, session.cart, pressed.key)
        if session.status != "open" or not isinstance(made, Draft):
            return  # the tile says why
        if made.steps:
            await make_line(self.app, self._conversation, made)
        else:
            self._conversation.touch(*made.result)

    @on(CartLine.Pressed)
    async def _change(self, pressed: CartLine.Pressed) -> None:
        await change_line(self.app, self._conversation, pressed.ref)

    @on(Tile.Pressed, "#check_out")
    async def _check_out(self) -> None:
        session = self._conversation.session
        for line in session.cart.lines:
            if open_choices(session.menu, line):
                await change_line(self.app, self._conversation, line.ref)
                return
        if session.cart.lines:
            self._whole()

    @on(Tile.Pressed, "#start_over")
    def action_start_over(self) -> None:
        """Away with it."""
        self._drop()

    def _whole(self) -> None:
        """That is all, and nothing is open."""
        self._conversation.touch(Act("done"))

    def _drop(self) -> None:
        """A clean counter for the next guest."""
        self._conversation.reset()

    def action_turn_page(self, scrolled: str, pages: int) -> None:
        """Look back or forth in the captions or in the lines of the cart."""
        page = self.query_one(scrolled, VerticalScroll)
        page.scroll_relative(y=pages * (page.size.height - 1), animate=False)
