"""What comes in over a wire, mangled: sound, notices, a printer's status, a till's answers."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kiosk.connect import PlacedOrder, Refused, Ticket, Undelivered, placed_order
from kiosk.connect.mqtt import SharedSoldOut, SoldOutNotice
from kiosk.connect.printer.letters import Letters, pages_of
from kiosk.connect.printer.links import LinkDown
from kiosk.connect.printer.printer import Printer
from kiosk.connect.square import Account, SquareApi
from kiosk.connect.square.answers import Stored
from kiosk.errors import AudioError, StoreError
from kiosk.menu import find_menu, load_menu
from kiosk.order.notation import parse_cart
from kiosk.speech import wav
from kiosk.store.tickets import read_ticket

from .budget import bounded, fuzzed
from .mutations import mangled, reshaped

MENU = load_menu(find_menu("burger"))
AT = datetime(2026, 5, 1, 12, 5, tzinfo=ZoneInfo("America/New_York"))
ORDER = placed_order(
    MENU,
    parse_cart(MENU, ["2 cheeseburger -onion +bacon=extra", "1 coke +large"]),
    Ticket("key", date(2026, 5, 1), 42, AT, "version"),
)


def sound(form: str, subtype: str) -> bytes:
    file = io.BytesIO()
    tone = np.sin(np.arange(800) / 5).astype("f4") / 2
    soundfile.write(file, np.stack([tone, tone], axis=1), 16_000, format=form, subtype=subtype)
    return file.getvalue()


SOUNDS = [
    sound("WAV", "PCM_16"),
    sound("WAV", "FLOAT"),
    sound("WAV", "MS_ADPCM"),
    sound("FLAC", "PCM_16"),
    sound("OGG", "VORBIS"),
    sound("AIFF", "PCM_24"),
]
RIFF = (b"RIFF", b"WAVE", b"fmt ", b"data", b"LIST", b"\x00\x00\x00\x00", b"\xff\xff\xff\x7f")


@fuzzed
@given(st.sampled_from(SOUNDS).flatmap(lambda good: mangled(good, RIFF)))
def test_sound_files(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "sound.wav"
    file.write_bytes(data)
    with bounded():
        try:
            audio = wav.read(file)
        except AudioError as told:
            assert "\n" not in str(told)
            return
    assert audio.samples.dtype == np.float32
    assert len(audio.samples) <= wav.LONGEST_S * audio.rate
    assert np.abs(audio.samples).max() <= 1


@fuzzed
@given(
    reshaped(json.loads(ORDER.model_dump_json())) | mangled(ORDER.model_dump_json().encode()),
)
def test_orders_from_a_broker_and_from_the_journal(data: bytes) -> None:
    with bounded():
        try:
            order = PlacedOrder.model_validate_json(data)
        except ValidationError:
            order = None
        if order is not None:
            assert PlacedOrder.model_validate_json(order.model_dump_json()) == order
        try:
            read_ticket(data.decode(errors="replace"))
        except StoreError as told:
            assert "\n" not in str(told)


class Wire:
    """A broker's side of a kiosk that shares what is sold out."""

    def __init__(self) -> None:
        self.hearer: Callable[[str, bytes], None] = lambda topic, payload: None
        self.address = self
        self.topics = self

    def sold_out(self, menu: str, entry: str = "+") -> str:
        return f"kiosk/1/barn/sold_out/{menu}/{entry}"

    def hear(self, _: str, hearer: Callable[[str, bytes], None]) -> None:
        self.hearer = hearer

    def on_connected(self, told: Callable[[], None]) -> None:
        """Never."""


class Crew:
    """What this kiosk holds for sold out."""

    def __init__(self) -> None:
        self.ids: set[str] = set()

    def watch(self, told: Callable[[str, bool], None]) -> None:
        """Nobody says anything here."""

    def hear(self, entry: str, *, out: bool) -> None:
        (self.ids.add if out else self.ids.discard)(entry)


NOTICE = SoldOutNotice(menu="burger", entry="coke", out=True, at=AT, by="till2").model_dump_json()


@fuzzed
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["coke", "nothing", "", "+", "#"]) | st.text(max_size=20),
            reshaped(json.loads(NOTICE)) | mangled(NOTICE.encode()) | st.just(NOTICE.encode()),
        ),
        max_size=10,
    )
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_notices_from_a_broker(notices: list[tuple[str, bytes]]) -> None:
    wire, crew = Wire(), Crew()

    async def share() -> None:
        shared: Any = SharedSoldOut(wire, crew, "burger", MENU.items.keys, lambda: None)  # type: ignore[arg-type]
        sharing = asyncio.create_task(shared.run())
        await asyncio.sleep(0)
        for entry, payload in notices:
            wire.hearer(wire.sold_out("burger", entry), payload)
        sharing.cancel()
        await asyncio.gather(sharing, return_exceptions=True)

    with bounded():
        asyncio.run(share())
    assert crew.ids <= set(MENU.items)


class Noisy:
    """A link to a printer that says what it likes, until it breaks."""

    answers = True

    def __init__(self, said: list[bytes]) -> None:
        self._said = list(said)

    def open(self) -> None:
        """It opens."""

    def close(self) -> None:
        """It closes."""

    def send(self, data: bytes) -> None:
        """Nobody reads it."""

    def receive(self, seconds: float) -> bytes:
        if not self._said:
            raise LinkDown("gone")
        return self._said.pop(0)


PAGES = pages_of("default", ("CP437",))
STATUS = st.sampled_from(
    [b"\x12\x12\x12\x12", b"\x16\x12\x12\x12", b"\x12\x32\x12\x72", b"\x00", b'7"0001\x00', b""]
)


@fuzzed
@given(
    st.lists(STATUS | st.binary(max_size=12), max_size=12),
    st.sampled_from(["in_line", "identifier"]),
)
def test_answers_of_a_printer(said: list[bytes], acknowledge: Any) -> None:
    printer = Printer(
        "kitchen",
        lambda: Noisy(said),  # type: ignore[arg-type, return-value]
        letters=Letters(PAGES),
        acknowledge=acknowledge,
    )
    with bounded():
        try:
            asyncio.run(printer.deliver(ORDER.key, ORDER))
        except Undelivered as told:
            assert str(told).isprintable()


STORED = {
    "order": {
        "id": "O",
        "version": 1,
        "state": "OPEN",
        "metadata": {"kiosk_key": "key"},
        "total_money": {"amount": 1, "currency": "USD"},
        "total_tax_money": {"amount": 0, "currency": "USD"},
    },
    "errors": [{"code": "X", "detail": "why"}],
}


@fuzzed
@given(
    st.sampled_from([200, 201, 302, 400, 401, 403, 404, 409, 429, 500, 599]),
    reshaped(STORED) | mangled(json.dumps(STORED).encode()) | st.just(b"[" * 100_000),
    st.text(max_size=8),
)
def test_answers_of_a_till(status: int, said: bytes, after: str) -> None:
    api = SquareApi(Account("counter", "L", "T"))
    with bounded():
        try:
            answer = api._settled(status, said, {"Retry-After": after})
        except (Undelivered, Refused) as told:
            assert "\n" not in str(told)
            return
        with contextlib.suppress(ValidationError):
            Stored.model_validate(answer)
