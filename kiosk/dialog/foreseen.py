"""Replies that are known before any guest has spoken, so that a voice can make them ahead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.dialog.describe import opened
from kiosk.dialog.languages import ENGLISH
from kiosk.dialog.replies import Wording
from kiosk.menu.model import Menu
from kiosk.order.cart import Line

__all__ = ["foreseen"]

_ENDS: Final = (".", "!", "?")
"""By these a sentence is told from a part of one."""


def foreseen(menu: Menu) -> Iterator[str]:
    """Sentences of replies in English, the likeliest first: greetings, phrases that are always the
    same, the menu's questions, and what is said when one of each dish is ordered."""
    words, phrases = Wording(menu), ENGLISH.phrases
    for greeting in phrases["greet"]:
        yield greeting.format(menu=menu.name)
    for variants in phrases.values():
        yield from (phrase for phrase in variants if "{" not in phrase and phrase.endswith(_ENDS))
    for item in menu.items.values():
        yield from (group.ask for group in item.groups.values() if group.ask)
    for entry in menu.entries():
        ordered = words.describe(Line(entry.id))
        yield from (opened(phrase.format(what=ordered)) for phrase in phrases["done"])
