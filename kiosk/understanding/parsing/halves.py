"""Halves of a dish in the words of a breath: "on the other" after "on one half", "on both"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.understanding.tag import Tag

__all__ = ["halved"]


def halved(tags: Sequence[Tag]) -> list[Tag]:
    """With a tag of kind ``half`` for whatever means one, or the whole after them."""
    out: list[Tag] = []
    several = False
    for n, tag in enumerate(tags):
        follows = tags[n + 1] if n + 1 < len(tags) else None
        several = several or (tag.kind == "num" and tag.value != "1")
        on = out[-1] if out and out[-1].kind == "on" and not out[-1].mark else None
        refused = len(out) > 1 and out[-2].kind == "neg"  # "no, pepperoni just on half"?
        if tag.kind == "just" and follows is not None and follows.kind == "half" and not refused:
            continue  # "just on half" is on half
        if on is not None and tag.words == "half":
            out[-1] = _joined(on, tag)
        elif on is None or several or not any(_is_half(t) for t in out):
            out.append(tag)
        elif tag.words == "the other" and (follows is None or follows.kind != "menu" or tag.mark):
            out[-1] = replace(_joined(on, tag), words="on the other half")
        elif tag.words == "both":
            out[-1] = replace(_joined(on, tag), value="whole")
        else:
            out.append(tag)
    return out


def _is_half(tag: Tag) -> bool:
    return tag.kind == "half" and tag.value != "whole"


def _joined(on: Tag, tag: Tag) -> Tag:
    """A half of the words of both."""
    return replace(tag, kind="half", value="", words=f"{on.words} {tag.words}", start=on.start)
