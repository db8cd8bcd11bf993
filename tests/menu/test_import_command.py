"""``kiosk menu import`` as an owner meets it."""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.menu import load_menu
from kiosk.menu.external import read_external

from .test_command import kiosk

SAMPLES = Path(__file__).with_name("imports")
BURGERS = SAMPLES / "square_burger.json"


def test_the_menu_stands_in_a_file_with_squares_ids_beside_it(tmp_path: Path) -> None:
    out = tmp_path / "barn.yaml"
    said = kiosk("import", "square", BURGERS, "--out", out, "--location", "LOC-MAIN")
    assert said.returncode == 0, said.stderr
    *notes, last = said.stderr.splitlines()
    assert "Catch of the Day: is priced at the till, left out" in notes
    assert last == f"{out}: Square Burger, 3 items, {len(notes)} notes"
    assert load_menu(out).items["soda"].price == 199
    assert read_external(tmp_path / "barn.square.json").items["house_burger"] == "VAR-BURGER"
    checked = kiosk("check", out)
    assert checked.returncode == 0
    again = kiosk("import", "square", BURGERS, "--out", out)
    assert (again.returncode, again.stderr.count("there is a file already")) == (2, 1)


def test_each_kind_can_be_sold_from_as_it_is_printed(tmp_path: Path) -> None:
    for kind, sample in (("toast", "toast_pizza.json"), ("schemaorg", "diner.html")):
        said = kiosk("import", kind, SAMPLES / sample, "--name", "Corner")
        assert said.returncode == 0, said.stderr
        file = tmp_path / f"{kind}.yaml"
        file.write_text(said.stdout)
        assert load_menu(file).id == "corner"


def test_as_json_it_says_what_was_made(tmp_path: Path) -> None:
    out = tmp_path / "pizza.yaml"
    said = kiosk("import", "toast", SAMPLES / "toast_pizza.json", "--out", out, "--json")
    told = json.loads(said.stdout)
    assert (told["items"], told["external"]) == (5, str(tmp_path / "pizza.toast.json"))
    assert "Toppings: LITE is charged otherwise there" in told["notes"]


def test_what_cannot_be_imported_is_one_line_and_status_2(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text('{"objects": [')
    for arguments, words in (
        (("square", tmp_path / "broken.json"), "not JSON"),
        (("square", tmp_path / "none.json"), "cannot be read"),
        (("square", tmp_path), "cannot be read"),
        (("square", "till:none"), "no till is called 'none'"),
        (("toast", "till:none"), "only Square is asked itself"),
        (("clover", BURGERS), "clover"),
        (("schemaorg", BURGERS), "no MenuItem"),
    ):
        said = kiosk("import", *arguments)
        assert (said.returncode, said.stdout) == (2, ""), said.stderr
        (line,) = said.stderr.splitlines()
        assert words in line
