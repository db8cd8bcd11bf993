"""Where a guest stumbles: "two no three cheeseburgers", "on that on that hamburger"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.tag import Tag

__all__ = ["corrected_first", "repaired", "taken_back"]

_BETWEEN: Final = frozenset(("neg", "no", "fix", "yes", "just"))
"""What may stand between a number and the one that is meant."""
_DENIES: Final = frozenset(("no", "nope", "nah", "not"))
_COUNTS: Final = {"num": "num", "all": "half"}
"""Kinds that tell how many, and what else than a number they may correct."""
_TRAILS: Final = frozenset(("actually", "i mean", "i meant", "rather", "or rather", "sorry"))
"""Corrections that may stand after what is meant."""
_JOINS: Final = frozenset(("and", "add", "request", "done"))
_SMALL: Final = frozenset(("det", "on", "it", "request", "with", "add"))
"""Kinds of words that, said twice running, were said once."""
_MOST: Final = 3
"""Tags of the longest stretch that is said twice."""


def repaired(tags: Sequence[Tag]) -> list[Tag]:
    """The tags without false starts."""
    out: list[Tag] = []
    for tag in tags:
        out.append(tag)
        _once(out)
        if tag.kind in _COUNTS:
            _last_number(out)
    return out


def _once(out: list[Tag]) -> None:
    """Drops a stretch of small words that was just said again."""
    for size in range(1, _MOST + 1):
        first, again = out[-2 * size : -size], out[-size:]
        if len(first) < size or any(tag.kind not in _SMALL or tag.mark for tag in first):
            continue
        if [tag.words for tag in first] == [tag.words for tag in again]:
            del out[-2 * size : -size]
            return


def _last_number(out: list[Tag]) -> None:
    """Drops a number that a "no" and the one just read take back, or a half that all do."""
    at = len(out) - 2
    denied = False
    while at >= 0 and out[at].kind in _BETWEEN and not out[at].of("item"):
        denied = denied or out[at].kind == "fix" or out[at].words in _DENIES
        at -= 1
    if denied and at >= 0 and out[at].kind in ("num", _COUNTS[out[-1].kind]):
        del out[at:-1]


def taken_back(lexicon: Lexicon, tags: Sequence[Tag]) -> list[Tag]:
    """With a correction for each "no" between two of which only one can be: "small no um a medium",
    "three teas no two teas".

    "No medium" by itself refuses nothing, and nobody orders three to leave out two.
    """
    out = list(tags)
    for at, tag in enumerate(tags):
        if tag.kind != "neg" or tag.words == "not" or tag.words not in _DENIES or not at:
            continue
        after = at + 1
        while after < len(tags) and tags[after].kind in ("filler", "det"):
            after += 1
        if after == len(tags):
            continue
        if _exclude(lexicon, tags[at - 1], tags[after]) or _counts_anew(tags, at, after):
            out[at] = replace(tag, kind="fix", value="hard")
    return out


def _counts_anew(tags: Sequence[Tag], at: int, number: int) -> bool:
    """Whether so many of a dish are named right behind another: "two teas no two cold coffees"."""
    if tags[number].kind != "num" or tags[number].value == "0" or not tags[at - 1].of("item"):
        return False
    named = (tag for tag in tags[number + 1 :] if tag.kind != "menu" or not tag.of("option"))
    dish = next(named, None)
    return dish is not None and bool(dish.of("item"))


def _same_dish(one: Tag, other: Tag) -> bool:
    return bool({*one.of("item")} & {*other.of("item")})


def _exclude(lexicon: Lexicon, one: Tag, other: Tag) -> bool:
    """Whether both name options, not the same, of which a dish has only one."""
    options, others = one.of("option"), other.of("option")
    return not set(options) & set(others) and lexicon.only_one_of(options, others)


def corrected_first(tags: Sequence[Tag]) -> list[Tag]:
    """With a correction that trails the dish or number it brings before it: "two teas actually"."""
    out = list(tags)
    for at, tag in enumerate(tags):
        start = _counted_from(tags, at) if tag.kind == "fix" and tag.words in _TRAILS else None
        ends = at + 1 == len(tags) or bool(tag.mark) or tags[at + 1].kind in _JOINS
        if start is not None and ends and not _said_anew(tags, at):
            out.insert(start, out.pop(at))
    return out


def _said_anew(tags: Sequence[Tag], at: int) -> bool:
    """Whether what follows the correction says another number of what stands before it: "two teas,
    sorry, three", "… sorry, three teas"."""
    number, last = tags[at + 1 : at + 2], tags[at + 2 : at + 3]
    if not number or number[0].kind != "num":
        return False
    if not last or number[0].mark or last[0].kind in _JOINS:
        return True
    return _same_dish(last[0], tags[at - 1])


def _counted_from(tags: Sequence[Tag], end: int) -> int | None:
    """Where the dish or option begins that ends there, told with a number and joined to nothing."""
    at = end
    while at > 0 and tags[at - 1].kind == "menu" and not (at < end and tags[at - 1].of("item")):
        at -= 1
    at -= 1
    if at < 0 or at == end - 1 or any(tag.mark for tag in tags[at : end - 1]):
        return None
    counted = tags[at].kind == "num" or tags[at].value == "1"
    return at if counted and (at == 0 or tags[at - 1].kind not in _JOINS) else None
