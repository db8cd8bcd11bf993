"""What goes wrong, by kind, and what to try next for each.

Counts come from the reports of the yardsticks. The ideas are written by hand, in ``IDEAS``: whoever
has tried one puts the next in its place. A kind without an idea is listed all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kiosk.evaluation.scenarios.file import HELD_OUT

__all__ = ["IDEAS", "SPEECH_KIND_COLUMNS", "kind_columns", "kind_rows", "speech_kind_rows"]

IDEAS: Final[Mapping[str, str]] = {
    # Tags of turns and of conversations.
    "answer": "an answer about one of two (“a four and a ten”) splits the line that was asked of",
    "asr": "turns as our recogniser mishears them, for the adapters to learn from",
    "chatter": "a dish in a sentence without a word of ordering is asked about, not added",
    "correction": "“i said …, i meant …” and “other way around” replace what was touched last",
    "count": "a number before what can be had several times is that option's, not a new line's",
    "counts": "a number before what can be had several times is that option's, not a new line's",
    "distributive": "“each”, “both”, “neither” and “any” go over every line that they can be about",
    "indirect": "“his”, “for her”: each person is tied to a line for as long as the order lasts",
    "late_change": "more turns of changes after the read-back for the adapters to learn from",
    "meal": "of two meals in one breath, sides and drinks are shared out in the order said",
    "misheard": "turns as our recogniser mishears them, for the adapters to learn from",
    "negation": "a “no” goes on to everything that its clause names; one left over is asked about",
    "reference": "“the smaller”, “the first”: a line of the cart is looked for before a new one",
    "run_on": "more orders without pauses for the adapters: where one line ends is not heard",
    "split": "“one of”, “the other”: the line is split first, its options are read then",
    "swap": "both halves of “X for Y” make one edit; where one has no place, it is asked about",
    "unchanged": "a dish in a sentence without a word of ordering is asked about, not added",
    "unknown": "words that nothing on the menu sounds like: the nearest two are offered",
    # Kinds of ours.
    "sure and wrong": "a number, “both” or “no” that no edit accounts for makes a turn unsure",
    "left out": "“all the toppings” is every option of its group; words without a place are asked",
    "too much": "of two dishes that an option can be for, the small model chooses, or it is asked",
    "something else": "names that share words (two chickens, two waters) are asked about",
    "no menu can say it": "the labels' “all of a group” as a choice that a menu can have",
    # Of spoken orders.
    "nothing heard": "the least level that counts as speech, by condition; a second listen",
    "heard wrong": "the words most confused (`confused` in the file) for the recogniser's adapter",
    "wrong when typed too": "not the recogniser's: the same kinds as of typed turns",
    "wrong, and nobody told": "the share of doubtful words from which an order is asked about",
}
"""What to try next, by kind; quoted words are of the project's own turns."""
_MOST_TAGS: Final = {"turns": 8, "conversations": 5}
"""Tags that are shown: those with the most failures. The tables of each rung have them all."""

_Found = Mapping[str, tuple[int, int]]
"""Of each kind, how many went wrong, and of how many."""


def kind_columns(rungs: Sequence[str]) -> tuple[str, ...]:
    """The head of the table of :func:`kind_rows`."""
    return ("of", "kind", *rungs, "next idea")


def kind_rows(
    turns: Sequence[Mapping[str, Any] | None],
    sets: Sequence[Sequence[Mapping[str, Any]]],
    conversations: Sequence[Mapping[str, Any] | None],
) -> Iterator[tuple[str, ...]]:
    """Kinds of failures, those of most failures on the last rung first; none without failures.

    Args:
        turns: of each rung, its report of single turns.
        sets: of each rung, its reports of labelled orders.
        conversations: of each rung, its report of conversations.
    """
    yield from _rows("turns", [_silent_turns(one) for one in turns])
    yield from _rows("turns", [_tags(one, "wrong") for one in turns], _MOST_TAGS["turns"])
    yield from _rows("orders", [_orders(ones) for ones in sets])
    tagged = [_tags(one, "failed") for one in conversations]
    yield from _rows("conversations", tagged, _MOST_TAGS["conversations"])


def _rows(of: str, rungs: Sequence[_Found], most: int | None = None) -> Iterator[tuple[str, ...]]:
    kinds = {kind: None for found in rungs for kind, (wrong, _) in found.items() if wrong}

    def weight(kind: str) -> tuple[int, ...]:
        return tuple(-found.get(kind, (0, 0))[0] for found in reversed(rungs))

    for kind in sorted(sorted(kinds), key=weight)[:most]:
        yield of, kind, *(_of(found.get(kind)) for found in rungs), IDEAS.get(kind, "")


def _of(found: tuple[int, int] | None) -> str:
    return "" if found is None else f"{found[0]} of {found[1]}"


def _silent_turns(report: Mapping[str, Any] | None) -> _Found:
    return {} if report is None else {"sure and wrong": (report["silent_errors"], report["n"])}


def _tags(report: Mapping[str, Any] | None, failures: str) -> _Found:
    """Of each tag, its failures; one of several tags counts under each."""
    if report is None:
        return {}
    wrong = Counter(tag for one in report[failures] for tag in set(one["tags"]))
    return {tag: (wrong[tag], one["n"]) for tag, one in report["tags"].items() if tag != HELD_OUT}


def _orders(sets: Sequence[Mapping[str, Any]]) -> _Found:
    """Of all sets together, in what way the order differs from its label."""
    if not sets:
        return {}
    n = sum(one["n"] for one in sets)
    ways = Counter(_way(wrong["differs"]) for one in sets for wrong in one["wrong"])
    beyond = sum(one["n"] - round(one["n"] * one["in_reach"]) for one in sets)
    sure = [(one, round(one["n"] * one["sure_share"])) for one in sets]
    silent = sum(firm - round(firm * one["sure_right"]) for one, firm in sure)
    found = {"sure and wrong": silent, **ways, "no menu can say it": beyond}
    return {kind: (wrong, n) for kind, wrong in found.items()}


def _way(differs: Sequence[str]) -> str:
    missing = sum(text.startswith("missing") for text in differs)
    if missing == len(differs):
        return "left out"
    return "something else" if missing else "too much"


SPEECH_KIND_COLUMNS: Final = ("kind", "wrong", "most under", "next idea")


def speech_kind_rows(report: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Spoken orders that went wrong, by kind; none where the report lists none.

    The first three kinds part the failures, by what was heard and by whether the true words, typed,
    are understood; the last is of all of them.

    Args:
        report: what ``kiosk eval speech --json`` printed.
    """
    failed = [one for one in report.get("failed", ()) if {"heard", "oracle", "silent"} <= set(one)]
    kinds: dict[str, list[Mapping[str, Any]]] = {
        "heard wrong": [one for one in failed if one["heard"] and one["oracle"]],
        "wrong when typed too": [one for one in failed if one["heard"] and not one["oracle"]],
        "nothing heard": [one for one in failed if not one["heard"]],
        "wrong, and nobody told": [one for one in failed if one["silent"]],
    }
    for kind, ones in kinds.items():
        if ones:
            under, n = Counter(str(one.get("condition")) for one in ones).most_common(1)[0]
            yield kind, f"{len(ones)} of {len(failed)}", f"{under} ({n})", IDEAS.get(kind, "")
