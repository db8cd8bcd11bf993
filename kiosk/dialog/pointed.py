"""Pointing and speaking as one turn: words about what the guest has before them on the screen."""

from __future__ import annotations

from dataclasses import replace

from kiosk.order.cart import Line
from kiosk.order.edits import Add, Edit

__all__ = ["as_pointed"]


def as_pointed(edit: Edit, pointed: Line) -> Edit:
    """``edit``, where it adds what was pointed at, with everything that was touched there already.

    What the words say stands over what was touched.
    """
    if not isinstance(edit, Add) or edit.line.item != pointed.item:
        return edit
    said = edit.line
    slots = dict(pointed.slots)
    for name, held in said.slots:
        there = slots.get(name)
        slots[name] = held if there is None or there.item != held.item else _on_top(there, held)
    size = said.size or pointed.size
    return Add(replace(_on_top(pointed, said), slots=tuple(slots.items()), size=size))


def _on_top(touched: Line, said: Line) -> Line:
    return replace(said, choices=(*touched.choices, *said.choices))
