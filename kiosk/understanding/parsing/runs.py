"""Runs of changes as values: "no onions or pickles and extra cheese on the side"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kiosk.order.cart import Choice, Portion
from kiosk.understanding.parsing.places import Place
from kiosk.understanding.words import kind_of

__all__ = ["Change", "Run"]


@dataclass(slots=True)
class Change:
    """One change as it was said."""

    options: tuple[str, ...]
    """Ids that the words can mean; empty for ``plain`` and ``everything``."""
    words: str
    kind: Literal["option", "plain", "everything"] = "option"
    on: bool = True
    soft: bool = False
    """Off only because it stands in a list that began with "no"."""
    qualifier: str | None = None
    count: int = 1
    measured: bool = False
    """By its unit: "an extra shot of espresso", "extra pump of vanilla"."""
    portion: Portion = "whole"
    score: float = 1.0
    """How surely the words name the options, 0..1."""
    joined: bool = False
    """An "and" or a comma stands before it."""
    both: bool = False
    """An "and" stands before it."""
    either: bool = False
    """An "or" stands before it."""
    apart: bool = False
    """A comma stands before it, and no "and"."""
    before_name: bool = False
    """A part of a name right before another name: "black" beans where olives are black."""
    of_group: tuple[str, ...] = ()
    """All options of the group that the words name, or also name ("no salsa", "all salsas")."""

    def put_aside(self) -> None:
        """On the side: what a "no" before its list would have refused comes all the same."""
        self.qualifier = "on_the_side"
        self.on, self.soft = True, False


@dataclass(slots=True)
class Run:
    """Changes said together."""

    changes: list[Change] = field(default_factory=list)
    dangling: bool = False
    """It ends in a "no" whose object is not an option."""
    opened_with: bool = False
    """It holds a "with" or an "add": what follows still belongs to the same line."""
    only: bool = False
    loose: int = 0
    """ "Two pumps", of what is not said."""
    unit: str = ""
    """Of what measure, as a stem: "pump"."""
    before: list[tuple[Place, object]] = field(default_factory=list)
    """Where it was applied, and the state before."""

    @property
    def polarity(self) -> bool:
        """Whether it puts something on."""
        return any(change.on for change in self.changes)

    @property
    def wanted(self) -> list[tuple[str, ...]]:
        """What a dish must be able to have for all of it to be said of that dish."""
        return [c.options for c in self.changes if c.options and kind_of(c.words) != "plain"]

    def parted(self) -> tuple[Run, Run]:
        """What was said before its last turn from on to off or back, and what after it."""
        cut = len(self.changes) - 1
        while cut > 0 and (
            self.changes[cut].joined or self.changes[cut].on == self.changes[cut - 1].on
        ):
            cut -= 1
        return Run(self.changes[:cut], only=self.only), Run(self.changes[cut:])

    def own(self) -> tuple[Run, Run]:
        """What was said before its last "and", or but for the last change, and what after it."""
        last = len(self.changes) - 1
        cut = max((n for n, change in enumerate(self.changes) if change.both), default=last)
        return Run(self.changes[:cut], only=self.only), Run(self.changes[cut:])

    def refuse(self) -> None:
        """All of it goes off."""
        for change in self.changes:
            change.on = False

    def negate_first(self) -> None:
        """A "no" from before it."""
        for n, change in enumerate(self.changes):
            if change.kind != "option" or (n > 0 and not change.joined):
                break
            change.on = False
            change.soft = n > 0

    def negated_on(self, part: Place) -> None:
        """ "… and one without": what the run put on goes off on ``part``, or the other way."""
        off = tuple(
            Choice(option, on=False)
            for change in self.changes
            for option in change.options
            if part.has(option) and change.on
        )
        on = tuple(
            Choice(option)
            for change in self.changes
            for option in change.options[:1]
            if not change.on
        )
        if off or on:
            part.choose(off or on)
