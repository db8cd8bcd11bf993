"""Files and brokers that mean harm: one clear line for the crew, and guests go on ordering."""

from __future__ import annotations

import asyncio
import resource
import signal
import struct
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from onnx import TensorProto, helper

from kiosk.cli.back_office import Outgoing
from kiosk.cli.books import open_books
from kiosk.cli.ladder import Ladder
from kiosk.cli.shop import Shop
from kiosk.connect.mqtt import Broker
from kiosk.crew import Delivery
from kiosk.dialog import Session, StandingClock
from kiosk.errors import KioskError
from kiosk.menu import find_menu, load_menu
from kiosk.order.notation import format_cart
from kiosk.provision import require
from kiosk.speech.recognise import WhisperFiles
from kiosk.speech.recognise.recogniser import Recogniser
from kiosk.understanding.cascade import Cascade
from kiosk.understanding.rules import Rules
from kiosk.understanding.slm import LanguageModel, Slm
from kiosk.workers import Scheduler, Worker
from tests.connect.mosquitto import PASSWORD, Mosquitto

from .kiosks import Counter, counter, heard
from .test_books import home, in_time

__all__ = ["counter", "home"]

PATIENT_S = 120.0
DOUBTED = "a bacon cheese berger and a large route beer"
"""The rules read it, and are unsure enough to ask a model."""
ORDERED = ["1 bacon_cheeseburger", "1 root_beer +large"]


def gguf(tensors: int, pairs: int, rest: bytes = b"") -> bytes:
    """The beginning of a GGUF file, version 3, that holds so many of each."""
    return b"GGUF" + struct.pack("<IQQ", 3, tensors, pairs) + rest


ENDLESS_KEY = struct.pack("<Q", 2**62) + b"general.architecture"
ENDLESS_LIST = struct.pack("<Q", 1) + b"a" + struct.pack("<IIQ", 9, 4, 2**61)
NESTED_LIST = struct.pack("<Q", 1) + b"a" + struct.pack("<IIQ", 9, 9, 2**40)


@pytest.mark.parametrize(
    "content",
    [
        gguf(2**62, 0),
        gguf(0, 2**62),
        gguf(0, 1, ENDLESS_KEY),
        gguf(0, 1, ENDLESS_LIST),
        gguf(0, 1, NESTED_LIST),
        None,
    ],
    ids=["tensors", "pairs", "endless key", "endless list", "nested list", "torn"],
)
async def test_a_language_model_that_means_harm_costs_its_rung_and_no_order(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "model.gguf"
    if content is None:
        with require("smollm2-135m")["model"].open("rb") as whole:
            content = whole.read(3 << 20)
    file.write_bytes(content)
    menu = load_menu(find_menu("burger"))
    rules = Rules(menu)
    model = LanguageModel(file, Scheduler(cores=1))
    try:
        ladder = Cascade(rules, [Slm(rules, model, deadline_s=PATIENT_S)])
        session = Session(menu, ladder, clock=StandingClock(time(12)))
        await session.hear(DOUBTED)
        assert format_cart(menu, session.cart) == ORDERED
        model.start_soon()  # should the rules have been sure of it after all
        await in_time(lambda: model.health.state == "failed")
        assert str(file) in str(model.health.last_error)
        assert "\n" not in str(model.health.last_error)
        await session.hear("and a large coke")
        assert len(session.cart.lines) == len(ORDERED) + 1
    finally:
        await model.stop()


def outside(tmp_path: Path) -> bytes:
    """A network whose weights are said to stand in a file out of its own folder."""
    secret = tmp_path / "secret"
    secret.write_bytes(bytes(4_000))
    weights = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[1_000])
    weights.data_location = TensorProto.EXTERNAL
    weights.external_data.add(key="location", value=f"../{secret.name}")
    shape = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1_000])
    node = helper.make_node("Identity", ["w"], ["y"])
    graph = helper.make_graph([node], "g", [], [shape], initializer=[weights])
    return helper.make_model(graph, ir_version=8).SerializeToString()


@pytest.mark.parametrize("kind", ["torn", "garbled", "huge", "outside"])
async def test_a_network_that_means_harm_is_named_in_one_line(tmp_path: Path, kind: str) -> None:
    files = require("whisper-base")
    with files["encoder"].open("rb") as whole:
        torn = whole.read(1 << 20)
    content = {
        "torn": torn,
        "garbled": torn[:64] + b"\xff" * 4_096 + torn[64:],
        "huge": b"\x08\x08\x3a\xff\xff\xff\xff\x7f" + bytes(4_096),  # a graph of 34 GB
        "outside": outside(tmp_path),
    }[kind]
    (tmp_path / "models").mkdir()
    file = tmp_path / "models" / "encoder.onnx"
    file.write_bytes(content)
    whisper = WhisperFiles(file, files["decoder"], files["tokens"])
    worker = Worker("recogniser", Recogniser, whisper, require("silero-vad")["model"], 1)
    with pytest.raises(KioskError, match=r"encoder\.onnx: not a network") as told:
        await worker.start(deadline_s=PATIENT_S)
    assert "\n" not in str(told.value)
    assert worker.health.state == "failed"
    await worker.stop()


def chunk(name: bytes, size: int, content: bytes = b"") -> bytes:
    """Of a WAV file, which claims a size of its own."""
    return name + struct.pack("<I", size) + content


def claims(channels: int, rate: int, bits: int, size: int = 2**32 - 1) -> bytes:
    """A WAV file of a few samples that says it holds 4 GB."""
    frame = channels * bits // 8
    form = struct.pack("<HHIIHH", 1, channels, rate, min(rate * frame, 2**32 - 1), frame, bits)
    head = chunk(b"RIFF", 2**32 - 1, b"WAVE") + chunk(b"fmt ", 16, form)
    return head + chunk(b"data", size, bytes(4_096))


@pytest.mark.parametrize(
    "content",
    [
        claims(1, 16_000, 16),
        claims(1_024, 48_000, 16),
        claims(1, 2**31 - 1, 16),
        claims(1, 1, 8),
        b"RF64" + claims(1, 16_000, 16)[4:],
    ],
    ids=["long", "many channels", "fast", "slow", "RF64"],
)
def test_a_sound_file_that_claims_to_be_huge_costs_no_memory(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "huge.wav"
    file.write_bytes(content)
    read = "import sys; from pathlib import Path\n"
    read += "from kiosk.errors import AudioError; from kiosk.speech import wav\n"
    read += "try: print(len(wav.read(Path(sys.argv[1])).samples))\n"
    read += "except AudioError as told: print(told)"
    ran = subprocess.run(
        [sys.executable, "-c", read, file],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)),
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    said = ran.stdout.strip()
    assert "\n" not in said
    assert said.startswith(str(file)) or int(said) <= len(content)


async def test_a_broker_that_lets_nobody_write_is_seen_and_loses_nothing(
    home: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password is right, and the rights are not there until somebody gives them."""
    broker = Mosquitto(tmp_path, secure=True)
    broker.start()
    certificate = tmp_path / "broker.pem"
    for name, value in {
        "HOST": "localhost",
        "PORT": str(broker.port),
        "STORE": "barn",
        "KIOSK": "till1",
        "CA_FILE": str(certificate),
        "USER": "stranger",
        "PASSWORD": PASSWORD,
    }.items():
        monkeypatch.setenv(f"KIOSK_BROKERS__DISPLAYS__{name}", value)
    try:
        async with open_books() as books:
            shop = Shop(find_menu("burger"), Ladder(()), books.store)
            crew = Outgoing(books.store, books.destinations)
            session = shop.session()
            for words in ("a hamburger", "that's all", "yes"):
                await session.hear(words)
            assert session.status == "placed"

            async def delivery() -> Delivery:
                return next(each for each in await crew.latest() if each.name == "displays")

            async with asyncio.timeout(PATIENT_S):
                while "not authorized" not in (seen := await delivery()).trouble:  # noqa: ASYNC110 - a broker says so
                    await asyncio.sleep(0.05)
            assert (seen.waiting, seen.dead) == (1, 0)
            await in_time(lambda: len(home.tickets) == 1)  # the kitchen has it on paper
            rights = tmp_path / "rights"
            rights.write_text(rights.read_text().replace("topic read none", "topic readwrite #"))
            assert broker.process is not None
            broker.process.send_signal(signal.SIGHUP)
            till = broker.address("kds", user="till1", password=PASSWORD, ca_file=certificate)
            async with Broker("display", till) as display:
                told: list[tuple[str, bytes]] = []
                display.hear("kiosk/1/barn/orders/+", lambda *order: told.append(order))
                await in_time(lambda: len(heard(told)) == 1)
    finally:
        broker.stop()
