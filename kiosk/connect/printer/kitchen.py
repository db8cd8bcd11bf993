"""The kitchen's ticket: big, and what is not as usual cannot be overlooked."""

from __future__ import annotations

from typing import Final

from kiosk.connect.placed import PlacedChoice, PlacedLine, PlacedOrder
from kiosk.connect.printer.letters import MARK, Letters
from kiosk.connect.printer.page import PLAIN, Row, Style, rule, wrapped
from kiosk.connect.printer.words import changed, for_kitchen, named_size

__all__ = ["kitchen_ticket"]

_BIG: Final = Style(tall=True, wide=True)
_PART: Final = Style(tall=True)
_CHANGE: Final = Style(tall=True, wide=True, reverse=True)
_BAND: Final = Style(tall=True, wide=True, bold=True, reverse=True)
_SERVICE: Final = {"dine_in": "HERE", "take_away": "TO GO", None: ""}
_KIND: Final = {
    "placed": "",
    "amended": "CHANGED - REPLACES THE FIRST",
    "void": "VOID - DO NOT MAKE",
}


def kitchen_ticket(
    order: PlacedOrder, columns: int, letters: Letters, *, again: bool = False
) -> list[Row]:
    """The rows for paper of ``columns`` small letters; ``again``: this may be the second time that
    it is printed."""
    paper = _Paper(columns, letters)
    if again:
        paper.add("PRINTED AGAIN - CHECK", _BAND)
    if _KIND[order.kind]:
        paper.add(_KIND[order.kind], _BAND)
    paper.add(f"#{order.number} {_SERVICE[order.service]}", _BIG)
    if order.table:
        paper.add(f"TABLE {order.table}", _BIG)
    if order.guest:
        paper.add(order.guest, _BIG)
    paper.add(f"{order.at:%Y-%m-%d %H:%M}")
    paper.rows.append(rule(columns))
    for line in order.lines:
        _line(paper, line)
        paper.rows.append(rule(columns))
    if paper.marked:
        paper.add(f"{MARK} in Latin letters; the menu writes it otherwise")
    return paper.rows


class _Paper:
    """Rows so far, each text spelled as the printer can."""

    def __init__(self, columns: int, letters: Letters) -> None:
        self.rows: list[Row] = []
        self.marked = False
        self._columns = columns
        self._letters = letters

    def add(self, text: str, style: Style = PLAIN, *, indent: int = 0, hang: int = 0) -> None:
        spelled = self._letters.spell(text)
        self.marked = self.marked or MARK in spelled
        self.rows += wrapped(spelled, self._columns, style, indent=indent, hang=hang)


def _line(paper: _Paper, line: PlacedLine) -> None:
    name = f"{line.size} {line.name}" if line.size else line.name
    if not line.slots:
        name = named_size(name, line.choices)
    paper.add(f"{line.quantity} {name}".upper(), _BIG, hang=2)
    _choices(paper, line.choices, indent=1)
    for slot in line.slots:
        held = named_size(slot.name, slot.choices).upper()
        paper.add(f"{slot.quantity} {held}" if slot.quantity > 1 else held, _PART, indent=2, hang=2)
        _choices(paper, slot.choices, indent=2)


def _choices(paper: _Paper, choices: tuple[PlacedChoice, ...], indent: int) -> None:
    for choice in changed(choices):
        paper.add(for_kitchen(choice), _CHANGE, indent=indent, hang=1)
    for choice in choices:
        if choice.kind == "choice":
            paper.add(for_kitchen(choice), _PART, indent=indent * 2)
