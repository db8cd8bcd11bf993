"""Replies that are known before any guest has spoken, so that a voice can make them ahead."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.dialog.describe import describe
from kiosk.dialog.english import opened
from kiosk.dialog.replies import PHRASES
from kiosk.menu.model import Menu
from kiosk.order.cart import Line

__all__ = ["foreseen"]


def foreseen(menu: Menu) -> Iterator[str]:
    """Sentences of replies, the likeliest first: greetings, phrases that are always the same, the
    menu's questions, and what is said when one of each dish is ordered."""
    for greeting in PHRASES["greet"]:
        yield greeting.format(menu=menu.name)
    for phrases in PHRASES.values():
        yield from (phrase for phrase in phrases if "{" not in phrase)
    for item in menu.items.values():
        yield from (group.ask for group in item.groups.values() if group.ask)
    for entry in menu.entries():
        ordered = describe(menu, Line(entry.id))
        yield from (opened(phrase.format(what=ordered)) for phrase in PHRASES["done"])
