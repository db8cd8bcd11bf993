"""Catalogues and web pages, mangled: a menu that can be sold from, or one clear sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import yaml
from hypothesis import given

from kiosk.errors import MenuError, UsageError
from kiosk.menu.check import check_menu
from kiosk.menu.external import read_external
from kiosk.menu.importers import Imported, import_schemaorg, import_square, import_toast
from kiosk.menu.schema import MenuFile

from .budget import bounded, fuzzed
from .mutations import mangled, reshaped

SAMPLES = Path(__file__).resolve().parents[1] / "menu" / "imports"
JSON = (b"[" * 70, b"{", b"}", b",", b'"', b":", b"\\ud800", b"1e999", b"-0", b"NaN", b"null")
HTML = (b"<script type='application/ld+json'>", b"</script>", b"<!--", b"-->", b"<![CDATA[", b"&")


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def square(data: bytes) -> Imported:
    return import_square(data, "src", name="Fuzz", location="LOC-MAIN")


def toast(data: bytes) -> Imported:
    return import_toast(data, "src", name="Fuzz")


def schemaorg(data: bytes) -> Imported:
    return import_schemaorg(data, "src")


def sold_or_told(read: Callable[[bytes], Imported], data: bytes) -> None:
    with bounded():
        try:
            made = read(data)
        except MenuError as told:
            assert str(told).startswith("src")
            assert str(told).isprintable()
            return
        check_menu(MenuFile.model_validate(yaml.safe_load(made.text)), made.menu)
        assert all(note.isprintable() for note in made.notes)
        if made.external is not None:
            made.external.model_dump_json()
            held = made.external
            assert {*held.items, *held.variations} == set(made.menu.items)


@fuzzed
@given(reshaped(json.loads(sample("square_burger.json"))))
def test_square_a_burger_place(data: bytes) -> None:
    sold_or_told(square, data)


@fuzzed
@given(reshaped(json.loads(sample("square_coffee.json"))))
def test_square_a_coffee_shop(data: bytes) -> None:
    sold_or_told(square, data)


@fuzzed
@given(mangled(sample("square_coffee.json"), JSON))
def test_square_as_text(data: bytes) -> None:
    sold_or_told(square, data)


@fuzzed
@given(reshaped(json.loads(sample("toast_pizza.json"))))
def test_toast(data: bytes) -> None:
    sold_or_told(toast, data)


@fuzzed
@given(mangled(sample("toast_pizza.json"), JSON))
def test_toast_as_text(data: bytes) -> None:
    sold_or_told(toast, data)


def test_an_id_that_cannot_be_shown_is_not_told_in_the_place_of_a_name() -> None:
    pizza = json.loads(sample("toast_pizza.json"))
    slices = next(
        group
        for menu in pizza["menus"]
        for group in menu["menuGroups"]
        if group["name"] == "Slices"
    )
    slices["menuItems"][0] |= {"name": None, "guid": "\uaaf7"}
    sold_or_told(toast, json.dumps(pizza).encode())


PAGE = sample("diner.html")
LINKED = json.loads(PAGE[PAGE.index(b"{\n") : PAGE.rindex(b"</script>")])


@fuzzed
@given(reshaped(LINKED))
def test_linked_data(data: bytes) -> None:
    sold_or_told(schemaorg, data)


@fuzzed
@given(mangled(PAGE, (*HTML, *JSON)))
def test_a_web_page(data: bytes) -> None:
    sold_or_told(schemaorg, data)


@fuzzed
@given(mangled(b'{"version": 1, "kind": "square", "menu": "m", "items": {"a": "B"}}', JSON))
def test_ids_of_a_till(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "ids.json"
    file.write_bytes(data)
    with bounded():
        try:
            read_external(file)
        except UsageError as told:
            assert "\n" not in str(told)
