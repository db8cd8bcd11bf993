"""A kiosk is brought up to date by bundles: whole or not at all, and between two orders."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.menu import find_menu, load_menu
from kiosk.release.folder import Releases
from kiosk.release.trial import Service
from kiosk.release.update import Update
from kiosk.store import Store
from tests.store.counter import guest


def test_the_first_bundle_is_installed_and_runs_with_its_weights(machine, workshop):
    said = machine.update("apply", workshop.bundle("1.0", weights={"parrot/parrot.gguf": b"GGUF"}))
    assert said.returncode == 0, said.stderr
    steps = ("files are what", "is being installed: some minutes", "is installed", "takes an order")
    for line, step in zip(said.stdout.splitlines(), (*steps, "runs"), strict=True):
        assert step in line

    runs = json.loads(machine.ask("self"))
    assert runs["version"] == "1.0"
    assert (Path(runs["models"]) / "parrot" / "parrot.gguf").read_bytes() == b"GGUF"
    assert "1.0-" in machine.update("list").stdout
    assert "runs" in machine.update("list").stdout


def test_the_next_takes_over_and_the_one_before_can_come_back(machine, workshop):
    for version in ("1.0", "1.1", "1.2"):
        assert machine.update("apply", workshop.bundle(version)).returncode == 0
    assert json.loads(machine.ask("self"))["version"] == "1.2"
    kept = machine.update("list").stdout.splitlines()
    assert [line.split()[1] for line in kept] == ["before", "runs"]

    assert machine.update("back").returncode == 0
    assert json.loads(machine.ask("self"))["version"] == "1.1"


def test_the_same_bundle_again_changes_nothing(machine, workshop):
    bundle = workshop.bundle("1.0")
    machine.update("apply", bundle)
    before = machine.picture()
    said = machine.update("apply", bundle)
    assert (said.returncode, machine.picture()) == (0, before)
    assert "runs already" in said.stdout


def test_a_release_that_lacks_something_never_runs(machine, workshop):
    machine.update("apply", workshop.bundle("1.0"))
    before = machine.picture()
    said = machine.refuses("apply", workshop.bundle("1.1", fit=False))
    assert "no oven" in said
    assert "1.0-" in said
    assert "still runs" in said
    assert machine.picture() == before


def test_a_release_that_fails_once_it_runs_is_rolled_back(machine, workshop):
    machine.update("apply", workshop.bundle("1.0"))
    before = machine.picture()
    (machine.home / "answers-before-it-fails").write_text("2")  # those of the trial before it runs
    said = machine.refuses("apply", workshop.bundle("1.1"))
    assert "still runs" in said
    assert "still runs, but it is not fit: no oven" in said, "where it is none of the new one's"
    (machine.home / "answers-before-it-fails").unlink()
    assert machine.picture() == before


def test_who_stops_it_by_hand_has_what_ran_before(machine, workshop):
    machine.update("apply", workshop.bundle("1.0"))
    before = machine.picture()

    class Slow(Service):
        def try_out(self, release: Path) -> None:
            if release.name == "current":
                raise KeyboardInterrupt

    update = Update(Releases(machine.root), Slow(machine.home, "kiosk"), machine.folder, print)
    with pytest.raises(KeyboardInterrupt):
        update.apply(workshop.bundle("1.1"))
    assert machine.picture() == before


@pytest.mark.parametrize(("state", "open_orders"), [("unpaid", 1), ("person", 1), ("placed", 0)])
def test_who_pays_or_waits_for_somebody_is_there(machine, state, open_orders):
    (machine.home / "data").mkdir()
    (machine.home / "data" / "journal.db").touch()
    told = {"orders": [{"state": state, "changed": datetime.now(UTC).isoformat()}]}
    kiosk = machine.folder / "bin" / "kiosk"
    kiosk.parent.mkdir()
    kiosk.write_text(f"#!/bin/sh\necho '{json.dumps(told)}'\n")
    kiosk.chmod(0o755)
    assert Service(machine.home, "kiosk").open_orders(machine.folder) == open_orders


def test_models_that_do_not_come_with_it_are_not_asked_unless_they_are_set(machine, workshop):
    machine.update("apply", workshop.bundle("1.0", without=("larger_language_model",)))
    assert json.loads(machine.ask("self"))["larger"] == ""


def test_a_machine_without_a_release_before_cannot_go_back(machine, workshop):
    machine.update("apply", workshop.bundle("1.0"))
    assert "no release before" in machine.refuses("back")


def test_what_a_killed_update_left_is_removed_by_the_next(machine, workshop):
    left = machine.root / "releases" / ".part-left"
    left.mkdir(parents=True)
    (left / "half").write_text("a wheel")
    machine.update("apply", workshop.bundle("1.0"))
    assert not left.exists()


async def test_an_open_order_is_not_cut_off(machine, workshop):
    """The journal is a real one, and the kiosk in the package's place is the real one."""
    kiosk = machine.folder / "usr" / "bin" / "kiosk"
    kiosk.parent.mkdir(parents=True)
    kiosk.symlink_to(Path(sys.executable).with_name("kiosk"))
    menu = load_menu(find_menu("burger"))
    with closing(Store(machine.home / "data")) as store:
        session = guest(menu, store.order(menu))
        await session.hear("add 1 cheeseburger")
        said = machine.refuses("apply", workshop.bundle("1.0"))
        assert "an order is open" in said
        assert "nothing was changed" in said
        assert not (machine.root / "current").exists()
        assert list((machine.root / "releases").iterdir()) == []

        await session.hear("done")
        await session.hear("yes")
        assert machine.update("apply", workshop.bundle("1.0")).returncode == 0
