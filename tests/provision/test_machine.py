"""What the machine itself does to a pull: sticks, full disks, kills, two pulls at once."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.errors import ModelError, UsageError
from kiosk.provision import pull
from tests.provision.conftest import GGUF, Listener, changed, manifest_of, url
from tests.provision.mirror import Mirror, refused, stalled
from tests.provision.process import begun, pulled

HALF = len(GGUF) // 2


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("place", ["parrot.gguf", "parrot/parrot.gguf"])
def test_a_stick_comes_before_the_network(
    mirror: Mirror, shelf_folder: Path, stick: Path, place: str
) -> None:
    (stick / place).parent.mkdir(exist_ok=True)
    (stick / place).write_bytes(GGUF)
    manifest = manifest_of(url(mirror.serves("parrot", GGUF)))

    (parrot,) = pull(["parrot"], manifest=manifest, folder=shelf_folder, from_dir=stick)

    assert parrot.files["model"].read_bytes() == GGUF
    assert mirror.asked == []


def test_a_wrong_file_on_the_stick_is_named_and_the_network_serves(
    mirror: Mirror, shelf_folder: Path, stick: Path, listener: Listener
) -> None:
    (stick / "parrot.gguf").write_bytes(GGUF[:-1] + b"?")
    manifest = manifest_of(url(mirror.serves("parrot", GGUF)))

    pull(["parrot"], manifest=manifest, folder=shelf_folder, from_dir=stick, progress=listener)

    assert mirror.asked
    assert any("stick" in line and "wrong SHA-256" in line for line in listener.lines)


def test_a_truncated_file_on_the_stick_is_called_so(
    mirror: Mirror, shelf_folder: Path, stick: Path
) -> None:
    (stick / "parrot.gguf").write_bytes(GGUF[:HALF])
    manifest = manifest_of(url(mirror.serves("parrot", GGUF, refused)))

    with pytest.raises(ModelError, match=f"is truncated: {HALF} of {len(GGUF)} bytes"):
        pull(["parrot"], manifest=manifest, folder=shelf_folder, from_dir=stick)


def test_a_stick_that_is_not_there_is_a_mistake_of_the_call(shelf_folder: Path) -> None:
    with pytest.raises(UsageError, match="not a folder"):
        pull(
            ["parrot"],
            manifest=manifest_of(url("http://127.0.0.1:9/")),
            folder=shelf_folder,
            from_dir=Path("/media/no-stick"),
        )


def test_space_is_looked_at_before_anything_is_fetched(mirror: Mirror, shelf_folder: Path) -> None:
    manifest = changed(manifest_of(url(mirror.serves("parrot", GGUF))), bytes=10**16)

    with pytest.raises(ModelError, match=r"no space for parrot\.gguf .* 10\.0 PB needed"):
        pull(["parrot"], manifest=manifest, folder=shelf_folder)

    assert mirror.asked == []


def test_a_disk_that_fills_up_is_said_and_what_came_is_kept(
    mirror: Mirror, shelf_folder: Path
) -> None:
    manifest = manifest_of(url(mirror.serves("parrot", GGUF)))
    room = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({HALF}, {HALF}))"

    with pytest.raises(RuntimeError, match=r"no space left for weights in .* \(free some space"):
        pulled(manifest, shelf_folder, room)

    pulled(manifest, shelf_folder)
    assert mirror.ranges == [None, f"bytes={HALF}-"]


def test_a_folder_that_cannot_be_written_is_said(mirror: Mirror, tmp_path: Path) -> None:
    taken = tmp_path / "models"
    taken.write_text("a file where the folder should be")

    with pytest.raises(ModelError, match="cannot be written"):
        pull(["parrot"], manifest=manifest_of(url(mirror.url)), folder=taken)


def test_a_killed_pull_goes_on_where_it_was(mirror: Mirror, shelf_folder: Path) -> None:
    manifest = manifest_of(url(mirror.serves("parrot", GGUF, stalled(HALF))))
    with begun(manifest, shelf_folder) as process:
        _wait_for_half(shelf_folder)
        process.send_signal(signal.SIGKILL)
    assert (shelf_folder / "parrot" / "parrot.gguf").exists() is False

    (parrot,) = pull(["parrot"], manifest=manifest, folder=shelf_folder)

    assert parrot.files["model"].read_bytes() == GGUF
    assert mirror.ranges == [None, f"bytes={HALF}-"]
    assert list(shelf_folder.glob(".scratch-*")) == []


def test_a_pull_killed_just_before_its_end_needs_no_network(shelf_folder: Path) -> None:
    (shelf_folder / "parrot").mkdir(parents=True)
    (shelf_folder / "parrot" / "parrot.gguf.part").write_bytes(GGUF)

    (parrot,) = pull(
        ["parrot"], manifest=manifest_of(url("http://127.0.0.1:9/")), folder=shelf_folder
    )

    assert parrot.files["model"].read_bytes() == GGUF


def test_two_pulls_at_once_take_turns(
    mirror: Mirror, shelf_folder: Path, listener: Listener
) -> None:
    manifest = manifest_of(url(mirror.serves("parrot", GGUF, stalled(HALF))))
    with begun(manifest, shelf_folder) as first:
        _wait_for_half(shelf_folder)
        with ThreadPoolExecutor(1) as aside:
            second = aside.submit(
                pull, ["parrot"], manifest=manifest, folder=shelf_folder, progress=listener
            )
            _wait_until(lambda: bool(listener.lines))
            first.kill()
            (parrot,) = second.result(timeout=30)

    assert listener.lines == ["another pull is running; waiting for it"]
    assert parrot.files["model"].read_bytes() == GGUF


def _wait_for_half(shelf_folder: Path) -> None:
    part = shelf_folder / "parrot" / "parrot.gguf.part"
    _wait_until(lambda: part.exists() and part.stat().st_size == HALF)


def _wait_until(true: Callable[[], bool]) -> None:
    for _ in range(1000):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("it never came to that")
