"""The read-back: is the order right, where is it eaten, whose is it."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from kiosk.order.cart import Service
from kiosk.order.edits import Act, Serve
from kiosk.ui.screens.customise import change_line
from kiosk.ui.screens.opened import KeptScreen, close
from kiosk.ui.screens.whose import WhoseScreen
from kiosk.ui.strings import tr
from kiosk.ui.widgets.captions import Captions
from kiosk.ui.widgets.cart import Cart, CartLine
from kiosk.ui.widgets.masthead import Masthead
from kiosk.ui.widgets.talk import TalkBar
from kiosk.ui.widgets.tile import Face, Tile
from kiosk.ui.widgets.tiles import Cell, Tiles

__all__ = ["ReviewScreen"]

_SERVICE: Final = Cell(least=(14, 3), most=(30, 5))


class ReviewScreen(KeptScreen[None]):
    """Shown while the kiosk asks whether the order is right; a yes by touch or words places it."""

    AUTO_FOCUS = "TalkLine"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "change", "Change something")]

    def compose(self) -> ComposeResult:
        """The questions on the left, the order on the right."""
        yield Masthead(self._conversation)
        with Horizontal(id="counter"):
            with Vertical(id="review"):
                yield Static(tr("Is your order right?"), classes="heading")
                yield Static(tr("Where will you eat?"), classes="label")
                yield Tiles(_SERVICE, id="service")
                yield Static(tr("Whose is it, if you like?"), classes="label")
                yield Tiles(_SERVICE, id="whose")
                with Horizontal(id="answers"):
                    yield Tile(Face("change", tr("Change something")), id="change")
                    yield Tile(Face("right", tr("Yes, that is right")), id="right", leads=True)
            yield Cart(self._conversation)
        with Vertical(id="foot"):
            yield Captions(self._conversation)
            yield TalkBar(self._conversation)

    def on_mount(self) -> None:
        """Show where it is eaten, now and as it is said."""
        self._show()
        self._conversation.told.subscribe(self, lambda _: self._show())

    async def catch_up(self) -> None:
        """Of this order."""
        await super().catch_up()
        self._show()

    async def recompose(self) -> None:
        """In other words, or with other room."""
        await super().recompose()
        self._show()

    def _show(self) -> None:
        chosen = self._conversation.session.cart.service
        names: dict[Service, str] = {"dine_in": tr("Eat in"), "take_away": tr("Take away")}
        self.query_one("#service", Tiles).show(
            [
                Face(service, name, mark="chosen" if service == chosen else "plain")
                for service, name in names.items()
            ]
        )
        journal = self._conversation.session.journal
        name, table = journal.guest, journal.table
        self.query_one("#whose", Tiles).show(
            [
                Face("name", name or tr("Name"), mark="chosen" if name else "plain"),
                Face(
                    "table",
                    tr("Table {number}", number=table) if table else tr("Table tent"),
                    mark="chosen" if table else "plain",
                ),
            ]
        )

    @on(Tiles.Pressed, "#service")
    def _serve(self, pressed: Tiles.Pressed) -> None:
        service: Service = "dine_in" if pressed.key == "dine_in" else "take_away"
        self._conversation.touch(Serve(service))

    @on(Tiles.Pressed, "#whose")
    def _ask_whose(self, pressed: Tiles.Pressed) -> None:
        journal = self._conversation.session.journal
        if pressed.key == "name":
            self.app.push_screen(WhoseScreen("letters", journal.guest or ""), self.named)
        else:
            self.app.push_screen(WhoseScreen("digits", journal.table or ""), self.seated)

    def named(self, name: str | None) -> None:
        """It is that guest's; nobody's where there is no name."""
        self._conversation.session.journal.guest = name or None
        self._show()

    def seated(self, table: str | None) -> None:
        """It is brought to that table; to none where there is no number."""
        self._conversation.session.journal.table = table or None
        self._show()

    @on(CartLine.Pressed)
    async def _change(self, pressed: CartLine.Pressed) -> None:
        await change_line(self.app, self._conversation, pressed.ref)

    @on(Tile.Pressed, "#start_over")
    def _start_over(self) -> None:
        self._conversation.reset()

    @on(Tile.Pressed, "#right")
    def _right(self) -> None:
        self._conversation.touch(Act("yes"))

    @on(Tile.Pressed, "#change")
    def action_change(self) -> None:
        """Back to the counter."""
        close(self)
