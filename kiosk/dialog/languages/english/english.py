"""How English says what stands in an order, and asks for what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Final, Literal

from kiosk.dialog.languages.english.grammar import (
    counted,
    is_plural,
    joined,
    number,
    plural,
)
from kiosk.dialog.languages.english.phrases import PHRASES
from kiosk.dialog.languages.language import MANY, Choosing, Dish, On
from kiosk.order.cart import Choice

__all__ = ["ENGLISH"]

_DETERMINERS: Final = ("a ", "an ", "any ", "some ", "the ", "that ", "your ")
_ONE: Final[Mapping[str, str]] = {"is": "is", "has": "has", "comes": "comes", "one": "one"}
_MANY: Final[Mapping[str, str]] = {"is": "are", "has": "have", "comes": "come", "one": "some"}
_LONG: Final = 7
"""Words of a question that has no room for what it is about behind it."""


class _English:
    """See ``Language``."""

    code = "en"
    absent = "no "
    notice = ""
    phrases = PHRASES

    def agreeing(self, name: str) -> Mapping[str, str]:
        """Verbs, and what one of it is called."""
        return _MANY if is_plural(name) else _ONE

    def number(self, n: int) -> str:
        """In words up to twelve."""
        return number(n)

    def listed(self, parts: Sequence[str], word: Literal["and", "or"] = "and") -> str:
        """``a, b, and c``"""
        return joined(parts, word)

    def one(self, name: str) -> str:
        """``a Coke``, ``Fries``"""
        return counted(1, name)

    def the(self, name: str, quantity: int = 1) -> str:
        """``the two Cokes``"""
        return f"the {name}" if quantity == 1 else f"the {number(quantity)} {plural(name)}"

    def dish(self, dish: Dish) -> str:
        """``two large Cokes, no ice``; ``a medium Cheeseburger Meal, no onions, with Fries …``"""
        out = counted(dish.quantity, dish.name, dish.sizes) + _deviations(dish)
        if not dish.parts:
            return out
        parts = joined([self.dish(part) for part in dish.parts])
        return f"{out}{',' if ',' in out else ''} with {parts}"

    def choice(self, choosing: Choosing) -> str:
        """In the menu's own words, or in words made of names."""
        ask, lists = _question(choosing)
        if choosing.again and not lists and len(choosing.options) <= MANY:
            ask, lists = f"{ask.rstrip('?')}: {joined(choosing.options, 'or')}?", True
        if not choosing.whose:
            return ask
        if lists or len(ask.split()) > _LONG:
            return f"For {choosing.whose}, {ask[:1].lower()}{ask[1:]}"
        word = "with" if choosing.kind == "slot" else "for"
        return f"{ask.rstrip('?')} {word} {choosing.whose}?"

    def time(self, at: time) -> str:
        """``5:00 AM``"""
        return f"{at:%-I:%M %p}"

    def allergen(self, name: str) -> str:
        """``tree nuts``"""
        return name.replace("_", " ")

    def quoted(self, words: str) -> str:
        """``"the blue one"``"""
        return f'"{words}"'

    def unsold(self, words: str) -> str:
        """With an article, unless the guest has said one."""
        return words if words.startswith(_DETERMINERS) else counted(1, words)


ENGLISH: Final = _English()


def _deviations(dish: Dish) -> str:
    """``, iced, with vanilla syrup, no foam``; sizes apart."""
    out = "".join(f", {words}{where}" for words, where in map(_as_chosen, dish.kinds))
    if dish.have:
        out += f"{',' if dish.kinds else ''} with {joined(_grouped(dish.have))}"
    return out + (f", no {joined(dish.without, 'or')}" if dish.without else "")


def _grouped(have: Sequence[On]) -> list[str]:
    """Options in an order in which no word is heard as meant for its neighbour.

    What lies on one half or on the side comes first, together; then what is plain; then what has
    an amount before it: "cheese on the side, onions, and extra bacon".
    """
    said = [(*_as_chosen(on), on) for on in have]
    places = sorted({where for _, where, _ in said if where})
    out = [joined([words for words, at, _ in said if at == where]) + where for where in places]
    here = [(words != on.name, words) for words, where, on in said if not where]
    return [*out, *(words for _, words in sorted(here, key=lambda amount: amount[0]))]


def _as_chosen(on: On) -> tuple[str, str]:
    """The words for it, and what is said after them: `` on the left half``, `` on the side``."""
    how: Choice = on.how
    where = "" if how.portion == "whole" else f" on the {how.portion} half"
    words = on.name
    if how.qualifier == "on_the_side":
        where += " on the side"
    elif how.qualifier is not None:
        words = f"{how.qualifier.replace('_', ' ')} {on.name}"
    if how.count > 1:
        counts = f"{plural(on.unit)} of {words}" if on.unit else plural(words)
        words = f"{number(how.count)} {counts}"
    return words, where


def _question(choosing: Choosing) -> tuple[str, bool]:
    """The question alone, and whether it lists the options."""
    if choosing.kind == "size":
        return f"What size, {joined(choosing.options, 'or')}?", True
    if choosing.own:
        return choosing.own, "," in choosing.own
    return f"Which {choosing.name}?", False
