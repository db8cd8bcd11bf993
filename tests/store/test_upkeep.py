"""The file is looked after: checked, copied, thinned out, and never mistaken."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.cli import run_command
from kiosk.config import MOST_DAYS
from kiosk.errors import StoreError
from kiosk.menu import Menu
from kiosk.store import Store
from kiosk.store.database import FILE
from kiosk.store.migrations import LEAST, MIGRATIONS
from tests.store.counter import COKE, Clock, guest, orders

Open = Callable[..., Store]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line looks where the stores of these tests are."""
    (tmp_path / "data").symlink_to(tmp_path)
    monkeypatch.setenv("KIOSK_HOME", str(tmp_path))


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit status and what ``kiosk journal`` says to these arguments."""
    capsys.readouterr()
    status = run_command(["journal", *arguments])
    said = capsys.readouterr()
    return status, said.out + said.err


def change(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / FILE)) as db:
        db.execute(statement, values)
        db.commit()


async def test_a_sound_journal_and_what_is_in_it(
    menu: Menu, open_store: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store("kitchen")
    await orders(store, menu, *COKE)
    await orders(store, menu, "add 2 cheeseburger -onion")
    assert told(capsys, "check") == (0, "2 orders, no faults\n")
    _, shown = told(capsys, "show")
    assert "2026-05-01  1" in shown
    assert "1 coke +large" in shown
    assert "$2.59" in shown
    _, as_json = told(capsys, "show", "--json")
    states = [order["state"] for order in json.loads(as_json)["orders"]]
    assert states == ["open", "placed"]
    assert "kitchen: 1 waiting" in told(capsys, "outbox")[1]
    (line,) = json.loads(told(capsys, "outbox", "--json")[1])["destinations"]
    assert (line["name"], line["waiting"], line["dead"]) == ("kitchen", 1, 0)


async def test_what_was_altered_is_found(
    menu: Menu, open_store: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store()
    journal = await orders(store, menu, *COKE)
    store.close()
    change(tmp_path, "UPDATE orders SET total = 1")
    status, said = told(capsys, "check")
    assert status == 1
    assert f"order {journal.key} was 1, and its events come to 259" in said
    change(tmp_path, "UPDATE events SET edits = 'add 1 nothing_of_ours'")
    assert "cannot be read" in told(capsys, "check")[1]
    assert json.loads(told(capsys, "check", "--json")[1])["sound"] is False
    open_store().close()


async def test_a_copy_is_whole_and_overwrites_nothing(
    menu: Menu, open_store: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store()
    await orders(store, menu, *COKE)
    copy = tmp_path / "copies" / FILE
    assert told(capsys, "backup", str(copy))[0] == 2
    copy.parent.mkdir()
    assert told(capsys, "backup", str(copy))[0] == 0
    assert [file.name for file in copy.parent.iterdir()] == [FILE]
    assert copy.stat().st_mode & 0o077 == 0, "names of guests are in it"
    status, said = told(capsys, "backup", str(copy))
    assert status == 2
    assert "is there already" in said
    await orders(store, menu, *COKE)
    store.close()
    restored = Store(copy.parent)
    assert [order.number for order in await restored.latest()] == [1]
    restored.close()


async def test_what_is_old_is_forgotten_and_what_is_owed_is_not(
    menu: Menu,
    open_store: Open,
    clock: Clock,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = open_store()
    journal = store.order(menu)
    journal.guest = "Bartholomew"
    session = guest(menu, journal)
    for turn in COKE:
        await session.hear(turn)
    store.close()
    owing = open_store("kitchen")
    await orders(owing, menu, *COKE)
    clock.at += timedelta(days=100)
    await orders(owing, menu, *COKE)
    assert told(capsys, "purge", "--days", "101")[1].startswith("no orders forgotten")
    assert told(capsys, "purge", "--days", str(MOST_DAYS))[1].startswith("no orders forgotten")
    assert told(capsys, "purge", "--days", str(MOST_DAYS + 1))[0] == 2
    assert told(capsys, "purge")[1].startswith("1 order forgotten")
    assert [order.number for order in await owing.latest()] == [1, 2]
    assert holds(tmp_path, b"coke")
    assert not holds(tmp_path, b"Bartholomew")
    clock.at -= timedelta(days=100)
    owing.close()
    again = open_store()
    number = (await orders(again, menu, *COKE)).ticket
    assert number is not None
    assert number.number == 3, "a number that was forgotten is not given out again"


def holds(folder: Path, words: bytes) -> bool:
    return any(words in file.read_bytes() for file in folder.glob(f"{FILE}*"))


def test_a_journal_of_a_newer_kiosk_is_left_alone(
    open_store: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_store().close()
    change(tmp_path, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(StoreError, match="a newer kiosk has written this journal"):
        open_store()
    assert told(capsys, "purge")[0] == 2
    assert (tmp_path / FILE).read_bytes() == before


def as_a_newer_kiosk(folder: Path, least: int) -> None:
    """One step more has been taken, with which kiosks that know ``least`` steps can go on."""
    steps = len(MIGRATIONS) + 1
    change(folder, "ALTER TABLE orders ADD COLUMN tip INTEGER NOT NULL DEFAULT 0")
    change(folder, "INSERT INTO steps (number, least) VALUES (?, ?)", steps, least)
    change(folder, f"PRAGMA user_version = {steps}")


async def test_a_kiosk_that_was_rolled_back_goes_on_where_the_newer_one_only_added(
    menu: Menu, open_store: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store("kitchen")
    await orders(store, menu, *COKE)
    store.close()
    as_a_newer_kiosk(tmp_path, least=len(MIGRATIONS))
    again = open_store("kitchen")
    ticket = (await orders(again, menu, *COKE)).ticket
    assert ticket is not None
    assert ticket.number == 2
    assert [queue.waiting for queue in await again.queues()] == [2]
    assert told(capsys, "check") == (0, "2 orders, no faults\n")


def test_where_it_changed_more_than_that_the_journal_is_left_alone(
    open_store: Open, tmp_path: Path
) -> None:
    open_store().close()
    as_a_newer_kiosk(tmp_path, least=len(MIGRATIONS) + 1)
    with pytest.raises(StoreError, match="a newer kiosk has written this journal"):
        open_store()


def test_it_is_noted_who_can_go_on(open_store: Open, tmp_path: Path) -> None:
    for _ in range(2):
        open_store().close()
        with closing(sqlite3.connect(tmp_path / FILE)) as db:
            noted = db.execute("SELECT number, least FROM steps").fetchall()
        assert noted == [(len(MIGRATIONS), LEAST)]
    assert len(MIGRATIONS) >= LEAST


@pytest.mark.parametrize("content", [b"not a database at all" * 100, None])
def test_a_file_that_is_no_journal_is_left_alone(
    content: bytes | None,
    open_store: Open,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if content is None:
        change(tmp_path, "CREATE TABLE recipes (name TEXT)")
    else:
        (tmp_path / FILE).write_bytes(content)
    with pytest.raises(StoreError, match="no journal"):
        open_store()
    for command in ("show", "check"):
        status, said = told(capsys, command)
        assert status == 2
        assert "no journal" in said


def test_no_journal_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = told(capsys, "show")
    assert status == 2
    assert "there is no journal yet" in said


def test_the_journal_is_measured_beside_its_disk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = told(capsys, "bench", "--json")
    assert status == 0
    figures = json.loads(said)
    lower = min(figures["aim_per_s"], figures["syncs_per_s"])
    assert figures["ratio"] == pytest.approx(figures["events_per_s"] / lower, abs=0.01)
    assert not [file for file in tmp_path.iterdir() if file.name.startswith("bench")]
