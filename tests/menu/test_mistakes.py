"""An owner makes a mistake in the menu and is told which, and in which line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kiosk.errors import MenuError
from kiosk.menu import find_menu, load_menu

from .conftest import Diner

MISTAKES = yaml.safe_load(Path(__file__).with_name("mistakes.yaml").read_text())


def test_the_diner_opens(diner: Diner):
    menu = diner.menu()
    assert list(menu.items) == ["burger", "soda"]
    assert menu.items["burger"].price == 400
    assert menu.combos["burger_meal"].sizes == {"small": 0, "large": 75}
    assert menu.sizes == {"small", "large"}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["told"])
def test_a_mistake_is_named_with_its_line(diner: Diner, mistake: dict[str, str]):
    diner.edit(mistake["instead_of"], mistake["write"])
    assert diner.complaint() == mistake["told"]


SEVERAL = """\
menu: 1
id: diner
name: The Diner
currency: USD
dayparts: {lunch: "11-14"}
groups:
  size: {name: Size, max: 1, default: larg, options: {large: {name: Large}}}
items:
  burger: {name: Burger, price: "4.00", groups: {size: {}}}
  soda: {name: Soda, price: "1.005", number: 1}
  tea: {name: Tea, price: "1.00", groups: {sise: {}}}
  shake: {name: Shake, price: "2.00", number: 2}
combos:
  meal: {name: Meal, price: "5.00", slots: {main: {item: burger}}}
  lunch: {name: Lunch, price: "5.00", number: 2, slots: {main: {item: shake}}}
  box: {name: Box, price: "5.00", slots: {main: {item: burgr}}}
"""


def test_every_mistake_is_told_once_in_the_order_of_the_file(diner: Diner):
    """None of the burger and its meal: what is wrong with them is the size."""
    diner.path.write_text(SEVERAL)
    with pytest.raises(MenuError) as refused:
        diner.menu()
    assert [fault.removeprefix(f"{diner.path}:") for fault in refused.value.faults] == [
        '5: dayparts.lunch: "11-14" is not a span of the day; write it as "05:00-10:30"',
        '7: groups.size.default: no option "larg"; did you mean "large"?',
        "10: items.soda.price: 1.005 is finer than the smallest coin of USD",
        '11: items.tea.groups: no group "sise"; did you mean "size"?',
        "15: combos.lunch.number: shake is number 2 already",
        '16: combos.box.slots.main.item: no item "burgr"; did you mean "burger"?',
    ]
    assert str(refused.value).endswith("(and 5 more)")


def test_a_key_that_is_none_does_not_hide_the_others(diner: Diner):
    diner.edit('price: "4.00"', "pirce: 4.00")
    diner.edit("name: The Diner", "name: ")
    with pytest.raises(MenuError) as refused:
        diner.menu()
    assert [fault.split(": ")[1] for fault in refused.value.faults] == [
        "name",
        "items.burger.price",
        "items.burger.pirce",
    ]


def test_an_option_of_two_groups_harms_only_the_item_that_has_both(diner: Diner):
    diner.edit("      onion: {", "      small: {name: Small Onion}\n      onion: {").menu()
    diner.edit("{size: {}}", "{size: {}, toppings: {}}")
    assert diner.complaint().endswith('option "small" stands in both size and toppings')


def test_a_name_has_an_end(diner: Diner):
    diner.edit("name: The Diner", f"name: {'x' * 200}")
    assert diner.complaint() == "3: name: longer than 120 letters"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (b"", " the file is empty"),
        (b"# nothing yet\n", " the file is empty"),
        (b"- burger\n- soda\n", '1: a menu is made of "key: value" lines'),
        (b"just words", '1: a menu is made of "key: value" lines'),
        (b"menu: 1\nname: [oops\n", "not YAML: did not find expected"),
        (b"menu: 1\nname: \tx: y\n", "2: not YAML:"),
        (b"menu: 1\n---\nmenu: 1\n", "2: a second document starts here"),
        (b"menu: 1\nname: caf\xe9\n", "2: not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "1: not UTF-8 text"),
        (b"menu: 1\nname: a\0b\n", "2: not YAML:"),
        (b"menu: 1\n? [a, b]\n: c\n", "2: a key must be one word or name"),
        (b"menu: !!python/object/apply:os.getcwd []\n", '1: menu: tags like "tag:yaml.org'),
        (b"menu: *one\n", '1: menu: "*one" is used, but no "&one" ends above'),
        (b"menu: &one [*one]\n", '"*one" is used, but no "&one" ends above'),
        (b"menu: " + b"9" * 5000, "is not a number"),
        (b"menu: 1" + b":00" * 300 + b".0", "is not a number"),
        (b'"menu\\nid": 1\n', "is not a key here"),
    ],
)
def test_a_file_that_is_no_menu(diner: Diner, text: bytes, complaint: str):
    diner.path.write_bytes(text)
    assert complaint in diner.complaint()


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(diner: Diner):
    text = diner.path.read_text().replace("\n", "\r\n")
    diner.path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert diner.menu().name == "The Diner"
    diner.path.write_bytes(b"\xef\xbb\xbf" + text.replace('"4.00"', "4.00").encode())
    assert diner.complaint().startswith("28: items.burger.price")


def test_what_is_no_file_at_all(tmp_path: Path):
    for path, said in (
        (tmp_path, "this is a folder"),
        (tmp_path / "gone.yaml", "No such file"),
        (Path("/dev/null"), "not a file"),
        (Path("a\0b"), "null"),
    ):
        with pytest.raises(MenuError, match=said):
            load_menu(path)


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path):
    name = tmp_path / ("x" * 300)
    for look in (find_menu, load_menu):
        with pytest.raises(MenuError, match="cannot be read: File name too long"):
            look(name)


def test_menus_that_come_along_are_found_by_name(diner: Diner):
    assert load_menu(find_menu("burger")).name == "Burger Barn"
    assert find_menu("burger.yaml") == find_menu("burger")
    assert find_menu(diner.path) == diner.path
    with pytest.raises(MenuError, match=r"no such menu .*burger, coffee, pizza, taqueria"):
        find_menu("sushi")
    with pytest.raises(MenuError, match="this is a folder"):
        find_menu(diner.path.parent)
