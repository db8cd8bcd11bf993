"""What a receipt printer makes of its bytes: rows of paper with the letters' size and colour.

It knows the codes that :mod:`kiosk.connect.printer.codes` sends and steps over no others: a code
that nobody has looked at must not be taken for one that prints nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from kiosk.connect.printer.page import PLAIN, Style

__all__ = ["Letter", "Paper", "Printed", "read_codes"]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter on paper."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Printed:
    """One row of paper."""

    letters: tuple[Letter, ...]
    centered: bool = False

    @property
    def text(self) -> str:
        """Its letters alone."""
        return "".join(letter.text for letter in self.letters)

    @property
    def reversed(self) -> str:
        """Those of its letters that are white on black."""
        return "".join(letter.text for letter in self.letters if letter.style.reverse)


@dataclass(slots=True)
class Paper:
    """What has come out of the printer."""

    rows: list[Printed] = field(default_factory=list)
    cuts: int = 0
    """How often it was cut off."""


def read_codes(data: bytes, pages: Mapping[int, str]) -> Paper:
    """The paper after ``data``; ``pages``: number of each table of letters → Python's codec. A row
    or a code that has no end yet is not on paper.

    Raises:
        ValueError: a code that is not known here.
    """
    head = _Head(pages)
    at = 0
    while at < len(data):
        if data[at] == _LF:
            head.end_row()
            at += 1
        elif data[at] >= _FIRST_LETTER:
            head.print(data[at : at + 1])
            at += 1
        else:
            code = data[at : at + 2]
            if code not in _LENGTHS and len(code) == 2:
                raise ValueError(f"code {code.hex(' ')} at byte {at} is not known here")
            end = at + _LENGTHS.get(code, 2)
            if end > len(data):
                break
            head.obey(code, data[end - 1])
            at = end
    return head.paper


_LF: Final = 0x0A
_FIRST_LETTER: Final = 0x20
_LENGTHS: Final = {
    b"\x1b@": 2,
    b"\x1c.": 2,
    b"\x1bE": 3,
    b"\x1ba": 3,
    b"\x1bd": 3,
    b"\x1bt": 3,
    b"\x1d!": 3,
    b"\x1dB": 3,
    b"\x1dV": 3,
    b"\x1dr": 3,
    b"\x1d(": 11,
}
"""Of each code with what belongs to it; of GS ( the one that asks for an identifier."""


class _Head:
    """Where the printer is and how it prints."""

    def __init__(self, pages: Mapping[int, str]) -> None:
        self.paper = Paper()
        self._pages = pages
        self._row: list[Letter] = []
        self._reset()

    def _reset(self) -> None:
        self._style = PLAIN
        self._centered = False
        self._codec = self._pages.get(0, "cp437")

    def print(self, letter: bytes) -> None:
        """One letter, of the table that is in use."""
        self._row.append(Letter(letter.decode(self._codec, errors="replace"), self._style))

    def end_row(self) -> None:
        """The row is on paper."""
        self.paper.rows.append(Printed(tuple(self._row), self._centered))
        self._row = []

    def obey(self, code: bytes, value: int) -> None:
        """A code of ``_LENGTHS``; ``value`` is its last byte."""
        match code:
            case b"\x1b@":
                self._reset()
            case b"\x1d!":
                self._style = replace(self._style, wide=value & 0x10 > 0, tall=value & 0x01 > 0)
            case b"\x1bE":
                self._style = replace(self._style, bold=value & 1 > 0)
            case b"\x1dB":
                self._style = replace(self._style, reverse=value & 1 > 0)
            case b"\x1ba":
                self._centered = value == 1
            case b"\x1bt":
                self._codec = self._pages.get(value, "cp437")
            case b"\x1bd":
                self.paper.rows += [Printed(())] * value
            case b"\x1dV":
                self.paper.cuts += 1
