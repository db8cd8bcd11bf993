"""What is offered: in the place of what cannot be had, after a question, or as an add-on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from kiosk.dialog.answers.moment import choices_named
from kiosk.dialog.nearest import alternative, sold_out_since
from kiosk.dialog.questions import offer
from kiosk.dialog.replies import Wording
from kiosk.dialog.reply import Question
from kiosk.menu.availability import Availability
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart, Line, Target
from kiosk.order.edits import Add, Ask, Edit, Split, Swap
from kiosk.understanding.reading import Doubt

__all__ = ["Offers"]

_What = TypeVar("_What")

_OF_INTEREST: Final = ("price", "contents", "calories", "vegetarian", "available")
"""Questions of guests who may want what they ask about."""


@dataclass(frozen=True, slots=True)
class Offers:
    """Offers of one turn."""

    menu: Menu
    words: Wording
    now: Availability

    def nearest(self, names: Sequence[str]) -> str | None:
        """The first of ``names`` that is sold and can be had now."""
        entries = (self.menu.sold(name) for name in names)
        return next((e.id for e in entries if e and not self.now.why_not(self.menu, e)), None)

    def nearest_to(self, doubt: Doubt, nearest: str) -> Question:
        """Something like a dish that is not sold, with what was said around it."""
        line = replace(doubt.line or Line(nearest), item=nearest)
        return offer(line, Add(line), self._asked(Wording.offer, line))

    def instead(self, edit: Edit, about: str) -> Question | None:
        """The offer of the nearest thing to one that cannot be had now."""
        other = alternative(self.menu, about, self.now)
        if other is None:
            return None
        match edit:
            case Add(line) if line.item == about:
                line = replace(line, item=other)
                return offer(line, Add(line), self._asked(Wording.offer_instead, line))
            case Swap(target, item, choices) if item == about and target.slot is None:
                swap = Swap(target, other, choices)
                line = Line(other)
                return offer(line, swap, self._asked(Wording.offer_instead, line))
            case Split(count=count, item=item) if item == about:
                split = replace(edit, item=other)
                line = Line(other, count)
                return offer(line, split, self._asked(Wording.offer_instead, line))
        return None

    def as_a_meal(self, cart: Cart, touched: Sequence[int]) -> Question | None:
        """Something that was just ordered, as a meal."""
        for ref in touched:
            line = cart.line(ref)
            for combo in self.menu.combos_of(line.item) if line else ():
                if line is not None and self.now.why_not(self.menu, combo) is None:
                    meal = Line(combo.id, line.quantity)
                    swap = Swap(Target(ref), combo.id)
                    return offer(meal, swap, self._asked(Wording.as_a_meal, line))
        return None

    def one_of_those(self, asks: Sequence[Ask], cart: Cart) -> Question | None:
        """Whether the guest would like what was just asked about, where that can be had."""
        asked = [ask for ask in asks if ask.topic in _OF_INTEREST]
        entries = [e for ask in asked for name in ask.about if (e := self.menu.sold(name))]
        if len(entries) != 1 or self.now.why_not(self.menu, entries[0]) is not None:
            return None
        if any(line.item == entries[0].id for line in cart.lines):
            return None
        named = choices_named(self.menu, [name for ask in asked for name in ask.about], entries[0])
        line = Line(entries[0].id, choices=named)
        return offer(line, Add(line), self._asked(Wording.offer_one, line.item))

    def sold_out_since(self, cart: Cart) -> Question | None:
        """What to do about the first thing in the cart that was sold out after it was ordered."""
        for line in cart.lines:
            gone = sold_out_since(self.menu, line, self.now)
            if gone is not None:
                text = self._asked(Wording.sold_out_since, gone)
                question = offer(Line(gone.other or gone.name), gone.if_yes, text)
                return replace(question, if_no=(gone.if_no,))
        return None

    def _asked(self, ask: Callable[[Wording, _What], str], what: _What) -> Callable[[Wording], str]:
        """``ask`` about ``what``, in the variant of this turn whenever it is asked."""
        return self.words.once_and_again(lambda words: ask(words, what))
