"""Examples as what a model is trained on: tokens that are given, tokens that are right."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from pathlib import Path

from kiosk.errors import KioskError, UsageError
from kiosk.files import write_whole
from kiosk.training.example import Example, loads
from kiosk.training.menus import menu_of
from kiosk.training.vocabulary import Vocabulary
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.said import said
from kiosk.understanding.slm.prompt import OPENING
from kiosk.understanding.slm.sheet import sheet_of
from kiosk.understanding.slm.shorthand import write

__all__ = [
    "Turn",
    "Turns",
    "encode",
    "is_sayable",
    "kept_turns",
    "lexicon_of",
    "opening_sha256",
    "read_examples",
    "read_turns",
]

_LONGEST = 384
"""Tokens of a turn; longer ones (a cart of twenty lines) would slow a whole batch down."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn in tokens."""

    prompt: tuple[int, ...]
    """Opening and request."""
    answer: tuple[int, ...]
    """With the token that ends it."""

    def __len__(self) -> int:
        """Tokens that the model reads: all but the last, which is only predicted."""
        return len(self.prompt) + len(self.answer) - 1


@dataclass(frozen=True, slots=True)
class Turns:
    """What became of a file of examples."""

    turns: tuple[Turn, ...]
    """In the order of the file."""
    unsayable: int
    """Examples left out: their words do not allow the right answer."""
    too_long: int
    """Examples left out: more tokens than are trained on."""


def read_examples(file: Path, most: int | None = None) -> list[Example]:
    """The examples of a JSON-lines file, the first ``most`` of them.

    Raises:
        UsageError: it cannot be read, holds none, or a line of it is no example.
    """
    found = []
    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(islice(lines, most), 1):
                try:
                    found.append(loads(line))
                except KioskError as bad:
                    raise UsageError(f"{file}, line {number}: {bad}") from bad
    except (OSError, UnicodeDecodeError) as bad:
        why = bad.strerror if isinstance(bad, OSError) else "it is not UTF-8 text"
        raise UsageError(f"{file}: cannot be read ({why})") from bad
    if not found:
        raise UsageError(f"{file}: no examples in it", hint="make some: kiosk train generate")
    return found


def read_turns(
    file: Path,
    vocabulary: Vocabulary,
    *,
    most: int | None = None,
    reached: Callable[[int, int], None] = lambda done, of: None,
) -> Turns:
    """A file of examples in tokens; ``reached`` is told how many of how many are done.

    Raises:
        UsageError: as ``read_examples``, or none of them can be trained on.
    """
    examples = read_examples(file, most)
    turns: list[Turn] = []
    unsayable = too_long = 0
    for at, example in enumerate(examples):
        turn = encode(example, vocabulary)
        if turn is None:
            unsayable += 1
        elif len(turn) > _LONGEST:
            too_long += 1
        else:
            turns.append(turn)
        reached(at + 1, len(examples))
    if not turns:
        raise UsageError(f"{file}: none of its {len(examples)} examples can be trained on")
    return Turns(tuple(turns), unsayable, too_long)


def kept_turns(
    file: Path,
    vocabulary: Vocabulary,
    keep: Path,
    base: str,
    *,
    most: int | None = None,
    reached: Callable[[int, int], None],
) -> Turns:
    """As ``read_turns``; kept in ``keep`` for the next time.

    A fine-tuning that is taken up again goes on with the same tokens, also where the words that
    the rules know have grown since.

    Args:
        file: the examples.
        vocabulary: whose tokens.
        keep: where they are kept.
        base: SHA-256 of the GGUF file that the vocabulary is of; for another they are made anew.
        most: how many examples are read; all without a number.
        reached: is told how many of how many are done.

    Raises:
        UsageError: as ``read_turns``, or what ``keep`` holds is something else.
        StoreError: ``keep`` cannot be written.
    """
    try:
        data = sha256(file.read_bytes()).hexdigest()
    except OSError as bad:
        raise UsageError(f"{file}: cannot be read ({bad.strerror})") from bad
    made_from = {"data": data, "most": most, "base": base}
    kept = _kept(keep, made_from)
    if kept is not None:
        return kept
    found = read_turns(file, vocabulary, most=most, reached=reached)
    content = {
        **made_from,
        "unsayable": found.unsayable,
        "too_long": found.too_long,
        "turns": [(turn.prompt, turn.answer) for turn in found.turns],
    }
    write_whole(keep, json.dumps(content), lasting=False)
    return found


def _kept(keep: Path, made_from: Mapping[str, object]) -> Turns | None:
    """What was kept of the same; none where there is nothing, or something else."""
    try:
        # Those of earlier versions do not tell their base: it is the folder's.
        kept = {"base": made_from["base"], **json.loads(keep.read_bytes())}
        if any(kept[name] != value for name, value in made_from.items()):
            return None
        turns = tuple(Turn(tuple(prompt), tuple(answer)) for prompt, answer in kept["turns"])
        return Turns(turns, kept["unsayable"], kept["too_long"])
    except FileNotFoundError:
        return None
    except OSError as bad:
        raise UsageError(f"{keep}: cannot be read ({bad.strerror})") from bad
    except (ValueError, KeyError, TypeError) as bad:
        raise UsageError(f"{keep}: not what was kept there", hint="delete it") from bad


def encode(example: Example, vocabulary: Vocabulary) -> Turn | None:
    """An example in tokens, as the kiosk would ask; none when its words cannot say its edits."""
    request, atoms = _in_shorthand(example)
    if atoms is None:
        return None
    prompt = (*vocabulary.opening(OPENING), *vocabulary.text(request))
    return Turn(prompt, vocabulary.answer(atoms))


def is_sayable(example: Example) -> bool:
    """Whether the words allow the right answer; without any model's vocabulary."""
    return _in_shorthand(example)[1] is not None


def _in_shorthand(example: Example) -> tuple[str, tuple[str, ...] | None]:
    """The request, and the atoms of the right answer where the words can say it."""
    context = example.context()
    lexicon = lexicon_of(example.menu)
    sheet = sheet_of(lexicon, said(lexicon, example.text, context), context)
    return sheet.request, write(sheet, example.edits)


def opening_sha256() -> str:
    """What tells one opening from another; an adapter is of use with its own only."""
    return sha256(OPENING.encode()).hexdigest()


@lru_cache(maxsize=512)
def lexicon_of(menu: str) -> Lexicon:
    """The words of an example's menu, compiled once."""
    return Lexicon(menu_of(menu))
