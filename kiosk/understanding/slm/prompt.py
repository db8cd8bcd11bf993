"""What the language model is told: an opening that never changes, and a request per turn.

The opening must stay the same to the byte for all turns, menus and carts: it is evaluated once.
Its dishes are invented, so that none of them is on anyone's menu.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.menu.model import Menu
from kiosk.order.notation import format_line
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.reading import Asked, Context
from kiosk.understanding.said import Said
from kiosk.understanding.slm.exchange import Message

__all__ = ["OPENING", "request"]

_INSTRUCTION: Final = """\
You write down what a restaurant guest wants as edits of the order, separated by "; ".
add 2 item +option -option : a new line, so many of an item, options on (+) and off (-)
mod #1 +option -option : change line 1
qty #1 3 : line 1 becomes three
swap #1 item : line 1 becomes another item
split #1 1 -option : one of line 1 becomes a line of its own, with these changes
del #1 : take line 1 away
none : nothing to write
Use the ids after "Names" only. What the guest takes back is not written. An item named twice with \
different options is two lines."""

OPENING: Final = (
    Message("system", _INSTRUCTION),
    Message(
        "user",
        "Order: empty\n"
        "Names: zorbels = zorbel_wrap; reed = reed; mell sauce = mell_sauce; large = large; "
        "dusk tea = dusk_tea; pobble = pobble_cake\n"
        "Guest: two zorbels no reed on either one of them with mell sauce and a pobble no wait a "
        "large dusk tea",
    ),
    Message("assistant", "add 1 zorbel_wrap -reed; add 1 zorbel_wrap -reed +mell_sauce; "
            "add 1 dusk_tea +large"),
    Message(
        "user",
        "Order: #1 3 zorbel_wrap; #2 1 dusk_tea ?size\n"
        "Asked: size of #2\n"
        "Names: small = small; wraps = zorbel_wrap; reed = reed; pobble cake = pobble_cake\n"
        "Guest: small and hold the reed on one of the wraps and add a pobble cake please",
    ),
    Message("assistant", "mod #2 +small; split #1 1 -reed; add 1 pobble_cake"),
)  # fmt: skip
"""Instruction and worked examples."""

_MOST_NAMES: Final = 6
"""Ids that one phrase is listed with; a category can have dozens."""


def request(lexicon: Lexicon, said: Said, context: Context) -> str:
    """This turn: the order, what was asked, what the words may name, the words."""
    menu = lexicon.menu
    lines = [f"Order: {_order(menu, context)}"]
    if context.asked is not None and (question := _question(context.asked)):
        lines.append(f"Asked: {question}")
    lines.append(f"Names: {'; '.join(dict.fromkeys(_names(lexicon, said)))}")
    lines.append(f"Guest: {said.text}")
    return "\n".join(lines)


def _order(menu: Menu, context: Context) -> str:
    lines = (f"#{line.ref} {format_line(menu, line)}" for line in context.cart.lines)
    return "; ".join(lines) or "empty"


def _question(asked: Asked) -> str:
    if asked.open is not None:
        slot = f".{asked.open.slot}" if asked.open.slot else ""
        return f"{asked.open.name} of #{asked.open.ref}{slot}"
    return " or ".join(asked.options[:_MOST_NAMES])


def _names(lexicon: Lexicon, said: Said) -> Iterator[str]:
    """Every phrase that may name something, with the ids that it may name."""
    named: set[str] = set()
    for tag in said.tags:
        ids = (*tag.of("item"), *tag.of("option"))
        for category in tag.of("category"):
            ids += tuple(lexicon.category_of[category])
        if ids:
            named.update(ids)
            yield f"{tag.words} = {', '.join(dict.fromkeys(ids[:_MOST_NAMES]))}"
    for words, ids in said.near.items():
        if ids:
            yield f"{words} = {', '.join(ids)}"
    unnamed = [name for name in sorted(said.entries) if name not in named]
    if unnamed and len(unnamed) <= _MOST_NAMES:
        yield f"(not named) = {', '.join(unnamed)}"
