"""Nothing is cut off where a menu has the longest names and prices that a house may think of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from terminal_scenes import NAMES, Still, played

from kiosk.locations import menus_dir
from kiosk.menu import Menu, load_menu
from kiosk.ui.strings import LANGUAGES, speak
from kiosk.ui.widgets.cart import CartLine
from kiosk.ui.widgets.tiles import Tiles
from kiosk.understanding import Rules

from .seen import screen_text
from .written import cut_off

SIZES = ((80, 24), (100, 30), (200, 60))
DEARER = 300
"""A burger for well over a thousand."""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    speak("en")


@cache
def long_winded(name: str) -> tuple[Menu, Rules]:
    """A menu of ours with other names, under which nobody asks for anything, and other prices."""
    source = (menus_dir() / f"{name}.yaml").read_text(encoding="utf-8")
    written = json.loads(json.dumps(yaml.safe_load(source)))  # no part is that of two others
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.yaml"
        file.write_text(yaml.safe_dump(_longer(written), sort_keys=False), encoding="utf-8")
        menu = load_menu(file)
    return menu, Rules(menu)


def _longer(menu: dict[str, Any]) -> dict[str, Any]:
    called = {name: f"{name} and Extravagances" for name in menu["categories"]}
    menu["name"] = f"Grandmother's {menu['name']} Establishment"
    menu["limits"]["total"] = "9999999.00"
    menu["categories"] = {
        called[name]: {
            "names": {"es": f"{name} y Especialidades"},
            "aliases": [*(about or {}).get("aliases", ()), name],
        }
        for name, about in menu["categories"].items()
    }
    for entry in (*menu["items"].values(), *menu["combos"].values()):
        entry["category"] = called[entry.get("category", "Meals")]
        _rename(entry, "Grandmother's {} Extraordinaire", "{} Extraordinaria de la Abuela")
    for group in menu["groups"].values():
        group["names"] = {"es": f"{group['name']} y Acompañamientos"}
        group["name"] += " and Accompaniments"
        for option in group["options"].values():
            _rename(option, "{} with Refinements", "{} con Refinamientos")
    _reprice(menu)
    return menu


def _rename(entry: dict[str, Any], english: str, spanish: str) -> None:
    name = entry["name"]
    entry["aliases"] = [*entry.get("aliases", ()), name]
    entry["name"], entry["names"] = english.format(name), {"es": spanish.format(name)}


def _reprice(part: dict[str, Any]) -> None:
    for key, value in part.items():
        if key == "price":
            part[key] = str(Decimal(value) * DEARER)
        elif key in ("prices", "upcharge"):
            part[key] = {which: str(Decimal(price) * DEARER) for which, price in value.items()}
        elif isinstance(value, dict):
            _reprice(value)


async def cut_on_any_page(still: Still) -> list[str]:
    """What is cut off on the pages of every group of tiles, and of every line of the order."""
    screen, cut = still.app.screen, cut_off(still.app)
    for tiles in screen.query(Tiles):
        for _ in range(tiles.pages - 1):
            tiles.action_turn(1)
            await still.pilot.pause()
            cut += cut_off(still.app)
        tiles.action_turn(1)
    for line in screen.query(CartLine):
        line.scroll_visible(animate=False)
        await still.pilot.pause()
        cut += cut_off(still.app)
    return list(dict.fromkeys(cut))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
async def test_every_word_can_be_read(name: str, language: str) -> None:
    async with played(name, SIZES[0], language, long_winded) as still:
        for size in SIZES:
            await still.pilot.resize_terminal(*size)
            await still.hold_still()
            cut = await cut_on_any_page(still)
            assert not cut, "\n".join([str(size), *cut, *screen_text(still.app)])
