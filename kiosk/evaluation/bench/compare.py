"""Several ways to read a guest, on the same turns: right carts, time and tokens of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from kiosk.evaluation.figures import percentile, rate
from kiosk.evaluation.tokens import Tokens
from kiosk.evaluation.turns.file import TurnSet, read_turns
from kiosk.evaluation.turns.score import Read, score_turns
from kiosk.menu.model import Menu
from kiosk.understanding.reading import Context, Understands

__all__ = ["Contender", "Measured", "compare_turns", "measure_contender"]

_TURNS: Final = Path(__file__).with_name("compare.yaml")
_FIRST_WORDS: Final = "a hamburger with no onions"
"""Said to each engine before the first turn, so that what is loaded and evaluated once is not in
any turn's time."""


def compare_turns() -> TurnSet:
    """The turns that come with the project: half of them simple, half of them hard."""
    return read_turns(_TURNS)


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to read a guest."""

    name: str
    what: str
    """For people: what stands behind the name."""
    made: Callable[[Menu], Understands]
    engines: Callable[[Menu], Sequence[Understands]]
    """Every model behind it, to be asked directly: a ladder may not come to one for many turns."""
    spent: Callable[[], Tokens]
    """By all of its readers so far."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a contender made of the turns."""

    name: str
    what: str
    reads: Sequence[Read]
    tokens: Sequence[Tokens]
    """Of each turn, in the order of ``reads``."""

    def as_json(self) -> dict[str, Any]:
        """As ``kiosk bench --json`` has it. Tokens are means of a turn."""
        ms = [read.ms for read in self.reads]
        spent = sum(self.tokens, Tokens())
        return {
            "name": self.name,
            "what": self.what,
            "n": len(self.reads),
            "exact": _exact(self.reads),
            "exact_simple": _exact([read for read in self.reads if "simple" in read.turn.tags]),
            "exact_hard": _exact([read for read in self.reads if "hard" in read.turn.tags]),
            "no_answer": sum(read.rung == "none" for read in self.reads),
            "silent_errors": sum(read.sure and not read.right for read in self.reads),
            "ms_p50": round(percentile(ms, 0.5), 1),
            "ms_p95": round(percentile(ms, 0.95), 1),
            "tokens_prompt": round(rate(spent.prompt, len(self.reads)), 1),
            "tokens_evaluated": round(rate(spent.evaluated, len(self.reads)), 1),
            "tokens_written": round(rate(spent.written, len(self.reads)), 1),
            "wrong": [read.report() for read in self.reads if not read.right],
        }


async def measure_contender(contender: Contender, turns: TurnSet) -> Measured:
    """Read every turn, once loaded and warm.

    Args:
        contender: reads.
        turns: what is read.
    """
    for engine in contender.engines(turns.menu):
        await engine.read(_FIRST_WORDS, Context())
    marks = [contender.spent()]

    def read() -> None:
        marks.append(contender.spent())

    score = await score_turns([turns], contender.made, read)
    spent = [after - before for before, after in pairwise(marks)]
    return Measured(contender.name, contender.what, score.reads, spent)


def _exact(reads: Sequence[Read]) -> float:
    return round(rate(sum(read.right for read in reads), len(reads)), 4)
