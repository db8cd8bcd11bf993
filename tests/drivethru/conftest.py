"""A lane with the real recogniser and the real voice, and a guest who reacts to it, on a clock that
skips what nobody waits for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import time

import pytest

from kiosk.cli.engines import enter_together
from kiosk.cli.speech import open_voice, recogniser
from kiosk.dialog import MemoryJournal, Session, StandingClock
from kiosk.dialog.expecting import expecting
from kiosk.drivethru import Alert, Caption, House, Lane, Patience, Signal, Sound, Visit, at_once
from kiosk.drivethru.guest import Guest, Line
from kiosk.menu import find_menu, load_menu
from kiosk.speech.audio import Audio
from kiosk.speech.pipeline import Ears
from kiosk.speech.synthesise import Voice
from kiosk.understanding import Rules
from kiosk.workers import Scheduler, Worker

UNHURRIED = 20.0
"""A recogniser on a machine that is busy with others is slow, and not stalled."""


@dataclass
class Heard:
    """The crew, who only listens."""

    captions: list[Caption] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)

    def call(self, alert: Alert) -> None:
        self.alerts.append(alert)

    def overhear(self, caption: Caption) -> None:
        self.captions.append(caption)

    def house(self) -> list[str]:
        return [caption.text for caption in self.captions if caption.by == "house"]


class Box:
    """The speaker box; engines are loaded once for all stories of a module."""

    runner: asyncio.Runner

    def __init__(self) -> None:
        self.menu = load_menu(find_menu("burger"))
        self.rules = Rules(self.menu)
        self.lanes: list[Lane] = []
        self.opened = False
        self.scheduler = Scheduler()
        self.recogniser: Worker
        self.listeners: list[Worker] = []
        self.ears: Ears
        self.voice: Voice
        self.journals: list[MemoryJournal] = []

    def working(self) -> bool:
        if not self.opened:
            return True
        engines = [self.ears, self.voice, *self.listeners]
        busy = any(engine.health.state in {"busy", "restarting"} for engine in engines)
        return busy or any(lane.thinking for lane in self.lanes)

    def session(self) -> Session:
        self.journals.append(MemoryJournal())
        clock = StandingClock(time(12))
        return Session(self.menu, self.rules, clock=clock, journal=self.journals[-1])

    def house(self, crew: Heard, **settings: object) -> House:
        return House(self.session, lambda it: expecting(it, self.rules), crew, **settings)

    def said(self, words: str, over_s: float | None = None) -> Line:
        """A guest's line, in the kiosk's own voice."""

        async def spoken() -> Audio:
            return Audio.join([part async for part in self.voice.say(words)])

        sound = self.runner.run(spoken())
        quiet = Audio.silence(0.1, sound.rate)
        return Line(Audio.join([quiet, sound, quiet]), over_s)

    def lane(
        self, deck: Guest, house: House, gone: list[Visit], sound: Sound | None = None
    ) -> Lane:
        sound = sound or Sound(self.ears, self.voice, deck, deck)
        lane = Lane("1", house, sound, gone.append)
        deck.answers(lane)
        self.lanes.append(lane)
        return lane

    def serve(
        self, guest: Guest, sound: Sound | None = None, **settings: object
    ) -> tuple[Visit, Heard]:
        """One car; what came of it, and what the crew heard."""
        crew, gone = Heard(), []
        lane = self.lane(guest, self.house(crew, **settings), gone, sound)
        self.runner.run(lane.serve(each(["arrived"])))
        visit = lane.visit or gone[-1]
        return visit, crew


async def each(signals: Sequence[Signal]) -> AsyncIterator[Signal]:
    for signal in signals:
        yield signal


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    box = Box()
    with at_once(box.working) as box.runner:
        stack = AsyncExitStack()

        async def open_engines() -> None:
            box.recogniser, box.voice = await enter_together(
                stack, recogniser(box.scheduler), open_voice(box.scheduler)
            )
            box.recogniser.patience = UNHURRIED
            box.ears = Ears(box.recogniser, box.scheduler)
            box.opened = True

        box.runner.run(open_engines())
        yield box
        box.opened = False
        box.runner.run(stack.aclose())


PATIENT = Patience(silence_s=600.0)
"""A slow machine may take long to answer: nobody is asked whether they are still there."""
