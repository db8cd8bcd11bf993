"""What a kiosk is connected to, and how each of it breaks: printer, broker, till and disk.

``Machines`` holds the real protocol of each at the other end of a socket, and remembers what
arrived there, in what form.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from kiosk.connect import PlacedOrder
from kiosk.connect.printer.reading import read_codes
from kiosk.menu import find_menu, load_menu
from kiosk.menu.external import External
from tests.chaos.guests import WORDS
from tests.connect.mosquitto import Mosquitto
from tests.connect.printers import PAGES, ReceiptPrinter, on_the_network
from tests.connect.square_service import LOCATION, TOKEN, Square

ORDERS = "kiosk/1/barn/orders/+"
_TICKET = re.compile(rb"\x1b@((?:(?!\x1b@).)*?)\x1dV\x00", re.DOTALL)
"""From the reset that each begins with to the cut; what was printed before a power cut and never
cut off is none."""
_FILLER = "filler"
_QUIET_S = 10
"""In which what a broker has taken is heard, and what a printer has confirmed is cut off."""

SETTINGS = """
time_zone = "{zone}"
language_model = "smollm2-135m"
larger_language_model = ""

[printers.counter]
link = "network"
host = "{printer[0]}"
port = {printer[1]}
ticket = "receipt"
patience_s = 5

[brokers.displays]
host = "localhost"
port = {broker}
tls = false
store = "barn"
kiosk = "till1"

[tills.till]
system = "square"
location = "{location}"
kiosk = "till1"
token = "{token}"
url = "{till}"
ids = "{ids}"
"""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An order as one destination has it."""

    number: int
    total: int
    """In minor units."""
    key: str = ""
    """Of the ticket; paper has none."""
    marked: bool = False
    """Whether it says of itself that it may be a repeat."""


class Display:
    """A kitchen's display: it comes back to a broker that was away, and listens again."""

    def __init__(self, broker: Mosquitto) -> None:
        self.heard: list[PlacedOrder] = []
        self._client = Client(
            CallbackAPIVersion.VERSION2, "kds", protocol=MQTTProtocolVersion.MQTTv5
        )
        self._client.on_connect = lambda client, *_: client.subscribe(ORDERS, 1)
        self._client.on_message = lambda _, __, told: self.heard.append(
            PlacedOrder.model_validate_json(told.payload)
        )
        self._client.reconnect_delay_set(1, 1)
        self._client.connect_async("localhost", broker.port)
        self._client.loop_start()

    def leave(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


class Machines:
    """All of one store, whole until one of ``breakages`` is called."""

    def __init__(self, disk: Path, broker: Mosquitto, square: Square) -> None:
        """``disk``: a small one, with nothing on it but what a kiosk keeps."""
        self.disk = disk
        self.printer = ReceiptPrinter(paper_left=10**9)
        self.broker = broker
        self.square = square
        self.display = Display(broker)

    # -- how they break ------------------------------------------------------------------------

    @property
    def breakages(self) -> dict[str, Callable[[Random], Awaitable[None]]]:
        """By name; each is whole again when it returns."""
        return {
            "broker": self._broker_is_killed,
            "plug": self._plug_is_pulled,
            "paper": self._paper_ends,
            "cover": self._cover_is_opened,
            "till": self._till_fails,
            "disk": self._disk_fills,
        }

    async def _broker_is_killed(self, dice: Random) -> None:
        assert self.broker.process is not None
        self.broker.process.kill()
        await asyncio.to_thread(self.broker.process.wait)
        await asyncio.sleep(dice.uniform(0, 3))
        await asyncio.to_thread(self.broker.start)

    async def _plug_is_pulled(self, dice: Random) -> None:
        """In the middle of the ticket that is printed next."""
        self.printer.dies_after = dice.randint(1, 10)

    async def _paper_ends(self, dice: Random) -> None:
        """Likewise."""
        self.printer.paper_left = dice.randint(0, 10)
        await asyncio.sleep(dice.uniform(0, 4))
        self.printer.paper_left = 10**9

    async def _cover_is_opened(self, dice: Random) -> None:
        self.printer.cover_open = True
        await asyncio.sleep(dice.uniform(0, 4))
        self.printer.cover_open = False

    async def _till_fails(self, dice: Random) -> None:
        """For some requests: before they are done, or after, or so slowly that nobody waits."""
        ways: list[dict[str, Any]] = [
            {"status": 500},
            {"status": 503, "done": True},
            {"status": 429, "code": "RATE_LIMITED", "headers": {"Retry-After": "1"}},
            {"done": True},
            {"slow": True},
        ]
        self.square.faults += dice.choices(ways, k=dice.randint(1, 3))
        await asyncio.sleep(dice.uniform(0, 10))
        self._answer_all()

    async def _disk_fills(self, dice: Random) -> None:
        filler = self.disk / _FILLER
        await asyncio.to_thread(_fill, filler)
        await asyncio.sleep(dice.uniform(0, 6))
        filler.unlink()

    def heal(self) -> None:
        """Whatever still hangs over the next order is taken away."""
        self.printer.dies_after = None
        self.square.faults.clear()
        self._answer_all()

    def _answer_all(self) -> None:
        """What the till was too slow for is done now, when nobody waits for it any more."""
        self.square.released.set()
        self.square.released.clear()

    async def quiet(self) -> None:
        """The display has heard what the till has, or nothing more comes; the printer rests."""
        until = time.monotonic() + _QUIET_S
        while time.monotonic() < until and (  # noqa: ASYNC110 - what changes is threads and wires
            self.printer.inbox
            or len({order.key for order in self.display.heard}) < len(self.square.orders)
        ):
            await asyncio.sleep(0.1)

    # -- what arrived --------------------------------------------------------------------------

    @property
    def arrived(self) -> dict[str, list[Arrived]]:
        """By destination, in the order in which it did; a display drops what it has seen."""
        return {
            "printer": list(_printed(bytes(self.printer.worked_off))),
            "broker": list(
                {
                    order.key: Arrived(order.number, order.total, order.key)
                    for order in self.display.heard
                }.values()
            ),
            "till": [
                Arrived(
                    int(order["reference_id"].rpartition("-")[2]),
                    order["total_money"]["amount"],
                    order["metadata"]["kiosk_key"],
                )
                for order in self.square.orders.values()
            ],
        }


def _fill(filler: Path) -> None:
    """Until there is no byte left."""
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(1 << 16))


def _printed(paper: bytes) -> Iterator[Arrived]:
    """The tickets that came out whole."""
    for found in _TICKET.finditer(paper):
        rows = [row.text.strip() for row in read_codes(found[1], PAGES).rows]
        number = next(int(row[1:]) for row in rows if re.fullmatch(r"#\d+", row))
        total = next(row for row in rows if row.startswith("Total"))
        cents = int("".join(c for c in total if c.isdigit()))
        yield Arrived(number, cents, marked=any("printed again" in row for row in rows))


@asynccontextmanager
async def running(disk: Path, room: Path) -> AsyncIterator[tuple[Machines, Callable[[str], None]]]:
    """The machines of a store, and what writes the kiosk's settings for one of its menus.

    Args:
        disk: a small one for the kiosk.
        room: a folder on another disk, for the rest.
    """
    broker = Mosquitto(room)
    await asyncio.to_thread(broker.start)
    taxes = [
        {
            "type": "TAX",
            "id": f"TAX-{menu}",
            "tax_data": {
                "percentage": str(load_menu(find_menu(menu)).tax.rate),
                "inclusion_type": "ADDITIVE",
            },
        }
        for menu in WORDS
    ]
    async with Square({"objects": taxes}, datetime.now(UTC)).serving() as square:
        machines = Machines(disk, broker, square)
        with on_the_network(machines.printer) as printer:

            def set_up(menu: str) -> None:
                ids = room / f"{menu}.square.json"
                ids.write_text(
                    External(kind="square", menu=menu, taxes=(f"TAX-{menu}",)).model_dump_json()
                )
                (disk / "data").mkdir(exist_ok=True)
                (disk / "data" / "kiosk.toml").write_text(
                    SETTINGS.format(
                        zone=_where_it_is_one(),
                        printer=printer,
                        broker=broker.port,
                        location=LOCATION,
                        token=TOKEN,
                        till=square.url,
                        ids=ids,
                    )
                )

            try:
                yield machines, set_up
            finally:
                machines.display.leave()
                machines.heal()
                broker.stop()


def _where_it_is_one() -> str:
    """A time zone in which it is one o'clock, and lunch is served."""
    ahead = (13 - datetime.now(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}"
