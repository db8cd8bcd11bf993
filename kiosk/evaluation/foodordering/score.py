"""A rung read against a restaurant's labels: unordered exact match, time, and calibration."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from time import perf_counter

from kiosk.evaluation.figures import by_rung, percentile, rate, reliability
from kiosk.evaluation.foodordering.folder import Folder, Labelled
from kiosk.evaluation.foodordering.labels import (
    edits_for,
    hear,
    label,
    label_differences,
    same_label,
)
from kiosk.evaluation.foodordering.restaurant import Restaurant, build_restaurant
from kiosk.evaluation.foodordering.terms import Term
from kiosk.menu.model import Menu
from kiosk.order.edits import Add
from kiosk.understanding.reading import Context, Understands

__all__ = ["Read", "SetScore", "score_folder"]


@dataclass(frozen=True, slots=True)
class Read:
    """One utterance as a rung read it."""

    labelled: Labelled
    got: tuple[Term, ...]
    right: bool
    confidence: float
    """As the rung gave it, 0..1."""
    unsafe: bool
    """The rung asks before it acts, however sure it is of the edits."""
    rung: str
    ms: float


@dataclass(slots=True)
class SetScore:
    """A folder's score."""

    name: str
    in_reach: int
    """Labels that the menu form can express at all; the others are counted as wrong."""
    unread: tuple[str, ...]
    """Alias lines that could not be read: ``file:line``."""
    compile_ms: float
    """Making the rung for this menu."""
    reads: list[Read] = field(default_factory=list)

    @property
    def exact_match(self) -> float:
        """0..1"""
        return rate(sum(read.right for read in self.reads), len(self.reads))

    def report(self, sure: float) -> dict[str, object]:
        """The figures as ``--json`` prints them.

        Args:
            sure: the confidence from which on the kiosk acts without asking.
        """
        firm = [read for read in self.reads if read.confidence >= sure and not read.unsafe]
        ms = [read.ms for read in self.reads]
        return {
            "name": self.name,
            "n": len(self.reads),
            "exact_match": self.exact_match,
            "in_reach": rate(self.in_reach, len(self.reads)),
            "sure_share": rate(len(firm), len(self.reads)),
            "sure_right": rate(sum(read.right for read in firm), len(firm)),
            "ms_p50": percentile(ms, 0.5),
            "ms_p95": percentile(ms, 0.95),
            "compile_ms": self.compile_ms,
            "rungs": by_rung((read.rung, read.right, read.ms) for read in self.reads),
            "reliability": [
                asdict(bin) for bin in reliability((r.confidence, r.right) for r in self.reads)
            ],
            "unread": list(self.unread),
            "wrong": [
                {
                    "line": read.labelled.line,
                    "said": read.labelled.said,
                    "want": _written(read.labelled.want),
                    "got": _written(read.got),
                    "differs": label_differences(read.labelled.want, read.got),
                    "confidence": read.confidence,
                }
                for read in self.reads
                if not read.right
            ],
        }


def _written(terms: Iterable[Term]) -> str:
    """A label as text, in its normal form."""
    return " ".join(sorted(map(str, terms)))


async def score_folder(folder: Folder, rung: Callable[[Menu], Understands]) -> SetScore:
    """Every utterance of ``folder`` read with an empty cart.

    A turn that would end in a question is scored on its best reading: all edits that it has, and
    what it would ask about taken as its first answer.

    Raises:
        UsageError: no menu can be made of the folder.
    """
    restaurant = build_restaurant(folder)
    start = perf_counter()
    understands = rung(restaurant.menu)
    compile_ms = 1000 * (perf_counter() - start)
    in_reach = sum(_in_reach(restaurant, one.want) for one in folder.labelled)
    score = SetScore(folder.name, in_reach, folder.unread, compile_ms)
    for one in folder.labelled:
        start = perf_counter()
        reading = await understands.read(one.said, Context())
        ms = 1000 * (perf_counter() - start)
        asked = [Add(doubt.line) for doubt in reading.doubts if doubt.line is not None]
        got = label(restaurant, hear(restaurant.menu, (*reading.edits, *asked)))
        right = same_label(got, one.want)
        score.reads.append(
            Read(one, got, right, reading.confidence, reading.unsafe, reading.rung, ms)
        )
    return score


def _in_reach(restaurant: Restaurant, want: tuple[Term, ...]) -> bool:
    edits = edits_for(restaurant, want)
    return edits is not None and same_label(label(restaurant, hear(restaurant.menu, edits)), want)
