"""What several have in common, told before they are named: "two larges, a coke and a sprite"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.understanding.tag import Tag

__all__ = ["told_of_each"]


def told_of_each(tags: Sequence[Tag]) -> list[Tag]:
    """The tags, with what was told of so many beside each of those that make up the number."""
    out: list[Tag] = []
    at = 0
    while at < len(tags):
        shared, end = _options(tags, at + 1)
        parts = _parts(tags, end) if shared and tags[at].count > 1 else []
        if sum(part[0].count for part in parts) == tags[at].count and len(parts) > 1:
            for part in parts:
                out += [part[0], *shared, *part[1:]]
            at = end + sum(len(part) for part in parts)
        else:
            out.append(tags[at])
            at += 1
    return out


def _options(tags: Sequence[Tag], at: int) -> tuple[list[Tag], int]:
    """Options from there on, unmarked, and the tag after them and a "ones"."""
    end = at
    while end < len(tags) and tags[end].of("option") and not tags[end].of("item"):
        end += 1
    told = [replace(tag, mark="") for tag in tags[at:end]]
    return told, end + (end < len(tags) and tags[end].kind == "ones")


def _parts(tags: Sequence[Tag], at: int) -> list[list[Tag]]:
    """Counted dishes in a row, each with the "and" behind it; none where they do not follow on."""
    out: list[list[Tag]] = []
    while at < len(tags) and tags[at].count:
        dish = next((n for n in range(at + 1, len(tags)) if tags[n].kind != "menu"), len(tags)) - 1
        if dish == at or not tags[dish].of("item"):
            break
        end = dish + 1 + (dish + 1 < len(tags) and tags[dish + 1].kind == "and")
        out.append(list(tags[at:end]))
        at = end
    return out
