"""Many kiosks and one kitchen on one broker: nothing is lost on the way, nor believed unread."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.connect import PlacedOrder, Undelivered
from kiosk.connect.mqtt import (
    Broker,
    HealthNotice,
    MenuNotice,
    OrderTopic,
    SharedSoldOut,
    SoldOutNotice,
    menu_notice,
)
from kiosk.crew import SoldOut
from kiosk.errors import UsageError
from kiosk.menu.model import Menu

from .mosquitto import PASSWORD, Display, Mosquitto, mosquitto

__all__ = ["mosquitto"]

Place = Callable[..., PlacedOrder]
COKE = "kiosk/1/barn/sold_out/burger/coke"


async def soon(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what changes is another process
            await asyncio.sleep(0.01)


@pytest.fixture
def kitchen(mosquitto: Mosquitto) -> Iterator[Display]:
    display = Display(mosquitto, "kiosk/1/barn/orders/+")
    yield display
    display.leave()


async def test_an_order_reaches_the_kitchen_with_its_key(
    mosquitto: Mosquitto, kitchen: Display, place: Place
) -> None:
    order = place("2 cheeseburger -onion", kind="amended")
    async with Broker("kds", mosquitto.address()) as broker:
        await broker.wait_connected(10)
        await OrderTopic(broker, 3600).deliver(order.key, order)
        await soon(lambda: kitchen.heard)
    ((topic, payload),) = kitchen.heard
    assert topic == "kiosk/1/barn/orders/till1"
    assert PlacedOrder.model_validate_json(payload) == order


async def test_without_a_display_no_order_counts_as_delivered(
    mosquitto: Mosquitto, place: Place
) -> None:
    order = place("1 coke +large")
    async with Broker("kds", mosquitto.address()) as broker:
        await broker.wait_connected(10)
        with pytest.raises(Undelivered, match="no display listens"):
            await OrderTopic(broker, 3600).deliver(order.key, order)


async def test_a_display_that_was_away_gets_what_has_not_expired(
    mosquitto: Mosquitto, place: Place
) -> None:
    Display(mosquitto, "kiosk/1/barn/orders/+", keeps=True).leave()
    async with Broker("kds", mosquitto.address()) as broker:
        await broker.wait_connected(10)
        await OrderTopic(broker, 1).deliver("stale", place("1 coke +large", key="stale"))
        await OrderTopic(broker, 600).deliver("fresh", place("1 coke +large", key="fresh"))
    await asyncio.sleep(2.1)
    back = Display(mosquitto, "kiosk/1/barn/orders/+", keeps=True)
    back.wait(lambda: back.heard)
    back.leave()
    assert [json.loads(payload)["key"] for _, payload in back.heard] == ["fresh"]


async def test_a_broker_that_goes_away_is_told_and_found_again(
    mosquitto: Mosquitto, place: Place
) -> None:
    order = place("1 coke +large")
    async with Broker("kds", mosquitto.address()) as broker:
        await broker.wait_connected(10)
        mosquitto.stop()
        await soon(lambda: not broker.connected)
        with pytest.raises(Undelivered, match=r"^broker kds: (connection lost|no connection)"):
            await OrderTopic(broker, 60).deliver(order.key, order)
        mosquitto.start()
        await broker.wait_connected(20)
        kitchen = Display(mosquitto, "kiosk/1/barn/orders/+")
        await OrderTopic(broker, 60).deliver(order.key, order)
        await soon(lambda: kitchen.heard)
        kitchen.leave()
    assert len(kitchen.heard) == 1


async def test_who_is_there_is_known_and_who_was_lost_too(mosquitto: Mosquitto) -> None:
    office = Display(mosquitto, "kiosk/1/barn/health/+", "office")
    states = lambda: [HealthNotice.model_validate_json(told).state for _, told in office.heard]  # noqa: E731
    async with Broker("kds", mosquitto.address()) as broker:
        await broker.wait_connected(10)
        await soon(lambda: states() == ["online"])
    await soon(lambda: states() == ["online", "offline"])
    lost = Broker("kds", mosquitto.address("till2"))
    async with lost:
        await lost.wait_connected(10)
        await soon(lambda: states()[2:] == ["online"])
        lost._client.socket().shutdown(2)  # the cable
        await soon(lambda: states()[3:4] == ["offline"])
    office.leave()


async def test_what_one_kiosk_has_sold_out_no_kiosk_of_the_store_sells(
    mosquitto: Mosquitto, tmp_path: Path
) -> None:
    one, two = (SoldOut(tmp_path / name, "burger") for name in ("one", "two"))
    changed: list[str] = []
    async with Counter(mosquitto, "till1", one), Counter(mosquitto, "till2", two, changed):
        await asyncio.to_thread(one.set, "coke", out=True)
        await soon(lambda: two.ids == {"coke"})
        await asyncio.to_thread(two.set, "coke", out=False)
        await soon(lambda: one.ids == frozenset())
        await asyncio.to_thread(one.set, "fries", out=True)
        await soon(lambda: two.ids == {"fries"})
    assert changed == ["till2", "till2"]
    late = SoldOut(tmp_path / "late", "burger")
    async with Counter(mosquitto, "till3", late):
        await soon(lambda: late.ids == {"fries"})


async def test_what_was_said_while_the_broker_was_away_is_told_when_it_is_back(
    mosquitto: Mosquitto, tmp_path: Path
) -> None:
    one, two = (SoldOut(tmp_path / name, "burger") for name in ("one", "two"))
    async with Counter(mosquitto, "till1", one) as first, Counter(mosquitto, "till2", two):
        await asyncio.to_thread(one.set, "coke", out=True)
        await soon(lambda: two.ids == {"coke"})
        mosquitto.stop()
        await soon(lambda: not first.broker.connected)
        await asyncio.to_thread(one.set, "coke", out=False)
        mosquitto.start()
        await soon(lambda: two.ids == frozenset())
    assert one.ids == frozenset()


async def test_nothing_that_a_stranger_tells_is_taken_at_its_word(
    mosquitto: Mosquitto, tmp_path: Path
) -> None:
    held = SoldOut(tmp_path, "burger")
    said = {
        "version": 1,
        "menu": "burger",
        "entry": "coke",
        "out": True,
        "at": "2026-05-01T12:00:00Z",
        "by": "till9",
    }
    async with Counter(mosquitto, "till1", held):
        stranger = Display(mosquitto, "none", "stranger")
        for payload in (
            b"",
            b"\xff\xfe",
            b"[" * 50_000,
            b"{" + b" " * 200_000,
            json.dumps(said | {"entry": "fries"}).encode(),
            json.dumps(said | {"menu": "coffee"}).encode(),
            json.dumps(said | {"version": 2}).encode(),
            json.dumps(said | {"by": "till/../#"}).encode(),
        ):
            stranger.tell(COKE, payload)
        stranger.tell(
            COKE.replace("coke", "unicorn"), json.dumps(said | {"entry": "unicorn"}).encode()
        )
        stranger.tell(COKE, json.dumps(said).encode())
        await soon(lambda: held.ids)
        stranger.leave()
    assert held.ids == {"coke"}


async def test_the_menu_that_is_sold_from_stands_on_the_broker(
    mosquitto: Mosquitto, burger: Menu
) -> None:
    async with Broker("kds", mosquitto.address()) as broker:
        await broker.wait_connected(10)
        notice = menu_notice(burger, "b1946ac9", "till1")
        payload = notice.model_dump_json().encode()
        await broker.publish(broker.address.topics.menu, payload, seconds=5, retain=True)
    office = Display(mosquitto, "kiosk/1/barn/menu/+", "office")
    office.wait(lambda: office.heard)
    office.leave()
    told = MenuNotice.model_validate_json(office.heard[0][1])
    assert told == notice
    assert {"cheeseburger", "cheeseburger_meal"} <= {entry.id for entry in told.entries}


@pytest.mark.filterwarnings("ignore:unclosed <ssl.SSLSocket:ResourceWarning")  # paho leaves it
async def test_over_tls_with_a_password_and_only_where_one_may(
    tmp_path: Path, place: Place
) -> None:
    broker = Mosquitto(tmp_path, secure=True)
    broker.start()
    trusted = {"ca_file": tmp_path / "broker.pem", "password": PASSWORD}
    try:
        async with Broker("kds", broker.address(user="till1", **trusted)) as line:
            await line.wait_connected(10)
            assert PASSWORD not in repr(line.address)
            with pytest.raises(Undelivered, match="no display"):
                await OrderTopic(line, 60).deliver("k", place("1 coke +large"))
        async with Broker("kds", broker.address(user="stranger", **trusted)) as line:
            await line.wait_connected(10)
            with pytest.raises(Undelivered, match="not authorized"):
                await OrderTopic(line, 60).deliver("k", place("1 coke +large"))
        async with Broker(
            "kds", broker.address(user="till1", **{**trusted, "password": "no"})
        ) as line:
            with pytest.raises(Undelivered, match="refused: not authorized"):
                await line.wait_connected(3)
        async with Broker("kds", broker.address(user="till1", password=PASSWORD)) as line:
            with pytest.raises(Undelivered, match="a certificate that is not trusted"):
                await line.wait_connected(3)
    finally:
        broker.stop()


def test_certificates_that_are_none_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no certificates"):
        Broker("kds", Mosquitto(tmp_path).address(tls=True, ca_file=tmp_path / "gone.pem"))


class Counter:
    """A kiosk that shares what is sold out."""

    def __init__(
        self, mosquitto: Mosquitto, kiosk: str, held: SoldOut, changed: list[str] | None = None
    ) -> None:
        self.broker = Broker("kds", mosquitto.address(kiosk))
        told = changed if changed is not None else []
        known = {"coke", "fries"}
        self._shared = SharedSoldOut(
            self.broker, held, "burger", lambda: known, lambda: told.append(kiosk)
        )

    async def __aenter__(self) -> Counter:
        await self.broker.__aenter__()
        self._task = asyncio.create_task(self._shared.run())
        await self.broker.wait_connected(10)
        return self

    async def __aexit__(self, *fault: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self.broker.__aexit__(None, None, None)


def test_a_notice_names_one_entry_of_one_menu() -> None:
    with pytest.raises(ValueError, match="entry"):
        SoldOutNotice.model_validate(
            {"menu": "burger", "entry": "a/b", "out": True, "at": "2026-05-01T12:00Z", "by": "t"}
        )
