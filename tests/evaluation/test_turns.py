"""Hard single turns: read from a file, held to a rung and to the rules, and told as figures."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli import run_command
from kiosk.errors import KioskError
from kiosk.evaluation.figures import as_share
from kiosk.evaluation.rows import model_rows
from kiosk.evaluation.turns.file import Turn, TurnSet, read_turns
from kiosk.evaluation.turns.measure import unsure_of
from kiosk.evaluation.turns.score import Read, TurnScore, score_turns
from kiosk.menu.load import find_menu, load_menu
from kiosk.order.cart import Cart, Line
from kiosk.order.edits import Act
from kiosk.order.notation import format_cart, parse_cart, same_cart
from kiosk.understanding import Asked, Context, Doubt, Reading
from tests.evaluation.scripted import Scripted

SHIPPED = Path(__file__).parent.parent / "turns"
BURGER = load_menu(find_menu("burger"))

MENU = """\
menu: 1
id: kiln
name: The Kiln
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
    default: [gravy]
    options: {gravy: {name: Gravy}, peas: {name: Peas, price: "0.50"}}
items:
  pasty: {name: Pasty, category: Pies, price: "4.00", groups: {extras: {}}}
  cider: {name: Cider, category: Drinks, price: "3.00", groups: {size: {}}}
  perry: {name: Perry, category: Drinks, price: "3.50", groups: {size: {}}}
combos:
  plate:
    name: Plate
    number: 1
    price: "6.00"
    slots: {main: {item: pasty}, drink: {category: Drinks}}
"""


def kiln(folder: Path, turns: str) -> Path:
    """A folder with the menu and one turn file."""
    (folder / "kiln.yaml").write_text(MENU)
    path = folder / "turns.yaml"
    path.write_text(f"menu: kiln.yaml\nturns:\n{turns}")
    return path


async def scored(path: Path, script: dict[str, tuple[list[str], float]]) -> dict[str, Any]:
    """The report when every guest is read as the script says."""
    return (await score_turns([read_turns(path)], lambda menu: Scripted(menu, script))).report()


# -- the file ----------------------------------------------------------------------------------


def test_a_turn_has_the_cart_the_question_and_the_lines_before_it(tmp_path: Path) -> None:
    path = kiln(
        tmp_path,
        """\
  - cart: [2 pasty, 1 cider]
    asked: "size of #2"
    touched: [2, 1]
    guest: large and no gravy on one of the pasties
    want: [1 pasty, 1 pasty -gravy, 1 cider +large]
    tags: [answer, split]
""",
    )
    read = read_turns(path)
    (turn,) = read.turns
    assert turn.line == 3
    assert format_cart(read.menu, turn.context.cart) == ["2 pasty", "1 cider ?size"]
    assert turn.context.touched == (2, 1)
    assert turn.context.asked is not None
    assert turn.context.asked.answers == ("small", "large")
    assert same_cart(
        read.menu,
        turn.want,
        parse_cart(read.menu, ["1 cider +large", "1 pasty -gravy", "1 pasty"]),
    )


def test_without_a_word_the_cart_is_empty_or_its_last_line_was_touched(tmp_path: Path) -> None:
    path = kiln(
        tmp_path,
        """\
  - {guest: hello, want: [], tags: [nothing]}
  - {cart: [1 pasty, 1 cider +small], guest: hello, want: [1 pasty, 1 cider +small], tags: [x]}
""",
    )
    first, second = read_turns(path).turns
    assert first.context == Context()
    assert second.context.touched == (2,)


@pytest.mark.parametrize(
    ("asked", "kind", "slot"),
    [
        ("drink of #1", "slot", None),
        ("size of #2.drink", "group", "drink"),
        ("size of #3", "group", None),
    ],
)
def test_a_slot_a_choice_in_a_slot_and_a_choice_can_be_asked(
    tmp_path: Path, asked: str, kind: str, slot: str | None
) -> None:
    cart = '["1 plate [pasty]", "1 plate [pasty] [cider]", 1 cider]'
    turn = f'{{cart: {cart}, asked: "{asked}", guest: hm, want: {cart}, tags: [nothing]}}'
    (read,) = read_turns(kiln(tmp_path, f"  - {turn}\n")).turns
    assert read.context.asked is not None
    choice = read.context.asked.open
    assert choice is not None
    assert (choice.kind, choice.slot) == (kind, slot)


@pytest.mark.parametrize("asked", ["confirm", "anything_else"])
def test_a_question_about_the_order_can_be_asked(tmp_path: Path, asked: str) -> None:
    turn = f"{{cart: [1 pasty], asked: {asked}, guest: hm, want: [1 pasty], tags: [nothing]}}"
    (read,) = read_turns(kiln(tmp_path, f"  - {turn}\n")).turns
    assert read.context.asked == Asked("confirm" if asked == "confirm" else "anything_else")


@pytest.mark.parametrize(
    ("turn", "line", "told"),
    [
        (["guest: hi", "want: []"], 3, "turn 1: tags: Field required"),
        (["guest: hi", "tags: [x]"], 3, "turn 1: want: Field required"),
        (["guest: ''", "want: []", "tags: [x]"], 3, "turn 1: guest: "),
        (["guest: hi", "want: []", "tags: [x]", "colour: red"], 6, "turn 1: colour: "),
        (["guest: hi", "want: [1 cake]", "tags: [x]"], 4, 'turn 1: want: .*"cake" is not on the'),
        (["guest: hi", "cart: [pasty]", "want: []", "tags: [x]"], 4, "turn 1: cart: "),
        (
            ["guest: hi", "touched: [1]", "want: []", "tags: [x]"],
            4,
            "turn 1: touched: .*no line #1",
        ),
        (
            ["guest: hi", "asked: size", "want: []", "tags: [x]"],
            4,
            '"size" cannot be asked, only conf',
        ),
        (["guest: hi", "asked: size of #1", "want: []", "tags: [x]"], 4, "put it in quotes"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_turn(
    tmp_path: Path, turn: list[str], line: int, told: str
) -> None:
    path = kiln(tmp_path, "  - " + "\n    ".join(turn) + "\n")
    with pytest.raises(KioskError, match=told) as caught:
        read_turns(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize("text", ["", "- a list\n", "menu: burger\n", "menu: nowhere\nturns: [1]"])
def test_a_file_that_is_no_turn_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "turns.yaml"
    path.write_text(text)
    with pytest.raises(KioskError, match=r"turns\.yaml"):
        read_turns(path)


# -- the score ---------------------------------------------------------------------------------


async def test_a_turn_is_right_when_its_cart_is_in_whatever_order(tmp_path: Path) -> None:
    path = kiln(
        tmp_path,
        """\
  - {cart: [2 pasty], guest: no gravy on one, want: [1 pasty -gravy, 1 pasty], tags: [split]}
  - {cart: [2 pasty], guest: lovely weather, want: [2 pasty], tags: [nothing]}
""",
    )
    script = {"no gravy on one": (["split #1 1 -gravy"], 0.95), "lovely weather": (["none"], 0.9)}
    report = await scored(path, script)
    assert (report["n"], report["exact"], report["sure"]) == (2, 1.0, 1.0)
    assert (report["silent_errors"], report["wrong"]) == (0, [])
    assert set(report["tags"]) == {"split", "nothing"}
    assert report["ms_p50"] <= report["ms_p95"]


async def test_an_error_is_silent_only_where_the_rung_was_sure(tmp_path: Path) -> None:
    path = kiln(
        tmp_path,
        """\
  - {guest: one, want: [1 pasty], tags: [a]}
  - {guest: two, want: [2 pasty], tags: [a, b]}
  - {guest: three, want: [3 pasty], tags: [b]}
""",
    )
    script = {
        "one": (["add 1 pasty"], 0.9),
        "two": (["add 1 pasty"], 0.9),
        "three": (["add 1 pasty"], 0.3),
    }
    report = await scored(path, script)
    assert report["exact"] == pytest.approx(1 / 3)
    assert report["sure"] == pytest.approx(2 / 3)
    assert report["right_when_sure"] == 0.5
    assert report["silent_errors"] == 1
    assert {tag: part["silent_errors"] for tag, part in report["tags"].items()} == {"a": 1, "b": 1}
    assert report["wrong"][0] == {
        "where": f"{path}:4",
        "guest": "two",
        "cart": [],
        "want": ["2 pasty"],
        "got": ["1 pasty"],
        "sure": True,
        "tags": ["a", "b"],
        "rung": "rules",
    }


async def test_the_best_reading_takes_what_is_asked_about_as_said(tmp_path: Path) -> None:
    class Asking(Scripted):
        async def read(self, text: str, context: Context) -> Reading:
            doubt = Doubt("ambiguous", text, ("perry",), Line("perry"))
            return Reading((Act("none"),), doubts=(doubt,), confidence=0.5)

    path = kiln(tmp_path, "  - {guest: the pear one, want: [1 perry], tags: [indirect]}\n")
    report = (await score_turns([read_turns(path)], lambda menu: Asking(menu, {}))).report()
    assert (report["exact"], report["best"]) == (0.0, 1.0)


async def test_an_unsafe_reading_is_never_sure(tmp_path: Path) -> None:
    class Unsafe(Scripted):
        async def read(self, text: str, context: Context) -> Reading:
            return Reading((Act("none"),), confidence=1.0, unsafe=True)

    path = kiln(tmp_path, "  - {guest: no gravy, want: [1 pasty -gravy], tags: [negation]}\n")
    report = (await score_turns([read_turns(path)], lambda menu: Unsafe(menu, {}))).report()
    assert (report["sure"], report["silent_errors"]) == (0.0, 0)


async def test_hard_is_what_the_rules_rung_cannot_do_alone(tmp_path: Path) -> None:
    path = kiln(
        tmp_path,
        """\
  - {guest: two pasties please, want: [2 pasty], tags: [easy]}
  - {guest: flibber the wobbly one, want: [1 perry], tags: [puzzle]}
""",
    )
    script = {"flibber the wobbly one": (["add 1 perry"], 0.9)}
    report = await scored(path, script)
    assert (report["n"], report["exact"]) == (2, 0.5), "what the script does not know is not read"
    assert (report["hard"]["n"], report["hard"]["exact"]) == (1, 1.0)
    assert report["hard"].keys() == report.keys() - {"hard", "rungs", "tags", "wrong"}


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans())))
def test_the_figures_agree_with_each_other(reads: list[tuple[bool, bool, bool, bool]]) -> None:
    turn = Turn(1, "hm", Context(), Cart(), ("x",))
    among = TurnSet(Path("turns.yaml"), BURGER, (turn,))
    score: Any = TurnScore(
        [Read(among, turn, Cart(), *read, rung="rules", ms=1.0) for read in reads]
    ).report()
    n, firm = len(reads), sum(sure for _, _, sure, _ in reads)
    assert score["n"] == n
    assert score["silent_errors"] == pytest.approx(firm * (1 - score["right_when_sure"]))
    assert len(score["wrong"]) == pytest.approx(n * (1 - score["exact"]))
    assert score["hard"]["n"] == sum(hard for _, _, _, hard in reads)
    if reads:
        assert score["tags"]["x"].items() <= score.items()


# -- as typed ----------------------------------------------------------------------------------


@pytest.fixture
def puzzles(tmp_path: Path) -> Path:
    return kiln(
        tmp_path,
        """\
  - {guest: two pasties please, want: [2 pasty], tags: [easy]}
  - {cart: [1 pasty], guest: flibber the wobbly one, want: [], tags: ["[puzzle]"]}
""",
    )


def test_turns_are_measured_for_machines(puzzles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["eval", "turns", str(puzzles), "--json"]) == 0
    out, err = capsys.readouterr()
    report = json.loads(out)
    assert (report["n"], report["exact"], report["hard"]["n"]) == (2, 0.5, 1)
    assert {rung: its["n"] for rung, its in report["rungs"].items()} == {"rules": 2}
    assert err == "", "a bar is drawn on terminals only"


def test_turns_are_measured_for_people(puzzles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["eval", "turns", str(puzzles)]) == 0
    said = capsys.readouterr().out
    for shown in ("hard", "[puzzle]", "50.0 %", "flibber the wobbly one", "want nothing"):
        assert shown in said
    assert run_command(["eval", "turns", str(puzzles), "--limit", "0"]) == 0
    assert "and 1 more" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["nowhere.yaml"], ["turns.yaml", "--rung", "parrot"], ["kiln.yaml"], []]
)
def test_what_cannot_be_measured_is_one_line(
    puzzles: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(puzzles.parent)
    assert run_command(["eval", "turns", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("kiosk: ")


# -- the shipped turns -------------------------------------------------------------------------


def test_the_shipped_turns_are_many_and_each_stands_once() -> None:
    sets = [read_turns(path) for path in sorted(SHIPPED.glob("*.yaml"))]
    every = [(one.menu, turn) for one in sets for turn in one.turns]
    said = Counter(
        (menu.id, turn.guest, *format_cart(menu, turn.context.cart), turn.context.asked)
        for menu, turn in every
    )
    assert [key for key, n in said.items() if n > 1] == []
    assert len(every) >= 400
    assert sum(bool(turn.context.cart.lines) for _, turn in every) >= len(every) / 3
    unchanged = sum(same_cart(menu, turn.context.cart, turn.want) for menu, turn in every)
    assert unchanged >= len(every) / 10


def test_language_models_are_held_to_the_turns_that_the_rules_are_unsure_of(tmp_path: Path) -> None:
    told = read_turns(kiln(tmp_path, """\
  - {guest: two pasties no gravy, want: [2 pasty -gravy], tags: [plain]}
  - {guest: a pasty and a glorbish large one, want: [1 pasty], tags: [odd]}
"""))  # fmt: skip
    (left,) = unsure_of([told], most=0)
    assert [turn.guest for turn in left.turns] == ["a pasty and a glorbish large one"]


def test_of_many_unsure_turns_the_same_few_are_drawn(tmp_path: Path) -> None:
    odd = "\n".join(
        f"  - {{guest: a pasty and {n} glorbish, want: [], tags: [odd]}}" for n in range(2, 30)
    )
    told = [read_turns(kiln(tmp_path, odd + "\n"))] * 2
    drawn = unsure_of(told, most=10)
    assert sum(len(one.turns) for one in drawn) == 10
    assert [one.turns for one in drawn] == [one.turns for one in unsure_of(told, most=10)]


def test_what_tuning_leaves_of_the_errors_is_told() -> None:
    one = {"n": 10, "ms_p50": 1.0, "ms_p95": 2.0}
    rows = model_rows({"slm": {"came": {**one, "exact": 0.2}, "tuned": {**one, "exact": 0.8}}})
    came, tuned = as_share(0.2, 10), as_share(0.8, 10)
    assert list(rows) == [("slm", "10", came, tuned, "25.0 %", "1.0 ms", "2.0 ms")]
