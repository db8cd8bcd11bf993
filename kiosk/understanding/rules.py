"""The rules rung: lexicon, tags and parser, and how sure it is of what it read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from traceback import extract_tb
from typing import Final

import structlog

from kiosk.menu.model import Menu
from kiosk.order.edits import Act
from kiosk.understanding.ground import contradicted
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.normalise import words
from kiosk.understanding.parsing import Parse, parse, taken_back
from kiosk.understanding.parsing.state import Risk
from kiosk.understanding.reading import Context, Doubt, DoubtKind, Reading
from kiosk.understanding.soundalike import SoundAlikes
from kiosk.understanding.tag import tag

__all__ = ["LIKELY", "SURE", "Rules", "sure"]

_log = structlog.get_logger(__name__)

SURE: Final = 0.8
"""Confidence from which a reading is acted on without a question."""
LIKELY: Final = 0.5
"""Below this a reading is more likely wrong than right: the next rung is asked, and no order is
placed on it."""
_COST: Final[Mapping[Risk, float]] = {
    "near": 0.6,
    "part": 0.8,
    "part before a name": 0.75,
    "line guessed": 0.75,
    "dish understood": 0.75,
    "quantity after a correction": 0.6,
    "qualifier dropped": 0.75,
    "copy changed": 0.75,
    "count dropped": 0.7,
    "refusal moved": 0.75,
    "aside": 0.75,
    "addressed": 0.75,
    "breath taken back": 0.75,
    "correction": 0.75,
    "name unused": 0.75,
    "ordered again": 0.75,
    "which line": 0.75,
    "amount shared": 0.75,
    "asked of several": 0.75,
    "nothing came": 0.75,
    "share": 0.75,
    "choice refused": 0.75,
    "word unused": 0.75,
}
_UNPLACED: Final = 0.6
_DOUBT: Final[Mapping[DoubtKind, float]] = {"ambiguous": 0.7, "unknown_dish": 0.7, "allergy": 1.0}


class Rules:
    """The deterministic rung. One per menu; reading keeps no state."""

    def __init__(self, menu: Menu) -> None:
        self.menu = menu
        self.lexicon = Lexicon(menu)
        self.alike = SoundAlikes(menu)

    async def read(self, text: str, context: Context) -> Reading:
        """The reading of one utterance (see :class:`~kiosk.understanding.reading.Understands`)."""
        return self.read_now(text, context)

    def read_or_miss(self, text: str, context: Context) -> Reading:
        """As :meth:`read_now`; a defect costs the turn, never the order: no word is placed then,
        and the reading is of the rung ``none``."""
        try:
            return self.read_now(text, context)
        except Exception as fault:  # the last line of defence: a guest is at the counter
            where = extract_tb(fault.__traceback__)[-1]
            _log.error(
                "the rules failed on an utterance",
                fault=type(fault).__name__,
                where=f"{Path(where.filename).name}:{where.lineno}",
            )
            missed = tuple(word.text for word in words(text))
            return Reading(unplaced=missed, confidence=0.0, rung="none")

    def read_now(self, text: str, context: Context) -> Reading:
        """As :meth:`read`, without a loop: pure, some milliseconds."""
        start = perf_counter()
        said = words(text)
        tags = taken_back(self.lexicon, tag(self.lexicon, said))
        found = parse(self.lexicon, tags, context)
        wrong = contradicted(self.lexicon, tags, found.edits)
        doubts = (*found.doubts, *(Doubt("unused_negation", refusal) for refusal in wrong))
        return Reading(
            edits=tuple(found.edits) or (Act("none"),),
            unplaced=tuple(found.unplaced),
            doubts=doubts,
            confidence=_confidence(found),
            unsafe=any(doubt.kind in ("unused_negation", "allergy") for doubt in doubts),
            rung="rules",
            ms={"rules": (perf_counter() - start) * 1000},
            trace=tuple(found.trace),
        )


def sure(reading: Reading) -> bool:
    """Whether a reading may be acted upon without a second one."""
    return reading.confidence >= SURE and not reading.unsafe


def _confidence(found: Parse) -> float:
    """Each risky decision multiplies by how often one like it was right on the development sets."""
    out = 0.99
    for name, count in found.risks.items():
        out *= _COST[name] ** count
    out *= _UNPLACED ** min(len(found.unplaced), 3)
    for doubt in found.doubts:
        out *= _DOUBT.get(doubt.kind, 0.5)
    return out
