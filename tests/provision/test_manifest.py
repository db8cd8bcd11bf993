"""The list of weights: the project's own, and what is said of one that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import ModelError
from kiosk.provision import Purpose, load
from kiosk.provision.manifest import PackageSource
from kiosk.provision.recipes import RECIPES

GOOD = """
manifest = 1

[[weight]]
name = "parrot"
purpose = "language"
description = "Repeats what it hears"
licence = "MIT"

[[weight.files]]
name = "parrot.gguf"
sha256 = "{sha256}"
bytes = 12

[[weight.files.sources]]
kind = "package"
parts = [{{package = "parrot", version = "1.0", member = "parrot.bin", bytes = {part}}}]
"""


def written(tmp_path: Path, sha256: str = "0" * 64, part: int = 12, more: str = "") -> Path:
    file = tmp_path / "manifest.toml"
    file.write_text(GOOD.format(sha256=sha256, part=part) + more)
    return file


def test_the_projects_own_has_what_setup_needs() -> None:
    manifest = load()

    purposes = {manifest.weight(name).purpose for name in manifest.default_set()}
    assert purposes == {Purpose.RECOGNISER, Purpose.VAD, Purpose.TURN, Purpose.LANGUAGE}


def test_every_weight_of_the_project_can_be_had_without_its_publisher() -> None:
    for weight in load().weights:
        for file in weight.files:
            assert any(isinstance(source, PackageSource) for source in file.sources), file.name


def test_every_conversion_is_given_the_files_it_reads() -> None:
    for weight in load().weights:
        if weight.recipe in RECIPES:
            assert {file.role for file in weight.files} == {"model", "vocabulary", "config"}


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, more='checksum = "abc"\n')

    with pytest.raises(ModelError, match=r"line 4, weight 1: .*checksum: Extra inputs"):
        load(file)


def test_a_hash_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"manifest\.toml: line 4, weight 1: files\.0\.sha256"):
        load(written(tmp_path, sha256="abc"))


def test_parts_that_do_not_make_the_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="parts of package parrot hold 11 bytes of 12"):
        load(written(tmp_path, part=11))


def test_two_weights_of_one_name_are_refused(tmp_path: Path) -> None:
    weight = GOOD.format(sha256="0" * 64, part=12).replace("manifest = 1", "")

    with pytest.raises(ModelError, match="weight parrot stands twice"):
        load(written(tmp_path, more=weight))


def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "manifest.toml"
    file.write_text("manifest = 1\n[[weight]\n")

    with pytest.raises(ModelError, match=r"not TOML: .*at line 2"):
        load(file)


def test_a_missing_manifest_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        load(tmp_path / "none.toml")
