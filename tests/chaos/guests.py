"""Who comes to the counter: what they want, in their words, and what that costs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kiosk.menu import Menu, find_menu, load_menu
from kiosk.order.notation import format_cart, parse_cart
from kiosk.order.pricing import price

WORDS = {
    "burger": {
        "two hamburgers with no onions": "2 hamburger -onion",
        "a large coke": "1 coke +large",
        "a veggie burger": "1 veggie_burger",
        "a cheeseburger with extra pickles": "1 cheeseburger +pickle=extra",
        "a small fries": "1 fries +small",
        "three hamburgers": "3 hamburger",
        "a bacon cheeseburger": "1 bacon_cheeseburger",
    },
    "coffee": {
        "a small latte": "1 latte +small",
        "a large cappuccino with oat milk": "1 cappuccino +large +oat_milk",
        "two blueberry muffins": "2 blueberry_muffin",
        "a croissant": "1 croissant",
        "a medium iced tea": "1 iced_tea +medium",
        "two brownies": "2 brownie",
        "a medium latte with vanilla": "1 latte +medium +vanilla",
    },
    "pizza": {
        "a large pepperoni pizza": "1 pizza +large +pepperoni",
        "a small margherita pizza": "1 margherita +small",
        "a medium hawaiian pizza": "1 hawaiian +medium",
        "two cans of coke": "2 coke +can",
        "a large pizza with mushrooms and onions": "1 pizza +large +mushroom +onion",
        "garlic bread": "1 breadsticks",
        "a can of sprite": "1 sprite +can",
    },
    "taqueria": {
        "three chicken tacos": "3 taco +grilled_chicken",
        "two carnitas tacos with no onions": "2 taco +carnitas -onion",
        "a steak burrito with black beans": "1 burrito +carne_asada +black_beans",
        "a large horchata": "1 horchata +large",
        "a carnitas burrito with pinto beans": "1 burrito +carnitas +pinto_beans",
        "chips and guacamole": "1 chips +chips_guacamole",
        "two churros": "2 churros",
    },
}
"""What guests say at each of the menus, and what they want by it, in order notation."""
MOST = 4
"""Things that one guest wants."""


@dataclass(frozen=True)
class Wish:
    """What one guest wants."""

    menu: Menu
    says: tuple[str, ...]
    """A thing in each turn."""

    def cart(self, turns: int) -> list[str]:
        """Their order after so many of them, as the screen has it."""
        return format_cart(self.menu, parse_cart(self.menu, self._lines[:turns]))

    @cached_property
    def total(self) -> int:
        """What they pay, in minor units."""
        return price(self.menu, parse_cart(self.menu, self._lines)).total

    @property
    def splits_a_cent(self) -> bool:
        """Whether the tax lies on half a cent: Square rounds that to even, the kiosk up, and an
        order of which the two say different totals is the crew's to put right."""
        subtotal = price(self.menu, parse_cart(self.menu, self._lines)).subtotal
        return (Fraction(self.menu.tax.rate) * subtotal / 100).denominator == 2

    @property
    def _lines(self) -> list[str]:
        return [WORDS[self.menu.id][said] for said in self.says]


def guests(menu: str, dice: random.Random) -> Iterator[Wish]:
    """One after the other, without end."""
    sold = load_menu(find_menu(menu))
    while True:
        wish = Wish(sold, tuple(dice.sample(list(WORDS[menu]), dice.randint(1, MOST))))
        if not wish.splits_a_cent:
            yield wish
