"""Rows as the bytes that a receipt printer takes, by python-escpos and its printer profiles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from escpos.printer import Dummy

from kiosk.connect.printer.letters import Letters
from kiosk.connect.printer.page import PLAIN, Row, Style

__all__ = ["ticket_bytes"]

_NO_KANJI: Final = b"\x1c."
"""FS . : printers made for China take two high bytes for one character until they are told."""


def ticket_bytes(rows: Sequence[Row], letters: Letters, profile: str) -> bytes:
    """The whole ticket, from a printer in any state to the paper cut off."""
    printer = Dummy(profile=profile)
    printer.hw("INIT")
    printer._raw(_NO_KANJI)  # python-escpos has no name for it
    for row in rows:
        _print(printer, row, letters)
    printer.cut()
    return bytes(printer.output)


def _print(printer: Dummy, row: Row, letters: Letters) -> None:
    _set(printer, PLAIN, row.align)
    if row.indent:
        margin = Style(tall=row.style.tall, wide=row.style.wide)
        _set(printer, margin, row.align)
        printer._raw(b" " * row.indent)  # bytes of our own encoding
    _set(printer, row.style, row.align)
    printer._raw(letters.encode(row.text))  # text() would print "?" for a letter
    _set(printer, PLAIN, row.align)
    printer.ln()


def _set(printer: Dummy, style: Style, align: str) -> None:
    printer.set(
        align=align,
        bold=style.bold,
        invert=style.reverse,
        custom_size=True,
        width=2 if style.wide else 1,
        height=2 if style.tall else 1,
    )
