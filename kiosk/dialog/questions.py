"""The questions that the kiosk asks, and which one comes next when nothing is in the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.dialog.replies import Wording
from kiosk.dialog.reply import Question
from kiosk.dialog.state import State
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart, Line
from kiosk.order.edits import Act, Clear, Edit, Undo
from kiosk.order.rules import Open, open_choices
from kiosk.understanding.reading import Asked

__all__ = [
    "ANYTHING_ELSE",
    "CANCEL",
    "CHANGE",
    "CHECK",
    "PERSON",
    "REPHRASE",
    "RESUME",
    "next_question",
    "offer",
    "open_in",
]

ANYTHING_ELSE: Final = Question(Asked("anything_else"), "anything_else")
CONFIRM: Final = Question(Asked("confirm"), "confirm")
"""The read-back: only a yes to it places the order."""
CHANGE: Final = Question(Asked("rephrase"), "change")
"""After a no to the read-back."""
CHECK: Final = Question(Asked("confirm"), "check", if_no=(Undo(),))
"""Whether a turn that was done was what the guest meant."""
REPHRASE: Final = Question(Asked("rephrase"), "rephrase")
CANCEL: Final = Question(Asked("cancel"), "cancel")
PERSON: Final = Question(Asked("person"), "person", if_yes=(Act("person"),))

RESUME: Final = Question(Asked("confirm"), "resume", if_no=(Clear(),))
"""Whether to go on with an order that was interrupted; who says no may still undo it."""


def offer(line: Line, edit: Edit, text: Callable[[Wording], str]) -> Question:
    """Whether the guest would like ``line``, which ``edit`` brings."""
    return Question(Asked("offer", options=(line.item,), line=line), "offer", text, (edit,))


def open_in(menu: Menu, cart: Cart) -> list[Open]:
    """All choices that lines still need, in the order in which they are asked."""
    return [needed for line in cart.lines for needed in open_choices(menu, line)]


def next_question(menu: Menu, state: State) -> Question:
    """The first open choice of the first line; then the read-back, if the guest is done."""
    cart = state.order.cart
    for needed in open_in(menu, cart):
        return Question(Asked("open", needed), needed.name)
    return CONFIRM if state.closing and cart.lines else ANYTHING_ELSE
