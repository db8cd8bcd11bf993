"""Between the screens and the session: one queue of turns for words and touches, and who waits.

Screens put words, touches and pointings in, and draw what comes out of the signals. A turn is
answered before the next one is read; what a turn has to wait for runs beside the screen.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

from textual.app import App
from textual.signal import Signal
from textual.timer import Timer
from textual.worker import Worker, WorkType

from kiosk.dialog import Reply, Session, Status, Turn
from kiosk.errors import KioskError
from kiosk.menu import Menu
from kiosk.menu.language import in_language
from kiosk.order.edits import Edit
from kiosk.order.outcome import Applied
from kiosk.ui.ports import Heard, Interrupted, Lost, OpenSound, Partial, Patience, Sound, Till
from kiosk.ui.strings import language, tr

__all__ = ["By", "Caption", "Conversation", "State", "Told"]

By = Literal["guest", "house", "fault"]
State = Literal["opening", "listening", "ready", "thinking", "speaking", "person", "crew", "over"]
_KEPT: Final = 100
"""Captions that can be scrolled back to."""


@dataclass(frozen=True, slots=True)
class Caption:
    """One utterance."""

    by: By
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """The kiosk has answered: the order is to be drawn anew."""

    reply: Reply
    by: Literal["words", "touch", "silence", "kiosk"]
    """What it answers; ``kiosk`` where it speaks of its own accord."""
    changed: tuple[int, ...] = ()
    """Numbers of the lines that the turn made or changed."""


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
        self.microphone: str | None = None
        """Name of the microphone that listens, or none."""
        self.slowly = False
        """Whether the guest would rather be spoken to slowly."""
        self.captioned: Signal[Caption] = Signal(app, "captioned")
        self.hearing: Signal[str] = Signal(app, "hearing")
        """All words so far of what is being said; empty once it is a caption, or was nothing."""
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
        self.overheard: Heard | None = None
        """What was said last while the crew was at the machine."""
        self._attended = False
        """Whether the crew is at the machine: then nothing is answered by itself."""
        self._app = app
        self._open_sound = open_sound
        self._sound: Sound | None = None
        self._serving: Worker[None] | None = None
        self._listening: asyncio.Task[None] | None = None
        self._unsaid = ""
        """The last reply, where it came before there was a voice to say it."""
        self._turns: asyncio.Queue[Heard | _Touched | _Pointed] = asyncio.Queue()
        self._waiting: Timer | None = None

    @property
    def sound(self) -> Sound | None:
        """The microphone and the speaker; none before they are open, and where there are none."""
        return self._sound

    @property
    def name(self) -> str:
        """Of the guest; empty where it was not given."""
        return self.session.journal.guest or ""

    @name.setter
    def name(self, name: str) -> None:
        self.session.journal.guest = name or None

    @property
    def table(self) -> str:
        """Number of the table tent; empty where none was taken."""
        return self.session.journal.table or ""

    @table.setter
    def table(self, number: str) -> None:
        self.session.journal.table = number or None

    @property
    def ticket(self) -> int | None:
        """Number of the ticket; none until the order is placed."""
        return self.session.journal.number

    # -- the counter ---------------------------------------------------------------------------

    def open(self) -> None:
        """Take turns and listen from now on; an order that was cut off is offered again."""
        self._serving = self._app.run_worker(self._converse(), group="conversation")
        self._rest()
        if self._open_sound is not None:
            self._listening = asyncio.create_task(self._listen(self._open_sound))
        if self._interrupted is not None:
            self._come()
            self._prompt(partial(self.session.resume, self._interrupted.order), "kiosk")
            self._interrupted = None

    async def close(self) -> None:
        """Take no more turns; close the sound, and wait for it: its engines are processes of their
        own."""
        if self._serving is not None:
            self._serving.cancel()
        if self._listening is not None:
            self._listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listening

    def wake(self) -> None:
        """A guest has come by touch or key: greet."""
        if not self.awake:
            self._come()
            self._answer(Told(self.session.greet(), "kiosk"))

    def reset(self) -> None:
        """A clean counter: nothing of the guest who was here is kept."""
        self._stop_waiting()
        self._app.workers.cancel_group(self._app, "voice")
        try:
            self.session.leave()
        except KioskError as unkept:  # the next guest can order all the same
            self._app.log.error(unkept)
        self.session = self._next_session()
        self.captions.clear()
        self.awake = self.taken = False
        self._unsaid = ""
        self.slowly = False
        while not self._turns.empty():
            self._turns.get_nowait()
        self._rest()
        self.left.publish(None)

    def stir(self) -> None:
        """Somebody is there: wait from now on."""
        if self._waiting is not None:
            self._wait()

    def hold(self) -> None:
        """Wait for nobody: something else decides how long this takes."""
        self._stop_waiting()

    def go_on(self) -> None:
        """Wait again."""
        self._wait()

    async def settle(self) -> bool:
        """The order is paid, or will be at the counter; false where that could not be kept, and
        the order is still unpaid."""
        session = self.session
        try:
            reply = await session.settle()
        except KioskError as fault:
            self._fault(str(fault))
            return False
        if session is self.session:
            self._answer(Told(reply, "touch"))
        return True

    def change_mind(self) -> None:
        """The guest would rather change the order than pay for it."""
        self._prompt(self.session.reopen, "kiosk")

    @property
    def menu(self) -> Menu:
        """The session's, with the names of the language that the screen speaks."""
        menu, code = self.session.menu, language()
        if self._shown is None or self._shown[:2] != (id(menu), code):
            self._shown = (id(menu), code, in_language(menu, code))
        return self._shown[2]

    def stock(self, sold_out: frozenset[str]) -> None:
        """These ids are 86'd from now on, for the guest who is there too."""
        self.session.sold_out = sold_out
        self.stocked.publish(None)

    def _first_session(self) -> Session:
        return (
            self._set_up(self._interrupted.session) if self._interrupted else self._next_session()
        )

    def _next_session(self) -> Session:
        return self._set_up(self._new_session())

    def _set_up(self, session: Session) -> Session:
        session.pays_first = self._till.terminal is not None
        return session

    # -- the crew ------------------------------------------------------------------------------

    def attend(self) -> None:
        """The crew is at the machine: what is said is captioned and not answered, nobody is
        prompted, and replies are not spoken."""
        self._attended = True
        self._stop_waiting()
        self._app.workers.cancel_group(self._app, "voice")
        self._rest()

    def leave_alone(self) -> None:
        """The crew leaves the machine; a guest whom they have taken over stays theirs."""
        self._attended = self.taken
        self._rest()

    def take_over(self) -> None:
        """A person talks with the guest: by :meth:`say`, and by touching for them."""
        self.taken = self._attended = True
        if self.session.status == "person":
            self._prompt(self.session.reopen, "kiosk")
        self._rest()

    def hand_back(self) -> None:
        """The kiosk goes on where the order stands."""
        self.taken = self._attended = False
        self._prompt(self.session.reopen, "kiosk")

    def say(self, text: str) -> None:
        """Words of the crew, spoken and captioned as the kiosk's."""
        self._caption("house", text)
        self._speak(text)

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
            self._caption("guest", heard.text)
        else:
            self._turns.put_nowait(heard)

    def touch(self, *edits: Edit) -> None:
        """What was touched does these edits, in one turn."""
        self._turns.put_nowait(_Touched(edits))

    def point(self, ref: int | None, edits: tuple[Edit, ...] = ()) -> None:
        """A line is before the guest, or none any more: see ``Session.point``."""
        self._turns.put_nowait(_Pointed(ref, edits))

    async def _listen(self, open_sound: OpenSound) -> None:
        try:
            async with open_sound() as sound:
                self._sound = sound
                for sentence in sound.missing:
                    self._caption("fault", sentence)
                self._hears(sound.microphone)
                if self._unsaid:
                    self._speak(self._unsaid)
                try:
                    async for heard in sound.heard():
                        self._overhear(heard)
                except KioskError as broken:
                    self._caption("fault", str(broken))
                self._hears(None)
                await asyncio.Event().wait()  # the voice goes on without a microphone
        except KioskError as silent:
            self._sound = None
            self._caption("fault", str(silent))
            self._hears(None)

    def _overhear(self, heard: Heard | Partial | Lost) -> None:
        if isinstance(heard, Partial):
            if not self._attended:
                self.stir()
                self.hearing.publish(heard.text)
            return
        self.hearing.publish("")
        if isinstance(heard, Lost):
            self._caption("fault", heard.why)
        elif heard.text and self._attended:
            self.overheard = heard
            if self.awake:
                self._caption("guest", heard.text)
        elif heard.text:
            self.hear(heard)

    def _hears(self, microphone: str | None) -> None:
        self.microphone = microphone
        if self.state in ("listening", "ready"):
            self._enter("listening" if microphone else "ready")
        else:
            self.stated.publish(self.state)

    def _come(self) -> None:
        self.awake = True
        self.came.publish(None)

    # -- turns out -----------------------------------------------------------------------------

    async def _converse(self) -> None:
        while True:
            await self._turn(await self._turns.get())

    async def _turn(self, said: Heard | _Touched | _Pointed) -> None:
        session = self.session
        if isinstance(said, _Pointed):
            session.point(said.ref, said.edits)
            return
        self._stop_waiting()
        if isinstance(said, Heard):
            self._caption("guest", said.text)
        self._enter("thinking")
        try:
            turn = await self._take(session, said)
        except KioskError as fault:
            self._fault(str(fault))
        except Exception as unforeseen:  # a guest never sees a traceback, and can go on ordering
            self._app.log.error(unforeseen)
            self._fault(
                tr(
                    "that went wrong here ({fault}); please say it again",
                    fault=type(unforeseen).__name__,
                )
            )
        else:
            if self.observe is not None:
                self.observe(turn, session.status)
            if session is self.session:  # and not the next guest's since
                by: Literal["words", "touch"] = "words" if isinstance(said, Heard) else "touch"
                self._answer(Told(turn.reply, by, _changed(turn)))

    async def _take(self, session: Session, said: Heard | _Touched) -> Turn:
        if isinstance(said, Heard):
            return await session.hear(said.text, said.confidence)
        return await session.touch(said.edits)

    def _answer(self, told: Told) -> None:
        self._caption("house", told.reply.text)
        self.told.publish(told)
        if self._attended:
            self._rest()
        else:
            self._speak(told.reply.text)

    def _fault(self, line: str) -> None:
        self._caption("fault", line)
        self._rest()

    def _caption(self, by: By, text: str) -> None:
        caption = Caption(by, " ".join(text.split()))
        self.captions.append(caption)
        self.captioned.publish(caption)

    def _enter(self, state: State) -> None:
        self.state = state
        self.stated.publish(state)

    def _speak(self, text: str) -> None:
        """Say ``text``, and stop saying what came before it."""
        self._unsaid = "" if self._sound else text
        # Called where it runs: a reply that is replaced before it begins leaves no coroutine.
        say: WorkType[None] = partial(self._say, text)
        self._app.run_worker(say, group="voice", exclusive=True)

    async def _say(self, text: str) -> None:
        if self._sound is not None:
            self._enter("speaking")
            try:
                await self._sound.speak(text, slowly=self.slowly)
            except KioskError as mute:
                self._caption("fault", str(mute))
        self._rest()

    # -- waiting -------------------------------------------------------------------------------

    def _rest(self) -> None:
        """Show for what the kiosk waits, and begin to wait."""
        match self.session.status:
            case _ if self.taken:
                self._enter("crew")
            case "open" | "unpaid":
                self._enter("listening" if self.microphone else "ready")
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
        if not self.awake or self._attended:
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

    def _prompt(self, make: Callable[[], Reply], by: Literal["silence", "kiosk"]) -> None:
        try:
            reply = make()
        except KioskError as fault:
            self._fault(str(fault))
        else:
            self._answer(Told(reply, by))


def _changed(turn: Turn) -> tuple[int, ...]:
    refs = [ref for out in turn.outcomes if isinstance(out, Applied) for ref in out.refs]
    return tuple(dict.fromkeys(refs))
