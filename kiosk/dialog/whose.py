"""Whose order it is, out of what a guest says: a name, or the number on a table tent."""

from __future__ import annotations

import re
from typing import Final

from kiosk.understanding.normalise import number_of, words

__all__ = ["LONGEST_NAME", "LONGEST_TABLE", "name_said", "table_said"]

LONGEST_NAME: Final = 24
"""Characters that a ticket has room for."""
LONGEST_TABLE: Final = 4
"""Digits."""
_NAMES: Final = 3
"""Words of the longest name that is taken for one: Ana María Soto."""

_TELLS: Final = re.compile(
    r"^.*?\b((my|the|his|her) )?(name is|name's|names|call me|me llamo|mi nombre es)\s+", re.I
)
_BEFORE: Final = re.compile(
    r"^((it's|its|it is|this is|i'm|i am|for|um|uh|soy|es|para)[, ]+)+", re.I
)
_NAME: Final = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_ABOUT_TABLES: Final = frozenset(
    {"a", "at", "i", "im", "is", "it", "its", "my", "number", "on", "our", "sit", "sitting"}
    | {"table", "tent", "that", "the", "to", "we", "were", "are"}
    | {"el", "es", "la", "mesa", "numero"}
)
"""What may stand beside the number; with anything else it is an order."""
_OH: Final = frozenset({"o", "oh"})
"""How a nought is said in a row of digits."""


def name_said(text: str, *, asked: bool) -> str:
    """The name in it, said or spelled; empty where there is none.

    ``asked``: the guest was asked for it, and a name alone is one.
    """
    text = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    told = _TELLS.search(text)
    if told is None and not asked:
        return ""
    names = _NAME.findall(_BEFORE.sub("", text[told.end() if told else 0 :]))
    letters = "".join(names).replace("-", "")
    if len(letters) > 1 and all(len(part) == 1 for name in names for part in name.split("-")):
        names = [letters.lower()]
    name = " ".join(name[0].upper() + name[1:] for name in names)
    return name if len(names) <= _NAMES and len(name) <= LONGEST_NAME else ""


def table_said(text: str, *, asked: bool) -> str:
    """The number in it, digit by digit or as a number; empty where there is none.

    ``asked``: the guest was asked for it, and a number alone is one.
    """
    digits, others = "", set()
    for word in words(text):
        number = number_of(word)
        if word.text in _OH:
            digits += "0"
        elif number is None:
            others.add(word.text)
        else:
            digits += str(number)
    if not others <= _ABOUT_TABLES or not (asked or others & {"table", "tent", "mesa"}):
        return ""
    return digits if len(digits) <= LONGEST_TABLE else ""
