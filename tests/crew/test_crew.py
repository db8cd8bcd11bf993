"""What the crew decides: who may, what is out, what becomes of an order."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.crew import Door, Shut, SoldOut, Volume, set_pin
from kiosk.errors import StoreError, UsageError
from kiosk.files import write_whole
from kiosk.locations import menus_dir
from kiosk.menu import Menu, load_menu
from kiosk.order.cart import Cart, Line

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HAMBURGER = Cart((Line("hamburger", ref=1),))


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_pin_opens_and_no_other_does(tmp_path: Path) -> None:
    door = Door(tmp_path)
    assert not door.has_pin
    set_pin(tmp_path, "4711")
    assert door.has_pin
    assert door.knock("4711") is None
    assert door.knock("4712") == Shut(0)
    assert door.knock("4711") is None
    assert "4711" not in (tmp_path / "crew.json").read_text()
    assert (tmp_path / "crew.json").stat().st_mode & 0o077 == 0


def test_who_guesses_has_to_wait_ever_longer_and_the_right_pin_with_them(tmp_path: Path) -> None:
    set_pin(tmp_path, "4711")
    clock = Clock()
    door = Door(tmp_path, clock)
    assert [door.knock("0000") for _ in range(3)] == [Shut(0), Shut(0), Shut(30)]
    assert door.knock("4711") == Shut(30)
    clock.now = 29.5
    assert door.knock("4711") == Shut(1)
    clock.now = 30
    assert door.knock("0000") == Shut(60)
    clock.now = 100
    assert door.knock("4711") is None
    assert door.knock("0000") == Shut(0)


def test_who_guesses_waits_over_a_restart_too(tmp_path: Path) -> None:
    set_pin(tmp_path, "4711")
    clock = Clock(now=1000)
    for waits in (Shut(0), Shut(0), Shut(30)):
        assert Door(tmp_path, clock).knock("0000") == waits
    assert Door(tmp_path, clock).knock("4711") == Shut(30)
    clock.now = -50_000  # put back meanwhile
    assert Door(tmp_path, clock).knock("4711") == Shut(900)
    clock.now = 1030
    assert Door(tmp_path, clock).knock("4711") is None
    assert Door(tmp_path, clock).knock("0000") == Shut(0)
    set_pin(tmp_path, "0815")
    (tmp_path / "crew_tries.json").write_text("{")
    assert Door(tmp_path, clock).knock("0815") is None


def test_the_longest_wait_is_a_quarter_of_an_hour(tmp_path: Path) -> None:
    set_pin(tmp_path, "4711")
    clock = Clock()
    door = Door(tmp_path, clock)
    for _ in range(10):
        clock.now += 1000
        shut = door.knock("0000")
    assert shut == Shut(900)


def test_who_has_guessed_for_weeks_waits_no_longer(tmp_path: Path) -> None:
    set_pin(tmp_path, "4711")
    (tmp_path / "crew_tries.json").write_text('{"wrong": 5000, "shut_until": 0}')
    assert Door(tmp_path, Clock(now=1000)).knock("0000") == Shut(900)


def test_a_clock_that_is_put_back_by_years_locks_nobody_out_for_years(tmp_path: Path) -> None:
    set_pin(tmp_path, "4711")
    clock = Clock(now=2_000_000_000)
    door = Door(tmp_path, clock)
    assert [door.knock("0000") for _ in range(3)][-1] == Shut(30)
    clock.now = 1_000_000_000
    assert door.knock("4711") == Shut(900)
    clock.now += 900
    assert door.knock("4711") is None


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "12a4", "١٢٣٤", " 1234"])
def test_a_pin_is_digits(tmp_path: Path, pin: str) -> None:
    with pytest.raises(UsageError):
        set_pin(tmp_path, pin)


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"salt": "zz"}', '{"salt": "00", "hash": "00"}'])
def test_a_damaged_pin_opens_to_nobody(tmp_path: Path, kept: str) -> None:
    (tmp_path / "crew.json").write_text(kept)
    with pytest.raises(StoreError, match="kiosk crew pin"):
        Door(tmp_path).knock("4711")


def test_what_is_out_stays_out_over_a_restart_menu_by_menu(tmp_path: Path) -> None:
    burger = SoldOut(tmp_path, "burger")
    burger.set("coke", out=True)
    burger.set("onion", out=True)
    SoldOut(tmp_path, "coffee").set("latte", out=True)
    burger.set("onion", out=False)
    assert SoldOut(tmp_path, "burger").ids == {"coke"}
    assert SoldOut(tmp_path, "coffee").ids == {"latte"}


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), max_size=8))
def test_what_was_said_last_of_an_item_counts(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    kept = SoldOut(folder, "burger")
    for entry, out in said:
        kept.set(entry, out=out)
    assert kept.ids == {entry for entry, out in dict(said).items() if out}
    assert SoldOut(folder, "burger").ids == kept.ids


def test_touches_in_quick_succession_are_all_kept(tmp_path: Path) -> None:
    kept, loud = SoldOut(tmp_path, "burger"), Volume(tmp_path)
    entries = [f"item_{n}" for n in range(12)]
    with ThreadPoolExecutor(8) as threads:
        done = [threads.submit(kept.set, entry, out=True) for entry in entries]
        done += [threads.submit(loud.set, per_cent) for per_cent in range(10, 16)]
    assert [each.exception() for each in done if each.exception()] == []
    assert kept.ids == SoldOut(tmp_path, "burger").ids == set(entries)
    assert Volume(tmp_path).per_cent == loud.per_cent


def test_a_damaged_list_sells_everything(tmp_path: Path) -> None:
    (tmp_path / "sold_out.json").write_text('{"burger": 3')
    assert SoldOut(tmp_path, "burger").ids == frozenset()


def test_a_disk_that_takes_nothing_is_told_and_the_item_is_out_for_this_run() -> None:
    kept = SoldOut(Path("/dev/null/nowhere"), "burger")
    with pytest.raises(StoreError):
        kept.set("coke", out=True)
    assert kept.ids == {"coke"}


def test_a_file_is_there_whole_or_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "kept.txt"
    write_whole(file, "before")
    with pytest.raises(UnicodeEncodeError):
        write_whole(file, "\ud800")
    assert file.read_text() == "before"
    write_whole(file, "after", lasting=False)
    assert file.read_text() == "after"


@pytest.fixture(scope="module")
def burger() -> Menu:
    return load_menu(menus_dir() / "burger.yaml")


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [("4711\n", 0, "F9"), ("12\n", 2, "4 to 12 digits"), ("", 2, "4 to 12 digits")],
)
def test_the_pin_is_set_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, status: int, says: str
) -> None:
    monkeypatch.setenv("KIOSK_HOME", str(tmp_path))
    said = subprocess.run(
        [Path(sys.executable).with_name("kiosk"), "crew", "pin"],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == status
    assert says in said.stdout + said.stderr
    if not status:
        assert Door(tmp_path / "data").knock("4711") is None
