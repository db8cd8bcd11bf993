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
from kiosk.ui import Heard, KioskApp, Partial
from kiosk.workers import Scheduler

from .conftest import Booth
from .pilots import Hand
from .seen import say, sees, shows, wake


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


async def test_what_is_being_said_is_captioned_before_it_is_whole(
    new_session: Callable[[], Session],
) -> None:
    """The guest pauses in the middle of a sentence, for too short a time to be done."""
    guest = wav.read(checkout() / "demo" / "audio" / "turn1.wav")
    at = int(2.17 * guest.rate)  # "… two cheeseburgers with | no onions …"
    begun, rest = (Audio(part, guest.rate) for part in (guest.samples[:at], guest.samples[at:]))
    pause = partial(Audio.silence, rate=guest.rate)
    tape = Tape(Audio.join([pause(2.0), begun, pause(0.4), rest, pause(3.0)]), real_time=True)
    sound = LocalSound(tape, None)
    app = KioskApp(new_session, partial(sound.opened, Scheduler()))
    async with app.run_test(size=(120, 40)) as pilot:
        await wake(pilot)
        await sees(pilot, "two cheeseburgers with …", within_s=60)
        assert not any("burgers" in caption.text for caption in app.conversation.captions)
        for _ in range(600):
            await pilot.pause(0.1)
            if whole := [c.text for c in app.conversation.captions if c.by == "guest"]:
                break
        assert "burgers" in whole[0]
        assert "onions" in whole[0]
        assert not shows(app, "with …")


async def test_the_meter_shows_how_loud_the_guest_is(
    new_session: Callable[[], Session], booth: Booth
) -> None:
    app = KioskApp(new_session, booth.opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await wake(pilot)
        await sees(pilot, "● Listening", "────────")
        booth.level_db = -36.0
        await sees(pilot, "━━━━────")
        booth.level_db = -3.0
        await sees(pilot, "━━━━━━━━")


async def test_words_that_come_to_nothing_are_gone_and_others_become_a_caption(
    new_session: Callable[[], Session], booth: Booth
) -> None:
    app = KioskApp(new_session, booth.opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "a hamburger")
        booth.ears.put_nowait(Partial("and two"))
        await sees(pilot, "and two …")
        booth.ears.put_nowait(Heard(""))  # it was the radio
        await pilot.pause(0.2)
        assert not shows(app, "and two")
        booth.ears.put_nowait(Partial("and two large"))
        booth.ears.put_nowait(Heard("and two large cokes"))
        await sees(pilot, "and two large cokes", "2 Coke")
        assert not shows(app, "large …")


async def test_a_guest_is_spoken_to_slowly_and_the_next_one_is_not(
    new_session: Callable[[], Session], booth: Booth
) -> None:
    app = KioskApp(new_session, booth.opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await wake(pilot)
        await pilot.press("f2")
        hand = Hand(pilot)
        await hand.touch("Slower voice")
        await sees(pilot, "✓ Slower voice")
        await hand.touch("Done")
        await say(pilot, "a hamburger")
        assert booth.slowly[0] == "I speak like this now."
        assert "Hamburger" in booth.slowly[1]
        app.conversation.reset()
        await sees(pilot, "Touch to order")
        await say(pilot, "a hamburger")
        assert len(booth.slowly) == 2
