"""A dish that is asked about and then ordered: "do you have sprite? I'll take a large one"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.understanding.lexicon import Meaning
from kiosk.understanding.tag import Tag

__all__ = ["named_anew"]

_BEFORE: Final = frozenset(("yes", "det", "num", "extra", "light", "size_word"))
"""Kinds before a "one" that stands for a dish, beside its options."""
_ORDERS: Final = frozenset(("request", "add"))


def named_anew(tags: Sequence[Tag]) -> list[Tag]:
    """The dish by its name where "one", "it" or a bare number orders what was just asked about."""
    out: list[Tag] = []
    asked: tuple[Meaning, ...] = ()
    asking = ordering = False
    for n, tag in enumerate(tags):
        if tag.kind == "ask":
            asking, ordering, asked = True, False, ()
        elif tag.of("item"):
            asked = tag.meanings if asking and not ordering else ()
            ordering = bool(asked) and tag.mark == "?"
        elif asked and tag.kind in _ORDERS:
            ordering = True
        elif ordering and (dish := _stands_for(tags, n)):
            out += [replace(each, meanings=asked or each.meanings) for each in dish]
            asked, asking, ordering = (), False, False
            continue
        elif ordering and not (tag.kind in _BEFORE or tag.of("option")):
            ordering = asking = False
        out.append(tag)
    return out


def _stands_for(tags: Sequence[Tag], n: int) -> list[Tag]:
    """What the tag becomes where it stands for a dish: how many, and room for its name."""
    tag, before = tags[n], tags[n - 1]
    follows = tags[n + 1] if n + 1 < len(tags) and not tag.mark else None
    dish = replace(tag, kind="menu", value="", start=tag.end)
    if tag.kind == "it":
        return [replace(tag, kind="det", value="1", words="a", mark=""), dish]
    if tag.kind not in ("num", "ones"):
        return []
    if tag.words in ("one", "ones") and (before.kind == "det" or before.of("option")):
        return [replace(dish, start=tag.start)]  # "a large one"
    if follows is None or follows.kind not in ("menu", "unit", "ones", "unknown"):
        return [replace(tag, mark=""), dish]  # "I'll have two"
    return []
