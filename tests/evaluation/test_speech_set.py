"""The written orders and dialogs of the project, and the command that has orders said aloud."""

from __future__ import annotations

import json
from collections import Counter
from datetime import time
from pathlib import Path

import pytest

from kiosk.cli import run_command
from kiosk.dialog.ports import StandingClock
from kiosk.dialog.session import Session
from kiosk.errors import KioskError
from kiosk.evaluation.speech.index import read_set
from kiosk.evaluation.speech.render import cast
from kiosk.evaluation.speech.texts import read_dialogs, read_orders
from kiosk.menu.model import Menu
from kiosk.order.notation import same_cart
from kiosk.understanding import Rules

SET = Path(__file__).parent.parent / "speech_set"
NOON = StandingClock(time(12))


class Typed:
    """A kiosk to which the words are typed."""

    def __init__(self) -> None:
        self._rules: dict[str, Rules] = {}

    async def takes(self, menu: Menu, *said: str) -> Session:
        rules = self._rules.setdefault(menu.id, Rules(menu))
        session = Session(menu, rules, clock=NOON)
        session.greet()
        for words in said:
            await session.hear(words)
        return session


async def test_the_orders_are_many_of_all_menus_and_mostly_read_by_the_rules() -> None:
    """All but what the rules misread: a wrong label would show here, and no sentence is left out
    because it is hard."""
    orders = read_orders(SET / "orders.yaml")
    assert len(orders) >= 300
    assert len({order.said for order in orders}) == len(orders)
    menus = Counter(order.menu_name for order in orders)
    assert set(menus) == {"burger", "coffee", "pizza", "taqueria"}
    assert min(menus.values()) >= 70

    typed = Typed()
    misread = [
        order.said
        for order in orders
        if not same_cart(order.menu, order.cart, (await typed.takes(order.menu, order.said)).cart)
    ]
    assert len(misread) <= 0.1 * len(orders), "\n".join(misread)


async def test_the_dialogs_are_talked_over_and_end_as_they_should_when_they_are_typed() -> None:
    dialogs = read_dialogs(SET / "dialogs.yaml")
    assert len(dialogs) >= 60
    assert all(len(dialog.turns) > 1 for dialog in dialogs)
    assert all(any(turn.over is not None for turn in dialog.turns) for dialog in dialogs)

    typed = Typed()
    misread = []
    for dialog in dialogs:
        session = await typed.takes(dialog.menu, *(turn.guest for turn in dialog.turns))
        if session.status != "placed" or not same_cart(dialog.menu, dialog.cart, session.cart):
            misread.append(dialog.name)
    assert len(misread) <= 0.1 * len(dialogs), "\n".join(misread)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("orders: []", "orders"),
        ("orders: [{menu: burger, said: cake, cart: [1 cake]}]", r"orders\.0\.cart.*cake"),
        ("orders: [{menu: burger, said: '', cart: []}]", r"orders\.0\.said"),
        ("orders: [{menu: nowhere, said: hi, cart: []}]", "no such menu"),
        ("orders: [{menu: burger, said: hi, cart: [], size: large}]", "size"),
    ],
)
def test_a_fault_in_written_orders_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "orders.yaml"
    path.write_text(text)
    with pytest.raises(KioskError, match=told):
        read_orders(path)


def test_a_dialog_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "dialogs.yaml"
    one = "  - {name: a, menu: burger, turns: [{guest: hi, over: 0.5}], cart: []}\n"
    path.write_text(f"dialogs:\n{one}{one}")
    with pytest.raises(KioskError, match='"a" stands here twice'):
        read_dialogs(path)


def test_voices_take_turns_over_all_parts_of_the_set() -> None:
    orders = read_orders(SET / "orders.yaml")
    some = cast(orders, ["anna", "joe"], limit=40, each=False)
    assert Counter(voice for *_, voice in some) == {"anna": 20, "joe": 20}
    assert {order.menu_name for _, order, _ in some} == {"burger", "coffee", "pizza", "taqueria"}
    everything = cast(orders, ["anna", "joe"], limit=None, each=True)
    assert len(everything) == 2 * len(orders)


def test_orders_become_recordings_that_can_be_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "set"
    asked = ["--voices", "hibari", "--limit", "2", "--seed", "7", "--json"]
    assert run_command(["eval", "speech-set", str(out), *asked]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"folder": str(out), "n": 2, "voices": ["hibari"], "seed": 7}
    rows = [json.loads(line) for line in (out / "index.jsonl").read_text().splitlines()]
    assert all(0.8 <= row["speed"] <= 1.3 for row in rows)
    assert [row.voice for row in read_set(out).rows] == ["hibari", "hibari"]


def test_voices_that_are_not_there_are_named_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    asked = ["--voices", "flite-slt,hibari", "--limit", "1"]
    assert run_command(["eval", "speech-set", str(tmp_path / "set"), *asked]) == 0
    said = capsys.readouterr()
    assert "left out: flite-slt" in said.err
    assert "1 recordings by hibari" in said.out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["set", "--voices", "parrot"], 'there is no voice "parrot"'),
        (["set", "--orders", "nowhere.yaml"], "cannot be read"),
        (["file/set", "--voices", "hibari", "--limit", "1"], "cannot be made"),
    ],
)
def test_what_cannot_be_said_is_one_line(
    tmp_path: Path,
    asked: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("")
    assert run_command(["eval", "speech-set", *asked]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert told in said
