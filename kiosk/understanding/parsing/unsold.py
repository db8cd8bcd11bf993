"""What is ordered by a size and words that the menu does not have: "a large mountain dew"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.menu.model import Menu
from kiosk.understanding.tag import Tag

__all__ = ["unsold"]


def unsold(menu: Menu, tags: Sequence[Tag]) -> list[Tag]:
    """The size and what counts it are part of the strange name, so that nothing else gets them."""
    out: list[Tag] = []
    for n, tag in enumerate(tags):
        if tag.kind == "unknown" and not _dish_ends_it(tags, n) and _counted_size(menu, out):
            *out, count, size = out
            words = f"{count.words} {size.words} {tag.words}"
            out.append(replace(tag, words=words, start=count.start))
        else:
            out.append(tag)
    return out


def _counted_size(menu: Menu, before: Sequence[Tag]) -> bool:
    """Whether "a large" ends there, with no mark in it."""
    if len(before) < 2 or before[-1].mark or before[-2].mark:
        return False
    count, size = before[-2:]
    counts = count.kind == "num" or count.is_a
    return counts and bool(size.of("option")) and set(size.of("option")) <= menu.sizes


def _dish_ends_it(tags: Sequence[Tag], at: int) -> bool:
    """Whether the strange words only tell of a dish: "a large glorbish pizza"."""
    after = next((tag for tag in tags[at:] if tag.kind != "unknown"), None)
    return after is not None and after.kind == "menu" and not after.generic
