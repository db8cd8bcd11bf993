"""The application: themes, the way from screen to screen, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final

from textual import on, work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Click, Event, Key, MouseDown, Resize
from textual.screen import Screen

from kiosk.board import Board
from kiosk.dialog import Session
from kiosk.ui.conversation import Conversation
from kiosk.ui.crew import BehindCounter, Crew
from kiosk.ui.ports import Interrupted, OpenSound, Patience, Till
from kiosk.ui.said import SaidToScreen
from kiosk.ui.screens.attract import AttractScreen
from kiosk.ui.screens.comfort import ComfortScreen
from kiosk.ui.screens.crew import CrewScreen
from kiosk.ui.screens.customise import CustomiseScreen
from kiosk.ui.screens.order import OrderScreen
from kiosk.ui.screens.pay import PayScreen
from kiosk.ui.screens.pin import PinScreen
from kiosk.ui.screens.review import ReviewScreen
from kiosk.ui.screens.still_there import StillThereScreen
from kiosk.ui.showing import Showing
from kiosk.ui.strings import language
from kiosk.ui.themes import THEMES
from kiosk.ui.told import Told
from kiosk.ui.widgets.talk import TalkLine
from kiosk.ui.widgets.tile import Tile

__all__ = ["KioskApp"]

_WIDE: Final = 110
"""Columns from which on the order has room for itself beside what is sold."""
_TALL: Final = 32
"""Rows from which on there is room to spare."""


class KioskApp(App[None]):
    """The kiosk in a terminal, from 80 columns by 24 rows up.

    The order screen lies at the bottom of the stack for good; while nobody is there, the attract
    screen covers it.
    """

    CSS_PATH = [  # noqa: RUF012 - as the base has it
        "styles/base.tcss",
        "styles/order.tcss",
        "styles/customise.tcss",
        "styles/checkout.tcss",
        "styles/attract.tcss",
        "styles/crew.tcss",
    ]
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    """A finger touches; it marks no text, for which the whole screen would be drawn."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Leave", priority=True),
        Binding("f2", "comfort", "Language, colours, layout"),
        Binding("f3", "next_theme", "Colours"),
        Binding("f9", "crew", "Crew"),
    ]

    def __init__(  # noqa: PLR0913 - what differs between two kiosks, by keyword
        self,
        new_session: Callable[[], Session],
        open_sound: OpenSound | None = None,
        *,
        patience: Patience | None = None,
        till: Till | None = None,
        board: Board | None = None,
        crew: Crew | None = None,
        interrupted: Interrupted | None = None,
    ) -> None:
        super().__init__()
        self._language = language()
        """That of the house: of a guest who has chosen none."""
        self._till = till or Till()
        self.conversation = Conversation(
            self, new_session, open_sound, patience or Patience(), self._till, interrupted
        )
        self._showing = Showing(self, self.conversation, board) if board is not None else None
        self._crew = crew
        self._behind = BehindCounter(self, self.conversation, crew) if crew is not None else None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def restock(self) -> None:
        """What is sold out has changed, and not by the crew of this screen."""
        if self._behind is not None:
            self._behind.keep()

    def get_default_screen(self) -> Screen[Any]:
        """The order screen."""
        return OrderScreen(self.conversation)

    async def on_mount(self) -> None:
        """Open the counter, and cover it until a guest comes."""
        with self.batch_update():
            for kept in (CustomiseScreen, ReviewScreen):
                await kept.warm(self, self.conversation)
        self.conversation.told.subscribe(self, self._lead)
        self.conversation.left.subscribe(self, self._leave)
        SaidToScreen(self, self, self.conversation).begin()
        if self._showing is not None:
            self._showing.begin()
        if self._behind is not None:
            self._behind.begin()
        self.conversation.open()
        if not self.conversation.awake:
            self.push_screen(AttractScreen(self.conversation, self))
            if self._behind is not None:
                self._behind.tell()

    async def on_unmount(self) -> None:
        """Close what the conversation opened."""
        await self.conversation.close()

    def on_resize(self, resize: Resize) -> None:
        """How much room there is, as ``-narrow`` or ``-wide`` and ``-short`` or ``-tall``.

        On the app, not on its screens as Textual has it: they are told once they are laid out, and
        every screen that opens would be styled, laid out and drawn for one that is narrow first.
        """
        wide, tall = resize.size.width >= _WIDE, resize.size.height >= _TALL
        room = {"-narrow": not wide, "-wide": wide, "-short": not tall, "-tall": tall}
        self.update_classes(room, update=False)
        for screen in self.screen_stack:  # those that are covered, too
            screen.update_node_styles(animate=False)

    async def on_event(self, event: Event) -> None:
        """Every key and touch shows that somebody is there."""
        if isinstance(event, Key | MouseDown):
            self.conversation.stir()
            for screen in self.screen_stack:
                if isinstance(screen, CrewScreen):
                    screen.stay()
        await super().on_event(event)

    def on_key(self, key: Key) -> None:
        """What is typed at a tile goes into the typed line."""
        line = next(iter(self.screen.query(TalkLine)), None)
        if line is not None and key.character and key.character.isalnum():
            line.focus()
            line.insert_text_at_cursor(key.character)

    # -- manners -------------------------------------------------------------------------------

    def action_next_theme(self) -> None:
        """Dark, light, high contrast, round and round."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    @on(Tile.Pressed, "#settings")
    def action_comfort(self) -> None:
        """The settings of this guest."""
        if not self._has(ComfortScreen):
            self.push_screen(ComfortScreen(self, self.conversation))

    async def action_quit(self) -> None:
        """Leave; where the crew has a PIN, through their door only."""
        if self._crew is not None and self._crew.door.has_pin:
            self.action_crew()
        else:
            self.exit()

    def action_help_quit(self) -> None:
        """Ctrl-c does nothing: a guest who hits it is still ordering."""

    @on(Click, "#house")
    def _knock(self, click: Click) -> None:
        """Three touches of the house's name are F9 for who has no keys."""
        if click.chain == 3:
            self.action_crew()

    @work(group="crew", exclusive=True)
    async def action_crew(self) -> None:
        """Behind the counter, for who knows the PIN."""
        crew = self._crew
        if crew is None or self._has(CrewScreen) or self._has(PinScreen):
            return
        if await self.push_screen_wait(PinScreen(crew.door)):
            await self.push_screen(CrewScreen(self.conversation, crew))

    async def dress(self, *, language: str | None = None, manner: str | None = None) -> None:
        """In another language; or in another manner (``-large``, ``-linear``), or out of it."""
        if language is not None:
            self.conversation.translate(language)
        if manner is not None:
            self.toggle_class(manner)
        focused = self.focused.face.key if isinstance(self.focused, Tile) else None
        for screen in self.screen_stack:
            await screen.recompose()
        self.call_after_refresh(self._focus_again, focused)

    def _focus_again(self, key: str | None) -> None:
        """Where the focus was before the screen was made anew."""
        tiles = [tile for tile in self.screen.query(Tile) if tile.face.key == key]
        if tiles:
            tiles[0].focus()

    # -- the way from screen to screen ---------------------------------------------------------

    async def _lead(self, told: Told) -> None:
        """To the screen that the conversation has come to; the crew stays on theirs."""
        if self._has(CrewScreen):
            return
        status = self.conversation.session.status
        if told.by != "silence":
            self._pop_if(StillThereScreen)
        if status in {"unpaid", "placed"}:
            if not self._has(PayScreen):
                await self._unwind()
                self.push_screen(PayScreen(self.conversation, self._till.terminal))
        elif status != "open":
            await self._unwind()
        elif told.by == "silence":
            if not self._has(StillThereScreen):
                self.push_screen(StillThereScreen(self.conversation))
        elif self.conversation.session.pointed is not None:
            return  # the guest is at a line that is not ordered yet
        elif told.reply.asks == "confirm":
            if not self._has(ReviewScreen):
                with self.batch_update():  # or what it covers were drawn before it
                    await self._unwind()
                    self.push_screen(await ReviewScreen.of(self, self.conversation))
        elif self._has(ReviewScreen) or self._has(PayScreen):
            await self._unwind()

    async def _leave(self, _: None) -> None:
        """Cover the counter, as the house has it, until the next guest comes."""
        await self._unwind()
        self.theme = THEMES[0].name
        self.remove_class("-large", "-linear")
        if language() != self._language:
            await self.dress(language=self._language)
        self.push_screen(AttractScreen(self.conversation, self))

    def _has(self, kind: type[Screen[Any]]) -> bool:
        return any(isinstance(screen, kind) for screen in self.screen_stack)

    async def _unwind(self) -> None:
        """Down to the order screen."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()

    def _pop_if(self, kind: type[Screen[Any]]) -> None:
        if isinstance(self.screen, kind):
            self.pop_screen()
