"""One line while it is being put together: the engine's own edits on a copy of the cart.

Whatever the engine refuses cannot be chosen, and every price is what the line would cost. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from kiosk.dialog.describe import choice_name
from kiosk.dialog.pointed import Pointed
from kiosk.menu import Combo, Group, Item, Menu
from kiosk.menu.availability import Availability
from kiosk.order.cart import Cart, Choice, Line, Portion, Target
from kiosk.order.edits import Add, CartEdit, Delete, Edit, Modify, Quantity, Swap
from kiosk.order.engine import apply
from kiosk.order.outcome import Applied, Outcome, Refused
from kiosk.order.pricing import unit_price
from kiosk.order.rules import (
    active_groups,
    chosen,
    fixed_options,
    meal_size,
    open_choices,
    size_option,
)

__all__ = ["Draft", "Offer", "Step"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to choose on the way through a line."""

    kind: Literal["group", "slot", "size"]
    """Options of a group, what fills a slot of a meal, or the size of a meal."""
    name: str
    """Id of the group or slot; ``size`` for a meal's."""
    slot: str | None = None
    """The slot whose item the group belongs to, or none."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice of a step."""

    key: str
    """Id of the option, or of the item for a slot."""
    name: str
    dearer: int = 0
    """What touching it adds to the price of one, in minor units; negative takes off."""
    choice: Choice | None = None
    """How it is chosen now; none where it is not."""
    refused: Outcome | None = None
    """Why touching it does nothing; none where it can be touched."""

    @property
    def on(self) -> bool:
        """Whether it is chosen."""
        return self.choice is not None


@dataclass(frozen=True, slots=True)
class Draft:
    """A line of a cart, as it would be."""

    menu: Menu
    now: Availability
    cart: Cart
    """Of the session, with the line as it would be."""
    ref: int
    """Number of the line in ``cart``."""
    edits: tuple[Edit, ...] = ()
    """What was done to a line that the session has already."""
    new: bool = False
    """Whether the session has no such line yet."""

    @classmethod
    def of_new(cls, menu: Menu, now: Availability, cart: Cart, entry: str) -> Draft | Refused:
        """One more ``entry``, as it comes; or why it cannot be had."""
        after, outcome = apply(menu, cart, Add(Line(entry)), now)
        if isinstance(outcome, Refused):
            return outcome
        return cls(menu, now, after, outcome.refs[0], new=True)

    @classmethod
    def of_pointed(cls, menu: Menu, now: Availability, cart: Cart, pointed: Pointed) -> Draft:
        """As words have changed what was before the guest."""
        line = pointed.line
        held = cart.adding(line) if pointed.new else cart.with_line(line)
        return cls(menu, now, held, line.ref, () if pointed.new else pointed.edits, pointed.new)

    @property
    def line(self) -> Line:
        """The line as it would be."""
        line = self.cart.line(self.ref)
        assert line is not None, "a draft never deletes its line"
        return line

    @property
    def entry(self) -> Item | Combo:
        """What the line is of."""
        entry = self.menu.sold(self.line.item)
        assert entry is not None, "the engine made the line from the menu"
        return entry

    @property
    def price(self) -> int:
        """Of the whole line, in minor units."""
        return unit_price(self.menu, self.line) * self.line.quantity

    @property
    def result(self) -> tuple[Edit, ...]:
        """The edits that bring the session's cart to this."""
        return (Add(replace(self.line, ref=0)),) if self.new else self.edits

    # -- the steps -----------------------------------------------------------------------------

    @property
    def steps(self) -> tuple[Step, ...]:
        """All there is to choose, in the order in which it is asked."""
        entry, line = self.entry, self.line
        if isinstance(entry, Item):
            return tuple(Step("group", g.id) for g in active_groups(entry, line.choices))
        steps = [Step("size", "size")] if len(entry.sizes) > 1 else []
        for slot in entry.slots.values():
            if len(slot.choices) > 1 or slot.optional:
                steps.append(Step("slot", slot.id))
            if (held := line.slot(slot.id)) is None:
                continue
            item = self.menu.items[held.item]
            sized = size_option(self.menu, entry, slot, held.item)
            fixed = set(fixed_options(slot, held.item))
            steps += [
                Step("group", group.id, slot.id)
                for group in active_groups(item, held.choices)
                if group is not sized and not fixed & group.options.keys()
            ]
        return tuple(steps)

    @property
    def open(self) -> tuple[Step, ...]:
        """The steps that must still be made before the line is whole."""
        steps = [Step(o.kind, o.name, o.slot) for o in open_choices(self.menu, self.line)]
        return tuple(step for step in steps if step in self.steps)

    def group(self, step: Step) -> Group | None:
        """The group that a step chooses from; none for a slot or a meal's size."""
        if step.kind != "group":
            return None
        return self._item(step).groups[step.name]

    def title(self, step: Step) -> str:
        """What the menu calls what is chosen."""
        entry = self._item(step) if step.kind == "group" else self.entry
        return choice_name(self.menu, entry.id, step.kind, step.name)

    def offers(self, step: Step) -> tuple[Offer, ...]:
        """What can be chosen, what it costs, and what is chosen."""
        return tuple(self._offer(step, key, name) for key, name in self._choices(step).items())

    # -- touches -------------------------------------------------------------------------------

    def touched(self, step: Step, key: str) -> tuple[Draft, Outcome]:
        """``key`` chosen, or put off again where it can be."""
        on = self._chosen(step, key)
        if step.kind == "slot":
            if on is not None and self._optional(step):
                return self._with(Delete(Target(self.ref, step.name)))
            return self._with(Swap(Target(self.ref, step.name), key))
        group = self.group(step)
        exclusive = group is None or group.exclusive
        off = on is not None and not (exclusive and (group is None or group.min))
        return self.tuned(step, Choice(key, on=not off))

    def tuned(self, step: Step, choice: Choice) -> tuple[Draft, Outcome]:
        """An option as ``choice`` has it: its amount, its count, its half."""
        return self._with(Modify(Target(self.ref, step.slot), (choice,)))

    def counted(self, quantity: int) -> tuple[Draft, Outcome]:
        """So many of the line, at least one."""
        return self._with(Quantity(self.ref, max(1, quantity)))

    def halves(self, step: Step) -> tuple[Portion, ...]:
        """Where an option may lie, if it may lie on one half."""
        group = self.group(step)
        return ("left", "whole", "right") if group is not None and group.portions else ()

    # -- pieces --------------------------------------------------------------------------------

    def _with(self, edit: CartEdit) -> tuple[Draft, Outcome]:
        cart, outcome = apply(self.menu, self.cart, edit, self.now)
        if isinstance(outcome, Applied) and outcome.left_off and cart == self.cart:
            left = outcome.left_off[0]
            outcome = Refused(edit, left.reason, left.option)
        if isinstance(outcome, Refused):
            return self, outcome
        return replace(self, cart=cart, edits=(*self.edits, edit)), outcome

    def _item(self, step: Step) -> Item:
        held = self.line.slot(step.slot) if step.slot else self.line
        assert held is not None, "a step of a group stands on what fills its slot"
        return self.menu.items[held.item]

    def _choices(self, step: Step) -> dict[str, str]:
        """Names by key, in menu order."""
        entry = self.entry
        if step.kind == "slot" and isinstance(entry, Combo):
            return {key: self.menu.items[key].name for key in entry.slots[step.name].choices}
        if step.kind == "size" and isinstance(entry, Combo):
            return {size: self._size_name(entry, size) for size in entry.sizes}
        group = self.group(step)
        assert group is not None, "the other kinds of step are a meal's"
        return {option.id: option.name for option in group.options.values()}

    def _size_name(self, combo: Combo, size: str) -> str:
        for slot in combo.slots.values():
            for item in slot.choices:
                if option := self.menu.items[item].option(size):
                    return option.name
        return size.replace("_", " ").capitalize()

    def _offer(self, step: Step, key: str, name: str) -> Offer:
        on = self._chosen(step, key)
        after, outcome = self.touched(step, key)
        refused = outcome if isinstance(outcome, Refused) else None
        each = unit_price(self.menu, after.line) - unit_price(self.menu, self.line)
        return Offer(key, name, 0 if on or refused else each, on, refused)

    def _chosen(self, step: Step, key: str) -> Choice | None:
        entry, line = self.entry, self.line
        if step.kind == "slot":
            held = line.slot(step.name)
            return Choice(key) if held is not None and held.item == key else None
        if step.kind == "size" and isinstance(entry, Combo):
            return Choice(key) if meal_size(self.menu, entry, line) == key else None
        held = line.slot(step.slot) if step.slot else line
        assert held is not None, "a step of a group stands on what fills its slot"
        return chosen(self._item(step), held.choices).get(key)

    def _optional(self, step: Step) -> bool:
        entry = self.entry
        return isinstance(entry, Combo) and entry.slots[step.name].optional
