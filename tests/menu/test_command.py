"""``kiosk menu`` as a shift manager and as a script meet it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from .conftest import Diner

KIOSK = Path(sys.executable).with_name("kiosk")


def kiosk(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [KIOSK, "menu", *arguments], capture_output=True, text=True, timeout=120, check=False
    )


def test_a_good_menu_is_checked_in_one_line():
    said = kiosk("check", "burger")
    assert (said.returncode, said.stderr) == (0, "")
    (line,) = said.stdout.splitlines()
    assert line.endswith("burger.yaml: Burger Barn, 47 items, 11 combos, no warnings")


def test_warnings_are_listed_with_their_lines_and_are_no_failure(diner: Diner):
    diner.edit('price: "4.00"', 'price: "0.00"').edit("    ask: What size?\n", "")
    said = kiosk("check", diner.path)
    assert said.returncode == 0
    assert said.stdout.splitlines() == [
        f'{diner.path}:11: groups.size: has to be asked for, but has no "ask"',
        f"{diner.path}:27: items.burger.price: costs nothing",
        f"{diner.path}: The Diner, 2 items, 1 combo, 2 warnings",
    ]
    told = json.loads(kiosk("check", diner.path, "--json").stdout)
    assert (told["menu"], told["items"], told["combos"]) == ("diner", 2, 1)
    assert told["warnings"][1] == {
        "line": 27,
        "entry": "items.burger.price",
        "kind": "price",
        "message": "costs nothing",
    }


def test_an_error_is_one_line_and_status_2(diner: Diner):
    diner.edit('price: "4.00"', "price: 4.00")
    for arguments in (("check", diner.path), ("show", diner.path), ("check", diner.path, "--json")):
        said = kiosk(*arguments)
        assert (said.returncode, said.stdout) == (2, "")
        assert said.stderr == (
            f'kiosk: {diner.path}:28: items.burger.price: write the amount in quotes, like "4.00"\n'
        )
    assert "no such menu" in kiosk("check", "sushi").stderr


def test_the_board_shows_what_a_manager_looks_for(diner: Diner):
    said = kiosk("show", diner.path)
    assert said.returncode == 0, said.stderr
    board = " ".join(said.stdout.split())
    for part in (
        "The Diner tax 0 % added · morning 05:00-10:30",
        "#1 Burger Meal $5.00 Small $5.00 / Large $5.75; Main: Burger; Drink: Soda",
        "Burger $4.00 with Onions",
        "Soda $1.00 Small $1.00 / Large $1.50",
        "Toppings any Onions, Bacon +$1.50",
    ):
        assert part in board


def test_the_board_as_json_holds_prices_in_minor_units(diner: Diner):
    shown = json.loads(kiosk("show", diner.path, "--json").stdout)
    assert shown["items"]["burger"]["price"] == 400
    assert shown["combos"]["burger_meal"]["sizes"] == {"small": 0, "large": 75}
    assert shown["dayparts"]["morning"] == {"id": "morning", "start": "05:00", "end": "10:30"}
    assert shown["sizes"] == ["large", "small"]
