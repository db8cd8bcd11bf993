"""Edits applied to carts. Pure: the same cart, edit and availability give the same outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

from kiosk.menu.availability import Availability
from kiosk.menu.model import Combo, Item, Menu
from kiosk.order import edits as e
from kiosk.order.cart import Cart, Choice, Line
from kiosk.order.choosing import Choosing
from kiosk.order.meals import Meals
from kiosk.order.outcome import Applied, LeftOff, Outcome, Reason, Refused, Stop
from kiosk.order.pricing import price
from kiosk.order.rules import normal_form

__all__ = ["Applied", "LeftOff", "Order", "Outcome", "Reason", "Refused", "apply"]

MAX_UNDO: Final = 50


@dataclass(frozen=True, slots=True)
class Order:
    """A cart, what ``undo`` returns to and what ``redo`` brings back: one step per turn."""

    cart: Cart = field(default_factory=Cart)
    past: tuple[Cart, ...] = ()
    """Carts before the turns that changed it, the latest last; at most ``MAX_UNDO``."""
    future: tuple[Cart, ...] = ()
    """Carts that were undone, the latest last; a turn that changes the cart forgets them."""

    def turn(
        self, menu: Menu, edits: Sequence[e.Edit], now: Availability
    ) -> tuple[Order, tuple[Outcome, ...]]:
        """All edits of one turn, in order; they are undone together."""
        order, before, out = self, self.cart, []
        for edit in edits:
            outcome: Outcome
            match edit:
                case e.Undo() if not _same(order.cart, before):
                    order = replace(order, cart=_numbered_on(before, order.cart))
                    outcome = Applied(edit)
                case e.Undo() | e.Redo():
                    order, outcome = order.stepped(edit)
                    before = order.cart
                case e.Act() | e.Ask():
                    outcome = Applied(edit)
                case _:
                    cart, outcome = apply(menu, order.cart, edit, now)
                    order = replace(order, cart=cart)
            out.append(outcome)
        if not _same(order.cart, before):
            order = Order(order.cart, (*order.past, before)[-MAX_UNDO:])
        return order, tuple(out)

    def stepped(self, edit: e.Undo | e.Redo) -> tuple[Order, Outcome]:
        """One step back, or forward again."""
        if isinstance(edit, e.Undo):
            if not self.past:
                return self, Refused(edit, "nothing_to_undo")
            cart, past, future = self.past[-1], self.past[:-1], (*self.future, self.cart)
        else:
            if not self.future:
                return self, Refused(edit, "nothing_to_redo")
            cart, past, future = self.future[-1], (*self.past, self.cart), self.future[:-1]
        return Order(_numbered_on(cart, self.cart), past, future), Applied(edit)


def _same(a: Cart, b: Cart) -> bool:
    return replace(a, next_ref=0) == replace(b, next_ref=0)


def _numbered_on(cart: Cart, after: Cart) -> Cart:
    """``cart``, where numbers that ``after`` has used are not used again."""
    return replace(cart, next_ref=max(cart.next_ref, after.next_ref))


def apply(menu: Menu, cart: Cart, edit: e.CartEdit, now: Availability) -> tuple[Cart, Outcome]:
    """The cart after ``edit``; the same cart and a :class:`Refused` when it cannot be done."""
    try:
        doing = _Edit(menu, cart, now)
        after, refs = doing.do(edit)
        _check_limits(menu, cart, after)
    except Stop as stop:
        return cart, Refused(edit, stop.reason, stop.about)
    return after, Applied(edit, refs, tuple(doing.options.left_off))


def _check_limits(menu: Menu, before: Cart, after: Cart) -> None:
    """Refuse what makes a line, the order or its price larger than a person should be asked for."""
    limits = menu.limits
    for line in after.lines:
        if line.quantity > limits.per_line:
            was = before.line(line.ref)
            if was is None or was.quantity < line.quantity:
                raise Stop("over_line_limit", line.item)
    if after.count > limits.per_order and after.count > before.count:
        raise Stop("over_order_limit")
    if limits.total is not None:
        subtotal = price(menu, after).subtotal
        if subtotal > limits.total and subtotal > price(menu, before).subtotal:
            raise Stop("over_total_limit")


_Result = tuple[Cart, tuple[int, ...]]


class _Edit:
    """One edit being applied."""

    def __init__(self, menu: Menu, cart: Cart, now: Availability) -> None:
        self.menu = menu
        self.cart = cart
        self.now = now
        self.options = Choosing(menu, now)
        self.meals = Meals(self.options)

    def do(self, edit: e.CartEdit) -> _Result:
        result: _Result
        match edit:
            case e.Add():
                result = self.add(edit.line)
            case e.Modify():
                line = self.line(edit.target.ref)
                result = self.put(self.modified(line, edit.target.slot, edit.choices))
            case e.Quantity():
                result = self.quantity(edit)
            case e.Swap():
                result = self.put(self.swap(edit))
            case e.Split():
                result = self.split(edit)
            case e.Delete():
                result = self.delete(edit)
            case e.Serve():
                result = replace(self.cart, service=edit.service), ()
            case e.Clear():
                result = replace(self.cart, lines=()), ()
            case _:
                assert_never(edit)
        return result

    # -- verbs ---------------------------------------------------------------------------------

    def add(self, said: Line) -> _Result:
        if said.quantity < 1:
            raise Stop("not_understood", said.item)
        entry = self.sold(said.item)
        if isinstance(entry, Combo):
            line = self.meals.changed(entry, self.meals.as_said(entry, said), said.choices)
        else:
            choices = self.options.choose(entry, (), said.choices)
            line = Line(entry.id, said.quantity, self.options.as_it_comes(entry, choices))
        return self.cart.adding(normal_form(self.menu, line)), (self.cart.next_ref,)

    def quantity(self, edit: e.Quantity) -> _Result:
        line = self.line(edit.ref)
        if edit.quantity < 0:
            raise Stop("not_understood", line.item)
        if edit.quantity == 0:
            return self.cart.without(line.ref), ()
        return self.put(replace(line, quantity=edit.quantity))

    def swap(self, edit: e.Swap) -> Line:
        line, slot = self.line(edit.target.ref), edit.target.slot
        if slot is None:
            return self.swapped(line, edit.item, edit.choices)
        combo = self.combo(line, slot)
        return self.modified(self.meals.refilled(combo, line, slot, edit.item), slot, edit.choices)

    def split(self, edit: e.Split) -> _Result:
        line = self.line(edit.ref)
        if edit.count < 1:
            raise Stop("not_understood", line.item)
        apart = min(edit.count, line.quantity)
        new = replace(line, quantity=apart)
        if edit.item is not None:
            new = self.swapped(new, edit.item, edit.choices)
        else:
            new = self.modified(new, None, edit.choices)
        if apart == line.quantity:
            return self.put(new)
        if self.options.left_off and new == replace(line, quantity=apart):
            return self.cart, (line.ref,)
        rest = replace(line, quantity=line.quantity - apart)
        return self.cart.with_line(rest).adding(new), (line.ref, self.cart.next_ref)

    def delete(self, edit: e.Delete) -> _Result:
        line, slot = self.line(edit.target.ref), edit.target.slot
        if slot is None:
            return self.cart.without(line.ref), ()
        return self.put(self.meals.emptied(self.combo(line, slot), line, slot))

    # -- pieces --------------------------------------------------------------------------------

    def put(self, line: Line) -> _Result:
        return self.cart.with_line(line), (line.ref,)

    def line(self, ref: int) -> Line:
        line = self.cart.line(ref)
        if line is None:
            raise Stop("no_such_line", str(ref))
        return line

    def combo(self, line: Line, slot: str) -> Combo:
        """The combo that the line is, because it was spoken of by a slot."""
        entry = self.menu.sold(line.item)
        if not isinstance(entry, Combo):
            raise Stop("not_in_slot", slot)
        return entry

    def sold(self, name: str) -> Item | Combo:
        entry = self.menu.sold(name)
        if entry is None:
            raise Stop("not_on_menu", name)
        if why := self.now.why_not(self.menu, entry):
            raise Stop(why, name)
        return entry

    def swapped(self, line: Line, name: str, choices: Sequence[Choice]) -> Line:
        """``line`` as another item or combo, keeping all that fits, then ``choices``."""
        entry, old = self.sold(name), self.menu.sold(line.item)
        if isinstance(entry, Combo):
            made = (
                self.meals.remade(old, entry, line)
                if isinstance(old, Combo)
                else self.meals.made(entry, line)
            )
            return self.meals.changed(entry, made, choices)
        if isinstance(old, Combo):
            line = self.meals.unmade(old, line, entry)
        kept = self.options.keep(entry, line.choices)
        chosen = self.options.as_it_comes(entry, self.options.choose(entry, kept, choices))
        return normal_form(self.menu, Line(entry.id, line.quantity, chosen, ref=line.ref))

    def modified(self, line: Line, slot: str | None, choices: Sequence[Choice]) -> Line:
        """``line`` with the choices made on it, on one slot, or wherever each belongs."""
        if slot is not None:
            return self.meals.in_slot(self.combo(line, slot), line, slot, choices)
        entry = self.menu.sold(line.item)
        if isinstance(entry, Combo):
            return self.meals.changed(entry, line, choices)
        assert entry is not None, f"{line.item} is in a cart and not on the menu"
        chosen = self.options.choose(entry, line.choices, choices)
        return normal_form(self.menu, replace(line, choices=chosen))
