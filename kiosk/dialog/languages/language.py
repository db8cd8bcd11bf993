"""What a language brings to the conversation, and what it is given to put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final, Literal, Protocol

from kiosk.order.cart import Choice

__all__ = ["MANY", "Choosing", "Dish", "Language", "On"]

MANY: Final = 6
"""So many options are read out at most: more is a list that nobody listens to."""


@dataclass(frozen=True, slots=True)
class On:
    """An option that is on."""

    name: str
    """In the middle of a sentence: ``bacon``."""
    how: Choice
    """Its qualifier, how many portions, on which half."""
    unit: str = ""
    """The menu's word for one portion ("pump"), which is English; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Dish:
    """A line of the cart, or what stands in a meal, with every deviation; names as the menu has
    them for readers of the language."""

    name: str
    quantity: int = 1
    sizes: tuple[str, ...] = ()
    """Sizes and amounts: what is told first."""
    kinds: tuple[On, ...] = ()
    """Which of several kinds it is."""
    have: tuple[On, ...] = ()
    without: tuple[str, ...] = ()
    parts: tuple[Dish, ...] = ()
    """What else stands in a meal; the deviations of its main are its own."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """A choice that a line still needs."""

    kind: Literal["group", "slot", "size"]
    name: str
    """What is to be chosen, in the middle of a sentence: ``dipping sauce``."""
    own: str | None
    """The menu's own question, which is English; none where it has none."""
    options: tuple[str, ...]
    """What may be answered."""
    whose: str
    """For what, as :meth:`Language.the` has it; empty where nothing else can be meant."""
    again: bool
    """Whether it was asked before."""


class Language(Protocol):
    """All words of one language. Nothing here decides anything."""

    @property
    def code(self) -> str:
        """ISO 639-1."""
        ...

    @property
    def absent(self) -> str:
        """What the name of an option begins with that is the absence of another: "No Ice"."""
        ...

    @property
    def notice(self) -> str:
        """What a guest is told once whose words were not understood; empty where this language
        is understood."""
        ...

    @property
    def phrases(self) -> Mapping[str, tuple[str, ...]]:
        """By occasion, in turns, with ``{fields}``. Every language has the same occasions."""
        ...

    def agreeing(self, name: str) -> Mapping[str, str]:
        """Words of phrases that depend on the name beside them, by their fields."""
        ...

    def number(self, n: int) -> str:
        """``two``"""
        ...

    def listed(self, parts: Sequence[str], word: Literal["and", "or"] = "and") -> str:
        """A list as it is said: ``a, b, and c``."""
        ...

    def one(self, name: str) -> str:
        """One of something: ``a Coke``."""
        ...

    def the(self, name: str, quantity: int = 1) -> str:
        """Something of the order, by name alone: ``the two Cokes``."""
        ...

    def dish(self, dish: Dish) -> str:
        """``two large Cokes, no ice``"""
        ...

    def choice(self, choosing: Choosing) -> str:
        """The question for a choice."""
        ...

    def time(self, at: time) -> str:
        """``5:00 AM``"""
        ...

    def allergen(self, name: str) -> str:
        """By its id in menus: ``tree nuts``."""
        ...

    def quoted(self, words: str) -> str:
        """A guest's words."""
        ...

    def unsold(self, words: str) -> str:
        """A guest's words for something that the menu does not have."""
        ...
