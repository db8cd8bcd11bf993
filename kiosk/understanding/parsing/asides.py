"""Words that are not for us: said to somebody else, of another day, or only asked.

They are set apart before anything is read, so that no dish in them becomes a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.understanding.tag import Tag

__all__ = ["set_apart"]

_RESUMES: Final = frozenset(("request", "done", "allergy"))
"""Kinds with which a guest turns back to us; of an allergy we want to know in any case."""
_OPENS: Final = frozenset((
    "so", "well", "um", "uh", "er", "oh", "ah", "hmm", "and", "but", "hey", "now", "wait", "sorry",
    "okay", "yeah", "ha", "hold on", "excuse me",
))  # fmt: skip
"""What may stand before the first word of a question."""
_ASKS: Final = frozenset((
    "is", "are", "does", "did", "was", "were", "has", "which", "why", "when", "where", "who",
    "whose", "do",
))  # fmt: skip
"""Words that begin a question where they stand first."""
_MAY_ASK: Final = frozenset(("do", "were"))
"""Which of them ask only before a subject: "do two burgers", "we're ready" as it is typed."""
_SUBJECTS: Final = frozenset(
    ("you", "they", "we", "i", "these", "those", "people", "there", "the", "my", "any")
)
"""What makes a question of them."""

_OF_DISHES: Final = frozenset(("have", "come", "contain", "include", "cost", "taste"))
"""Verbs of which a dish is the subject."""
_FAR: Final = 5
"""Tags from "do the" to its verb, at the most."""


def set_apart(tags: Sequence[Tag]) -> tuple[list[Tag], list[Tag]]:
    """The tags that are for us, and those that are not.

    Unknown words of a question stay: the guest is told that they were not understood.
    """
    apart = set[int]()
    tags = _asked_of_dish(tags)
    for at, tag in enumerate(tags):
        if tag.kind == "aside":
            reach = _reach(tags, at)
            asked = tag.value == "supposed"
            apart.update(n for n in reach if not (asked and tags[n].kind == "unknown"))
    if not apart and _begins_question(tags):
        reach = range(_until(tags, 0, _RESUMES | {"fix"}))
        apart.update(n for n in reach if tags[n].kind != "unknown")
    kept = [tag for at, tag in enumerate(tags) if at not in apart]
    return kept, [tags[at] for at in sorted(apart)]


def _reach(tags: Sequence[Tag], at: int) -> range:
    """How far the aside goes that is told by the tag there: to both sides, or from there on."""
    value = tags[at].value
    end = _until(tags, at, _RESUMES | {"but"} if value in ("until_but", "all_of_it") else _RESUMES)
    if value == "until_but" and end == len(tags):
        return range(at, at + 1)  # "I was going to get a coke": a polite way to order it
    start = at
    while value in ("all_of_it", "supposed") and start > 0 and not tags[start - 1].mark:
        if tags[start - 1].kind in _RESUMES:
            break
        start -= 1
    return range(start, end)


def _until(tags: Sequence[Tag], at: int, kinds: frozenset[str]) -> int:
    """The first tag after ``at`` that is of one of the kinds, or after a sentence's end."""
    end = at + 1
    while end < len(tags) and tags[end].kind not in kinds and tags[end - 1].mark not in (".", "?"):
        end += 1
    return end


def _begins_question(tags: Sequence[Tag]) -> bool:
    """Whether the first word that says anything asks."""
    for at, tag in enumerate(tags):
        said = tag.words.split()
        if tag.kind == "ask":
            return False  # it is for us
        if tag.words in _ASKS or (said[0] in _ASKS and tag.kind == "filler"):
            follows = said[1:] or (tags[at + 1].words.split() if at + 1 < len(tags) else [])
            return said[0] not in _MAY_ASK or bool(follows and follows[0] in _SUBJECTS)
        if tag.words not in _OPENS:
            return False
    return False


def _asked_of_dish(tags: Sequence[Tag]) -> list[Tag]:
    """With a question where a "do" has a dish as its subject: "do the pies have …", "does rye …".

    "Do the chicken pie in a large" asks for it.
    """
    out = list(tags)
    for at, tag in enumerate(tags):
        verbs = (follows.words.split()[0] for follows in tags[at + 1 : at + 1 + _FAR])
        if tag.words == "do the" and not _OF_DISHES.intersection(verbs):
            out[at] = replace(tag, kind="det", value="0", words="the")
    for at, (tag, dish, verb) in enumerate(zip(tags, tags[1:], tags[2:], strict=False)):
        if tag.words in ("do", "does") and dish.kind == "menu" and verb.words in _OF_DISHES:
            out[at] = replace(tag, kind="ask", value="contents?")
    return out
