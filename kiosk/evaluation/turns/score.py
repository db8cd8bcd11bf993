"""What a rung makes of hard turns: right carts, how sure it was, errors that nobody would notice.

The rules rung reads every turn too. The turns that it is unsure of or gets wrong are the *hard*
ones: what the rungs above it are for, and scored once more by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

from kiosk.evaluation.figures import by_rung, percentile, rate
from kiosk.evaluation.turns.file import Turn, TurnSet
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart
from kiosk.order.edits import Add, Edit
from kiosk.order.engine import Order
from kiosk.order.notation import format_cart, same_cart
from kiosk.understanding import Rules, sure
from kiosk.understanding.reading import Reading, Understands

__all__ = ["Read", "TurnScore", "score_turns"]


@dataclass(frozen=True, slots=True)
class Read:
    """One turn as a rung read it."""

    among: TurnSet
    turn: Turn
    got: Cart
    """After the edits of the reading."""
    right: bool
    """``got`` is what was wanted."""
    best: bool
    """So it is when what would be asked about is taken as its first answer."""
    sure: bool
    """The kiosk acts on it without a question."""
    hard: bool
    """The rules rung is unsure of the turn or gets it wrong."""
    rung: str
    ms: float

    def report(self) -> dict[str, object]:
        """As ``--json`` lists what is wrong."""
        menu = self.among.menu
        return {
            "where": f"{self.among.path}:{self.turn.line}",
            "guest": self.turn.guest,
            "cart": format_cart(menu, self.turn.context.cart),
            "want": format_cart(menu, self.turn.want),
            "got": format_cart(menu, self.got),
            "sure": self.sure,
            "tags": list(self.turn.tags),
            "rung": self.rung,
        }


@dataclass(frozen=True, slots=True)
class TurnScore:
    """Every turn of every file."""

    reads: Sequence[Read]

    def report(self) -> dict[str, object]:
        """The figures as ``--json`` prints them."""
        by_tag: dict[str, list[Read]] = {}
        for read in self.reads:
            for tag in read.turn.tags:
                by_tag.setdefault(tag, []).append(read)
        return {
            **_timed(self.reads),
            "hard": _timed([read for read in self.reads if read.hard]),
            "rungs": by_rung((read.rung, read.right, read.ms) for read in self.reads),
            "tags": {tag: _figures(reads) for tag, reads in sorted(by_tag.items())},
            "wrong": [read.report() for read in self.reads if not read.right],
        }


async def score_turns(
    sets: Iterable[TurnSet],
    rung: Callable[[Menu], Understands],
    step: Callable[[], None] = lambda: None,
) -> TurnScore:
    """Every turn of every file, each read by itself.

    Args:
        sets: what is read.
        rung: makes the reader for a menu.
        step: called after each turn.
    """
    reads = []
    for one in sets:
        understanding, rules = rung(one.menu), Rules(one.menu)
        for turn in one.turns:
            start = perf_counter()
            reading = await understanding.read(turn.guest, turn.context)
            ms = 1000 * (perf_counter() - start)
            by_rules = rules.read_now(turn.guest, turn.context)
            reads.append(_read(one, turn, reading, by_rules, ms))
            step()
    return TurnScore(reads)


def _read(among: TurnSet, turn: Turn, reading: Reading, by_rules: Reading, ms: float) -> Read:
    def after(edits: Sequence[Edit]) -> Cart:
        return Order(turn.context.cart).turn(among.menu, edits, turn.context.now)[0].cart

    def right(cart: Cart) -> bool:
        return same_cart(among.menu, cart, turn.want)

    got = after(reading.edits)
    asked = tuple(Add(doubt.line) for doubt in reading.doubts if doubt.line is not None)
    return Read(
        among=among,
        turn=turn,
        got=got,
        right=right(got),
        best=right(after((*reading.edits, *asked))),
        sure=sure(reading),
        hard=not (sure(by_rules) and right(after(by_rules.edits))),
        rung=reading.rung,
        ms=ms,
    )


def _figures(reads: Sequence[Read]) -> dict[str, object]:
    firm = [read for read in reads if read.sure]
    return {
        "n": len(reads),
        "exact": rate(sum(read.right for read in reads), len(reads)),
        "best": rate(sum(read.best for read in reads), len(reads)),
        "sure": rate(len(firm), len(reads)),
        "right_when_sure": rate(sum(read.right for read in firm), len(firm)),
        "silent_errors": sum(not read.right for read in firm),
    }


def _timed(reads: Sequence[Read]) -> dict[str, object]:
    ms = [read.ms for read in reads]
    return {**_figures(reads), "ms_p50": percentile(ms, 0.5), "ms_p95": percentile(ms, 0.95)}
