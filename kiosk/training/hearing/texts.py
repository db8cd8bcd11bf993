"""What is said to learn hearing from: orders of every kind, and plain English beside them.

A recogniser that hears nothing but orders forgets how everything else sounds. The plain sentences
are those of this project's own docstrings, which are about anything but food.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

import kiosk
from kiosk.training.card import Leaks
from kiosk.training.example import Example
from kiosk.training.generate import Generator
from kiosk.training.recast import recasts
from kiosk.training.saying.dice import Split, split_of
from kiosk.training.spoken import HEARD
from kiosk.training.written import written_turns

__all__ = ["sentences_to_say"]

_BY_HAND: Final = 0.36
"""Largest share of the sentences that is written by hand."""
_RECAST: Final = 0.08
"""Share of those that are said of other things."""
_PLAIN: Final = 0.06
"""Share that is plain English. All others are made up by the generator."""
_NOT_AS_SAID: Final = frozenset(("misheard", HEARD, "spanish"))
"""Tags of turns whose words are not what an English voice would say."""
_SPANISH: Final = re.compile(r"\b(sin|con|los|una|unas|unos|dos)\b")
_LETTERS: Final = range(2, 151)
"""How long a turn may be."""
_SENTENCE: Final = re.compile(r"[A-Z][A-Za-z ,']{20,110}\.")
"""Words alone: nothing of code, which no voice says right."""
_QUESTION: Final = re.compile(r"(can|could|do|does|what|how|is|are|may|would|have you)\b", re.I)


def sentences_to_say(count: int, seed: int, split: Split, leaks: Leaks) -> list[str]:
    """``count`` sentences in any order, none of which is one that is kept for measuring.

    ``dev`` has its own turns, menus, phrases and plain sentences, which ``train`` never uses.
    """
    chance = Random(f"say {seed} {split}")  # noqa: S311 - data by seed, no secret
    by_hand = list(_sayable(leaks.without(written_turns(split))))
    chance.shuffle(by_hand)
    orders = by_hand[: round(_BY_HAND * count)]
    orders += islice(_recast(by_hand, seed, split, leaks), round(_RECAST * count))
    plain = [text for text in _plain(split) if not leaks.is_near(text)]
    made = Generator(seed, split).examples()
    said = chance.sample(plain, min(round(_PLAIN * count), len(plain)))
    orders += islice(_sayable(leaks.without(made)), count - len(orders) - len(said))
    said += (_as_written(order.text) for order in orders)
    chance.shuffle(said)
    return said


def _sayable(examples: Iterable[Example]) -> Iterator[Example]:
    """Those that a voice says in English as they stand there."""
    for example in examples:
        text = example.text
        if (
            _NOT_AS_SAID.isdisjoint(example.tags)
            and len(text) in _LETTERS
            and text.isascii()
            and not _SPANISH.search(text)
        ):
            yield example


def _recast(turns: Iterable[Example], seed: int, split: Split, leaks: Leaks) -> Iterator[Example]:
    for turn in turns:
        yield from _sayable(leaks.without(recasts(turn, 1, seed, split)))


def _as_written(text: str) -> str:
    """As Whisper was taught to write: with a capital, and a sign at the end."""
    text = re.sub(r"\bi\b", "I", text.strip())
    text = text[0].upper() + text[1:]
    if text[-1] in ".?!":
        return text
    return f"{text}{'?' if _QUESTION.match(text) else '.'}"


def _plain(split: Split) -> list[str]:
    """Plain sentences of one split."""
    return [text for text in _docstring_sentences() if split_of(text) == split]


@cache
def _docstring_sentences() -> tuple[str, ...]:
    """All that the project's docstrings say in words alone, in alphabetical order."""
    found: set[str] = set()
    for file in Path(kiosk.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                said = " ".join((ast.get_docstring(node) or "").split())
                found.update(filter(_SENTENCE.fullmatch, re.split(r"(?<=\.)\s+", said)))
    return tuple(sorted(found))
