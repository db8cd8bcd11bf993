"""A till to tell stories with: edits go in as notation, the cart comes out as notation."""

from __future__ import annotations

from datetime import time

from kiosk.menu import Menu
from kiosk.menu.availability import Availability
from kiosk.order.engine import Order, Outcome
from kiosk.order.notation import format_cart, parse_cart, parse_edit
from kiosk.order.pricing import Totals, price
from kiosk.order.rules import open_choices


class Till:
    """One order being taken."""

    def __init__(self, menu: Menu) -> None:
        self.menu = menu
        self.order = Order()
        self.now = Availability()

    def sold_out(self, *names: str) -> None:
        self.now = Availability(self.now.now, frozenset(names))

    def at(self, clock: str) -> None:
        self.now = Availability(time.fromisoformat(clock), self.now.sold_out)

    def turn(self, *edits: str) -> tuple[Outcome, ...]:
        read = [parse_edit(self.menu, edit) for edit in edits]
        self.order, outcomes = self.order.turn(self.menu, read, self.now)
        return outcomes

    def do(self, *edits: str) -> Outcome:
        """Each edit as a turn of its own; what came of the last."""
        for edit in edits:
            (outcome,) = self.turn(edit)
        return outcome

    @property
    def cart(self) -> list[str]:
        return format_cart(self.menu, self.order.cart)

    @property
    def asks(self) -> list[str]:
        """What is open, as ``#1.side dressing``."""
        return [
            f"#{o.ref}{f'.{o.slot}' if o.slot else ''} {o.name}"
            for line in self.order.cart.lines
            for o in open_choices(self.menu, line)
        ]

    @property
    def totals(self) -> Totals:
        return price(self.menu, self.order.cart)

    def cost(self, *lines: str) -> int:
        """Subtotal of a cart written in notation."""
        return price(self.menu, parse_cart(self.menu, lines)).subtotal
