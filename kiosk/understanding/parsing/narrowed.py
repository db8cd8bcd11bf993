"""What of a list is meant after all: "with bacon and mushrooms, no, just bacon"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.understanding.tag import Tag

__all__ = ["narrowed"]

_DENIES: Final = frozenset(("no", "nope", "nah"))
_ONLY: Final = frozenset(("just", "only"))
_COUNTS: Final = frozenset(("num", "det"))
_LISTS: Final = frozenset(("menu", "and", "or", "filler", *_COUNTS))
"""Kinds of which a list is made."""


def narrowed(tags: Sequence[Tag]) -> list[Tag]:
    """The tags, each list without what the guest takes back by saying which of it is meant."""
    out: list[Tag] = []
    at = 0
    while at < len(tags):
        start = _restated_from(tags, at) if out else None
        if start is not None:
            first = _list_start(out)
            meant = _meant(_parts(out[first:]), _parts(tags[start : _list_end(tags, start)]))
            if meant:
                out[first:] = meant
                at = next(n for n in range(start, len(tags)) if tags[n].end == meant[-1].end) + 1
                continue
        out.append(tags[at])
        at += 1
    return out


def _restated_from(tags: Sequence[Tag], at: int) -> int | None:
    """Where what is meant begins, if a "no, just" stands there."""
    if tags[at].kind != "fix" and tags[at].words not in _DENIES:
        return None
    follows = next((n for n in range(at + 1, len(tags)) if tags[n].kind != "filler"), len(tags))
    if follows == len(tags) or tags[follows].words.split()[0] not in _ONLY:
        return None
    return follows + (tags[follows].kind in _ONLY)  # a "just one" counts what is meant


def _list_end(tags: Sequence[Tag], start: int) -> int:
    end = start
    while end < len(tags) and tags[end].kind in _LISTS:
        end += 1
    return end


def _list_start(tags: Sequence[Tag]) -> int:
    start = len(tags) - 1
    while start > 0 and tags[start - 1].kind in _LISTS and tags[start - 1].mark in ("", ","):
        start -= 1
    return start


def _parts(tags: Sequence[Tag]) -> list[list[Tag]]:
    """What the list is made of, without what joins it."""
    parts: list[list[Tag]] = [[]]
    for tag in tags:
        if tag.kind in ("and", "or"):
            parts.append([])
        elif tag.kind != "filler":
            parts[-1].append(tag)
            if tag.mark:
                parts.append([])
    return [part for part in parts if part]


def _meant(told: Sequence[list[Tag]], again: Sequence[list[Tag]]) -> list[Tag]:
    """What stands for the list: those of it that are said again, with their own counts where
    none is said anew; nothing where none is, or all."""
    out: list[Tag] = []
    said = 0
    if told and again and _of_the_last(told[-1], again[0]):
        return []
    for part in again:
        same = [before for before in told if _names(before) & _names(part)]
        if len(same) != 1:
            break  # "no, just the cokes and | a sprite"
        counted = any(tag.kind == "num" or tag.value == "1" for tag in part)
        last = replace(same[0][-1], mark=part[-1].mark, end=part[-1].end)
        out += part if counted else [*same[0][:-1], last]
        said += 1
    of_a_sort = len({bool(part[-1].of("item")) for part in told}) == 1
    return out if said < len(told) and of_a_sort else []


def _of_the_last(last: Sequence[Tag], again: Sequence[Tag]) -> bool:
    """Whether only less is said of what was told last: "a small fizz, no, just a fizz"."""
    return bool(_names(last) & _names(again)) and len(last) > len(again)


def _names(part: Sequence[Tag]) -> set[str]:
    """Of what it is, sizes and the like not counted."""
    return {meaning.id for meaning in part[-1].meanings}
