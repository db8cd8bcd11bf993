"""Turn files: read strictly, every fault told with file, line and turn.

::

    menu: burger                         a name in menus/, or a path relative to this file
    turns:
      - cart: [2 cheeseburger, 1 coke]   optional: before the turn; lines are numbered from 1
        asked: "size of #2"              optional: what the kiosk just asked; in quotes, for #
        touched: [2]                     optional: what the last turn made or changed
        guest: small and hold the onions on one of the burgers
        want: [1 cheeseburger, 1 cheeseburger -onion, 1 coke +small]
        tags: [ellipsis, split]

``asked`` is an open choice of the cart (``size of #2``, ``drink of #1``, ``size of #1.drink``),
``confirm`` or ``anything_else``. ``touched`` is the last line unless the turn says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import Field

from kiosk.evaluation.labelled import LabelledFile, Place, Strict, Words
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart, Target
from kiosk.order.notation import format_target
from kiosk.order.rules import open_choices
from kiosk.understanding.reading import Asked, Context

__all__ = ["Turn", "TurnSet", "read_turns"]

_OF_THE_ORDER: Final = {
    "confirm": Asked("confirm"),
    "anything_else": Asked("anything_else"),
}
"""Questions that are about no line."""


class _TurnFile(Strict):
    guest: Words
    want: list[str]
    tags: list[Words] = Field(min_length=1)
    cart: list[str] = Field(default_factory=list)
    asked: Words | None = None
    touched: list[int] | None = None


class _File(Strict):
    menu: Words
    turns: list[_TurnFile] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance, what was before it, and what it wants."""

    line: int
    """Where it stands in its file, counted from 1."""
    guest: str
    context: Context
    """The cart, the question and the lines of the turn before."""
    want: Cart
    """The whole cart after the turn; order and numbers of its lines mean nothing."""
    tags: tuple[str, ...]
    """What is hard about it."""


@dataclass(frozen=True, slots=True)
class TurnSet:
    """A file of turns and the menu that they order from."""

    path: Path
    menu: Menu
    turns: tuple[Turn, ...]


def read_turns(path: Path) -> TurnSet:
    """The turns in the file at ``path``.

    Raises:
        MenuError: the file is not YAML, or its menu cannot be sold from.
        UsageError: the file cannot be read or is not a turn file; names file, line and turn.
    """
    return _Reader(path).read()


class _Reader(LabelledFile):
    """One file on its way to values."""

    def read(self) -> TurnSet:
        file = self.as_a(_File)
        menu = self.menu(file.menu)
        turns = (self.turn(menu, turn, ("turns", n)) for n, turn in enumerate(file.turns))
        return TurnSet(self.path, menu, tuple(turns))

    def turn(self, menu: Menu, file: _TurnFile, at: Place) -> Turn:
        cart = self.cart(menu, file.cart, (*at, "cart"))
        refs = tuple(line.ref for line in cart.lines)
        touched = refs[-1:] if file.touched is None else tuple(file.touched)
        for ref in touched:
            if ref not in refs:
                raise self.fault((*at, "touched"), f"the cart has no line #{ref}")
        asked = None if file.asked is None else self.asked(menu, cart, file.asked, (*at, "asked"))
        return Turn(
            line=self.line(at),
            guest=file.guest,
            context=Context(cart, asked, touched),
            want=self.cart(menu, file.want, (*at, "want")),
            tags=tuple(file.tags),
        )

    def asked(self, menu: Menu, cart: Cart, text: str, at: Place) -> Asked:
        waits = (choice for line in cart.lines for choice in open_choices(menu, line))
        can = {
            f"{choice.name} of {format_target(Target(choice.ref, choice.slot))}": Asked(
                "open", choice
            )
            for choice in waits
        } | _OF_THE_ORDER
        if text not in can:
            cut = ' (put it in quotes: " #" begins a comment)' if text.endswith(" of") else ""
            raise self.fault(at, f'"{text}"{cut} cannot be asked, only {", ".join(can)}')
        return can[text]
