"""Edits applied to carts. Pure: the same cart, edit and availability give the same outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, assert_never

from kiosk.menu.availability import Availability
from kiosk.menu.model import Combo, Item, Menu
from kiosk.order import edits as e
from kiosk.order.cart import Cart, Choice, Line, Target
from kiosk.order.pricing import price
from kiosk.order.rules import complete, fixed_options, size_option, too_many

__all__ = ["Applied", "LeftOff", "Order", "Outcome", "Reason", "Refused", "apply"]

Reason = Literal[
    "not_on_menu",
    "86",
    "daypart",
    "no_such_line",
    "not_an_option",
    "too_many_options",
    "fixed_in_meal",
    "size_not_sold",
    "not_in_slot",
    "over_line_limit",
    "over_order_limit",
    "over_total_limit",
    "nothing_to_undo",
    "not_understood",
]
MAX_UNDO: Final = 50


@dataclass(frozen=True, slots=True)
class LeftOff:
    """An option that was said but could not be had; the rest of the edit went through."""

    option: str
    reason: Reason
    item: str


@dataclass(frozen=True, slots=True)
class Applied:
    """The edit went through."""

    edit: e.Edit
    refs: tuple[int, ...] = ()
    """Lines that it made or changed."""
    left_off: tuple[LeftOff, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The edit did nothing."""

    edit: e.Edit
    reason: Reason
    about: str = ""
    """Id of the item, option, group or slot that stood in the way."""


Outcome = Applied | Refused


@dataclass(frozen=True, slots=True)
class Order:
    """A cart and what ``undo`` returns to: one step per turn that changed it."""

    cart: Cart = field(default_factory=Cart)
    past: tuple[Cart, ...] = ()

    def turn(
        self, menu: Menu, edits: Sequence[e.Edit], now: Availability
    ) -> tuple[Order, tuple[Outcome, ...]]:
        """All edits of one turn, in order; they are undone together."""
        order, before, out = self, self.cart, []
        for edit in edits:
            outcome: Outcome
            if isinstance(edit, e.Undo):
                if order.past:
                    before = order.past[-1]
                    order = Order(replace(before, next_ref=order.cart.next_ref), order.past[:-1])
                    outcome = Applied(edit)
                else:
                    outcome = Refused(edit, "nothing_to_undo")
            elif isinstance(edit, e.Act | e.Ask):
                outcome = Applied(edit)
            else:
                cart, outcome = apply(menu, order.cart, edit, now)
                order = replace(order, cart=cart)
            out.append(outcome)
        if _content(order.cart) != _content(before):
            order = replace(order, past=(*order.past, before)[-MAX_UNDO:])
        return order, tuple(out)


def _content(cart: Cart) -> Cart:
    return replace(cart, next_ref=0)


class _Stop(Exception):  # noqa: N818 - leaves apply() with a refusal, never escapes it
    def __init__(self, reason: Reason, about: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.about = about


def apply(menu: Menu, cart: Cart, edit: e.CartEdit, now: Availability) -> tuple[Cart, Outcome]:
    """The cart after ``edit``; the same cart and a :class:`Refused` when it cannot be done."""
    try:
        after, refs, left_off = _Edit(menu, cart, now).do(edit)
        _check_limits(menu, cart, after)
    except _Stop as stop:
        return cart, Refused(edit, stop.reason, stop.about)
    return after, Applied(edit, refs, left_off)


def _check_limits(menu: Menu, before: Cart, after: Cart) -> None:
    limits = menu.limits
    if any(line.quantity > limits.per_line for line in after.lines):
        raise _Stop("over_line_limit")
    if after.count > limits.per_order and after.count > before.count:
        raise _Stop("over_order_limit")
    if limits.total is not None and price(menu, after).subtotal > limits.total:
        if price(menu, before).subtotal < price(menu, after).subtotal:
            raise _Stop("over_total_limit")


_Result = tuple[Cart, tuple[int, ...], tuple[LeftOff, ...]]


class _Edit:
    """One edit being applied; collects the options that had to be left off."""

    def __init__(self, menu: Menu, cart: Cart, now: Availability) -> None:
        self.menu = menu
        self.cart = cart
        self.now = now
        self.left_off: list[LeftOff] = []

    def do(self, edit: e.CartEdit) -> _Result:
        match edit:
            case e.Add():
                return self.add(edit)
            case e.Modify():
                line = self.modified(self.line(edit.target.ref), edit.target.slot, edit.choices)
                return self.put(line)
            case e.Quantity():
                return self.quantity(edit)
            case e.Swap():
                return self.swap(edit)
            case e.Split():
                return self.split(edit)
            case e.Delete():
                return self.delete(edit.target)
            case e.Serve():
                return replace(self.cart, service=edit.service), (), ()
            case e.Clear():
                return replace(self.cart, lines=()), (), ()
            case _:
                assert_never(edit)

    # -- verbs ---------------------------------------------------------------------------------

    def add(self, edit: e.Add) -> _Result:
        said = edit.line
        if said.quantity < 1:
            raise _Stop("not_understood")
        entry = self.sold(said.item)
        line = Line(said.item, said.quantity)
        if isinstance(entry, Combo):
            line = self.combo_line(entry, said)
        line = complete(self.menu, line, self.now)
        if said.choices:
            line = self.modified(line, None, said.choices)
        cart = self.cart.adding(line)
        return cart, (self.cart.next_ref,), tuple(self.left_off)

    def combo_line(self, combo: Combo, said: Line) -> Line:
        """The combo with its default slots, then what was said of its slots."""
        if said.size is not None and said.size not in combo.sizes:
            raise _Stop("size_not_sold", said.size)
        line = Line(combo.id, said.quantity, size=said.size)
        named = {name: Line(held.item) for name, held in said.slots}
        for name, held in named.items():
            self.check_slot(combo, name, held.item)
        ordered = tuple((s, named[s]) for s in combo.slots if s in named)
        line = complete(self.menu, replace(line, slots=ordered), self.now)
        for name, held in said.slots:
            if held.choices:
                line = self.modified(line, name, held.choices)
        return line

    def quantity(self, edit: e.Quantity) -> _Result:
        line = self.line(edit.ref)
        if edit.quantity < 0:
            raise _Stop("not_understood")
        if edit.quantity == 0:
            return self.cart.without(line.ref), (), ()
        return self.put(replace(line, quantity=edit.quantity))

    def swap(self, edit: e.Swap) -> _Result:
        line = self.line(edit.target.ref)
        if edit.target.slot is None:
            return self.put(self.swapped(line, edit.item, edit.choices))
        combo = self.menu.sold(line.item)
        if not isinstance(combo, Combo):
            raise _Stop("not_in_slot", edit.target.slot)
        name = edit.target.slot
        self.check_slot(combo, name, edit.item)
        old = line.slot(name)
        held = Line(edit.item, choices=self.kept(edit.item, old.choices if old else ()))
        slots = dict(line.slots) | {name: held}
        line = replace(line, slots=tuple((s, slots[s]) for s in combo.slots if s in slots))
        line = complete(self.menu, line, self.now)
        if edit.choices:
            line = self.modified(line, name, edit.choices)
        return self.put(line)

    def split(self, edit: e.Split) -> _Result:
        line = self.line(edit.ref)
        if edit.count < 1:
            raise _Stop("not_understood")
        apart = min(edit.count, line.quantity)
        new = replace(line, quantity=apart)
        if edit.item is not None:
            new = self.swapped(new, edit.item, edit.choices)
        elif edit.choices:
            new = self.modified(new, None, edit.choices)
        if apart == line.quantity:
            return self.put(new)
        cart = self.cart.with_line(replace(line, quantity=line.quantity - apart)).adding(new)
        return cart, (line.ref, self.cart.next_ref), tuple(self.left_off)

    def delete(self, target: Target) -> _Result:
        line = self.line(target.ref)
        if target.slot is None:
            return self.cart.without(line.ref), (), ()
        combo = self.menu.sold(line.item)
        if not isinstance(combo, Combo) or target.slot not in combo.slots:
            raise _Stop("not_in_slot", target.slot)
        if not combo.slots[target.slot].optional:
            raise _Stop("fixed_in_meal", target.slot)
        slots = tuple((name, held) for name, held in line.slots if name != target.slot)
        return self.put(replace(line, slots=slots))

    # -- pieces --------------------------------------------------------------------------------

    def put(self, line: Line) -> _Result:
        line = complete(self.menu, line, self.now)
        return self.cart.with_line(line), (line.ref,), tuple(self.left_off)

    def line(self, ref: int) -> Line:
        line = self.cart.line(ref)
        if line is None:
            raise _Stop("no_such_line", str(ref))
        return line

    def sold(self, name: str) -> Item | Combo:
        entry = self.menu.sold(name)
        if entry is None:
            raise _Stop("not_on_menu", name)
        why = self.now.why_not(self.menu, entry)
        if why is not None:
            raise _Stop(why, name)
        return entry

    def check_slot(self, combo: Combo, slot: str, item: str) -> None:
        if slot not in combo.slots or item not in combo.slots[slot].choices:
            raise _Stop("not_in_slot", item)
        self.sold(item)

    def swapped(self, line: Line, name: str, choices: tuple[Choice, ...]) -> Line:
        """``line`` as another item or combo, keeping all that fits."""
        entry = self.sold(name)
        old = self.menu.sold(line.item)
        if isinstance(old, Combo):
            line = self.unmade(old, line, entry)
        new = (
            Line(name, line.quantity, self.kept(name, line.choices), ref=line.ref)
            if isinstance(entry, Item)
            else self.made(entry, line)
        )
        new = complete(self.menu, new, self.now)
        return self.modified(new, None, choices) if choices else new

    def unmade(self, combo: Combo, line: Line, entry: Item | Combo) -> Line:
        """A meal on its way to another item: what of it goes along."""
        if isinstance(entry, Combo):
            return line
        held = line.slot(next(iter(combo.slots)))
        for _, inner in line.slots:
            if inner.item == entry.id:
                held = inner
        return replace(
            line, choices=held.choices if held else (), slots=(), item=held.item if held else ""
        )

    def made(self, combo: Combo, line: Line) -> Line:
        """``line`` as the meal ``combo``: an item goes into the first slot that it fits."""
        parts = dict(line.slots) if line.slots else {"": Line(line.item, choices=line.choices)}
        slots: dict[str, Line] = {}
        size: str | None = None
        old = self.menu.sold(line.item)
        if isinstance(old, Combo):
            sizes = [c.option for held in parts.values() for c in held.choices if c.on]
            size = next((s for s in (line.size, *sizes) if s in combo.sizes), None)
        for n, (name, held) in enumerate(parts.items()):
            fits = [s.id for s in combo.slots.values() if held.item in s.choices]
            first = next(iter(combo.slots.values()))
            if name in fits:
                slots[name] = Line(held.item, choices=held.choices)
            elif fits and fits[0] not in slots:
                slots[fits[0]] = Line(held.item, choices=held.choices)
            elif n == 0 and first.default:
                kept = self.kept(first.default, held.choices)
                slots[first.id] = Line(first.default, choices=kept)
        ordered = tuple((s, slots[s]) for s in combo.slots if s in slots)
        return Line(combo.id, line.quantity, slots=ordered, size=size, ref=line.ref)

    def kept(self, name: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """Those of ``choices`` that the item ``name`` can have."""
        item = self.menu.items[name]
        return tuple(c for c in choices if item.option(c.option) is not None)

    def modified(self, line: Line, slot: str | None, choices: tuple[Choice, ...]) -> Line:
        """``line`` with the choices made on it, on one slot, or wherever each belongs."""
        entry = self.menu.sold(line.item)
        if isinstance(entry, Combo):
            return self.modified_combo(entry, line, slot, choices)
        assert isinstance(entry, Item)
        if slot is not None:
            raise _Stop("not_in_slot", slot)
        out = list(line.choices)
        for choice in choices:
            out = self.choose(entry, out, choice)
        return complete(self.menu, replace(line, choices=tuple(out)), self.now)

    def choose(self, item: Item, have: list[Choice], choice: Choice) -> list[Choice]:
        """One choice more; one that cannot be had is noted and left off."""
        option = item.option(choice.option)
        group = item.group_of(choice.option)
        reason: Reason | None = None
        if option is None or group is None:
            reason = "not_an_option"
        elif choice.on:
            reason = self.now.why_not(self.menu, option)
            if choice.portion != "whole" and not group.portions:
                choice = replace(choice, portion="whole")
            if choice.qualifier is not None and choice.qualifier not in group.qualifiers:
                reason = reason or "not_an_option"
        if reason is None and group is not None and group.exclusive and choice.on:
            have = [c for c in have if c.option not in group.options]
        after = [*(c for c in have if c.option != choice.option), choice]
        if reason is None and too_many(item, after):
            reason = "too_many_options"
        if reason is not None:
            self.left_off.append(LeftOff(choice.option, reason, item.id))
            return have
        return after

    def modified_combo(
        self, combo: Combo, line: Line, slot: str | None, choices: tuple[Choice, ...]
    ) -> Line:
        if slot is not None:
            if line.slot(slot) is None:
                raise _Stop("not_in_slot", slot)
            return self.in_slot(combo, line, slot, choices)
        for choice in choices:
            if choice.option in combo.sizes and choice.on:
                line = self.resized(combo, line, choice.option)
                continue
            if choice.option in self.menu.sizes and combo.sizes and choice.on:
                self.left_off.append(LeftOff(choice.option, "size_not_sold", combo.id))
                continue
            where = self.slot_for(line, choice.option)
            if where is None:
                self.left_off.append(LeftOff(choice.option, "not_an_option", combo.id))
                continue
            line = self.in_slot(combo, line, where, (choice,))
        return line

    def slot_for(self, line: Line, option: str) -> str | None:
        """The slot that ``option`` belongs to: one that waits for it, or else the first."""
        fits = [
            (name, group, held)
            for name, held in line.slots
            if (group := self.menu.items[held.item].group_of(option)) is not None
        ]
        for name, group, held in fits:
            if group.min and not any(c.option in group.options for c in held.choices):
                return name
        return fits[0][0] if fits else None

    def in_slot(self, combo: Combo, line: Line, name: str, choices: tuple[Choice, ...]) -> Line:
        held = line.slot(name)
        assert held is not None
        item = self.menu.items[held.item]
        slot = combo.slots[name]
        sizes = size_option(self.menu, combo, slot, held.item)
        have = list(held.choices)
        for choice in choices:
            group = item.group_of(choice.option)
            fixed = fixed_options(slot, held.item)
            if group is not None and any(o in group.options for o in fixed):
                if choice.option not in fixed or not choice.on:
                    self.left_off.append(LeftOff(choice.option, "fixed_in_meal", held.item))
                continue
            if sizes is not None and choice.option in sizes.options:
                if choice.option not in combo.sizes:
                    self.left_off.append(LeftOff(choice.option, "size_not_sold", held.item))
                    continue
            have = self.choose(item, have, choice)
        slots = tuple(
            (s, replace(h, choices=tuple(have)) if s == name else h) for s, h in line.slots
        )
        return complete(self.menu, replace(line, slots=slots), self.now)

    def resized(self, combo: Combo, line: Line, size: str) -> Line:
        """The whole meal in another size."""

        def inner(name: str, held: Line) -> Line:
            group = size_option(self.menu, combo, combo.slots[name], held.item)
            if group is None or size not in group.options:
                return held
            others = tuple(c for c in held.choices if c.option not in group.options)
            return replace(held, choices=(*others, Choice(size)))

        slots = tuple((name, inner(name, held)) for name, held in line.slots)
        return complete(self.menu, replace(line, slots=slots, size=size), self.now)
