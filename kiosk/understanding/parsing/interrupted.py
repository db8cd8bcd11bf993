"""Names with an option said in the middle of them: "boneless barbecue wings"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.normalise import words
from kiosk.understanding.tag import Tag

__all__ = ["closed_up"]

_FAR = 2
"""Tags of a name before the option in it, at the most: "bone in | lemon pepper | wings"."""


def closed_up(lexicon: Lexicon, tags: Sequence[Tag]) -> list[Tag]:
    """The tags with such an option before the whole name, where the dish can have it."""
    out: list[Tag] = []
    at = 0
    while at < len(tags):
        for first in range(1, _FAR + 1):
            moved = _closed_up(lexicon, tags[at : at + first + 2], first)
            if moved is not None:
                out += moved
                at += first + 2
                break
        else:
            out.append(tags[at])
            at += 1
    return out


def _closed_up(lexicon: Lexicon, tags: Sequence[Tag], first: int) -> tuple[Tag, Tag] | None:
    """The option and the name, where ``first`` tags of a name, an option and its rest are given."""
    if len(tags) < first + 2 or tags[0].kind != "menu" or any(tag.mark for tag in tags[:-1]):
        return None
    option, rest = tags[first], tags[first + 1]
    if not option.of("option") or option.of("item") or rest.kind != "menu":
        return None
    called = " ".join(tag.words for tag in (*tags[:first], rest))
    named = tuple(
        meaning
        for meaning in lexicon.exact(words(called))
        if any(meaning.id in lexicon.items_with[o] for o in option.of("option"))
    )
    if not named:
        return None
    middle = tags[0].start + option.end - option.start
    return (
        replace(option, start=tags[0].start, end=middle),
        replace(rest, words=called, start=middle, meanings=named),
    )
