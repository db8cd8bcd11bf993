"""How much of a group may, must and does stand on an item: a till's rules within ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kiosk.menu.importers.draft import OptionDraft
from kiosk.menu.importers.reading import Notes

__all__ = ["MOST_OF_ONE", "MOST_REQUIRED", "least", "most", "on_by_default", "uncharged"]

MOST_OF_ONE: Final = 10
"""Portions of one option, where the till sets no limit."""
MOST_REQUIRED: Final = 50
"""Choices that a group of ours may ask for; it may allow twice as many."""


def most(told: int | None) -> int | None:
    """The upper limit; none where the till sets none, or one beyond what we count."""
    return told if told is not None and 0 < told <= 2 * MOST_REQUIRED else None


def least(name: str, told: int | None, room: int, notes: Notes) -> int:
    """The lower limit, as far as ``room`` choices go."""
    wanted, can = max(0, told or 0), min(room, MOST_REQUIRED)
    if wanted > can:
        notes.append(f"{name}: asks for {wanted} choices there; here for {can}")
    return min(wanted, can)


def uncharged(
    name: str, on: Iterable[str], options: Mapping[str, OptionDraft], notes: Notes
) -> tuple[str, ...]:
    """Of what is on by default all that costs nothing: with us a default is in the price."""
    out = []
    for key in dict.fromkeys(on):
        if options[key].price:
            said = "on by default at a charge there; here it is offered"
            notes.append(f"{name}, {options[key].name}: {said}")
        else:
            out.append(key)
    return tuple(out)


def on_by_default(
    name: str, on: tuple[str, ...], limit: int | None, notes: Notes
) -> tuple[str, ...]:
    """What is on by default, as far as the upper limit goes."""
    if limit is not None and len(on) > limit:
        notes.append(f"{name}: more is on by default than may be chosen; {limit} stay on")
    return on[:limit]
