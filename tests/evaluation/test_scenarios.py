"""Conversations in a file are played against the real session, and what went wrong is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kiosk.errors import KioskError
from kiosk.evaluation.scenarios.file import ScenarioSet, read_scenarios
from kiosk.evaluation.scenarios.score import play_all
from tests.evaluation.scripted import Scripted

SHIPPED = Path(__file__).parent.parent / "scenarios"

MENU = """\
menu: 1
id: tea_house
name: Tea House
currency: USD
groups:
  size:
    name: Size
    min: 1
    max: 1
    ask: What size?
    options: {small: {name: Small}, large: {name: Large, price: "1.00"}}
  extras:
    name: Extras
    default: [lemon]
    options: {lemon: {name: Lemon}, honey: {name: Honey, price: "0.50"}}
items:
  tea: {name: Tea, price: "2.00", groups: {size: {}, extras: {}}}
  scone: {name: Scone, price: "3.00"}
  bun: {name: Bun, price: "2.50"}
"""


def tea_house(folder: Path, scenarios: str) -> Path:
    """A folder with the menu and one scenario file."""
    (folder / "tea_house.yaml").write_text(MENU)
    path = folder / "talk.yaml"
    path.write_text(f"menu: tea_house.yaml\nscenarios:\n{scenarios}")
    return path


async def scored(
    path: Path, script: dict[str, tuple[list[str], float]]
) -> tuple[ScenarioSet, dict[str, Any]]:
    """The file and its score when every guest is read as the script says."""
    read = read_scenarios(path)
    return read, (await play_all([read], lambda menu: Scripted(menu, script))).report()


def test_a_file_is_read_with_its_menu_and_its_carts(tmp_path: Path) -> None:
    path = tea_house(
        tmp_path,
        """\
  - name: a large tea
    tags: [plain, held_out]
    at: "07:30"
    unavailable: [honey]
    turns:
      - guest: tea please
        asks: size
        cart: ["1 tea ?size"]
      - guest: large
        cart: [1 tea +large]
        says: tea
    outcome: open
""",
    )
    (one,) = read_scenarios(path).scenarios
    assert (one.at.hour, one.at.minute) == (7, 30)
    assert one.held_out
    assert one.unavailable == {"honey"}
    assert one.cart == one.turns[1].cart, "the last cart stated is the one that is to remain"


@pytest.mark.parametrize(
    ("scenario", "told"),
    [
        ("  - {name: a, turns: [{guest: hi}], outcome: open, colour: red}", "colour"),
        ("  - {name: a, turns: [{guest: yes}], outcome: open}", r"turns\.0\.guest"),
        ("  - {name: a, turns: [{guest: hi}], outcome: eaten}", "outcome"),
        ("  - {name: a, turns: [], outcome: open}", "turns"),
        ("  - {name: a, at: noon, turns: [{guest: hi}], outcome: open}", r"0\.at"),
        ("  - {name: a, turns: [{guest: hi, cart: [1 cake]}], outcome: open}", '"cake" is not on'),
        ("  - {name: a, turns: [{guest: hi, asks: milk}], outcome: open}", 'asks "milk"'),
        ("  - {name: a, unavailable: [cake], turns: [{guest: x}], outcome: open}", '"cake"'),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_entry(
    tmp_path: Path, scenario: str, told: str
) -> None:
    path = tea_house(tmp_path, scenario)
    with pytest.raises(KioskError, match=told) as caught:
        read_scenarios(path)
    assert str(caught.value).startswith(f"{path}:3: scenarios.0")


def test_a_name_stands_once(tmp_path: Path) -> None:
    one = "  - {name: a, turns: [{guest: hi}], outcome: open}\n"
    with pytest.raises(KioskError, match='"a" stands here twice'):
        read_scenarios(tea_house(tmp_path, one + one))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- just\n- a list\n",
        "menu: nowhere\nscenarios: [1]\n",
        f"menu: {'m' * 300}\nscenarios: [{{name: a, turns: [{{guest: hi}}], outcome: open}}]\n",
    ],
)
def test_a_file_that_is_no_scenario_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "talk.yaml"
    path.write_text(text)
    with pytest.raises(KioskError, match=r"talk\.yaml"):
        read_scenarios(path)


async def test_a_conversation_that_goes_as_stated_has_full_marks(tmp_path: Path) -> None:
    path = tea_house(
        tmp_path,
        """\
  - name: tea and a scone
    tags: [plain]
    turns:
      - guest: tea no lemon
        asks: size
        cart: ["1 tea -lemon ?size"]
      - guest: large
        asks: anything_else
        cart: [1 tea +large -lemon]
      - guest: that is all
        asks: confirm
        says: no lemon
      - guest: "yes"
    outcome: placed
""",
    )
    script = {
        "tea no lemon": (["add 1 tea -lemon"], 1.0),
        "large": (["mod #1 +large"], 1.0),
        "that is all": (["done"], 1.0),
        "yes": (["yes"], 1.0),
    }
    _, score = await scored(path, script)
    assert score["failed"] == []
    assert (score["n"], score["final"], score["turns"]) == (1, 1.0, 1.0)
    assert (score["modifier_recall"], score["modifier_precision"]) == (1.0, 1.0)
    assert score["silent_errors"] == 0
    assert score["questions_per_order"] == 3
    assert score["tags"] == {"plain": {"n": 1, "final": 1.0}}


async def test_a_change_that_is_lost_without_a_word_is_a_silent_error_once(tmp_path: Path) -> None:
    path = tea_house(
        tmp_path,
        """\
  - name: the lemon stays
    turns:
      - guest: a large tea no lemon
        cart: [1 tea +large -lemon]
      - guest: and a scone
        cart: [1 tea +large -lemon, 1 scone]
    outcome: open
""",
    )
    script = {
        "a large tea no lemon": (["add 1 tea +large"], 1.0),
        "and a scone": (["add 1 scone"], 1.0),
    }
    _, score = await scored(path, script)
    assert score["silent_errors"] == 1
    assert score["final"] == 0.0
    assert score["modifier_recall"] == 0.5
    assert score["modifier_precision"] == 1.0
    (failed,) = score["failed"]
    assert failed["name"] == "the lemon stays"
    assert failed["silent"] == ["missing: tea -lemon"]
    assert "at the end: missing: tea -lemon" in failed["why"]


async def test_an_error_that_the_reply_owns_up_to_is_not_silent(tmp_path: Path) -> None:
    path = tea_house(
        tmp_path,
        """\
  - name: the honey is out
    unavailable: [honey]
    turns:
      - guest: a large tea with honey
        cart: [1 tea +large +honey]
    outcome: open
  - name: not a word understood
    turns:
      - guest: mumble mumble
        cart: [1 scone]
    outcome: open
  - name: it asks for what is missing
    turns:
      - guest: a large tea
        cart: [1 tea +large]
    outcome: open
""",
    )
    script = {
        "a large tea with honey": (["add 1 tea +large +honey"], 1.0),
        "a large tea": (["add 1 tea"], 1.0),
    }
    _, score = await scored(path, script)
    assert score["final"] == 0.0
    assert score["silent_errors"] == 0


async def test_parts_on_the_wrong_lines_are_found(tmp_path: Path) -> None:
    path = tea_house(
        tmp_path,
        """\
  - name: one with honey and one without lemon
    turns:
      - guest: two teas
        cart: [1 tea +large +honey, 1 tea +large -lemon]
    outcome: open
""",
    )
    script = {"two teas": (["add 1 tea +large -lemon +honey", "add 1 tea +large"], 1.0)}
    _, score = await scored(path, script)
    assert score["final"] == 0.0
    assert score["silent_errors"] == 1


async def test_a_conversation_that_breaks_the_program_has_failed(tmp_path: Path) -> None:
    path = tea_house(
        tmp_path, "  - {name: a, turns: [{guest: tea}, {guest: scone}], outcome: open}\n"
    )

    class Broken(Scripted):
        async def read(self, text: str, context: object) -> Any:
            raise ZeroDivisionError("as if")

    read = read_scenarios(path)
    score = (await play_all([read], lambda menu: Broken(menu, {}))).report()
    assert score["final"] == 0.0
    assert "ZeroDivisionError: as if" in str(score["failed"])


def test_the_shipped_conversations_cover_what_they_are_to_measure() -> None:
    files = sorted(SHIPPED.glob("*.yaml"))
    assert {file.stem for file in files} >= {"burger", "coffee", "pizza", "taqueria"}
    every = [one for file in files for one in read_scenarios(file).scenarios]
    tags = Counter(tag for one in every for tag in one.tags)

    assert len(every) >= 160
    assert sum(one.held_out for one in every) >= len(every) / 4
    assert sum(len(one.turns) > 1 for one in every) >= len(every) * 2 / 3
    assert {tag: n for tag, n in tags.items() if n < 5} == {}
