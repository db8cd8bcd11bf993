"""Pointing and speaking as one turn: words about what the guest has before them on the screen.

While a line is open there, words are read in an order of that line alone, so "no onions" is of it
whatever else is ordered. What changes the line is kept with it; what orders it, or says that this
is all, brings it into the order, once nothing is missing; anything else is about the order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from kiosk.dialog.questions import next_question
from kiosk.dialog.state import State
from kiosk.menu.availability import Availability
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart, Line, Target
from kiosk.order.edits import Act, Add, Ask, Delete, Edit, Undo
from kiosk.order.engine import Order
from kiosk.order.rules import open_choices
from kiosk.understanding.reading import Context, Reading

__all__ = ["Pointed", "ordered_by"]


@dataclass(frozen=True, slots=True)
class Pointed:
    """A line that is being put together on the screen."""

    line: Line
    """As it would be. Its number is that of the line of the order which it changes, or the next."""
    edits: tuple[Edit, ...]
    """What brings the order to it."""
    state: State
    """The conversation about it: an order of this one line."""

    @classmethod
    def at(
        cls, menu: Menu, before: State, ref: int | None, edits: Sequence[Edit], now: Availability
    ) -> Self | None:
        """What ``edits`` make of line ``ref`` of the order, or of a line that they add.

        None where the order has no such line any more.
        """
        order, _ = before.order.turn(menu, edits, now)
        adds = any(isinstance(edit, Add) for edit in edits)
        line = order.cart.line(before.order.cart.next_ref if adds or ref is None else ref)
        if line is None:
            return None
        state = replace(
            before,
            order=Order(Cart((line,), before.order.cart.service, line.ref + 1)),
            touched=(line.ref,),
            about=line.item,
            closing=False,
        )
        return cls(line, tuple(edits), replace(state, question=next_question(menu, state)))

    @property
    def new(self) -> bool:
        """Whether the order has no such line yet."""
        return any(isinstance(edit, Add) for edit in self.edits)

    @property
    def ref(self) -> int | None:
        """Number of the line of the order that it changes; none for one that it adds."""
        return None if self.new else self.line.ref

    def context(self, now: Availability) -> Context:
        """What understanding may know, so that words are of this line."""
        state = self.state
        asked = state.question.asked if state.question else None
        return Context(state.order.cart, asked, state.touched, now, state.about)

    def meant(self, reading: Reading) -> Reading | None:
        """Words about this line alone, or that it was the last; none where they are neither.

        Taking it back drops a line that is not ordered yet; one that is, the order takes back.
        """
        changes = _changes(reading)
        if not changes:
            closes = Act("done") in reading.edits or reading.edits == (Act("no"),)
            return reading if closes and not reading.doubts else None
        if any(isinstance(edit, Add) for edit in changes):
            return None
        if not any(isinstance(edit, Undo | Delete) for edit in changes):
            return reading
        drop = Delete(Target(self.line.ref))
        edits = tuple(drop if isinstance(edit, Undo) else edit for edit in reading.edits)
        return replace(reading, edits=edits) if self.new else None

    def changed(self, state: State, said: Sequence[Edit]) -> Pointed | None:
        """The line after ``said``, in the conversation that this led to; none when it is gone."""
        line = state.order.cart.line(self.line.ref)
        if line is None:
            return None
        changes = (edit for edit in said if not isinstance(edit, Act | Ask))
        edits = (Add(replace(line, ref=0)),) if self.new else (*self.edits, *changes)
        return replace(self, line=line, edits=edits, state=state)

    def in_language(self, code: str) -> Pointed:
        """The same, for who reads that language."""
        return replace(self, state=replace(self.state, language=code))

    def done(self, menu: Menu) -> bool:
        """Whether the guest said that this is all, and nothing of the line is missing."""
        return self.state.closing and not open_choices(menu, self.line)


def ordered_by(pointed: Pointed, reading: Reading) -> tuple[tuple[Edit, ...], bool] | None:
    """The edits of words that order something, and whether the line is ordered with them.

    None where they order nothing. The line itself is ordered by words that name or count it, just
    so often and with all that was touched there; and with another dish where the words change it
    too. Another dish alone leaves it where it is.
    """
    changes = _changes(reading)
    if not any(isinstance(edit, Add) for edit in changes):
        return None
    if any(isinstance(edit, Add) and edit.line.item == pointed.line.item for edit in changes):
        before = () if pointed.new else pointed.edits
        return (*before, *(_as_pointed(edit, pointed.line) for edit in reading.edits)), True
    if all(isinstance(edit, Add) for edit in changes):
        return reading.edits, False
    return (*pointed.edits, *reading.edits), True


def _changes(reading: Reading) -> list[Edit]:
    return [edit for edit in reading.edits if not isinstance(edit, Act | Ask)]


def _as_pointed(edit: Edit, pointed: Line) -> Edit:
    """``edit``, where it adds what was pointed at, with everything that was touched there already.

    What the words say stands over what was touched.
    """
    if not isinstance(edit, Add) or edit.line.item != pointed.item:
        return edit
    said = edit.line
    slots = dict(pointed.slots)
    for name, held in said.slots:
        there = slots.get(name)
        slots[name] = held if there is None or there.item != held.item else _on_top(there, held)
    size = said.size or pointed.size
    return Add(replace(_on_top(pointed, said), slots=tuple(slots.items()), size=size))


def _on_top(touched: Line, said: Line) -> Line:
    return replace(said, choices=(*touched.choices, *said.choices))
