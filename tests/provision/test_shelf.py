"""What an engine is given: paths of weights that match, and nothing else."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from kiosk.errors import ModelError, UsageError
from kiosk.provision import Manifest, Shelf, State, check_kind
from tests.provision.conftest import GGUF, changed, manifest_of, url

PARROT = manifest_of(url("http://127.0.0.1:9/"))


@pytest.fixture
def parrot_file(shelf_folder: Path) -> Path:
    """Where the weight stands, put there by hand."""
    file = shelf_folder / "parrot" / "parrot.gguf"
    file.parent.mkdir(parents=True)
    file.write_bytes(GGUF)
    return file


def tampered(file: Path) -> None:
    """Change a byte and keep the size."""
    file.write_bytes(GGUF[:-1] + b"?")
    os.utime(file, ns=(1, 1))


def test_a_weight_that_matches_is_given_by_role(shelf_folder: Path, parrot_file: Path) -> None:
    assert Shelf(PARROT, shelf_folder).require("parrot") == {"model": parrot_file}


def test_a_missing_weight_says_how_to_get_it(shelf_folder: Path) -> None:
    with pytest.raises(ModelError) as missing:
        Shelf(PARROT, shelf_folder).require("parrot")

    assert str(missing.value) == (
        "weight parrot is not on this machine (run: kiosk models pull parrot)"
    )


def test_an_unknown_name_suggests_the_nearest(shelf_folder: Path) -> None:
    with pytest.raises(UsageError, match=r"no weight is named 'parot' \(did you mean parrot\?\)"):
        Shelf(PARROT, shelf_folder).require("parot")


def test_a_file_changed_after_it_was_verified_is_refused(
    shelf_folder: Path, parrot_file: Path
) -> None:
    Shelf(PARROT, shelf_folder).require("parrot")
    tampered(parrot_file)

    with pytest.raises(ModelError, match="does not match the manifest"):
        Shelf(PARROT, shelf_folder).require("parrot")


def test_a_file_verified_before_is_not_read_again_until_one_asks(
    shelf_folder: Path, parrot_file: Path
) -> None:
    """A stand-in for bit rot: the content differs while size and time are as they were."""
    shelf = Shelf(PARROT, shelf_folder)
    shelf.require("parrot")
    verified = parrot_file.stat()
    tampered(parrot_file)
    os.utime(parrot_file, ns=(verified.st_atime_ns, verified.st_mtime_ns))
    (weight,) = PARROT.weights

    assert shelf.state(weight) is State.READY
    assert shelf.state(weight, thorough=True) is State.WRONG
    assert shelf.state(weight) is State.WRONG


def test_a_manifest_that_asks_for_another_file_is_not_fooled_by_the_stamp(
    shelf_folder: Path, parrot_file: Path
) -> None:
    Shelf(PARROT, shelf_folder).require("parrot")
    newer = changed(PARROT, sha256="0" * 64)

    with pytest.raises(ModelError, match="does not match the manifest"):
        Shelf(newer, shelf_folder).require("parrot")


def test_a_damaged_stamp_is_as_good_as_none(shelf_folder: Path, parrot_file: Path) -> None:
    (parrot_file.parent / "verified.json").write_text("{not json")

    assert Shelf(PARROT, shelf_folder).require("parrot") == {"model": parrot_file}


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("page.gguf", b"<html>", "a GGUF file"), ("page.onnx", b"<html>", "an ONNX file")],
)
def test_a_file_is_what_its_name_says(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(ModelError, match=f"is not {kind}"):
        check_kind(tmp_path / name)


def test_what_is_not_a_model_is_not_loaded_even_if_the_manifest_lists_it(
    shelf_folder: Path, parrot_file: Path
) -> None:
    page = b"<html>"
    parrot_file.write_bytes(page)
    listed: Manifest = changed(PARROT, sha256=hashlib.sha256(page).hexdigest(), bytes=len(page))

    with pytest.raises(ModelError, match="is not a GGUF file"):
        Shelf(listed, shelf_folder).require("parrot")
