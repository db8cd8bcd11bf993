"""The one screen: a conversation on the left, what it comes to on the right."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from kiosk.dialog import Reply, Session
from kiosk.errors import KioskError
from kiosk.ui.ports import Heard, Lost, OpenSound, Patience, Sound
from kiosk.ui.widgets.captions import Captions
from kiosk.ui.widgets.masthead import Masthead
from kiosk.ui.widgets.state import StateLine
from kiosk.ui.widgets.talk import TalkLine
from kiosk.ui.widgets.ticket import Ticket

__all__ = ["Ordering"]


class Ordering(Screen[None]):
    """Takes one order after the other.

    Words from the keyboard and the microphone wait in one line, so that turns never overtake each
    other; what is computed or spoken runs in workers beside the screen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "new_order", "New order"),
        Binding("pageup", "turn_page('Captions', -1)", "Earlier words"),
        Binding("pagedown", "turn_page('Captions', 1)", "Later words"),
        Binding("ctrl+pageup", "turn_page('#lines', -1)", "Earlier lines"),
        Binding("ctrl+pagedown", "turn_page('#lines', 1)", "Later lines"),
    ]

    def __init__(
        self,
        new_session: Callable[[], Session],
        open_sound: OpenSound | None,
        patience: Patience,
    ) -> None:
        super().__init__()
        self._new_session = new_session
        self._open_sound = open_sound
        self._patience = patience
        self._session = new_session()
        self._sound: Sound | None = None
        self._listening: asyncio.Task[None] | None = None
        self._hears = False
        """Whether a microphone listens."""
        self._unsaid = ""
        """The last reply, where it came before there was a voice to say it."""
        self._words: asyncio.Queue[Heard] = asyncio.Queue()
        self._waiting: Timer | None = None
        self._began = False
        """Whether this guest has said anything yet."""

    def compose(self) -> ComposeResult:
        """From top to bottom; the captions stand left of the ticket."""
        yield Masthead(self._session.menu.name)
        with Horizontal(id="counter"):
            yield Captions()
            yield Ticket()
        yield StateLine()
        yield TalkLine()

    def on_mount(self) -> None:
        """Greet, and from then on listen."""
        self.query_one(TalkLine).focus()
        self._show_microphone(None)
        self._converse()
        if self._open_sound is not None:
            self.query_one(Masthead).show_microphone("microphone …", listening=False)
            self._listening = asyncio.create_task(self._listen(self._open_sound))
        self._answer(self._session.greet())

    async def on_unmount(self) -> None:
        """Close the sound, and wait for it: its engines are processes of their own."""
        if self._listening is not None:
            self._listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listening

    def action_new_order(self) -> None:
        """A clean counter for the next guest."""
        self._session = self._new_session()
        self._began = False
        self.query_one(Captions).clear()
        self._answer(self._session.greet())

    def action_turn_page(self, scrolled: str, pages: int) -> None:
        """Look back or forth in the captions or in the lines of the ticket."""
        page = self.query_one(scrolled, VerticalScroll)
        page.scroll_relative(y=pages * (page.size.height - 1), animate=False)

    # -- words in ------------------------------------------------------------------------------

    @on(TalkLine.Said)
    def _typed(self, said: TalkLine.Said) -> None:
        self._words.put_nowait(Heard(said.text))

    @on(TalkLine.Quit)
    def _leave(self) -> None:
        self.app.exit()

    @on(Input.Changed)
    def _typing(self) -> None:
        if self._waiting is not None:  # somebody is there: wait from now on
            self._wait()

    async def _listen(self, open_sound: OpenSound) -> None:
        captions = self.query_one(Captions)
        try:
            async with open_sound() as sound:
                self._sound = sound
                for sentence in sound.missing:
                    captions.add("fault", sentence)
                self._show_microphone(sound.microphone)
                if self._unsaid:
                    self._speak(self._unsaid)
                try:
                    async for heard in sound.heard():
                        self._heard(heard)
                except KioskError as broken:
                    captions.add("fault", str(broken))
                self._show_microphone(None)
                await asyncio.Event().wait()  # the voice goes on without a microphone
        except KioskError as silent:
            self._sound = None
            captions.add("fault", str(silent))
            self._show_microphone(None)

    def _heard(self, heard: Heard | Lost) -> None:
        if isinstance(heard, Lost):
            self.query_one(Captions).add("fault", heard.why)
        elif heard.text:
            self._words.put_nowait(heard)

    def _show_microphone(self, name: str | None) -> None:
        """``name`` of the microphone that listens from now on, or none."""
        self._hears = name is not None
        self.query_one(Masthead).show_microphone(name or "no microphone", listening=self._hears)
        line = self.query_one(StateLine)
        if line.state in ("listening", "ready"):
            line.state = "listening" if self._hears else "ready"

    # -- turns ---------------------------------------------------------------------------------

    @work(group="conversation")
    async def _converse(self) -> None:
        while True:
            await self._turn(await self._words.get())

    async def _turn(self, heard: Heard) -> None:
        session = self._session
        self._began = True
        self._stop_waiting()
        self.query_one(Captions).add("guest", heard.text)
        self.query_one(StateLine).state = "thinking"
        try:
            turn = await session.hear(heard.text, heard.confidence)
        except KioskError as fault:
            self._fault(str(fault))
        except Exception as unforeseen:  # a guest never sees a traceback, and can go on ordering
            self.log.error(unforeseen)
            self._fault(f"that went wrong here ({type(unforeseen).__name__}); please say it again")
        else:
            if session is self._session:  # and not a new order since
                self._answer(turn.reply)

    def _answer(self, reply: Reply) -> None:
        self.query_one(Captions).add("house", reply.text)
        self.query_one(Ticket).show(self._session)
        self._speak(reply.text)

    def _fault(self, line: str) -> None:
        self.query_one(Captions).add("fault", line)
        self._rest()

    def _speak(self, text: str) -> None:
        """Say ``text``, and stop saying what came before it."""
        self._unsaid = "" if self._sound else text
        self._say(text)

    @work(group="voice", exclusive=True)
    async def _say(self, text: str) -> None:
        if self._sound is not None:
            self.query_one(StateLine).state = "speaking"
            try:
                await self._sound.speak(text)
            except KioskError as mute:
                self.query_one(Captions).add("fault", str(mute))
        self._rest()

    # -- waiting -------------------------------------------------------------------------------

    def _rest(self) -> None:
        """Show for what the kiosk waits, and begin to wait."""
        line = self.query_one(StateLine)
        match self._session.status:
            case "open":
                line.state = "listening" if self._hears else "ready"
            case "person":
                line.state = "person"
            case _:
                line.state = "over"
        self._wait()

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None

    def _wait(self) -> None:
        self._stop_waiting()
        match self._session.status:
            case "open" if not self._began:
                return  # nobody stands at the counter yet
            case "open":
                self._waiting = self.set_timer(self._patience.silence_s, self._silence)
            case "person":
                self._waiting = self.set_timer(self._patience.person_s, self._nobody_came)
            case _:
                self._waiting = self.set_timer(self._patience.next_guest_s, self.action_new_order)

    def _silence(self) -> None:
        self._prompt(self._session.silence)

    def _nobody_came(self) -> None:
        self._prompt(self._session.nobody_came)

    def _prompt(self, make: Callable[[], Reply]) -> None:
        try:
            reply = make()
        except KioskError as fault:
            self._fault(str(fault))
        else:
            self._answer(reply)
