"""A weight on its way over a network that truncates, corrupts, stalls and refuses."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from kiosk.errors import ModelError
from kiosk.provision import pull
from kiosk.provision.sources import url as url_source
from tests.provision.conftest import GGUF, Listener, hub, manifest_of, url
from tests.provision.mirror import (
    Mirror,
    corrupted,
    log_in_page,
    refused,
    silent,
    stalled,
    truncated,
    without_ranges,
)
from tests.provision.process import pulled

HALF = len(GGUF) // 2


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The patience of a test."""
    monkeypatch.setattr(url_source, "STALL_S", 0.5)
    monkeypatch.setattr(url_source, "ANSWER_S", 0.5)


def test_a_weight_arrives_whole_and_its_progress_is_told(
    mirror: Mirror, shelf_folder: Path, listener: Listener
) -> None:
    manifest = manifest_of(url(mirror.serves("parrot", GGUF)))

    (parrot,) = pull(["parrot"], manifest=manifest, folder=shelf_folder, progress=listener)

    assert parrot.files["model"].read_bytes() == GGUF
    assert listener.labels == ["parrot"]
    assert listener.positions == sorted(listener.positions)
    assert listener.positions[-1] == len(GGUF)


def test_a_second_pull_asks_nobody(mirror: Mirror, shelf_folder: Path) -> None:
    manifest = manifest_of(url(mirror.serves("parrot", GGUF)))
    pull(["parrot"], manifest=manifest, folder=shelf_folder)

    (again,) = pull(["parrot"], manifest=manifest, folder=shelf_folder)

    assert again.origins == {}
    assert len(mirror.asked) == 1


def test_a_line_that_breaks_is_taken_up_where_it_broke(mirror: Mirror, shelf_folder: Path) -> None:
    manifest = manifest_of(url(mirror.serves("parrot", GGUF, truncated(HALF))))

    (parrot,) = pull(["parrot"], manifest=manifest, folder=shelf_folder)

    assert parrot.files["model"].read_bytes() == GGUF
    assert mirror.ranges == [None, f"bytes={HALF}-"]


def test_a_line_that_falls_silent_is_taken_up_too(mirror: Mirror, shelf_folder: Path) -> None:
    manifest = manifest_of(url(mirror.serves("parrot", GGUF, stalled(HALF))))

    (parrot,) = pull(["parrot"], manifest=manifest, folder=shelf_folder)

    assert parrot.files["model"].read_bytes() == GGUF


def test_a_source_that_only_ever_breaks_gives_up_and_the_next_goes_on(
    mirror: Mirror, shelf_folder: Path
) -> None:
    breaking = mirror.serves("breaking", GGUF, truncated(HALF), truncated(0))
    manifest = manifest_of(url(breaking), url(mirror.serves("steady", GGUF)))

    (parrot,) = pull(["parrot"], manifest=manifest, folder=shelf_folder)

    assert parrot.origins == {"parrot.gguf": f"{mirror.url}/steady"}
    assert mirror.asked[-1] == ("steady", f"bytes={HALF}-")


def test_a_later_pull_goes_on_where_an_earlier_one_failed(
    mirror: Mirror, shelf_folder: Path
) -> None:
    address = mirror.serves("parrot", GGUF, truncated(HALF), truncated(0))
    manifest = manifest_of(url(address))
    with pytest.raises(ModelError, match=f"ended at {HALF} of {len(GGUF)} bytes"):
        pull(["parrot"], manifest=manifest, folder=shelf_folder)

    (parrot,) = pull(["parrot"], manifest=manifest, folder=shelf_folder)

    assert parrot.files["model"].read_bytes() == GGUF
    assert mirror.ranges[-1] == f"bytes={HALF}-"


def test_a_server_without_ranges_starts_over(mirror: Mirror, shelf_folder: Path) -> None:
    address = mirror.serves("parrot", GGUF, truncated(HALF), without_ranges)

    (parrot,) = pull(["parrot"], manifest=manifest_of(url(address)), folder=shelf_folder)

    assert parrot.files["model"].read_bytes() == GGUF


def test_wrong_bytes_are_thrown_away_and_the_next_source_is_asked(
    mirror: Mirror, shelf_folder: Path, listener: Listener
) -> None:
    wrong = mirror.serves("wrong", GGUF, corrupted)
    manifest = manifest_of(url(wrong), url(mirror.serves("right", GGUF)))

    (parrot,) = pull(["parrot"], manifest=manifest, folder=shelf_folder, progress=listener)

    assert parrot.files["model"].read_bytes() == GGUF
    assert mirror.asked[-1] == ("right", None)
    assert any("wrong SHA-256" in line for line in listener.lines)


def test_wrong_bytes_from_everywhere_leave_nothing_to_load(
    mirror: Mirror, shelf_folder: Path
) -> None:
    manifest = manifest_of(url(mirror.serves("parrot", GGUF, corrupted)))

    with pytest.raises(ModelError, match=r"parrot\.gguf has the wrong SHA-256"):
        pull(["parrot"], manifest=manifest, folder=shelf_folder)

    assert [file for file in shelf_folder.rglob("*") if "gguf" in file.name] == []


def test_a_wrong_beginning_from_an_earlier_pull_does_not_spoil_the_file(
    mirror: Mirror, shelf_folder: Path
) -> None:
    manifest = manifest_of(url(mirror.serves("parrot", GGUF)))
    (shelf_folder / "parrot").mkdir(parents=True)
    (shelf_folder / "parrot" / "parrot.gguf.part").write_bytes(b"?" * HALF)

    (parrot,) = pull(["parrot"], manifest=manifest, folder=shelf_folder)

    assert parrot.files["model"].read_bytes() == GGUF


def test_a_guest_networks_log_in_page_is_not_a_weight(mirror: Mirror, shelf_folder: Path) -> None:
    manifest = manifest_of(url(mirror.serves("parrot", GGUF, log_in_page)))

    with pytest.raises(ModelError, match=r"offers 41 bytes \(text/html\)"):
        pull(["parrot"], manifest=manifest, folder=shelf_folder)


def test_when_nobody_has_it_every_source_is_named_with_its_reason(
    mirror: Mirror, shelf_folder: Path
) -> None:
    manifest = manifest_of(
        url(mirror.serves("refusing", GGUF, refused)),
        url(mirror.serves("silent", GGUF, silent)),
        url("http://127.0.0.1:9/closed"),
        url("http://nowhere.invalid/parrot"),
    )

    with pytest.raises(ModelError) as failed:
        pull(["parrot"], manifest=manifest, folder=shelf_folder)

    assert "refusing: refused with HTTP status 403" in failed.value.message
    assert "silent: no answer within 0.5 s" in failed.value.message
    assert "closed: unreachable" in failed.value.message
    assert "nowhere.invalid/parrot: unreachable" in failed.value.message
    assert "--from DIR" in str(failed.value)


def test_the_hub_is_asked_through_its_own_library(mirror: Mirror, shelf_folder: Path) -> None:
    mirror.serves("birds/parrots/resolve/main/small/parrot.gguf", GGUF)
    manifest = manifest_of(hub("birds/parrots", "small/parrot.gguf"))

    (origins,) = pulled(manifest, shelf_folder, HF_ENDPOINT=mirror.url)

    assert origins == {"parrot.gguf": "hub birds/parrots"}


def test_another_file_on_the_hub_is_refused_before_its_first_byte(
    mirror: Mirror, shelf_folder: Path
) -> None:
    mirror.serves("birds/parrots/resolve/main/parrot.gguf", b"GGUF, but of a newer parrot")
    manifest = manifest_of(hub("birds/parrots", "parrot.gguf"))

    with pytest.raises(RuntimeError, match="has another file under this name"):
        pulled(manifest, shelf_folder, HF_ENDPOINT=mirror.url)

    assert mirror.asked == []


@pytest.mark.parametrize(
    "environment", [{"HF_ENDPOINT": "http://127.0.0.1:9"}, {"HF_HUB_OFFLINE": "1"}]
)
def test_a_dead_hub_or_one_that_is_switched_off_leaves_it_to_the_mirror(
    mirror: Mirror, shelf_folder: Path, environment: dict[str, str]
) -> None:
    manifest = manifest_of(hub("birds/parrots", "parrot.gguf"), url(mirror.serves("parrot", GGUF)))

    (origins,) = pulled(manifest, shelf_folder, **environment)

    assert origins == {"parrot.gguf": f"{mirror.url}/parrot"}


def test_a_hub_that_never_answers_is_left_in_time(mirror: Mirror, shelf_folder: Path) -> None:
    """A socket that listens and says nothing, as behind a bad firewall."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        endpoint = f"http://127.0.0.1:{listening.getsockname()[1]}"
        manifest = manifest_of(hub("birds/parrots", "parrot.gguf"))

        with pytest.raises(RuntimeError, match=r"birds/parrots: (no answer within 4 s|unreach)"):
            pulled(manifest, shelf_folder, HF_ENDPOINT=endpoint)
