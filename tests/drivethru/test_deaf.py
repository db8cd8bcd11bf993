"""A lane that cannot hear for a while: who is told, and how often."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import time
from typing import Any

import numpy as np

from kiosk.dialog import Session, StandingClock
from kiosk.drivethru import Deck, House, Lane, Signal, Sound, at_once
from kiosk.drivethru.hearing import BackAgain, Deaf, Happening, Hearing, Over
from kiosk.drivethru.mouth import Mouth
from kiosk.errors import AudioError, WorkerError
from kiosk.menu import find_menu, load_menu
from kiosk.speech.audio import SPEECH_RATE, Audio, Samples
from kiosk.speech.expected import Anything
from kiosk.speech.pipeline import Ears
from kiosk.speech.synthesise import Voice
from kiosk.speech.voices import HibariVoice
from kiosk.understanding import Rules
from kiosk.workers import Health, Scheduler, Worker
from tests.drivethru.conftest import Heard


class Recogniser:
    """A process that hears speech in what is loud, and dies of every attempt to recognise it."""

    health = Health("ready", 0, None, None, None)

    async def call(self, method: str, /, *args: Any, deadline_s: float) -> Any:
        if method == "recognise":
            raise WorkerError("recogniser: ended with status 9")
        if method == "speech_probabilities":
            return np.abs(args[0].reshape(-1, 512)).max(axis=1)
        return None


def ears() -> Ears:
    return Ears(Recogniser(), Scheduler())


def silent_voice() -> Voice:
    """One that is never asked."""
    return Voice(Worker("voice", HibariVoice, 1), Scheduler())


class Loose:
    """A microphone whose plug is loose: it breaks off so many times."""

    rate = SPEECH_RATE

    def __init__(self, breaks: int) -> None:
        self._breaks = breaks

    async def blocks(self) -> AsyncIterator[Samples]:
        yield np.zeros(512, np.float32)
        if self._breaks:
            self._breaks -= 1
            raise AudioError("the microphone is gone")


def test_every_time_that_it_breaks_is_told() -> None:
    told: list[Happening | Over] = []
    deck = Deck(Audio.silence(1, SPEECH_RATE))
    mouth = Mouth(silent_voice(), deck, done=lambda: None, failed=lambda _: None)
    sound = Sound(ears(), silent_voice(), Loose(2), deck)
    with at_once(lambda: False) as runner:
        hearing = Hearing(sound, mouth, Anything, told.append, lambda _: None)
        runner.run(hearing.run())
    assert [type(one) for one in told] == [Deaf, BackAgain, Deaf, BackAgain, Over]


async def cars(*arrive_s: float) -> AsyncIterator[Signal]:
    """Cars that come, each some seconds after the one before it left."""
    for seconds in arrive_s:
        await asyncio.sleep(seconds)
        yield "departed"
        yield "arrived"


def test_what_one_car_said_in_vain_does_not_count_against_the_next() -> None:
    menu = load_menu(find_menu("burger"))
    rules, crew = Rules(menu), Heard()
    house = House(
        lambda: Session(menu, rules, clock=StandingClock(time(12))),
        lambda _: Anything(),
        crew,
        shadow=True,
    )
    word = Audio(np.ones(SPEECH_RATE, np.float32), SPEECH_RATE)
    pause = Audio.silence(9, SPEECH_RATE)
    deck = Deck(Audio.join([pause, word, pause, pause, word, pause]))
    lane = Lane("1", house, Sound(ears(), silent_voice(), deck, deck))
    with at_once(lambda: lane.thinking) as runner:
        runner.run(lane.serve(cars(1.0, 19.0)))
    assert [caption.by for caption in crew.captions].count("fault") == 2
    assert crew.alerts == []
