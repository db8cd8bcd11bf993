"""Whose a dish is tells that it is there: "her muffin warmed up", "he wants his latte decaf"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.understanding.reading import Context
from kiosk.understanding.tag import Tag

__all__ = ["with_the"]

_WHOSE: Final = frozenset(("her", "his", "their"))
_OURS: Final = frozenset((*_WHOSE, "my", "our"))
_FOR: Final = ["for", "unknown"]
"""The word before it, and the kind of the one after it, that tell for whom a dish is."""


def with_the(tags: Sequence[Tag], context: Context) -> list[Tag]:
    """The tags, with "the" for "her" and "his" before a dish of the order.

    "For our granddaughter" is said of the guest, whoever that is.
    """
    ordered = {line.item for line in context.cart.lines}
    out = list(tags)
    for n, tag in enumerate(tags[:-1]):
        named = ordered & {*tags[n + 1].of("item")} if not tag.mark else set()
        if tag.words in _WHOSE and named:
            out[n] = replace(tag, kind="det", value="0", words="the")
        elif tag.words in _OURS and n and [tags[n - 1].words, tags[n + 1].kind] == _FOR:
            out[n - 1] = replace(tags[n - 1], kind="filler", value="")
            out[n + 1] = replace(tags[n + 1], kind="filler", value="for_whom")
    return out
