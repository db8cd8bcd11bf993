"""The stages that are plain code: the rules rung, and the engine."""

from __future__ import annotations

from datetime import time
from time import perf_counter
from typing import Final

from kiosk.menu.availability import Availability
from kiosk.menu.model import Menu
from kiosk.order.cart import Choice, Target
from kiosk.order.edits import Modify
from kiosk.order.engine import Applied, apply
from kiosk.order.notation import parse_cart
from kiosk.order.pricing import price
from kiosk.understanding import Context, Rules

__all__ = ["engine_ms", "rules_ms"]

_SAID: Final = (
    "a cheeseburger please",
    "no that's all",
    "two hamburgers a large fry and a medium dr pepper",
    "make the first one a double",
    "large coke no ice",
    "can i get a number two with onion rings and a large sprite no pickles on the burger",
    "actually no onions on any of them and extra bacon on the barn burger",
    "how much is a chocolate shake",
    "a coke no wait make it a sprite",
    "ten nuggets with ranch and honey mustard",
    "take off the last one",
    "ok so can we do a barn burger a veggie burger small onion rings medium sweet potato fries "
    "two large lemonades and a bottle of water",
)
"""From a word or two to an order for a car full of people, for ``menus/burger.yaml``."""
_CART: Final = ("2 cheeseburger -onion", "1 barn_burger", "1 coke +large", "1 fries +medium")
_LINES: Final = 30
_PASSES: Final = 20
_CHANGES: Final = (
    Choice("ketchup", on=False),
    Choice("mustard", on=False),
    Choice("pickle", on=False),
    Choice("onion", on=False),
    Choice("bacon"),
)
"""Made to every line in turn, so that what is priced has not been priced before."""
_NOON: Final = Availability(time(12))


def rules_ms(menu: Menu) -> list[float]:
    """Milliseconds to read one utterance: each of a dozen, twenty times.

    After the first pass single words have been looked up before, as after a shop's first guests.

    Args:
        menu: Burger Barn's.
    """
    rules = Rules(menu)
    context = Context(cart=parse_cart(menu, _CART), now=_NOON)
    took = []
    for _ in range(_PASSES):
        for said in _SAID:
            began = perf_counter()
            rules.read_now(said, context)
            took.append(_since(began))
    return took


def engine_ms(menu: Menu) -> list[float]:
    """Milliseconds to apply one edit to a cart of 30 lines and price all of it.

    Args:
        menu: Burger Barn's.
    """
    cart = parse_cart(menu, ["1 hamburger"] * _LINES)
    took = []
    for change in _CHANGES:
        for line in cart.lines:
            edit = Modify(Target(line.ref), (change,))
            began = perf_counter()
            cart, outcome = apply(menu, cart, edit, _NOON)
            price(menu, cart)
            took.append(_since(began))
            assert isinstance(outcome, Applied)
    return took


def _since(began: float) -> float:
    return 1000 * (perf_counter() - began)
