"""Cars and the crew's wishes, from keys, the store's broker and a pin."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

import pytest
from gpiozero import Device
from gpiozero.pins.mock import MockFactory

from kiosk.cli.lanes import LaneSection, LaneSettings
from kiosk.cli.signals import Signals, from_broker, from_pin, parsed
from kiosk.connect.mqtt import Address
from kiosk.drivethru import Ordered, Say, Signal


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("a", ("1", "arrived")),
        ("2 d", ("2", "departed")),
        (" t ", ("1", "take_over")),
        ("2 s Hi there!", ("2", Say("Hi there!"))),
        ("y", ("1", Ordered())),
        ("= 1 coke +large; 2 fries", ("1", Ordered(("1 coke +large", "2 fries")))),
        ("", None),
        ("s", None),
        ("what?", None),
    ],
)
def test_lines_at_the_keyboard(line: str, told: tuple[str, Signal] | None) -> None:
    assert parsed(line, ["1", "2"]) == told


class Told:
    """The part of a broker that hears; the real one is tried in ``tests/connect``."""

    address = Address("broker", "barn", "box")

    def hear(self, topics: str, hearer: object) -> None:
        self.topics, self.hearer = topics, hearer


async def test_signals_over_the_broker_and_nonsense_passed_over() -> None:
    broker, lanes = Told(), {"1": Signals()}
    from_broker(broker, lanes)
    assert broker.topics == "kiosk/1/barn/lanes/box/+/signal"
    for lane, payload in [
        ("1", b"arrived"),
        ("2", json.dumps({"signal": "arrived"}).encode()),
        ("1", json.dumps({"signal": "explode"}).encode()),
        ("1", b"\xff" * 100),
        ("1", json.dumps({"signal": "say", "text": " "}).encode()),
        ("1", json.dumps({"signal": "arrived"}).encode()),
        ("1", json.dumps({"signal": "say", "text": "Hello"}).encode()),
    ]:
        broker.hearer(f"kiosk/1/barn/lanes/box/{lane}/signal", payload)
    told = aiter(lanes["1"])
    assert [await anext(told), await anext(told)] == ["arrived", Say("Hello")]


@pytest.fixture
def pins() -> Iterator[MockFactory]:
    Device.pin_factory = factory = MockFactory()
    yield factory
    factory.close()
    Device.pin_factory = None


async def test_a_loop_in_the_ground(pins: MockFactory) -> None:
    lane = Signals()
    with from_pin(17, lane):
        pins.pin(17).drive_low()
        async with asyncio.timeout(30):
            assert await anext(aiter(lane)) == "arrived"
        pins.pin(17).drive_high()
        async with asyncio.timeout(30):
            assert await anext(aiter(lane)) == "departed"


def test_the_lanes_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_LANES", json.dumps({"in": {"detector": "gpio", "pin": 4}, "out": {}}))
    assert LaneSettings().lanes == {
        "in": LaneSection(detector="gpio", pin=4),
        "out": LaneSection(),
    }
    with pytest.raises(ValueError, match="a pin belongs to"):
        LaneSection(detector="gpio")
