"""One lane: cars come, order, and pull forward. Full duplex: it listens while it speaks.

All that happens goes through one queue and is answered in its order; only the voice is stopped at
once, from where the guest is first heard.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Final

from kiosk.board import View, view_of, welcome
from kiosk.dialog import HEARD_BADLY, Reply
from kiosk.drivethru.hearing import AWord, BackAgain, Deaf, Hearing, Over, Sound
from kiosk.drivethru.hearing import Happening as Heard
from kiosk.drivethru.manners import courtesy, encourages, interrupts
from kiosk.drivethru.mouth import Mouth, Saying
from kiosk.drivethru.phrases import BACK_AGAIN, CANNOT_HEAR, PULL_FORWARD, SAY_AGAIN, opening
from kiosk.drivethru.ports import Alert, By, Caption, House, Ordered, Say, Signal, Why
from kiosk.drivethru.visit import Exchange, Visit
from kiosk.errors import KioskError, StoreError
from kiosk.speech.expected import Anything, Expected
from kiosk.speech.pipeline import Missed, Turn

__all__ = ["Lane"]

_LANGUAGE: Final = "en"
"""Of the board: the voice has no other."""
_MISSES: Final = 2
"""Times in a row that a guest may be asked to say it again; with the last a person is called."""
_MURMUR_S: Final = 0.6
"""Speech shorter than that is no order that is not understood, but an "mm-hmm" that is."""


class _Silence:
    """Nobody has said anything for a while."""


class _Gone:
    """The car counts as gone, where nothing tells when it goes."""


_Happening = Heard | Signal | _Silence | _Gone


class Lane:
    """Serves one car after the other."""

    def __init__(
        self, name: str, house: House, sound: Sound, left: Callable[[Visit], None] | None = None
    ) -> None:
        """
        Args:
            name: as the crew knows it.
            house: what it shares with other lanes.
            sound: its microphone and speaker, and what is behind them.
            left: told of each car that is gone.
        """
        self.name = name
        self.visit: Visit | None = None
        """The car that is there."""
        self.thinking = False
        """Whether words are being understood or kept right now."""
        self.taken = False
        """Whether a person of the crew talks with the guest."""
        self._house = house
        self._sound = sound
        self._left = left
        self._mouth = Mouth(sound.voice, sound.speaker, done=self._wait, failed=self._not_said)
        self._happened: asyncio.Queue[_Happening | Over] = asyncio.Queue()
        self._hearing = Hearing(
            sound, self._mouth, self._expected, self._happened.put_nowait, self._quiet
        )
        self._waiting: asyncio.TimerHandle | None = None
        self._detects = False
        """Whether something tells when cars come and go; else the first word is an arrival."""
        self._busy = False
        """Whether something that happened is being answered."""
        self._missed = 0
        """Times in a row that words were lost with the recogniser's process."""
        self._two_cars = False
        """Whether it was asked if this is still the same guest."""

    @property
    def at_rest(self) -> bool:
        """Whether all that was heard is answered, and all that there is to say is said."""
        quiet = self._hearing.nobody_speaks.is_set() and self._happened.empty() and not self._busy
        return quiet and not self._mouth.speaking and self._mouth.held is None

    async def serve(self, signals: AsyncIterator[Signal], *, detects: bool = True) -> None:
        """Until the source ends, and what was said then is answered.

        Args:
            signals: what the crew wants, and where it ``detects`` them, when cars come and go.
            detects: without it, a guest's first word is an arrival, and a car is gone some time
                after its order is over.
        """
        self._detects = detects
        self._show_board(welcome(self._house.session().menu, _LANGUAGE))
        try:
            async with asyncio.TaskGroup() as tasks:
                hearing = tasks.create_task(self._hearing.run())
                told = tasks.create_task(self._be_told(signals))
                await self._answer_all()
                hearing.cancel()
                told.cancel()
        except ExceptionGroup as faults:
            raise faults.exceptions[0] from None
        finally:
            self._mouth.stop()
            self._stop_waiting()

    def close(self) -> None:
        """The lane is closed; a car that still stands there is as good as gone."""
        self._depart()

    # -- what happens --------------------------------------------------------------------------

    async def _be_told(self, signals: AsyncIterator[Signal]) -> None:
        async for signal in signals:
            self._happened.put_nowait(signal)

    def _expected(self) -> Expected:
        return self._house.expected(self.visit.session) if self.visit is not None else Anything()

    def _quiet(self, quiet: bool) -> None:
        """The guest has begun to speak; or nobody speaks, and it was nothing."""
        if quiet:
            self._go_on()
        else:
            self._stop_waiting()

    def _go_on(self) -> None:
        """It was nothing: say the rest, or wait again."""
        if self._mouth.held is not None:
            self._mouth.go_on()
        else:
            self._wait()

    # -- answers -------------------------------------------------------------------------------

    async def _answer_all(self) -> None:
        while not isinstance(happening := await self._happened.get(), Over):
            self._busy = True
            try:
                await self._answer(happening)
            except StoreError as unkept:
                self._fault("fault", str(unkept))
            finally:
                self._busy = False
        await self._mouth.silent()

    async def _answer(self, happening: _Happening) -> None:
        match happening:
            case Turn():
                self._hearing.untaken -= 1
                self._missed = 0
                await self._hear(happening)
            case Missed(why):
                await self._miss(why)
            case AWord():
                if self.visit is not None:
                    self.visit.talked_over += 1
                    self.visit.session.talked_over()
                self._wait()
            case _Silence():
                await self._prompt()
            case Deaf(why):
                self._fault("deaf", why)
                await self._say(CANNOT_HEAR)
            case BackAgain():
                await self._say(BACK_AGAIN)
            case _Gone():
                self._depart()
            case signal:
                await self._heed(signal)

    async def _heed(self, signal: Signal) -> None:
        match signal:
            case "arrived":
                await self._arrive()
            case "departed":
                self._depart()
            case "take_over":
                self._take_over()
            case "hand_back":
                await self._hand_back()
            case Ordered() if self.visit is not None:
                self.visit.ordered = signal
                self._depart()
            case Say(text):
                self._caption("crew", text)
                self._mouth.say(text)

    async def _hear(self, spoken: Turn) -> None:
        words = spoken.heard.text
        if not words or (self.visit is None and self._detects):
            self._go_on()
            return
        self._caption("guest", words)
        visit = self.visit or self._come()
        held = self._mouth.held
        if held is not None and not held.asked and self._only_listens(spoken):
            visit.encouraged += 1
            self._mouth.go_on()
            return
        stopped = self._mouth.stop()
        if self.taken or (visit.session.status == "placed" and courtesy(words)):
            self._wait()
            return
        if stopped is not None:
            visit.talked_over += 1
            if not stopped.asked:
                visit.session.talked_over()
        await self._take_turn(visit, spoken)

    async def _miss(self, why: str) -> None:
        """Something was said and is lost: the guest says it again, or to a person."""
        self._missed += 1
        self._note(why)
        if self._missed >= _MISSES:
            self._call("deaf", "the guest cannot be understood")
        await self._say(SAY_AGAIN)

    def _only_listens(self, spoken: Turn) -> bool:
        """Whether the guest would have the kiosk go on: they agree, or murmur something."""
        words = spoken.heard.text
        if encourages(words):
            return True
        murmured = spoken.end_s - spoken.start_s < _MURMUR_S
        extent, sure = self._expected().extent(words), spoken.heard.confidence
        doubted = sure is not None and sure < HEARD_BADLY
        says_nothing = extent != "settled" and (extent != "whole" or doubted)
        return murmured and not interrupts(words) and says_nothing

    async def _take_turn(self, visit: Visit, spoken: Turn) -> None:
        clock = asyncio.get_running_loop().time
        heard, ended = spoken.heard, self._hearing.ended(spoken)
        self.thinking = True
        try:
            turn = await visit.session.hear(heard.text, heard.confidence)
        except KioskError as fault:
            self._fault("fault", str(fault))
            await self._say(SAY_AGAIN)
            return
        finally:
            self.thinking = False
        exchange = Exchange(heard.text, turn, spoken, clock() - ended, ended)
        visit.exchanges.append(exchange)
        if self._two_cars and not visit.session.cart.lines:
            self._depart()
            await self._arrive()
            return
        self._two_cars = False
        exchange.saying = await self._reply(visit, turn.reply)

    async def _reply(self, visit: Visit, reply: Reply) -> Saying | None:
        now, session = asyncio.get_running_loop().time(), visit.session
        if session.cart.lines:
            visit.reached("first_item", now)
        if reply.asks == "confirm" or session.status == "placed":
            visit.reached("total", now)
        self._show_board(view_of(session, reply, _LANGUAGE))
        if session.status == "person":
            self._call("person", "the guest needs a person")
        ending = f" {PULL_FORWARD}" if session.status == "placed" else ""
        return await self._say(reply.text + ending)

    async def _say(self, text: str) -> Saying | None:
        """Say it; but where the guest goes on speaking, what they say is answered first."""
        self._caption("house", text)
        await self._hearing.nobody_speaks.wait()
        if self._hearing.untaken:
            if self.visit is not None:
                self.visit.session.talked_over()
            return None
        if self._house.shadow or self.taken:
            self._wait()
            return None
        return self._mouth.say(text)

    def _not_said(self, fault: KioskError) -> None:
        """The board shows it all the same."""
        self._fault("mute", str(fault))
        self._wait()

    # -- cars ----------------------------------------------------------------------------------

    async def _arrive(self) -> None:
        visit = self.visit
        if visit is not None and visit.session.status == "open" and visit.session.cart.lines:
            self._call("two_cars", "another car has come while an order is open")
            self._two_cars = True
            await self._reply(visit, visit.session.resume(visit.session.order))
            return
        if visit is not None:
            self._depart()
        visit = self._come()
        greeting = visit.session.greet()
        self._show_board(view_of(visit.session, greeting, _LANGUAGE))
        visit.greeting = await self._say(opening(greeting.text, recorded=self._house.recorded))

    def _come(self) -> Visit:
        """A car is there, and has not been greeted."""
        self.visit = Visit(self._house.session(), asyncio.get_running_loop().time())
        return self.visit

    def _depart(self) -> None:
        """The lane is clean for the next car: nothing of this one is kept."""
        visit, self.visit = self.visit, None
        self._stop_waiting()
        self._mouth.stop()
        self.taken = self._two_cars = False
        self._missed = 0
        if visit is None:
            return
        try:
            visit.session.leave()
        except StoreError as unkept:
            self._fault("fault", str(unkept))
        visit.reached("gone", asyncio.get_running_loop().time())
        self._show_board(welcome(visit.session.menu, _LANGUAGE))
        if self._left is not None:
            self._left(visit)

    # -- the crew ------------------------------------------------------------------------------

    def _take_over(self) -> None:
        """A person talks with the guest; what is said is told to them, and not answered."""
        self.taken = True
        self._stop_waiting()
        self._mouth.stop()

    async def _hand_back(self) -> None:
        """The kiosk goes on where the order stands."""
        self.taken = False
        if self.visit is not None:
            await self._reply(self.visit, self.visit.session.reopen())

    def _call(self, why: Why, text: str) -> None:
        if self.visit is not None:
            self.visit.called.append(text)
        self._house.crew.call(Alert(self.name, why, text))

    def _fault(self, why: Why, text: str) -> None:
        """Something does not work, and somebody has to see to it."""
        self._note(text)
        self._call(why, text)

    def _note(self, fault: str) -> None:
        if self.visit is not None:
            self.visit.faults.append(fault)
        self._caption("fault", fault)

    def _caption(self, by: By, text: str) -> None:
        self._house.crew.overhear(Caption(self.name, by, text))

    def _show_board(self, view: View) -> None:
        if self._house.board is None:
            return
        try:
            self._house.board.show(view)
        except StoreError as refused:  # the sale goes on without a board
            self._caption("fault", str(refused))

    # -- waiting -------------------------------------------------------------------------------

    def _wait(self) -> None:
        """Wait for the guest, or for whom they wait for."""
        self._stop_waiting()
        if self.visit is None or self.taken or self._house.shadow:
            return
        patience, later = self._house.patience, asyncio.get_running_loop().call_later
        match self.visit.session.status:
            case "open":
                self._waiting = later(patience.silence_s, self._happened.put_nowait, _Silence())
            case "person":
                self._waiting = later(patience.person_s, self._happened.put_nowait, _Silence())
            case _ if not self._detects:
                self._waiting = later(patience.gone_s, self._happened.put_nowait, _Gone())

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    async def _prompt(self) -> None:
        """Nobody has spoken, or no person has come."""
        if self.visit is None or self._mouth.speaking:
            return
        session = self.visit.session
        if session.status == "person":
            await self._reply(self.visit, session.nobody_came())
        elif session.status == "open":
            await self._reply(self.visit, session.silence())
