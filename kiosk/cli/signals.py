"""What tells a lane of cars and of the crew's wishes: keys, the store's broker, a pin."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kiosk.connect.mqtt import Broker
from kiosk.drivethru import Ordered, Say, Signal
from kiosk.errors import UsageError

__all__ = ["KEYS", "Signals", "from_broker", "from_keys", "from_pin", "parsed"]

KEYS: Final[dict[str, Signal]] = {
    "a": "arrived",
    "d": "departed",
    "t": "take_over",
    "h": "hand_back",
}
"""What a line at the keyboard means; ``2 a`` is lane 2's. ``s WORDS`` says the words; ``y`` tells
that what a lane in the shadow proposed was right, ``= LINE; LINE`` what was ordered instead."""


class Signals:
    """What one lane was told, in order; it never ends."""

    def __init__(self) -> None:
        self._told: asyncio.Queue[Signal] = asyncio.Queue()

    def tell(self, signal: Signal) -> None:
        """Tell it, from the loop's own thread."""
        self._told.put_nowait(signal)

    def __aiter__(self) -> AsyncIterator[Signal]:
        return self

    async def __anext__(self) -> Signal:
        return await self._told.get()


def parsed(line: str, lanes: Sequence[str]) -> tuple[str, Signal] | None:
    """The lane and the signal of a line; the first lane where none is named; none where it means
    nothing."""
    first, _, rest = line.strip().partition(" ")
    lane, said = (first, rest.strip()) if first in lanes and rest else (lanes[0], line.strip())
    key, _, words = said.partition(" ")
    if key == "s" and words.strip():
        return lane, Say(words.strip())
    if said == "y":
        return lane, Ordered()
    if key == "=":
        return lane, Ordered(tuple(filter(None, (line.strip() for line in words.split(";")))))
    return (lane, KEYS[said]) if said in KEYS else None


@contextmanager
def from_keys(lanes: dict[str, Signals]) -> Iterator[None]:
    """Lines that are typed, while entered; nothing where nobody can type."""
    if not sys.stdin.isatty():
        yield
        return
    loop = asyncio.get_running_loop()

    def typed() -> None:
        line = sys.stdin.readline()
        if not line:  # the terminal is gone
            loop.remove_reader(sys.stdin)
        elif (told := parsed(line, list(lanes))) is not None:
            lanes[told[0]].tell(told[1])

    loop.add_reader(sys.stdin, typed)
    try:
        yield
    finally:
        loop.remove_reader(sys.stdin)


class _Notice(BaseModel):
    """What is told over the broker under ``…/lanes/KIOSK/LANE/signal``."""

    model_config = ConfigDict(extra="forbid")

    signal: Literal["arrived", "departed", "take_over", "hand_back", "say"]
    text: str = Field(default="", max_length=300)


def from_broker(broker: Broker, lanes: dict[str, Signals]) -> None:
    """Signals of all lanes, told over the broker from now on; what is no signal is passed over."""

    def heard(topic: str, payload: bytes) -> None:
        lane = lanes.get(topic.split("/")[-2])
        try:
            notice = _Notice.model_validate_json(payload)
        except ValidationError:
            return
        if lane is None:
            return
        if notice.signal != "say":
            lane.tell(notice.signal)
        elif notice.text.strip():
            lane.tell(Say(notice.text))

    broker.hear(broker.address.topics.lane("signal"), heard)


@contextmanager
def from_pin(pin: int, lane: Signals) -> Iterator[None]:
    """A loop detector or button that closes while a car is there, while entered.

    Tried with gpiozero's own simulated pins alone.

    Raises:
        UsageError: there is no such pin here, or gpiozero is not installed.
    """
    try:
        from gpiozero import Button
        from gpiozero.exc import GPIOZeroError
    except ImportError as missing:
        raise UsageError(
            "no detector: gpiozero is not installed", hint="run: pip install 'kiosk[gpio]'"
        ) from missing
    loop = asyncio.get_running_loop()

    def tell(signal: Signal) -> None:
        loop.call_soon_threadsafe(lane.tell, signal)

    try:
        detector = Button(pin)
    except (GPIOZeroError, OSError) as refused:
        raise UsageError(f"pin {pin} cannot be read: {refused}") from refused
    detector.when_pressed = partial(tell, "arrived")
    detector.when_released = partial(tell, "departed")
    try:
        yield
    finally:
        detector.close()
