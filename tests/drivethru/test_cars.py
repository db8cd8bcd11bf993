"""Cars come, mix up and leave; the crew takes over; an engine dies: no order is lost or mixed."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable

import pytest

from kiosk.cli.signals import Signals
from kiosk.drivethru import Lane, Ordered, Say, Sound, Visit
from kiosk.drivethru.guest import Guest, Line
from kiosk.drivethru.shadow import Shadow
from kiosk.errors import AudioError, NotationError
from kiosk.order.notation import format_cart
from kiosk.speech.audio import Audio, Samples
from tests.drivethru.conftest import PATIENT, Box, Heard


async def until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110 - a lane has a state, and no event of it
        await asyncio.sleep(0.1)


class Story:
    """A lane whose signals come when something has happened."""

    def __init__(self, box: Box, lines: list[Line], sound: Sound | None = None) -> None:
        self.box = box
        self.crew = Heard()
        self.gone: list[Visit] = []
        self.signals = Signals()
        self.guest = Guest(lines)
        self.lane: Lane = box.lane(
            self.guest, box.house(self.crew, patience=PATIENT), self.gone, sound
        )

    async def ordered(self) -> None:
        """Return when something is in the cart and all is said."""
        await until(self._has_ordered)

    def _has_ordered(self) -> bool:
        visit = self.lane.visit
        return visit is not None and bool(visit.session.cart.lines) and self.lane.at_rest

    def run(self, story: AsyncIterator[None]) -> None:
        async def told() -> None:
            self.signals.tell("arrived")
            async for _ in story:
                await asyncio.sleep(0)

        async def both() -> None:
            telling = asyncio.create_task(told())
            await self.lane.serve(self.signals)
            await telling

        self.box.runner.run(both())


ORDER = "Can I get a cheeseburger with no onions?"
STALLED = 3.0
"""Times its deadline after which a recogniser counts as stalled, on however busy a machine."""


def pause(line: Line, seconds: float = 20.0) -> Line:
    return Line(Audio.silence(seconds, line.sound.rate))


def test_a_car_that_leaves_in_the_middle_leaves_nothing_to_the_next(box: Box) -> None:
    order = box.said(ORDER)
    story = Story(box, [order, pause(order), box.said("I would like a large Coke please.")])

    async def leaves() -> AsyncIterator[None]:
        await story.ordered()
        story.signals.tell("departed")
        story.signals.tell("arrived")
        yield

    story.run(leaves())
    (first,) = story.gone
    assert first.session.status == "abandoned"
    assert "gone" in first.stages
    assert [event.status for event in box.journals[-2].events][-1] == "abandoned"
    assert story.lane.visit is not None
    assert format_cart(box.menu, story.lane.visit.session.cart) == ["1 coke +large"]


@pytest.mark.parametrize("same", [True, False])
def test_a_second_car_calls_the_crew_and_the_guest_is_asked(box: Box, same: bool) -> None:
    order = box.said(ORDER)
    answer = box.said("Yes, please go on." if same else "No.")
    story = Story(box, [order, pause(order), answer])

    async def another_comes() -> AsyncIterator[None]:
        await story.ordered()
        story.signals.tell("arrived")
        yield

    story.run(another_comes())
    assert [alert.why for alert in story.crew.alerts] == ["two_cars"]
    asked = next(text for text in story.crew.house() if "interrupted" in text)
    assert "Cheeseburger" in asked
    visit = story.lane.visit
    assert visit is not None
    assert format_cart(box.menu, visit.session.cart) == (["1 cheeseburger -onion"] if same else [])
    assert len(story.gone) == (0 if same else 1)


def test_a_person_takes_over_and_hands_back(box: Box) -> None:
    order = box.said(ORDER)
    story = Story(
        box, [order, pause(order), box.said("That's all."), box.said("Yes, that's right.")]
    )

    async def takes_over() -> AsyncIterator[None]:
        await story.ordered()
        story.signals.tell("take_over")
        story.signals.tell(Say("Hi there, anything else I can do?"))
        yield
        await until(lambda: story.lane.at_rest)
        assert story.lane.taken
        story.signals.tell("hand_back")
        yield

    story.run(takes_over())
    assert "crew" in [caption.by for caption in story.crew.captions]
    assert story.lane.visit is not None
    assert story.lane.visit.session.status == "placed"


async def at_rest_on(story: Story, asks: str) -> None:
    """Return when this is asked and nobody speaks."""

    def holds() -> bool:
        asked = story.lane.visit.session.asked if story.lane.visit is not None else None
        return asked is not None and asked.kind == asks and story.lane.at_rest

    await until(holds)


async def listening(story: Story) -> None:
    await at_rest_on(story, "anything_else")


async def speaking(story: Story) -> None:
    await story.ordered()
    await until(lambda: story.guest.playing)


async def thinking(story: Story) -> None:
    await story.ordered()
    await until(lambda: not story.lane.at_rest and not story.guest.playing)


async def question_open(story: Story) -> None:
    await at_rest_on(story, "confirm")


async def with_a_person(story: Story) -> None:
    await story.ordered()
    story.signals.tell("take_over")
    await until(lambda: story.lane.taken)


STATES = [listening, thinking, speaking, question_open, with_a_person]
"""Those of a conversation; each returns once the story has come there."""


def an_order(box: Box) -> list[Line]:
    """With a yes too many: of a guest one of whose words was lost."""
    order, yes = box.said(ORDER), box.said("Yes, that's right.")
    return [order, pause(order), box.said("That's all."), yes, yes]


class Microphone:
    """A guest's microphone; pulled, it breaks off, and is back when it is opened again."""

    alert = "deaf"

    def __init__(self, guest: Guest) -> None:
        self._guest = guest
        self._blocks: AsyncIterator[Samples] | None = None
        self.pulled = False
        self.rate = guest.rate

    async def blocks(self) -> AsyncIterator[Samples]:
        if self._blocks is None:
            self._blocks = self._guest.blocks()
        async for block in self._blocks:
            yield block
            if self.pulled:
                self.pulled = False
                raise AudioError("the microphone is gone")


class Speaker:
    """What the guest hears the kiosk by; pulled, it breaks off or fails once, and is back."""

    alert = "mute"

    def __init__(self, guest: Guest) -> None:
        self._guest = guest
        self.pulled = False

    async def play(self, chunks: AsyncIterable[Audio]) -> None:
        playing = asyncio.create_task(self._guest.play(chunks))
        try:
            while not playing.done():
                if self.pulled:
                    self.pulled = False
                    raise AudioError("the speaker is gone")
                await asyncio.wait([playing], timeout=0.05)
        finally:
            playing.cancel()
            await asyncio.wait([playing])


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("device", [Microphone, Speaker])
def test_a_device_that_is_unplugged_is_told_of_and_the_order_goes_on(
    box: Box,
    device: type[Microphone | Speaker],
    state: Callable[[Story], Awaitable[None]],
) -> None:
    story = Story(box, an_order(box))
    microphone, speaker = Microphone(story.guest), Speaker(story.guest)
    sound = Sound(box.ears, box.voice, microphone, speaker)
    story.lane = box.lane(story.guest, box.house(story.crew, patience=PATIENT), story.gone, sound)
    plug = microphone if device is Microphone else speaker

    async def pulls() -> AsyncIterator[None]:
        await state(story)
        plug.pulled = True
        yield
        if story.lane.taken:
            story.signals.tell("hand_back")
        await until(lambda: not plug.pulled)
        yield

    story.run(pulls())
    assert [alert.why for alert in story.crew.alerts] == [plug.alert]
    assert any("hear you again" in text for text in story.crew.house()) == (plug is microphone)
    assert story.lane.visit is not None
    session = story.lane.visit.session
    assert format_cart(box.menu, session.cart) == ["1 cheeseburger -onion"]
    assert session.status == "placed"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    "blow", [signal.SIGKILL, pytest.param(signal.SIGSTOP, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("engine", ["ears", "voice"])
def test_an_engine_that_dies_or_stalls_costs_no_order(
    box: Box,
    engine: str,
    blow: signal.Signals,
    state: Callable[[Story], Awaitable[None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(box.recogniser, "patience", STALLED)
    story = Story(box, an_order(box))

    async def dies() -> AsyncIterator[None]:
        await state(story)
        pid = getattr(box, engine).health.pid
        assert pid is not None
        os.kill(pid, blow)
        yield
        if story.lane.taken:
            story.signals.tell("hand_back")
        yield

    story.run(dies())
    assert story.lane.visit is not None
    assert format_cart(box.menu, story.lane.visit.session.cart) == ["1 cheeseburger -onion"]
    assert story.lane.visit.session.status == "placed" or story.crew.alerts


def test_in_the_shadow_a_lane_says_nothing_and_is_measured(
    box: Box, tmp_path_factory: pytest.TempPathFactory
) -> None:
    guest = Guest([Line(Audio.silence(1, 24_000)), box.said(ORDER)])
    visit, crew = box.serve(guest, shadow=True)
    assert not guest.played().samples.any()
    assert crew.house()
    shadow = Shadow(tmp_path_factory.mktemp("counts"))
    assert shadow.note(visit.session, Ordered())
    assert not shadow.note(visit.session, Ordered(("1 cheeseburger -onion", "1 coke +large")))
    with pytest.raises(NotationError, match="not an order of this menu"):
        shadow.note(visit.session, Ordered(("1 sushi",)))
    so_far = shadow.so_far()
    assert (so_far.orders, so_far.agreed, so_far.lines, so_far.found) == (2, 1, 3, 2)
    kept = (shadow.folder / "shadow.json").read_text()
    assert "cheeseburger" not in kept
