"""How many there should be, as it is told of what is there: "knock that down to two"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.understanding.tag import Tag

__all__ = ["recounting"]

_MOVES: Final = frozenset(
    ("cut", "cut the", "knock", "bring", "take", "drop", "drop the", "get", "put", "move", "pull")
)
"""Verbs that with "down to" or "up to" change how many there are, or their size."""
_TO: Final = frozenset(("down to", "up to", "back to"))
_ONLY_ONE: Final = frozenset(("just the one", "only the one"))
_FAR: Final = 4
"""Tags from the verb to its "down to", at the most."""


def recounting(tags: Sequence[Tag]) -> list[Tag]:
    """With a verb of change for "take … down to", and a number in "just the one tea" or "one, not
    two"."""
    out: list[Tag] = []
    tags = _so_many_after_all(tags)
    was = _not_so_many(tags)
    for n, tag in enumerate(tags):
        if was and n in (was, was + 1):
            continue
        if was and n == was - 2:
            out.append(replace(tag, kind="only"))
            out.append(replace(tag, kind="num", value=str(tag.count), mark=""))
            continue
        verb = _moved(out) if tag.words in _TO else None
        if verb is not None:
            out[verb] = replace(out[verb], kind="make", value="")
            if out[verb].words.endswith(" the"):
                out.insert(verb + 1, replace(out[verb], kind="det", value="0", words="the"))
            out.append(replace(tag, kind="into"))
        elif tag.words in _ONLY_ONE and _dish_follows(tags, n):
            out.append(replace(tag, kind="only"))
            out.append(replace(tag, kind="num", value="1"))
        else:
            out.append(tag)
    return out


def _so_many_after_all(tags: Sequence[Tag]) -> list[Tag]:
    """With "make it twenty" for "twenty, not ten", and without "instead of five" after "four"."""
    out = list(tags)
    said = [tag.kind for tag in tags]
    if said[-3:] == ["num", "neg", "num"] and tags[-2].words == "not" and not _dishes(tags):
        make = replace(tags[-3], kind="make", value="", words="make", end=tags[-3].start)
        out[-3:] = [make, replace(make, kind="it", words="it"), replace(tags[-3], mark="")]
    elif said[-2:] == ["instead_of", "num"] and "num" in said[:-2]:
        del out[-2:]
    return out


def _dishes(tags: Sequence[Tag]) -> bool:
    return any(tag.of("item") for tag in tags)


def _not_so_many(tags: Sequence[Tag]) -> int:
    """Where the "not two" stands of "one order of breadsticks, not two"; 0 where none is said."""
    for n in range(2, len(tags) - 1):
        counted = (tags[n - 2].kind == "num" or tags[n - 2].is_a) and _dish_follows(tags, n - 2)
        if counted and tags[n].words == "not" and tags[n + 1].kind == "num":
            return n
    return 0


def _moved(tags: Sequence[Tag]) -> int | None:
    """Where the verb stands of what goes down or up, if one does so shortly before."""
    near = range(len(tags) - 1, max(-1, len(tags) - 1 - _FAR), -1)
    return next((at for at in near if tags[at].words in _MOVES and not tags[at].mark), None)


def _dish_follows(tags: Sequence[Tag], n: int) -> bool:
    follows = tags[n + 1] if n + 1 < len(tags) and not tags[n].mark else None
    return follows is not None and bool(follows.of("item")) and not follows.of("option")
