"""The data card: what a set of examples holds, and that no evaluation sentence is among them."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from kiosk.errors import UsageError
from kiosk.training.example import Example
from kiosk.training.menus import SYNTHETIC
from kiosk.training.mine import Verdict
from kiosk.training.recast import RECAST
from kiosk.training.written import BY_HAND

__all__ = ["DataCard", "Leaks", "sentences"]

_NEAR: Final = 0.8
"""Jaccard likeness of word 5-grams above which two sentences are one."""
_GRAM: Final = 5
_SMALL: Final = 3
"""Words of the longest turn that is not compared."""
_YAML: Final = (".yaml", ".yml")
_JSON: Final = (".json", ".jsonl")
_READ: Final = (*_YAML, *_JSON, ".txt", ".tsv", ".csv", "")
"""Endings of files that hold sentences: YAML, JSON, and texts with one on each line."""
_INK: Final = re.compile(r"\S")
_VERDICTS: Final[tuple[Verdict, ...]] = ("sure", "unsure", "wrong")


def _words(text: str) -> tuple[str, ...]:
    kept = (c if c.isalnum() or c.isspace() else "" for c in text.lower())
    return tuple("".join(kept).split())


def _grams(said: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(said[n : n + _GRAM]) for n in range(len(said) - _GRAM + 1))


class Leaks:
    """Finds examples that are, or nearly are, sentences kept for measuring."""

    def __init__(self, kept: Iterable[str]) -> None:
        self._short: set[tuple[str, ...]] = set()
        self._long: list[frozenset[tuple[str, ...]]] = []
        self._holding: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for said in {_words(text) for text in kept}:
            self._short.add(said)
            if len(said) > _GRAM:
                for gram in _grams(said):
                    self._holding[gram].append(len(self._long))
                self._long.append(_grams(said))
        self.sentences = len(self._short)
        """Different sentences that are looked for."""
        self.found: int = 0
        """Examples that were left out so far."""

    def is_near(self, text: str) -> bool:
        """Whether a sentence is the same, or shares more than ``_NEAR`` of its word 5-grams."""
        said = _words(text)
        if said in self._short:
            return True
        ours = _grams(said)
        shared = Counter(n for gram in ours for n in self._holding.get(gram, ()))
        return any(
            count / (len(ours) + len(self._long[n]) - count) > _NEAR for n, count in shared.items()
        )

    def without(self, examples: Iterable[Example]) -> Iterator[Example]:
        """The examples that are no such sentence. What is short and says everyday things stays:
        a turn of up to three words ("large please") is nobody's property."""
        for example in examples:
            if len(_words(example.text)) > _SMALL and self.is_near(example.text):
                self.found += 1
            else:
                yield example


def sentences(places: Iterable[Path]) -> Iterator[str]:
    """All that guests say in evaluation files: scenarios and turns (YAML), JSON lines, plain text.

    Args:
        places: files, or folders that are read through; what is of another kind in them
            (recordings, pages) is left alone.

    Raises:
        UsageError: there is no such place, or a file cannot be read or is of another kind.
    """
    for place in places:
        if not place.exists():
            raise UsageError(f"{place}: there is no such file or folder")
        if place.is_dir():
            for file in sorted(place.rglob("*")):
                if file.is_file() and file.suffix in _READ:
                    yield from _of_file(file)
        elif place.suffix in _READ:
            yield from _of_file(place)
        else:
            raise UsageError(f"{place}: sentences are read from {', '.join(filter(None, _READ))}")


def _of_file(file: Path) -> Iterator[str]:
    try:
        text = file.read_text(encoding="utf-8")
        if file.suffix in _YAML:
            yield from _said(yaml.safe_load(text))
        elif file.suffix in _JSON:
            for part in _documents(text):
                yield from _said(part)
        else:
            yield from text.splitlines()
    except (OSError, ValueError, yaml.YAMLError) as bad:
        raise UsageError(f"{file}: cannot be read: {str(bad).splitlines()[0]}") from bad


def _documents(text: str) -> Iterator[object]:
    """JSON texts one after the other, whatever stands in lines of its own."""
    decoder, at = json.JSONDecoder(), 0
    while found := _INK.search(text, at):
        content, at = decoder.raw_decode(text, found.start())
        yield content


def _said(content: object) -> Iterator[str]:
    """Every text in the content that is longer than a word."""
    if isinstance(content, str):
        if " " in content.strip():
            yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _said(value)
    elif isinstance(content, list):
        for value in content:
            yield from _said(value)


@dataclass(slots=True)
class DataCard:
    """Counts of the examples that are written, and the page that tells them."""

    seeds: str
    """Which examples were made, in words: "seed 1, train"."""
    easy: float
    """Share, 0..1, that was kept of what the rules do surely and well."""
    count: int = 0
    words: int = 0
    edits: Counter[int] = field(default_factory=Counter)
    """Turns by how many edits they make."""
    tags: Counter[str] = field(default_factory=Counter)
    menus: Counter[str] = field(default_factory=Counter)

    def add(self, example: Example) -> None:
        """Count one example."""
        self.count += 1
        self.words += len(example.text.split())
        self.edits[len(example.edits)] += 1
        self.tags.update(example.tags)
        kind = "invented" if example.menu.startswith(SYNTHETIC) else example.menu
        self.menus[kind] += 1

    def page(self, seen: Counter[tuple[Verdict, str]], dropped: Counter[str], leaks: Leaks) -> str:
        """The card in Markdown.

        Args:
            seen: what the rules made of every example that was looked at, as the miner counted.
            dropped: what the engine refused, as the generator counted.
            leaks: the check against evaluation sentences, after it has run.
        """
        most = max(self.count, 1)
        looked = max(sum(n for (_, tag), n in seen.items() if not tag), 1)
        rows = [
            "# Training data",
            "",
            f"{self.count:,} turns, {self.words / most:.1f} words each: {self._origins()}. No "
            "guest said any of them. Each was executed by the order engine; "
            f"{sum(dropped.values()):,} attempts that the engine did not carry out were dropped.",
            "",
            f"Of {looked:,} turns made, the rules had "
            + ", ".join(f"{seen[v, ''] / looked:.0%} {v}" for v in _VERDICTS)
            + f"; of what they do surely and well, {self.easy:.0%} were kept, and all of what was "
            "written by hand.",
            "",
            f"{leaks.found:,} turns were left out because they are, or share over {_NEAR:.0%} of "
            f"their word {_GRAM}-grams with, one of {leaks.sentences:,} sentences kept for "
            f"measuring. Turns of up to {_SMALL} words are not compared.",
            "",
            "| menu | turns |",
            "|---|---|",
            *(f"| {menu} | {n:,} |" for menu, n in self.menus.most_common()),
            "",
            "| edits in a turn | turns |",
            "|---|---|",
            *(f"| {edits} | {n:,} |" for edits, n in sorted(self.edits.items())),
            "",
            "| phenomenon | turns | share | rules unsure | rules wrong |",
            "|---|---|---|---|---|",
            *(self._row(tag, n, seen) for tag, n in self.tags.most_common()),
        ]
        return "\n".join(rows) + "\n"

    def _origins(self) -> str:
        """Where the turns are from, and how many of each."""
        recast = self.tags[RECAST]
        written = self.tags[BY_HAND] - recast
        return (
            f"{self.count - written - recast:,} made up by the generator ({self.seeds}), "
            f"{written:,} written by hand, {recast:,} recast from those with other names"
        )

    def _row(self, tag: str, count: int, seen: Counter[tuple[Verdict, str]]) -> str:
        looked = max(sum(seen[verdict, tag] for verdict in _VERDICTS), 1)
        unsure, wrong = (seen[verdict, tag] / looked for verdict in _VERDICTS[1:])
        share = count / max(self.count, 1)
        return f"| {tag} | {count:,} | {share:.1%} | {unsure:.0%} | {wrong:.0%} |"
