"""Examples in tokens: how a file is read, what is kept of it for the next time."""

from __future__ import annotations

import json
from dataclasses import replace
from errno import ENOSPC
from pathlib import Path

import pytest

from kiosk.errors import StoreError, UsageError
from kiosk.training.example import Example, dumps, example_of
from kiosk.training.turns import Turns, kept_turns, read_examples
from kiosk.training.vocabulary import Vocabulary

BASE = "00ff"


class Letters(Vocabulary):
    """A token for each letter, that many further on."""

    def __init__(self, first: int = 0) -> None:
        self.first = first
        self.asked = 0

    def opening(self, text: str) -> tuple[int, ...]:
        return (self.first,)

    def text(self, text: str) -> tuple[int, ...]:
        self.asked += 1
        return tuple(self.first + ord(letter) for letter in text)

    def answer(self, atoms: tuple[str, ...]) -> tuple[int, ...]:
        return (*self.text("".join(atoms)), self.first)


@pytest.fixture
def order() -> Example:
    return example_of({
        "menu": "burger", "cart": [], "asked": None, "touched": [], "text": "two cokes",
        "edits": ["add 2 coke"], "want": ["2 coke ?size"], "tags": [],
    })  # fmt: skip


@pytest.fixture
def data(tmp_path: Path, order: Example) -> Path:
    file = tmp_path / "data.jsonl"
    file.write_text(dumps(order) + "\n", encoding="utf-8")
    return file


def kept(data: Path, letters: Letters, base: str = BASE) -> Turns:
    keep = data.with_name("run") / "kept.json"
    return kept_turns(data, letters, keep, base, reached=lambda done, of: None)


def test_what_was_kept_is_taken_again(data: Path):
    letters = Letters()
    first = kept(data, letters)
    asked = letters.asked
    assert len(first.turns) == 1
    assert kept(data, letters) == first
    assert letters.asked == asked


def test_what_was_kept_of_other_examples_or_for_another_base_is_not(data: Path, order: Example):
    first = kept(data, Letters())
    other = kept(data, Letters(1000), "other")
    assert other.turns[0].prompt[0] == 1000 != first.turns[0].prompt[0]
    with data.open("a", encoding="utf-8") as file:
        file.write(dumps(replace(order, text="2 cokes")) + "\n")
    assert len(kept(data, Letters(1000), "other").turns) == 2


def test_what_was_kept_before_bases_were_told_is_of_the_folders_base(data: Path):
    first = kept(data, Letters())
    keep = data.with_name("run") / "kept.json"
    content = json.loads(keep.read_text())
    del content["base"]
    keep.write_text(json.dumps(content))
    assert kept(data, Letters(1000)) == first


def test_what_could_not_be_kept_whole_is_not_kept(data: Path, monkeypatch):
    def full(part: Path, target: Path) -> None:
        raise OSError(ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(StoreError, match=r"kept\.json: cannot be written \(No space left"):
            kept(data, Letters())
    assert list(data.with_name("run").iterdir()) == []
    assert len(kept(data, Letters()).turns) == 1


@pytest.mark.parametrize("content", ["", "[]", "{}", "7", '{"data"', "\x00"])
def test_what_is_no_file_of_kept_turns_is_told(data: Path, content: str):
    keep = data.with_name("run") / "kept.json"
    keep.parent.mkdir()
    keep.write_text(content)
    with pytest.raises(UsageError, match=r"kept\.json: not what was kept there"):
        kept(data, Letters())


def test_a_fault_of_the_examples_is_not_put_on_what_is_kept(data: Path):
    class Broken(Letters):
        def text(self, text: str) -> tuple[int, ...]:
            raise ValueError("a defect of the vocabulary")

    with pytest.raises(ValueError, match="a defect of the vocabulary"):
        kept(data, Broken())


def test_a_text_may_hold_what_ends_a_line_elsewhere(data: Path, order: Example):
    odd = replace(order, text="two\u2028cokes\x85")
    data.write_text(dumps(odd) + "\n", encoding="utf-8")
    assert read_examples(data) == [odd]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path):
    with pytest.raises(UsageError, match="cannot be read"):
        kept(tmp_path / "none.jsonl", Letters())
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="not UTF-8"):
        read_examples(tmp_path / "bytes.jsonl")
    (tmp_path / "none.jsonl").write_text("")
    with pytest.raises(UsageError, match="no examples in it"):
        kept(tmp_path / "none.jsonl", Letters())
