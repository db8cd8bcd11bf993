"""Everything that a turn can do, as data: edits of the cart and acts of the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.order.cart import Choice, Line, Service, Target

__all__ = [
    "Act",
    "ActVerb",
    "Add",
    "Ask",
    "CartEdit",
    "Clear",
    "Delete",
    "Edit",
    "Modify",
    "Quantity",
    "Redo",
    "Serve",
    "Split",
    "Swap",
    "Topic",
    "Undo",
]


@dataclass(frozen=True, slots=True)
class Add:
    """``add 2 cheeseburger -onion``"""

    line: Line


@dataclass(frozen=True, slots=True)
class Modify:
    """``mod #2 +bacon -onion``; on a meal each choice finds its slot, a size is the meal's."""

    target: Target
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """``qty #1 3``; zero deletes."""

    ref: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Swap:
    """``swap #1 double_cheeseburger``; fills or changes a slot with ``#1.drink``.

    Keeps every option, size and quantity that the new item can have, then takes ``choices``.
    """

    target: Target
    item: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """``split #1 1 -pickle``: so many units become a line of their own, with these changes.

    ``split #1 1 double_cheeseburger`` makes them another item.
    """

    ref: int
    count: int
    choices: tuple[Choice, ...] = ()
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """``del #2``, or ``del #2.sauce`` for an optional slot."""

    target: Target


@dataclass(frozen=True, slots=True)
class Serve:
    """``serve take_away``"""

    service: Service


@dataclass(frozen=True, slots=True)
class Clear:
    """``clear``: an empty cart; ``undo`` restores."""


@dataclass(frozen=True, slots=True)
class Undo:
    """``undo``: the cart before the last turn that changed it."""


@dataclass(frozen=True, slots=True)
class Redo:
    """``redo``: what the last ``undo`` took back."""


ActVerb = Literal["done", "yes", "no", "repeat", "cancel", "person", "hello", "thanks", "none"]
Topic = Literal[
    "price", "contents", "allergens", "calories", "options", "menu", "total", "vegetarian",
    "cart", "available", "cheapest", "suggestion",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """An act of the conversation that leaves the cart alone."""

    verb: ActVerb


@dataclass(frozen=True, slots=True)
class Ask:
    """``ask price coke``: a question, and the entries, options or categories that it is about."""

    topic: Topic
    about: tuple[str, ...] = ()


CartEdit = Add | Modify | Quantity | Swap | Split | Delete | Serve | Clear
Edit = CartEdit | Undo | Redo | Act | Ask
