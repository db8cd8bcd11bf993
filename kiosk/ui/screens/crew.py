"""The crew's screen: the counter, what is sold out, orders and their way, the machine."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from kiosk.crew import Amendment
from kiosk.ui.conversation import Conversation
from kiosk.ui.crew import Crew
from kiosk.ui.crew_pages import CounterPage, MachinePage, OrdersPage, Page, SoldOutPage
from kiosk.ui.deliveries_page import DeliveriesPage
from kiosk.ui.ports import Patience, Till
from kiosk.ui.screens.amend import AmendScreen
from kiosk.ui.screens.opened import close
from kiosk.ui.sound_page import SoundPage
from kiosk.ui.strings import tr
from kiosk.ui.widgets.tile import Face
from kiosk.ui.widgets.tiles import Cell, Tiles

__all__ = ["CrewScreen"]

_PAGE: Final = Cell(least=(12, 3), most=(26, 3))
_THING: Final = Cell(least=(18, 4), most=(40, 5))
_LOOK_S: Final = 1.0
"""Between two looks at how things stand."""


class CrewScreen(Screen[None]):
    """One page of tiles at a time; below, what came of the last touch.

    While it is open the kiosk answers nobody; what is said is shown here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back")]

    def __init__(self, conversation: Conversation, crew: Crew) -> None:
        super().__init__()
        self._conversation = conversation
        self._orders = OrdersPage(crew, self._amend)
        self._pages: dict[str, Page] = {
            "counter": CounterPage(conversation, crew),
            "sold_out": SoldOutPage(conversation, crew),
            "orders": self._orders,
            "deliveries": DeliveriesPage(crew.deliveries),
            "machine": MachinePage(
                conversation, crew, listen=self._to_sound, close=self._close_kiosk
            ),
        }
        self._sound = SoundPage(conversation, crew.volume)
        """It has no tile in the row of pages: on 80 columns that holds six, with the way back."""
        self._page = self._pages["counter"]

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield Tiles(_PAGE, id="pages")
        yield Static("", id="note", markup=False)
        yield Tiles(_THING, id="things")
        yield Input(placeholder=tr("Say to the guest, and press Enter"), id="through")
        yield Static("", id="outcome", markup=False)

    def on_mount(self) -> None:
        """Quiet at the counter; look at how things stand until nobody is here any more."""
        self._conversation.attend()
        self._show(anew=True)
        self.set_interval(_LOOK_S, self._look)
        self._away = self._wait()

    def on_unmount(self) -> None:
        """The kiosk answers again, unless the crew has taken over."""
        self._conversation.leave_alone()

    def stay(self) -> None:
        """Somebody of the crew is here: wait from now on."""
        self._away.stop()
        self._away = self._wait()

    def _wait(self) -> Timer:
        return self.set_timer(self._conversation.patience.crew_s, self.action_leave)

    def action_leave(self) -> None:
        """Back to the guest, also from an order that is being amended."""
        close(self)

    async def _look(self) -> None:
        await self._learn()
        if self.is_mounted:
            self._show()

    async def _learn(self) -> None:
        """All pages: a tile tells of what waits behind it."""
        for page in self._pages.values():
            await page.look()

    def _show(self, *, anew: bool = False) -> None:
        page = self._page
        faces = [
            Face(key, each.title, mark="here" if each is page else "plain")
            for key, each in self._pages.items()
        ]
        self.query_one("#pages", Tiles).show([*faces, Face("leave", tr("Back"))])
        self.query_one("#note", Static).update(page.note())
        self.query_one("#things", Tiles).show(page.faces(), anew=anew)
        self.query_one("#through").display = page is self._pages["counter"]

    @on(Tiles.Pressed, "#pages")
    async def _turn(self, pressed: Tiles.Pressed) -> None:
        if pressed.key == "leave":
            self.action_leave()
            return
        self._page = self._pages[pressed.key]
        self._tell("")
        await self._learn()
        self._show(anew=True)

    @on(Tiles.Pressed, "#things")
    @work(group="deeds")
    async def _press(self, pressed: Tiles.Pressed) -> None:
        """Beside the screen: a printer takes its time to answer."""
        self._tell(await self._page.press(pressed.key))
        await self._look()

    @on(Input.Submitted, "#through")
    def _say(self, submitted: Input.Submitted) -> None:
        if words := submitted.value.strip():
            self._conversation.say(words)
            submitted.input.clear()
            self._show()

    def _amend(self, amendment: Amendment) -> None:
        if not self.is_active:
            return  # touched twice
        session = amendment.session
        conversation = Conversation(self.app, lambda: session, None, Patience(), Till())
        conversation.stock(self._conversation.session.sold_out)
        self.app.push_screen(AmendScreen(conversation, partial(self._keep, amendment)))

    @work(group="deeds")
    async def _keep(self, amendment: Amendment) -> None:
        self._tell(await self._orders.amended(amendment))
        await self._look()

    def _to_sound(self) -> None:
        self._page = self._sound
        self._show(anew=True)

    def _close_kiosk(self) -> None:
        self.app.exit()

    def _tell(self, words: str) -> None:
        if self.is_mounted:  # and has not closed meanwhile
            self.query_one("#outcome", Static).update(words)
