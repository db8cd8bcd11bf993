"""One turn being made up: what is wanted, done to the order by the engine, and said in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.menu.availability import Availability
from kiosk.menu.model import Combo, Item, Menu
from kiosk.order.cart import Cart, Line
from kiosk.order.edits import Add, CartEdit
from kiosk.order.engine import Applied, Order
from kiosk.order.rules import open_choices
from kiosk.training.saying.dice import Dice
from kiosk.training.saying.names import Names
from kiosk.training.saying.refer import pointed, refer
from kiosk.understanding.reading import Asked

__all__ = ["Fault", "Misfit", "Turn"]


_STARTING: Final = "(actually|oh|wait|um|also|hey|sorry|okay|oh wait|hmm|yeah||||||||)"
_GOING_ON: Final = "(and|and|also|and also|oh and|and then|then|,|, oh and)"
_IMPERATIVES: Final = frozenset((
    "make", "add", "put", "throw", "take", "leave", "remove", "hold", "lose", "skip", "ditch",
    "pull", "change", "swap", "switch", "replace", "sub", "scratch", "cancel", "delete", "get",
    "drop", "turn", "upgrade", "toss", "trade",
))  # fmt: skip


class Misfit(Exception):  # noqa: N818 - another intention is drawn, nothing is at fault
    """The intention does not go with this menu or this order."""


class Fault(Exception):  # noqa: N818 - counted by the generator, seen by nobody else
    """The engine did not do what was said: a defect of the generator."""


class Turn:
    """The words so far, the edits that they mean, and the order after them."""

    def __init__(
        self, dice: Dice, names: Names, cart: Cart, touched: Sequence[int], asked: Asked | None
    ) -> None:
        self.dice = dice
        self.names = names
        self.menu: Menu = names.menu
        self.before = cart
        self.order = Order(cart)
        self.touched = tuple(touched)
        self.asked = asked
        self.parts: list[str] = []
        self.edits: list[CartEdit] = []
        self.tags: list[str] = []
        self.used: set[int] = set()
        """Numbers of lines that this turn has dealt with: they are left alone from then on."""

    @property
    def cart(self) -> Cart:
        """The order after the edits so far."""
        return self.order.cart

    def do(self, *edits: CartEdit) -> None:
        """Apply the edits.

        Raises:
            Fault: one of them was refused, left something off, or changed nothing.
        """
        for edit in edits:
            before = self.order.cart
            self.order, (out,) = self.order.turn(self.menu, (edit,), Availability())
            if not isinstance(out, Applied) or out.left_off or self.order.cart == before:
                raise Fault(f"{type(edit).__name__}: {out}")
            self.edits.append(edit)

    def add(self, *lines: Line) -> None:
        """Order new lines.

        Raises:
            Misfit: a line would fill the open slot of a meal instead.
        """
        for line in lines:
            if any(line.item in needs for needs in self._open_slots()):
                raise Misfit
        self.do(*map(Add, lines))

    def _open_slots(self) -> list[tuple[str, ...]]:
        """What can fill the slots of meals that are open now: ids of items, for each."""
        return [
            needs.options
            for line in self.cart.lines
            for needs in open_choices(self.menu, line)
            if needs.kind == "slot"
        ]

    def say(self, text: str, *tags: str) -> None:
        """The next piece of what is said."""
        self.parts.append(text)
        self.tags += tags

    def change(self, text: str, *tags: str) -> None:
        """A wish for what is there, with a word or two that lead to it."""
        lead = _GOING_ON if self.parts else _STARTING
        if text.split(maxsplit=1)[0] in _IMPERATIVES and self.dice.chance(0.3):
            text = (
                self.dice.say("(can you|could you|please|can we|can you please|you can)")
                + f" {text}"
            )
        self.say(f"{self.dice.say(lead)} {text}", *tags)

    # -- choosing ------------------------------------------------------------------------------

    def item(self, *, like: str | None = None) -> Item:
        """Some item that has a name of its own.

        Args:
            like: an item of whose category it should be, more often than not.

        Raises:
            Misfit: there is none.
        """
        fit = [item for item in self.menu.items.values() if item.id in self.names.entries]
        if like is not None and self.dice.chance(0.7):
            category = self.menu.items[like].category
            fit = [item for item in fit if item.category == category and item.id != like]
        if not fit:
            raise Misfit
        return self.dice.one(fit)

    def combo(self) -> Combo:
        """Some combo that has a name of its own.

        Raises:
            Misfit: there is none.
        """
        fit = [c for c in self.menu.combos.values() if c.id in self.names.entries]
        if not fit:
            raise Misfit
        return self.dice.one(fit)

    def line(self, *, least: int = 1, of_item: bool = False) -> Line:
        """Some line that was in the order before this turn.

        Args:
            least: fewest units of it.
            of_item: whether meals are left out.

        Raises:
            Misfit: there is none.
        """
        fit = [
            now
            for line in self.before.lines
            if line.ref not in self.used
            and (now := self.cart.line(line.ref)) is not None
            and now.quantity >= least
            and not (of_item and now.slots)
            and not (of_item and now.item in self.menu.combos)
        ]
        if not fit:
            raise Misfit
        line = self.dice.one(fit)
        self.used.add(line.ref)
        return line

    def the(self, line: Line) -> str:
        """Words that mean ``line`` only.

        Raises:
            Misfit: there are none.
        """
        touched = self.touched if not self.edits else ()
        cart = self.cart
        found = refer(self.dice, self.names, cart, touched, line)
        if found is None or (found[1] == "it" and self.edits):
            raise Misfit
        self.tags.append(pointed(found[1]))
        return found[0]
