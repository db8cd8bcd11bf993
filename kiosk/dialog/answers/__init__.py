"""Answers to guests' questions, from the menu and the cart and nothing else.

What the menu does not say is said to be so; nothing is concluded from a name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kiosk.dialog.answers.allergens import allergen_check, allergens, allergens_named
from kiosk.dialog.answers.contents import calories, contents, vegetarian
from kiosk.dialog.answers.guidance import cheapest, suggestion
from kiosk.dialog.answers.moment import Moment
from kiosk.dialog.answers.offered import available, listing, options
from kiosk.dialog.answers.prices import prices, so_far, total
from kiosk.dialog.reply import Sentence
from kiosk.order.edits import Ask, Topic
from kiosk.order.notation import format_line

__all__ = ["Moment", "allergen_check", "allergens", "allergens_named", "answer"]

_BY_TOPIC: Final[Mapping[Topic, Callable[[Moment, Sequence[str]], str]]] = {
    "price": prices,
    "contents": contents,
    "allergens": allergens,
    "calories": calories,
    "options": options,
    "menu": listing,
    "vegetarian": vegetarian,
    "total": total,
    "cart": so_far,
    "cheapest": cheapest,
    "suggestion": suggestion,
}


def answer(moment: Moment, ask: Ask) -> Sentence:
    """The answer to ``ask`` as things stand at ``moment``."""
    if ask.topic == "available":
        return available(moment, ask.about)
    text = _BY_TOPIC[ask.topic](moment, ask.about)
    if ask.topic != "cart":
        return Sentence(text)
    return Sentence(text, tuple(format_line(moment.menu, line) for line in moment.cart.lines))
