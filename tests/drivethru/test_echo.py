"""The kiosk's own voice comes back through its microphone, and is not taken for a guest's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import numpy as np
import pytest

from kiosk.drivethru import Sound
from kiosk.drivethru.deck import OUT_RATE, Deck
from kiosk.drivethru.guest import Guest, Line
from kiosk.drivethru.mouth import Mouth
from kiosk.order.notation import format_cart
from kiosk.speech.audio import SPEECH_RATE, Audio, Samples
from kiosk.speech.echo import Apart, EchoCanceller, EchoFree, erle_db
from kiosk.speech.echoing import Echoing, box_in_a_wall
from tests.drivethru.conftest import PATIENT, Box


@pytest.fixture
def order(box: Box) -> Guest:
    lines = ["Can I get two cheeseburgers with no onions?", "That's all.", "Yes, that's right."]
    return Guest([box.said(line) for line in lines])


def test_the_canceller_takes_the_kiosks_voice_out(box: Box) -> None:
    voice = box.said("Your order is two cheeseburgers with no onions. Is that right?").sound
    played = voice.at(SPEECH_RATE).samples
    echo = np.convolve(played, box_in_a_wall())
    echo = np.asarray(echo[: len(echo) // 160 * 160], np.float32)
    echo += np.asarray(1e-4 * np.random.default_rng(5).standard_normal(len(echo)), np.float32)
    canceller = EchoCanceller()
    cleaned = []
    for at in range(0, len(echo), 160):
        canceller.played(played[at : at + 160], SPEECH_RATE)
        cleaned.append(canceller.cleaned(echo[at : at + 160]))
    settled = SPEECH_RATE  # the first second is spent on learning
    assert erle_db(echo[settled:], np.concatenate(cleaned)[settled:]) > 20


class Listens(Guest):
    """A guest who says nothing while the kiosk says one thing after the other."""

    def __init__(self, replies: list[Audio]) -> None:
        super().__init__([Line(Audio.silence(0, 22_050))])
        self._replies = replies

    async def blocks(self) -> AsyncIterator[Samples]:
        """Blocks of the microphone are not as long as those of the speaker."""
        size, heard_s = round(0.032 * self.rate), 0.0
        for reply in self._replies:
            block = round(0.032 * reply.rate)
            begins_s = heard_s + 0.01
            for at in range(0, len(reply.samples), block):
                while heard_s < begins_s + at / reply.rate:
                    heard_s += size / self.rate
                    yield np.zeros(size, np.float32)
                assert self.monitor is not None
                self.monitor(reply.samples[at : at + block], reply.rate)
            for _ in range(30):
                heard_s += size / self.rate
                yield np.zeros(size, np.float32)


def test_once_the_echo_is_learnt_no_reply_comes_back(box: Box) -> None:
    replies = [
        "You're talking to an automated voice. Hi, welcome to Burger Barn! What can I get you?",
        "Got it, two cheeseburgers, no onions. What else?",
        "Let me read that back: two cheeseburgers, no onions. Does that look right?",
    ]
    said = [box.said(reply).sound.at(OUT_RATE) for reply in replies]
    canceller = EchoCanceller()
    car = Echoing(Listens(said), canceller)

    async def left() -> Samples:
        return np.concatenate([block async for block in EchoFree(car, canceller).blocks()])

    learnt = round((said[0].duration_s + 0.9) * SPEECH_RATE)
    loudest = np.abs(box.runner.run(left())[learnt:]).max()
    assert loudest < 0.05 * car.loudest


def test_with_the_canceller_the_whole_lane_hears_the_guest_alone(box: Box, order: Guest) -> None:
    canceller = EchoCanceller()
    car = Echoing(order, canceller)
    sound = Sound(box.ears, box.voice, EchoFree(car, canceller), order)
    visit, _ = box.serve(order, sound=sound, patience=PATIENT)
    assert format_cart(box.menu, visit.session.cart) == ["2 cheeseburger -onion"]
    assert visit.session.status == "placed"
    assert car.loudest > 0.1


def test_with_the_canceller_a_guest_can_talk_over_the_kiosk(box: Box) -> None:
    guest = Guest([box.said("Hi, can I have a large Coke please?", over_s=2.5)])
    canceller = EchoCanceller()
    sound = Sound(box.ears, box.voice, EchoFree(Echoing(guest, canceller), canceller), guest)
    visit, _ = box.serve(guest, sound=sound, patience=PATIENT)
    assert format_cart(box.menu, visit.session.cart) == ["1 coke +large"]


def half_duplex(box: Box, guest: Guest) -> Sound:
    source = Apart(Echoing(guest), lambda: guest.playing)
    return Sound(box.ears, box.voice, source, guest, hears_itself=True)


def test_without_a_canceller_the_kiosk_does_not_answer_itself(box: Box, order: Guest) -> None:
    visit, crew = box.serve(order, sound=half_duplex(box, order), patience=PATIENT)
    assert format_cart(box.menu, visit.session.cart) == ["2 cheeseburger -onion"]
    assert visit.session.status == "placed"
    assert [caption.by for caption in crew.captions].count("guest") == 3


def test_it_is_known_when_the_kiosk_spoke_also_some_replies_ago(box: Box) -> None:
    """A busy machine hears late, and what is heard may begin a little before the voice does."""
    deck = Deck(Audio.silence(0, SPEECH_RATE))

    async def speak() -> None:
        mouth = Mouth(box.voice, deck, done=lambda: None, failed=lambda fault: None)
        clock = asyncio.get_running_loop().time
        deck.begin()
        spoke = []
        for reply in ("Welcome to Burger Barn!", "What can I get you?"):
            began = clock()
            mouth.say(reply)
            await mouth.silent()
            spoke.append((began, clock()))
            await asyncio.sleep(2)
        (_, first_end), (second, _) = spoke
        assert mouth.sounded(first_end - 0.5, first_end - 0.2)
        assert mouth.sounded(first_end - 60, first_end - 0.2)
        assert not mouth.sounded(first_end - 60, first_end - 30)
        assert not mouth.sounded(first_end + 0.1, second - 0.1)
        assert not mouth.sounded(clock(), clock())
        mouth.say("One moment.")
        await asyncio.sleep(0.3)
        assert mouth.sounded(clock(), clock())
        mouth.stop()

    box.runner.run(speak())
