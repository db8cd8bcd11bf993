"""The screen with real ears: a recorded guest stands in for the microphone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Self

from kiosk.cli.terminal_sound import LocalSound
from kiosk.dialog import Session
from kiosk.locations import checkout
from kiosk.speech import wav
from kiosk.speech.audio import Audio
from kiosk.speech.pipeline import Recording
from kiosk.ui import KioskApp
from kiosk.workers import Scheduler

from .seen import sees, wake


class Tape(Recording):
    """A microphone in front of which a tape plays."""

    name = "Tape"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None: ...

    @contextmanager
    def muted(self) -> Iterator[None]:
        yield


async def test_what_is_spoken_is_on_the_ticket(new_session: Callable[[], Session]) -> None:
    guest = wav.read(checkout() / "demo" / "audio" / "turn1.wav")
    pause = Audio.silence(2.0, guest.rate)
    tape = Tape(Audio.join([pause, guest, pause]), real_time=True)
    sound = LocalSound(tape, None, ("this machine has no speaker",))
    app = KioskApp(new_session, partial(sound.opened, Scheduler()))
    async with app.run_test(size=(120, 40)) as pilot:
        await wake(pilot)
        await sees(pilot, "this machine has no speaker", "● Tape", "Listening", within_s=60)
        await sees(pilot, "Cheeseburger", within_s=60)


async def test_without_any_device_it_says_what_is_missing(
    new_session: Callable[[], Session],
) -> None:
    sound = LocalSound(None, None, ("this machine has no microphone",))
    app = KioskApp(new_session, partial(sound.opened, Scheduler()))
    async with app.run_test(size=(120, 40)) as pilot:
        await wake(pilot)
        await sees(pilot, "this machine has no microphone", "○ no microphone", "Ready")
