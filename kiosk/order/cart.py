"""What is being ordered: immutable values, deviations from the menu's defaults only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["Cart", "Choice", "Line", "Portion", "Service", "Target"]

Portion = Literal["whole", "left", "right"]
Service = Literal["dine_in", "take_away"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One option as a line has it, where it differs from the default."""

    option: str
    on: bool = True
    qualifier: str | None = None
    """``light``, ``extra``, ``on_the_side`` or another of the group's; none is plain."""
    count: int = 1
    """Portions ("two pumps")."""
    portion: Portion = "whole"
    """Which half it lies on."""

    @property
    def plain(self) -> bool:
        """On, whole, once, unqualified."""
        return self == Choice(self.option)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the cart, or what fills a slot of a combo."""

    item: str
    """Id of an item or a combo."""
    quantity: int = 1
    choices: tuple[Choice, ...] = ()
    """Deviations, in menu order."""
    slots: tuple[tuple[str, Line], ...] = ()
    """For a combo: slot id and what fills it, in menu order; an unfilled slot is absent."""
    size: str | None = None
    """For a combo: its size, while what fills its slots does not say it."""
    ref: int = 0
    """Number of the line ("#2"), kept for its life; 0 outside a cart."""

    def slot(self, name: str) -> Line | None:
        """What fills the slot, or none."""
        return dict(self.slots).get(name)

    def choice(self, option: str) -> Choice | None:
        """The deviation for ``option``, or none."""
        return next((c for c in self.choices if c.option == option), None)


@dataclass(frozen=True, slots=True)
class Target:
    """A line, or one slot of it: ``#2`` or ``#2.drink``."""

    ref: int
    slot: str | None = None


@dataclass(frozen=True, slots=True)
class Cart:
    """All lines of an order."""

    lines: tuple[Line, ...] = ()
    service: Service | None = None
    next_ref: int = 1

    def line(self, ref: int) -> Line | None:
        """The line with that number, or none."""
        return next((line for line in self.lines if line.ref == ref), None)

    @property
    def count(self) -> int:
        """Things ordered, quantities summed."""
        return sum(line.quantity for line in self.lines)

    def adding(self, line: Line) -> Cart:
        """With ``line`` at the end, numbered."""
        numbered = replace(line, ref=self.next_ref)
        return replace(self, lines=(*self.lines, numbered), next_ref=self.next_ref + 1)

    def with_line(self, line: Line) -> Cart:
        """With the line of the same number replaced."""
        return replace(self, lines=tuple(line if x.ref == line.ref else x for x in self.lines))

    def without(self, ref: int) -> Cart:
        """With that line gone; its number is not used again."""
        return replace(self, lines=tuple(x for x in self.lines if x.ref != ref))
