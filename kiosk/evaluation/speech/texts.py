"""What guests say and what they then want, in writing: orders of one turn, and dialogs.

::

    orders:
      - menu: burger                    a name in menus/, or a path relative to this file
        said: "Two hamburgers, no pickles."
        cart: ["2 hamburger -pickle"]   the whole order, in order notation

    dialogs:
      - name: the size while the price is told
        menu: burger
        turns:
          - guest: "A coke, please."
          - guest: "Large."
            over: 0.6                   optional: said so many seconds into the kiosk's reply to the
                                        turn before, while it still speaks; else after it
        cart: ["1 coke +large"]         at the end
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from kiosk.evaluation.labelled import LabelledFile, Place, Strict
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart

__all__ = ["Dialog", "Order", "Said", "read_dialogs", "read_orders"]

_Words = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]


class _OrderFile(Strict):
    menu: _Words
    said: _Words
    cart: list[_Words]


class _OrdersFile(Strict):
    orders: list[_OrderFile] = Field(min_length=1)


class _SaidFile(Strict):
    guest: _Words
    over: Annotated[float, Field(ge=0, le=30)] | None = None


class _DialogFile(Strict):
    name: _Words
    menu: _Words
    turns: list[_SaidFile] = Field(min_length=1)
    cart: list[_Words]


class _DialogsFile(Strict):
    dialogs: list[_DialogFile] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Order:
    """What is said in one go."""

    menu_name: str
    """As the file names it."""
    menu: Menu
    said: str
    lines: tuple[str, ...]
    """The cart as the file writes it."""
    cart: Cart


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of a guest in a dialog."""

    guest: str
    over: float | None
    """Seconds into the kiosk's reply to the turn before, or into its greeting, at which the guest
    begins; none when they wait until it has spoken."""


@dataclass(frozen=True, slots=True)
class Dialog:
    """What a guest says in several turns, some while the kiosk speaks."""

    name: str
    menu_name: str
    """As the file names it."""
    menu: Menu
    turns: tuple[Said, ...]
    cart: Cart
    """At the end, whether or not the order is placed."""


def read_orders(path: Path) -> list[Order]:
    """The orders in the file at ``path``.

    Raises:
        MenuError: the file is not YAML, or a menu cannot be sold from.
        UsageError: the file cannot be read or holds no orders; names file, line and entry.
    """
    return _Reader(path).orders()


def read_dialogs(path: Path) -> list[Dialog]:
    """The dialogs in the file at ``path``; raises what :func:`read_orders` does."""
    return _Reader(path).dialogs()


class _Reader(LabelledFile):
    """One file on its way to values."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._menus: dict[str, Menu] = {}

    def orders(self) -> list[Order]:
        out = []
        for n, order in enumerate(self.as_a(_OrdersFile).orders):
            menu = self.named(order.menu)
            cart = self.cart(menu, order.cart, ("orders", n, "cart"))
            out.append(Order(order.menu, menu, order.said, tuple(order.cart), cart))
        return out

    def dialogs(self) -> list[Dialog]:
        out = []
        names: set[str] = set()
        for n, dialog in enumerate(self.as_a(_DialogsFile).dialogs):
            at: Place = ("dialogs", n)
            if dialog.name in names:
                raise self.fault((*at, "name"), f'"{dialog.name}" stands here twice')
            names.add(dialog.name)
            menu = self.named(dialog.menu)
            cart = self.cart(menu, dialog.cart, (*at, "cart"))
            turns = tuple(Said(turn.guest, turn.over) for turn in dialog.turns)
            out.append(Dialog(dialog.name, dialog.menu, menu, turns, cart))
        return out

    def named(self, name: str) -> Menu:
        if name not in self._menus:
            self._menus[name] = self.menu(name)
        return self._menus[name]
