"""Printers and brokers from the settings, tried from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from kiosk.connect import PlacedOrder
from kiosk.connect.printer.reading import read_codes
from kiosk.connect.schemas import schemas

from .mosquitto import PASSWORD, Display, Mosquitto, mosquitto
from .printers import PAGES, ReceiptPrinter, on_the_network

__all__ = ["mosquitto"]

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
Command = Callable[..., subprocess.CompletedProcess[str]]

BROKER = """
[brokers.displays]
host = "127.0.0.1"
store = "barn"
kiosk = "till1"
tls = false
"""


@pytest.fixture
def connect(tmp_path: Path) -> Command:
    """Run ``kiosk connect`` with these settings."""

    def run(settings: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / "kiosk.toml").write_text(settings)
        return subprocess.run(
            [Path(sys.executable).with_name("kiosk"), "connect", *arguments],
            env={**os.environ, "KIOSK_HOME": str(tmp_path), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def printer(link: str, **more: object) -> str:
    lines = [f"{key} = {json.dumps(value)}" for key, value in {"link": link, **more}.items()]
    return "\n".join(["[printers.kitchen]", *lines, ""])


def test_a_test_ticket_comes_out_and_says_that_nobody_is_to_make_it(connect: Command) -> None:
    barn = ReceiptPrinter()
    with on_the_network(barn) as (host, port):
        said = connect(printer("network", host=host, port=port), "test", "kitchen")
    assert (said.returncode, said.stdout) == (0, "kitchen: delivered and confirmed\n"), said.stderr
    assert "VOID - DO NOT MAKE" in " ".join(barn.text.split())
    assert "EXTRA ~LAJIAOYOU" in barn.text.upper()


def test_a_printer_without_paper_is_told_in_one_line(connect: Command) -> None:
    with on_the_network(ReceiptPrinter(paper_left=0)) as (host, port):
        said = connect(printer("network", host=host, port=port), "test", "kitchen")
    assert said.returncode == 1
    assert said.stderr == "kiosk: printer kitchen: out of paper\n"


def test_a_file_never_says_that_it_has_printed(connect: Command, tmp_path: Path) -> None:
    said = connect(printer("file", path=str(tmp_path / "tickets")), "test", "kitchen")
    assert said.stdout == "kitchen: sent; it cannot confirm\n"


def test_a_file_gets_the_bytes_and_a_picture_shows_them(connect: Command, tmp_path: Path) -> None:
    settings = printer("file", path=str(tmp_path / "tickets"), acknowledge="none", columns=32)
    said = connect(settings, "test", "kitchen")
    assert said.stdout == "kitchen: sent; it cannot confirm\n"
    assert read_codes((tmp_path / "tickets").read_bytes(), PAGES).cuts == 1
    assert (
        connect(settings, "test", "kitchen", "--picture", str(tmp_path / "t.png")).returncode == 0
    )
    with Image.open(tmp_path / "t.png") as drawn:
        assert drawn.width == 32 * 12 + 2 * 16


TILL = """
[tills.counter]
system = "square"
location = "L1"
kiosk = "till1"
token = "none"
"""


@pytest.mark.parametrize(("settings", "name"), [(BROKER, "displays"), (TILL, "counter")])
def test_what_prints_no_ticket_draws_none(
    connect: Command, tmp_path: Path, settings: str, name: str
) -> None:
    said = connect(settings, "test", name, "--picture", str(tmp_path / "t.png"))
    assert said.returncode == 2
    assert said.stderr == f"kiosk: {name} prints no ticket: it is no printer\n"


def test_a_test_order_reaches_the_displays(connect: Command, mosquitto: Mosquitto) -> None:
    settings = f"{BROKER}port = {mosquitto.port}\n"
    alone = connect(settings, "test", "displays")
    assert (alone.returncode, "no display listens" in alone.stderr) == (1, True)
    kitchen = Display(mosquitto, "kiosk/1/barn/orders/+")
    said = connect(settings, "test", "displays")
    assert said.stdout == "displays: delivered and confirmed\n"
    kitchen.wait(lambda: kitchen.heard)
    kitchen.leave()
    assert PlacedOrder.model_validate_json(kitchen.heard[0][1]).kind == "void"


def test_the_list_names_every_destination_and_no_secret(connect: Command, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(PASSWORD)
    settings = (
        printer("usb", vendor=0x04B8, product=0x0202, ticket="receipt")
        + BROKER
        + f'password_file = "{tmp_path}/secret"\n'
    )
    said = connect(settings, "list", "--json")
    rows = json.loads(said.stdout)["destinations"]
    assert [(row["name"], row["where"], row["gets"]) for row in rows] == [
        ("kitchen", "USB 04b8:0202", "receipt"),
        ("displays", "127.0.0.1:8883, as till1", "order"),
    ]
    assert PASSWORD not in said.stdout + said.stderr + connect(settings, "list").stdout
    assert "no destinations" in connect("", "list").stdout


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (printer("pigeon"), "pigeon"),
        (printer("network", host="x", port=0), "printers.kitchen.network.port"),
        (printer("network", host="x", profile="TM-T99"), "no printer profile 'TM-T99'"),
        (printer("network", host="x", code_pages=["CP1"]), "no code page 'CP1'"),
        (BROKER.replace("127.0.0.1", "10.0.0.2") + f'password = "{PASSWORD}"\n', "with tls alone"),
        (BROKER + 'password = 3\nuser = "u"\n', "brokers.displays.password"),
        (BROKER + 'password_file = "/nowhere/at/all"\n', "there is no file /nowhere/at/all"),
        (BROKER.replace('"barn"', '"barn/#"'), "brokers.displays.store"),
        (BROKER.replace("displays", "kitchen") + printer("file", path="x"), "two destinations"),
        ("[printers", "kiosk.toml"),
        (printer("file", path="x"), "no destination is called 'displays' (destinations: kitchen)"),
    ],
)
def test_settings_that_cannot_be_used_are_told_in_one_line_without_their_secrets(
    connect: Command, settings: str, told: str
) -> None:
    name = "kitchen" if "printers" in settings and "destinations: k" not in told else "displays"
    said = connect(settings, "test", name)
    assert said.returncode == 2, said.stdout
    (line,) = said.stderr.splitlines()
    assert told in line
    assert PASSWORD not in line


def test_a_password_may_come_from_the_environment(connect: Command, tmp_path: Path) -> None:
    broker = Mosquitto(tmp_path, secure=True)
    broker.start()
    settings = BROKER.replace("127.0.0.1", "localhost").replace("tls = false", 'user = "till1"')
    settings += f'port = {broker.port}\nca_file = "{tmp_path}/broker.pem"\n'
    try:
        right, wrong = (
            connect(settings, "test", "displays", KIOSK_BROKERS__DISPLAYS__PASSWORD=password)
            for password in (PASSWORD, "another")
        )
    finally:
        broker.stop()
    assert "no display listens" in right.stderr
    assert "refused: not authorized" in wrong.stderr


def test_the_published_schemas_are_those_of_this_version() -> None:
    for name, schema in schemas().items():
        published = json.loads((SCHEMAS / f"{name}.json").read_text())
        assert published == schema, "run: kiosk connect schema --out docs/schemas"
