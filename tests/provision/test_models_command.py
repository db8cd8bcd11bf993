"""``kiosk models`` as a person and a script meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kiosk.cli import models, run_command
from kiosk.provision import Manifest
from tests.provision.conftest import GGUF, manifest_of, url
from tests.provision.mirror import Mirror


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without weights."""
    monkeypatch.setenv("KIOSK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def parrot(mirror: Mirror, monkeypatch: pytest.MonkeyPatch) -> Manifest:
    """The only weight there is, one that set-up pulls."""
    manifest = manifest_of(url(mirror.serves("parrot", GGUF)), default=True, note="It bites.")
    monkeypatch.setattr("kiosk.provision.shelf.load", lambda: manifest)
    return manifest


def kiosk_models(*arguments: str) -> Result:
    return CliRunner().invoke(models.app, arguments)


def test_the_list_shows_what_is_missing_and_what_it_costs(parrot: Manifest) -> None:
    said = kiosk_models("list").stdout

    assert "parrot" in said
    assert "3.1 MB" in said
    assert "MIT" in said
    assert "missing" in said
    assert "It bites." in said


def test_the_list_for_machines(parrot: Manifest, home: Path) -> None:
    (weight,) = json.loads(kiosk_models("list", "--json").stdout)["weights"]

    assert weight["name"] == "parrot"
    assert weight["default"] is True
    assert weight["bytes"] == len(GGUF)
    path = str(home / "cache" / "models" / "parrot" / "parrot.gguf")
    assert weight["files"] == [{"role": "model", "path": path, "state": "missing"}]


def test_pull_without_names_brings_the_default_set_once(parrot: Manifest) -> None:
    first = kiosk_models("pull")
    second = kiosk_models("pull")

    assert first.stdout == "parrot: pulled\n"
    assert first.stderr == "parrot: 3.1 MB\n", "no bars where there is no terminal"
    assert second.stdout == "parrot: already here\n"


def test_pull_for_machines(parrot: Manifest, mirror: Mirror) -> None:
    said = kiosk_models("pull", "parrot", "--json")

    (weight,) = json.loads(said.stdout)["weights"]
    assert Path(weight["files"]["model"]).read_bytes() == GGUF
    assert weight["fetched"] == {"parrot.gguf": f"{mirror.url}/parrot"}


def test_pull_from_a_stick(parrot: Manifest, mirror: Mirror, tmp_path: Path) -> None:
    (tmp_path / "parrot.gguf").write_bytes(GGUF)

    assert kiosk_models("pull", "--from", str(tmp_path)).exit_code == 0
    assert mirror.asked == []


def test_pulling_a_name_that_is_none_suggests_one_and_stops_in_one_line(
    parrot: Manifest, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["models", "pull", "parrott"]) == 2

    assert capsys.readouterr().err == (
        "kiosk: no weight is named 'parrott' (did you mean parrot?)\n"
    )


def test_verify_holds_after_a_pull_and_not_after_a_change(parrot: Manifest, home: Path) -> None:
    kiosk_models("pull")
    assert kiosk_models("verify").exit_code == 0

    file = home / "cache" / "models" / "parrot" / "parrot.gguf"
    file.write_bytes(GGUF[:-1] + b"?")
    failed = kiosk_models("verify", "--json")

    assert failed.exit_code == 1
    assert json.loads(failed.stdout)["sound"] is False


def test_verify_misses_what_set_up_should_have_brought(parrot: Manifest) -> None:
    failed = kiosk_models("verify")

    assert failed.exit_code == 1
    assert "run kiosk models pull parrot" in failed.stdout


def test_a_wrong_file_is_replaced_by_the_next_pull(parrot: Manifest, home: Path) -> None:
    kiosk_models("pull")
    file = home / "cache" / "models" / "parrot" / "parrot.gguf"
    file.write_bytes(b"GGUF, damaged")

    assert kiosk_models("pull").stdout == "parrot: pulled\n"
    assert file.read_bytes() == GGUF
