"""Between the screens and the session: one queue of turns for words and touches, and who waits.

Screens put words, touches and pointings in, and draw what comes out of the signals. A turn is
answered before the next one is read; what a turn has to wait for runs beside the screen.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

from textual.app import App
from textual.signal import Signal
from textual.timer import Timer
from textual.worker import Worker

from kiosk.dialog import Reply, Session, Status, Turn
from kiosk.errors import KioskError
from kiosk.menu import Menu
from kiosk.menu.language import in_language
from kiosk.order.edits import Edit
from kiosk.ui.intercom import Intercom
from kiosk.ui.ports import Heard, Interrupted, OpenSound, Patience, Till
from kiosk.ui.strings import language, speak, tr
from kiosk.ui.told import By, Caption, State, Told

__all__ = ["Conversation"]

_KEPT: Final = 100
"""Captions that can be scrolled back to."""


@dataclass(frozen=True, slots=True)
class _Touched:
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class _Pointed:
    ref: int | None
    edits: tuple[Edit, ...]


class Conversation:
    """One guest after the other at this screen."""

    def __init__(
        self,
        app: App[Any],
        new_session: Callable[[], Session],
        open_sound: OpenSound | None,
        patience: Patience,
        till: Till,
        interrupted: Interrupted | None = None,
    ) -> None:
        self._new_session = new_session
        self._interrupted = interrupted
        self._till = till
        self._shown: tuple[int, str, Menu] | None = None
        """The menu as it is shown: of which menu, in which language."""
        self.session = self._first_session()
        self.captions: deque[Caption] = deque(maxlen=_KEPT)
        self.state: State = "opening"
        self.patience = patience
        """How long it waits; what is set here holds from the next wait on."""
        self.awake = False
        """Whether a guest stands here."""
        self.captioned: Signal[Caption] = Signal(app, "captioned")
        self.told: Signal[Told] = Signal(app, "told")
        self.stated: Signal[State] = Signal(app, "stated")
        self.observe: Callable[[Turn, Status], None] | None = None
        """Told of every turn, and where its order stands then: for figures."""
        self.came: Signal[None] = Signal(app, "came")
        """A guest has come."""
        self.left: Signal[None] = Signal(app, "left")
        """The counter is clean for the next one."""
        self.stocked: Signal[None] = Signal(app, "stocked")
        """Something else is sold out than before."""
        self.aside: Callable[[str], bool] = lambda _: False
        """Does what is said to the screen and not of the order; whether it was."""
        self.taken = False
        """Whether a person of the crew talks with the guest."""
        self.intercom = Intercom(app, self, open_sound)
        self._app = app
        self._serving: Worker[None] | None = None
        self._turns: asyncio.Queue[Heard | _Touched | _Pointed] = asyncio.Queue()
        self._waiting: Timer | None = None
        self._held = False
        """Whether something else decides how long the guest may take."""

    @property
    def ticket(self) -> int | None:
        """Number of the ticket; none until the order is placed."""
        return self.session.journal.number

    # -- the counter ---------------------------------------------------------------------------

    def open(self) -> None:
        """Take turns and listen from now on; an order that was cut off is offered again."""
        self._serving = self._app.run_worker(self._converse(), group="conversation")
        self.rest()
        self.intercom.open()
        if self._interrupted is not None:
            self._come()
            self._prompt(partial(self.session.resume, self._interrupted.order), "kiosk")
            self._interrupted = None

    async def close(self) -> None:
        """Take no more turns, and close the sound."""
        if self._serving is not None:
            self._serving.cancel()
        await self.intercom.close()

    def wake(self) -> None:
        """A guest has come by touch or key: greet."""
        if not self.awake:
            self._come()
            self._answer(Told(self.session.greet(), "kiosk"))

    def reset(self) -> None:
        """A clean counter: nothing of the guest who was here is kept."""
        self._stop_waiting()
        self.intercom.forget()
        try:
            self.session.leave()
        except KioskError as unkept:  # the next guest can order all the same
            self._app.log.error(unkept)
        self.session = self._next_session()
        self.captions.clear()
        self.awake = self.taken = self._held = False
        while not self._turns.empty():
            self._turns.get_nowait()
            self._turns.task_done()
        self.rest()
        self.left.publish(None)

    def stir(self) -> None:
        """Somebody is there: wait from now on."""
        if self._waiting is not None:
            self._wait()

    def hold(self) -> None:
        """Wait for nobody, whatever is said: something else decides how long this takes."""
        self._held = True
        self._stop_waiting()

    def go_on(self) -> None:
        """Wait again."""
        self._held = False
        self._wait()

    async def settle(self) -> bool:
        """The order is paid, or will be at the counter; false where that could not be kept, and
        the order is still unpaid."""
        session = self.session
        try:
            reply = await session.settle()
        except KioskError as fault:
            self._failed(str(fault))
            return False
        if session is self.session:
            self._held = False
            self._answer(Told(reply, "touch"))
        return True

    def change_mind(self) -> None:
        """The guest would rather change the order than pay for it."""
        self._reopen()

    @property
    def menu(self) -> Menu:
        """The session's, with the names of the language that the screen speaks."""
        menu, code = self.session.menu, language()
        if self._shown is None or self._shown[:2] != (id(menu), code):
            self._shown = (id(menu), code, in_language(menu, code))
        return self._shown[2]

    def translate(self, code: str) -> None:
        """Every word is in that language from now on, the kiosk's own and those of the screen."""
        speak(code)
        self.session.language = code

    def stock(self, sold_out: frozenset[str]) -> None:
        """These ids are 86'd from now on, for the guest who is there too."""
        self.session.sold_out = sold_out
        self.stocked.publish(None)

    def _first_session(self) -> Session:
        if self._interrupted is None:
            return self._next_session()
        speak(self._interrupted.session.language)
        return self._set_up(self._interrupted.session)

    def _next_session(self) -> Session:
        return self._set_up(self._new_session())

    def _set_up(self, session: Session) -> Session:
        session.pays_first = self._till.terminal is not None
        session.language = language()
        return session

    # -- the crew ------------------------------------------------------------------------------

    def attend(self) -> None:
        """The crew is at the machine: what is said is captioned and not answered, nobody is
        prompted, and replies are not spoken."""
        self.intercom.attended = True
        self._stop_waiting()
        self.intercom.hush()
        self.rest()

    def leave_alone(self) -> None:
        """The crew leaves the machine; a guest whom they have taken over stays theirs."""
        self.intercom.attended = self.taken
        self.rest()

    def take_over(self) -> None:
        """A person talks with the guest: by :meth:`say`, and by touching for them."""
        self.taken = self.intercom.attended = True
        if self.session.status == "person":
            self._reopen()
        self.rest()

    def hand_back(self) -> None:
        """The kiosk goes on where the order stands."""
        self.taken = self.intercom.attended = False
        self._reopen()

    def say(self, text: str) -> None:
        """Words in the language of the screen, of the crew or about the screen itself, spoken and
        captioned as the kiosk's."""
        self.caption("house", text)
        self.intercom.speak(text, language())

    def try_voice(self, text: str) -> None:
        """Words by which the crew hears the voice, whatever it speaks."""
        self.caption("house", text)
        self.intercom.speak(text)

    def nobody_comes(self) -> None:
        """Nobody comes to the guest who asked for a person: the order goes on."""
        self._prompt(self.session.nobody_came, "kiosk")

    # -- turns in ------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """Words, typed or spoken; they wake."""
        if not self.awake:
            self._come()
            self.session.greet()
        if self.aside(heard.text):
            self.caption("guest", heard.text)
        else:
            self._turns.put_nowait(heard)

    def touch(self, *edits: Edit) -> None:
        """What was touched does these edits, in one turn."""
        self._turns.put_nowait(_Touched(edits))

    async def answered(self) -> None:
        """All turns that were put in are over."""
        await self._turns.join()

    def point(self, ref: int | None, edits: tuple[Edit, ...] = ()) -> None:
        """A line is before the guest, or none any more: see ``Session.point``."""
        self._turns.put_nowait(_Pointed(ref, edits))

    def _come(self) -> None:
        self.awake = True
        self.came.publish(None)

    # -- turns out -----------------------------------------------------------------------------

    async def _converse(self) -> None:
        while True:
            await self._turn(await self._turns.get())
            self._turns.task_done()

    async def _turn(self, said: Heard | _Touched | _Pointed) -> None:
        session = self.session
        if isinstance(said, _Pointed):
            session.point(said.ref, said.edits)
            return
        self._stop_waiting()
        if isinstance(said, Heard):
            self.caption("guest", said.text)
        self._enter("thinking")
        try:
            turn = await self._take(session, said)
        except KioskError as fault:
            self._failed(str(fault))
        except Exception as unforeseen:  # a guest never sees a traceback, and can go on ordering
            self._app.log.error(unforeseen)
            wrong = tr(
                "that went wrong here ({fault}); please say it again",
                fault=type(unforeseen).__name__,
            )
            self.caption("fault", wrong)
            self.rest()
        else:
            if self.observe is not None:
                self.observe(turn, session.status)
            if session is self.session:  # and not the next guest's since
                self._answer(Told.of(turn, "words" if isinstance(said, Heard) else "touch"))

    async def _take(self, session: Session, said: Heard | _Touched) -> Turn:
        if isinstance(said, Heard):
            return await session.hear(said.text, said.confidence)
        return await session.touch(said.edits)

    def _answer(self, told: Told) -> None:
        self.caption("house", told.reply.text)
        self.told.publish(told)
        if self.intercom.attended:
            self.rest()
        else:
            self.intercom.speak(told.reply.text, told.reply.language)

    def _failed(self, line: str) -> None:
        self.fault(line)
        self.rest()

    def _enter(self, state: State) -> None:
        self.state = state
        self.stated.publish(state)

    # -- of the intercom: see ``Counter`` ------------------------------------------------------

    def caption(self, by: By, text: str) -> None:
        """Show what was said."""
        caption = Caption(by, " ".join(text.split()))
        self.captions.append(caption)
        self.captioned.publish(caption)

    def fault(self, line: str) -> None:
        """Show what is wrong with the machine, as the machine words it."""
        self.caption("fault", tr("{fault}", fault=line))

    def speaking(self) -> None:
        """The kiosk speaks from now on."""
        self._enter("speaking")

    def listens(self) -> None:
        """The microphone has come or gone."""
        if self.state in ("listening", "ready"):
            self._enter(self._idle)
        else:
            self.stated.publish(self.state)

    @property
    def _idle(self) -> State:
        return "listening" if self.intercom.microphone else "ready"

    # -- waiting -------------------------------------------------------------------------------

    def rest(self) -> None:
        """Show for what the kiosk waits, and begin to wait."""
        match self.session.status:
            case _ if self.taken:
                self._enter("crew")
            case "open" | "unpaid":
                self._enter(self._idle)
            case "person":
                self._enter("person")
            case _:
                self._enter("over")
        self._wait()

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None

    def _wait(self) -> None:
        self._stop_waiting()
        if not self.awake or self.intercom.attended or self._held:
            return
        patience, timer = self.patience, self._app.set_timer
        match self.session.status:
            case "open":
                self._waiting = timer(patience.silence_s, self.prompt)
            case "person":
                self._waiting = timer(patience.person_s, self.nobody_comes)
            case "unpaid":
                self._waiting = timer(patience.payment_s, self.reset)
            case _:
                self._waiting = timer(patience.next_guest_s, self.reset)

    def prompt(self) -> None:
        """Nobody has answered: ask whether anybody is there, or close the order."""
        self._prompt(self.session.silence, "silence")

    def _reopen(self) -> None:
        """The order goes on where it was."""
        self._held = False
        self._prompt(self.session.reopen, "kiosk")

    def _prompt(self, make: Callable[[], Reply], by: Literal["silence", "kiosk"]) -> None:
        try:
            reply = make()
        except KioskError as fault:
            self._failed(str(fault))
        else:
            self._answer(Told(reply, by))
