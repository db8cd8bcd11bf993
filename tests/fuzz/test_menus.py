"""Menu files and order notation, mangled: a menu, a line, or one clear sentence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import MenuError, NotationError
from kiosk.locations import menus_dir
from kiosk.menu import Menu, load_menu
from kiosk.menu.check import check_menu
from kiosk.menu.load import menu_from_text
from kiosk.menu.schema import MenuFile
from kiosk.menu.source import read_yaml
from kiosk.order.cart import Cart
from kiosk.order.notation import format_edit, format_line, parse_edit, parse_line
from kiosk.order.pricing import price
from tests.menu.conftest import DINER

from .budget import bounded, fuzzed
from .mutations import mangled

YAML = (b": ", b"- ", b"&a ", b"*a", b"{", b"}", b"[", b"]", b"!!python/object:os.system ", b"? ",
        b"<<: *a", b"\t", b"%YAML 9\n", b"---\n", b"1e999999", b"0x", b"0b", b"~", b"2001-01-01",
        b"\xc2\x85", b"min: 50", b"groups: {size: {}}", b"options: {}")  # fmt: skip
MENUS = {path.stem: load_menu(path) for path in sorted(menus_dir().glob("*.yaml"))}
SHIPPED = {path.stem: path.read_bytes() for path in sorted(menus_dir().glob("*.yaml"))}


def file_of(text: str) -> MenuFile:
    return MenuFile.model_validate(read_yaml(text, "menu.yaml").plain())


def sold_or_told(data: bytes) -> None:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return
    with bounded():
        try:
            menu = menu_from_text(text, "menu.yaml")
        except MenuError as told:
            assert str(told).startswith("menu.yaml")
            assert str(told).isprintable()
            return
        check_menu(file_of(text), menu)


@fuzzed
@given(mangled(DINER.encode(), YAML))
def test_a_small_menu(data: bytes) -> None:
    sold_or_told(data)


@settings(fuzzed, max_examples=max(1, fuzzed.max_examples // 8))  # each is 50 times a small one
@given(st.data())
def test_a_shipped_menu(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SHIPPED)))
    sold_or_told(data.draw(mangled(SHIPPED[name], YAML)))


@fuzzed
@given(st.lists(st.sampled_from(YAML) | st.sampled_from((b"\n", b" ", b"a")), max_size=300))
def test_yaml_and_nothing_else(pieces: list[bytes]) -> None:
    sold_or_told(b"".join(pieces))


def words_of(menu: Menu) -> list[str]:
    entries = [entry.id for entry in menu.entries()]
    options = {o for item in menu.items.values() for g in item.groups.values() for o in g.options}
    return sorted({*entries, *options})


NOTATION = st.sampled_from(
    ("1 ", "2 ", "0 ", "99999999999999999999 ", "-1 ", "[", "]", " ", "+", "-", "?", "*", "=", "@",
     "#1", "#0", "#99999999999", ".", ":", "add ", "mod ", "qty ", "swap ", "split ", "del ",
     "undo", "ask price ", "serve dine_in", "left", "right", "extra", "size", "drink", "\x00",
     "²", "٣", "é"),
)  # fmt: skip


@fuzzed
@given(st.data())
def test_notation(data: st.DataObject) -> None:
    menu = MENUS[data.draw(st.sampled_from(sorted(MENUS)))]
    pieces = st.lists(NOTATION | st.sampled_from(words_of(menu)) | st.text(max_size=3), max_size=30)
    text = "".join(data.draw(pieces))
    with bounded():
        try:
            line = parse_line(menu, text)
            assert parse_line(menu, format_line(menu, line)) == line
            price(menu, Cart().adding(line))
        except NotationError as told:
            assert "\n" not in str(told)
        try:
            edit = parse_edit(menu, text)
            assert parse_edit(menu, format_edit(menu, edit)) == edit
        except NotationError as told:
            assert "\n" not in str(told)


def test_what_is_fuzzed_is_good_to_begin_with() -> None:
    sold_or_told(DINER.encode())
    assert menu_from_text(DINER, "diner").items
