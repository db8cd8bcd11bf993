"""Files stand there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import StoreError, WorkerError
from kiosk.files import write_whole, written_whole


def test_of_a_text_that_came_to_no_end_nothing_is_left(tmp_path: Path) -> None:
    file = tmp_path / "examples.jsonl"
    with pytest.raises(WorkerError), written_whole(file) as part:
        part.write("the first\n")
        raise WorkerError("the voice died")
    assert list(tmp_path.iterdir()) == []
    with written_whole(file) as part:
        part.write("the first\n")
    assert [each.read_text() for each in tmp_path.iterdir()] == ["the first\n"]


def test_where_nothing_can_be_written_one_line_says_so(tmp_path: Path) -> None:
    nowhere = tmp_path / "none" / "examples.jsonl"
    with pytest.raises(StoreError, match="cannot be written"), written_whole(nowhere):
        pass
    (tmp_path / "none").write_text("no folder")
    with pytest.raises(StoreError, match="cannot be written"):
        write_whole(nowhere, "text")
