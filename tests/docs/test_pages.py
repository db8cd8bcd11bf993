"""What the pages say is there, is there."""

from __future__ import annotations

import re

import pytest

from kiosk.config import Settings
from tests.docs.sessions import HOUSE

OPERATORS = (HOUSE / "docs" / "operators.md").read_text(encoding="utf-8")
ARCHITECTURE = (HOUSE / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", list(Settings.model_fields))
def test_every_setting_is_told(setting):
    assert f"`{setting}`" in OPERATORS


def test_every_threat_is_tried():
    table = OPERATORS.partition("## What is tried against it")[2].partition("\n## ")[0]
    tried = re.findall(r"\[(\w+)\]\(\.\./(tests/\S+\.py)\)", table)
    assert len(tried) > len(table.split("\n|")) - 3, "a threat without a test"
    for test, file in tried:
        assert f"def test_{test}(" in (HOUSE / file).read_text(), test


def test_every_path_in_the_architecture_exists():
    paths = set(re.findall(r"`((?:kiosk|menus|models|docs|tests)/[\w./*-]+)`", ARCHITECTURE))
    assert paths
    for path in paths:
        assert any(HOUSE.glob(path)), path


def test_every_room_is_in_the_architecture():
    for room in (HOUSE / "kiosk").iterdir():
        if (room / "__init__.py").exists():
            assert f"| `kiosk/{room.name}` |" in ARCHITECTURE
