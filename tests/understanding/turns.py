"""Turns to tell stories with: a cart in notation, words in, edits in notation out."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.menu import Menu
from kiosk.order.notation import format_edit, parse_cart, parse_edit
from kiosk.understanding.ground import ground
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.reading import Context, Reading
from kiosk.understanding.said import said


def at_the_counter(menu: Menu, *lines: str) -> Context:
    """The conversation so far has come to this cart."""
    cart = parse_cart(menu, lines)
    return Context(cart, touched=tuple(line.ref for line in cart.lines[-1:]))


def edits(menu: Menu, reading: Reading) -> list[str]:
    return [format_edit(menu, edit) for edit in reading.edits]


def ungrounded(
    lexicon: Lexicon, text: str, written: Sequence[str], *, cart: Sequence[str] = ()
) -> list[str]:
    """What of these edits the turn does not hold, as "kind what"."""
    context = at_the_counter(lexicon.menu, *cart)
    read = [parse_edit(lexicon.menu, edit) for edit in written]
    found = ground(lexicon, said(lexicon, text, context), context, read)
    return [f"{one.kind} {one.what}" for one in found]
