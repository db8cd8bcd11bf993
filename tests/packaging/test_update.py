"""A kiosk is brought up to date by bundles: whole or not at all, and between two orders."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path

from kiosk.menu import find_menu, load_menu
from kiosk.store import Store
from tests.store.counter import guest


def test_the_first_bundle_is_installed_and_runs_with_its_weights(machine, workshop):
    said = machine.update("apply", workshop.bundle("1.0", weights={"parrot/parrot.gguf": b"GGUF"}))
    assert said.returncode == 0, said.stderr
    assert "takes an order" in said.stdout

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
    (machine.home / "answers-before-it-fails").unlink()
    assert machine.picture() == before


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
