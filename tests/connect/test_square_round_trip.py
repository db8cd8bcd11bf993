"""From Square's catalogue to a menu, from a guest's words to an order, and back to Square: the
commands that an owner types, against the service on this machine."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from kiosk.connect import PlacedOrder
from kiosk.connect.settings import DestinationSettings
from kiosk.menu import load_menu

from .conftest import LUNCH
from .square_service import LOCATION, TOKEN, Square
from .test_square import SAMPLES

Place = Callable[..., PlacedOrder]

SETTINGS = """
language_model = ""
larger_language_model = ""

[tills.counter]
system = "square"
location = "{location}"
kiosk = "till1"
token_file = "{token}"
url = "{url}"
"""


class Store:
    """A machine with a till in its settings."""

    def __init__(self, folder: Path, square: Square) -> None:
        self._home = folder
        self.menu = folder / "barn.yaml"
        token = folder / "square.token"
        token.write_text(f"{TOKEN}\n")
        (folder / "data").mkdir()
        settings = SETTINGS.format(location=LOCATION, token=token, url=square.url)
        (folder / "data" / "kiosk.toml").write_text(settings)

    async def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return await asyncio.to_thread(
            subprocess.run,
            [Path(sys.executable).with_name("kiosk"), *arguments],
            env={**os.environ, "KIOSK_HOME": str(self._home)},
            capture_output=True,
            text=True,
            check=False,
        )

    async def order(self, *said: str) -> dict[str, object]:
        turns = [part for words in said for part in ("--say", words)]
        told = await self.run("order", "--menu", str(self.menu), "--json", "--at", "12:00", *turns)
        assert told.returncode == 0, told.stderr
        return json.loads(told.stdout)


@pytest.mark.parametrize(
    ("sample", "said", "cart"),
    [
        (
            "square_burger",
            ["two house burgers well done with bacon and no onions", "a large soda", "that's all"],
            ["2 house_burger +well_done -onions +bacon", "1 soda +large"],
        ),
        (
            "square_coffee",
            ["a 20 oz latte with oat milk and two vanilla", "a cheddar scone", "that's all"],
            ["1 latte +20_oz +oat +vanilla*2", "1 scone +cheddar"],
        ),
    ],
)
async def test_a_catalogue_becomes_a_menu_becomes_an_order(
    tmp_path: Path, place: Place, sample: str, said: list[str], cart: list[str]
) -> None:
    catalog = json.loads((SAMPLES / f"{sample}.json").read_text())
    async with Square(catalog, LUNCH).serving() as square:
        store = Store(tmp_path, square)
        told = await store.run("connect", "test", "counter")
        assert told.stdout == "counter: The Barn answers, and knows the access token\n"
        made = await store.run("menu", "import", "square", "till:counter", "--out", str(store.menu))
        assert made.returncode == 0, made.stderr
        assert (await store.run("menu", "check", str(store.menu))).returncode == 0

        ordered = await store.order(*said, "yes")
        assert (ordered["status"], ordered["cart"]) == ("placed", cart)

        menu = load_menu(store.menu)
        order = place(*cart, menu=menu)
        assert order.total == ordered["total"]
        section = DestinationSettings(
            tills={
                "counter": {
                    "system": "square",
                    "location": LOCATION,
                    "kiosk": "till1",
                    "token": TOKEN,
                    "url": square.url,
                    "ids": tmp_path / "barn.square.json",
                }
            }
        ).tills["counter"]
        await section.square("counter").deliver(order.key, order)
        (stored,) = square.orders.values()
        assert stored["total_money"] == {"amount": order.total, "currency": order.currency}
        assert stored["total_tax_money"]["amount"] == order.tax
        assert all("catalog_object_id" in line for line in stored["line_items"])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('token = "secret"', "a token or a token_file: one of them"),
        ('url = "http://square.example"', "url is https:// and a host"),
        ('url = "https://me:secret@square.example"', "url is https:// and a host"),
        ('url = "https://square.example/v2?x=1"', "url is https:// and a host"),
        ('kiosk = "till 1"', "String should match pattern"),
        ('ids = "nowhere.json"', "nowhere.json: cannot be read"),
    ],
)
async def test_settings_that_cannot_be_used_are_one_line_without_a_secret(
    tmp_path: Path, line: str, said: str
) -> None:
    name = line.partition(" ")[0]
    square = Square({"objects": []}, LUNCH)
    square.url = "http://127.0.0.1:1"
    store = Store(tmp_path, square)
    file = tmp_path / "data" / "kiosk.toml"
    kept = [each for each in file.read_text().splitlines() if not each.startswith(f"{name} =")]
    file.write_text("\n".join([*kept, line]))
    told = await store.run("connect", "test", "counter")
    assert told.returncode == 2
    (shown,) = told.stderr.splitlines()
    assert said in shown
    assert "secret" not in shown


async def test_the_till_is_listed_and_says_why_it_cannot_be_reached(tmp_path: Path) -> None:
    square = Square({"objects": []}, LUNCH)
    square.url = "http://127.0.0.1:1"
    store = Store(tmp_path, square)
    listed = json.loads((await store.run("connect", "list", "--json")).stdout)["destinations"]
    assert listed == [
        {
            "name": "counter",
            "kind": "square till",
            "where": "127.0.0.1:1, location LOC-MAIN, as till1",
            "gets": "order",
        }
    ]
    told = await store.run("connect", "test", "counter")
    assert told.returncode == 1
    assert "till counter: Square cannot be reached" in told.stderr


def test_the_settings_in_the_documents_are_settings() -> None:
    document = (Path(__file__).resolve().parents[2] / "docs" / "integration.md").read_text()
    (block,) = (
        dedent(each)
        for each in re.findall(r"^ *```toml\n(.*?)^ *```", document, re.MULTILINE | re.DOTALL)
        if "[tills." in each
    )
    assert DestinationSettings(**tomllib.loads(block)).tills["counter"].paid == "counter"
    assert DestinationSettings(**tomllib.loads(re.sub(r"^# ", "", block, flags=re.M))).tills
    for target in re.findall(r"\]\((schemas/[^)]+)\)", document):
        assert (Path(__file__).resolve().parents[2] / "docs" / target).exists()
