"""What is printed, before it is bytes: rows of styled words, broken between words alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["PLAIN", "Row", "Style", "columns_row", "rule", "wrapped"]

_JOIN: Final = "\u00a0"
"""Holds two words together: never a place to break at. It is gone from the row that comes out."""


@dataclass(frozen=True, slots=True)
class Style:
    """How letters look."""

    tall: bool = False
    """Twice as high."""
    wide: bool = False
    """Twice as wide: half as many go on a row."""
    bold: bool = False
    reverse: bool = False
    """White on black."""

    def fits(self, columns: int) -> int:
        """How many letters go on a row of ``columns`` small ones."""
        return columns // 2 if self.wide else columns


PLAIN: Final = Style()
"""As a receipt is printed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of paper."""

    text: str
    style: Style = PLAIN
    align: Literal["left", "center"] = "left"
    indent: int = 0
    """Letters of the row's own size before the text; they are never reversed."""


def wrapped(
    text: str,
    columns: int,
    style: Style = PLAIN,
    *,
    indent: int = 0,
    hang: int = 0,
    align: Literal["left", "center"] = "left",
) -> list[Row]:
    """``text`` in as many rows as it needs; ``hang`` is how much further in the rows after the
    first one begin. A word that is longer than a row is broken in it, and nothing is left out.

    "NO ONION" is one word where that fits a row: what is off must not be read as if it were on.
    """
    rows: list[Row] = []
    room = max(1, style.fits(columns) - indent)
    words = _held_together(text.split(), room - hang)
    line = ""
    for word in words:
        if line and len(line) + 1 + len(word) <= room:
            line += " " + word
            continue
        if line:
            rows.append(_row(line, style, align, indent))
            if len(rows) == 1:
                indent, room = indent + hang, max(1, room - hang)
        for start in range(0, len(word) - room, room):
            rows.append(_row(word[start : start + room], style, align, indent))
        line = word[(len(word) - 1) // room * room :]
    if line:
        rows.append(_row(line, style, align, indent))
    return rows


def _row(line: str, style: Style, align: Literal["left", "center"], indent: int) -> Row:
    return Row(line.replace(_JOIN, " "), style, align, indent)


def _held_together(words: Iterable[str], room: int) -> list[str]:
    out: list[str] = []
    for word in words:
        if out and out[-1] in {"NO", "NOT"} and len(out[-1]) + 1 + len(word) <= room:
            out[-1] += _JOIN + word
        else:
            out.append(word)
    return out


def columns_row(left: str, right: str, columns: int, style: Style) -> list[Row]:
    """``left`` at the left, ``right`` at the right of the last row: words and their amount."""
    room = style.fits(columns)
    beside = room - len(right) - 1
    if beside < room // 3:  # an amount too long to stand beside anything
        return [*wrapped(left, columns, style), Row(right.rjust(room), style)]
    rows = wrapped(left, beside * (2 if style.wide else 1), style, hang=2)
    last = rows.pop() if rows else Row("", style)
    text = " " * last.indent + last.text
    return [*rows, Row(text.ljust(beside) + " " + right, style)]


def rule(columns: int) -> Row:
    """A line across."""
    return Row("-" * columns)
