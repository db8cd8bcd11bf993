"""Replies aloud, one at a time; the voice is a worker that takes its time over a beep."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass, field

import numpy as np
import pytest

from kiosk.drivethru.mouth import Mouth
from kiosk.errors import AudioError, KioskError
from kiosk.speech.audio import Audio
from kiosk.speech.synthesise import Voice
from kiosk.workers import Scheduler, Worker


class Beeps:
    """A voice of one note."""

    def speak(self, clause: str, speed: float) -> Audio:
        time.sleep(0.1)
        return Audio(np.full(100, 0.1, np.float32), 24_000)


@dataclass
class Speaker:
    """Refuses to play two things at a time, as PortAudio does."""

    chunks: int = 0
    playing: bool = False

    async def play(self, chunks: AsyncIterable[Audio]) -> None:
        if self.playing:
            raise AudioError("the speaker is gone: the stream is not stopped")
        self.playing = True
        try:
            async for _ in chunks:
                self.chunks += 1
        finally:
            self.playing = False


@dataclass
class Told:
    """What the mouth tells its lane."""

    done: int = 0
    failed: list[KioskError] = field(default_factory=list)

    def is_done(self) -> None:
        self.done += 1


@pytest.fixture
async def voice() -> AsyncIterator[Voice]:
    async with Worker("voice", Beeps) as worker:
        yield Voice(worker, Scheduler())


async def test_what_stands_in_the_place_of_another_reply_is_said(voice: Voice) -> None:
    speaker, told = Speaker(), Told()
    mouth = Mouth(voice, speaker, done=told.is_done, failed=told.failed.append)
    first = mouth.say("One moment.")
    await asyncio.sleep(0.02)  # the voice is at work, and the speaker waits for it
    second = mouth.say("Hello there. How are you?")
    third = mouth.say("Hi there. What can I get you?")
    await mouth.silent()
    assert told.failed == []
    assert (first.cut, second.cut, third.cut) == (True, True, False)
    assert third.asked
    assert (speaker.chunks, told.done) == (2, 1)


async def test_where_there_are_no_words_nothing_is_said(voice: Voice) -> None:
    speaker, told = Speaker(), Told()
    mouth = Mouth(voice, speaker, done=told.is_done, failed=told.failed.append)
    mouth.say("One moment.")
    saying = mouth.say(" ")
    await mouth.silent()
    assert (saying.sounded, speaker.chunks, told.done) == ("", 0, 1)
    assert not mouth.speaking
