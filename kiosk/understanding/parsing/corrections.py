"""Corrections in the same breath: "a coke no wait a sprite", "two, I mean three"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.understanding.parsing.apply import take_back
from kiosk.understanding.parsing.nouns import noun_phrase
from kiosk.understanding.parsing.places import Place
from kiosk.understanding.parsing.reader import read_run
from kiosk.understanding.parsing.starts import starts_run
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag

__all__ = ["on_fix", "said_again"]

_COUNTS: Final = frozenset(("num", "ones", "one_of", "other", "nth", "half", "det"))
"""Kinds between two mentions of an option that may give it to another."""
_DENIES: Final = frozenset(("neg", "fix"))


def on_fix(p: Parsing, tag: Tag) -> None:
    """What follows may correct what was just said; "actually" corrects only its like."""
    p.at += 1
    p.negated = False
    hard = tag.value != "soft"
    if not hard and not p.breath:
        return
    p.correcting = hard or _same_kind_follows(p)
    p.scratched = tag.value == "scratch"
    if p.breath and (p.kind(p.at) in ("", "done") or _said_before(p)):
        p.risk("correction")  # how much of what was said it takes back is not told
    means = tag.value == "meant" or tag.words.endswith("i mean")
    if means and not p.breath and (place := _meant_instead(p)) is not None:
        p.change, p.pointed, p.correcting = place, False, False
        if tag.value != "meant":
            p.risk("correction")
        return
    if tag.value == "meant" and p.breath:
        p.risk("correction")  # what was heard may have been said again before it: "no ham is wrong"
    replaces = "make" in tag.words.split() or (p.scratched and noun_phrase(p, p.at) is not None)
    if replaces and p.last_new is None and (target := p.latest()) is not None:
        p.change, p.pointed, p.correcting = target, True, False
    elif p.correcting:
        if hard and p.kind(p.at - 2) == "unknown":
            p.last_new = None  # "a burger and a flurb, I mean a tea": the burger stays
        if hard:
            p.out.doubts = [doubt for doubt in p.out.doubts if doubt.kind != "no_line"]
            _take_back_changes(p)
        _correct_quantity(p)


def _said_before(p: Parsing) -> bool:
    """Whether the dish that may be corrected was ordered before it in the same breath."""
    new = p.last_new
    return any(x is not new and new is not None and x.line.item == new.line.item for x in p.breath)


def _meant_instead(p: Parsing) -> Place | None:
    """ "I wanted the zero": the only line of its sort that it can stand instead of."""
    noun = noun_phrase(p, p.at)
    names = p.tags[noun.head].of("item") if noun is not None else ()
    sorts = {entry.category for name in names if (entry := p.menu.sold(name)) is not None}
    there = [place for place in p.cart.values() if place.entry.category in sorts]
    if len(there) != 1 or there[0].line.item in names:
        return None
    return there[0]


def _take_back_changes(p: Parsing) -> None:
    """ "no pickles, I mean no onions": the new changes stand for the old."""
    if p.last_run is None or not starts_run(p, p.at):
        return
    run, _ = read_run(p, p.at)
    if run.changes and run.polarity == p.last_run.polarity:
        take_back(p, p.last_run, run)


def _correct_quantity(p: Parsing) -> None:
    if p.kind(p.at) != "num" or noun_phrase(p, p.at) is not None:
        return
    place = p.latest()
    if place is not None and p.kind(p.at + 1) in ("", "done", "and", "yes"):
        place.become(int(p.tags[p.at].value))
        p.touch(place)
        p.at += 1
        p.correcting = False


def _same_kind_follows(p: Parsing) -> bool:
    """ "a coke actually a sprite": the same sort of dish, right after."""
    noun = noun_phrase(p, p.at)
    if noun is None or p.last_new is None or p.last_new.gone:
        return False
    names = p.tags[noun.head].of("item")
    entry = p.menu.sold(names[0]) if names else None
    return entry is not None and entry.category == p.last_new.entry.category


def said_again(tags: Sequence[Tag]) -> bool:
    """Whether an option that was refused, or refused at last, is named twice of one dish.

    Which of the two counts is often told by no more than the voice: "no ham, no, not the ham".
    """
    named: dict[str, bool] = {}
    denied = False
    for tag in tags:
        if (tag.of("item") and not tag.of("option")) or (tag.kind in _COUNTS and tag.value != "0"):
            named.clear()
        elif tag.kind in _DENIES:
            denied = True
        for option in tag.of("option"):
            if option in named and (denied or named[option]):
                return True
            named[option] = denied
        if tag.kind == "menu":
            denied = False
    return False
