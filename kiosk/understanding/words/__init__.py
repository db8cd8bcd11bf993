"""The words of ordering: which phrases do what. No dish is named here.

A phrase means its kind wherever the menu has no longer match. Each stands once in the table; a
file of this room holds one theme of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kiosk.understanding.words import (
    amounts,
    answers,
    asides,
    changes,
    conversation,
    joints,
    pointing,
    questions,
    small_talk,
    spanish,
)
from kiosk.understanding.words.allergens import ALLERGENS
from kiosk.understanding.words.row import Row

__all__ = ["ALLERGENS", "PHRASES", "ROWS", "kind_of"]

ROWS: Final[tuple[Row, ...]] = (
    *small_talk.ROWS,
    *joints.ROWS,
    *amounts.ROWS,
    *pointing.ROWS,
    *changes.ROWS,
    *conversation.ROWS,
    *answers.ROWS,
    *questions.ROWS,
    *asides.ROWS,
    *spanish.ROWS,
)
PHRASES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {phrase: (row.kind, row.value) for row in ROWS for phrase in row.phrases()}
)
"""Normalised phrase → kind and value."""


def kind_of(phrase: str) -> str:
    """The kind of a normalised phrase; empty when it is no phrase of ordering."""
    return PHRASES.get(phrase, ("", ""))[0]
