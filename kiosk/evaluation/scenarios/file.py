"""Scenario files: read strictly, every fault told with file and line.

::

    menu: burger                       a name in menus/, or a path relative to this file
    scenarios:
      - name: correction in the same breath
        tags: [correction]
        at: "12:00"                    where the clock stands; noon when it is not said
        unavailable: [bacon]           items and options that are 86'd
        turns:
          - guest: a coke no wait make it a sprite
            asks: size                 optional: what the reply asks about
            cart: ["1 sprite ?size"]   optional: the whole cart after this turn, in any order
            says: sprite               optional: words in the reply, case ignored
        outcome: placed                placed, cancelled, person, abandoned or open
        cart: [1 sprite +large]        optional: else the last cart that a turn states
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from kiosk.dialog.reply import Status
from kiosk.evaluation.labelled import LabelledFile, Place, Strict, Words
from kiosk.evaluation.scenarios.differences import menu_ids
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart

__all__ = ["HELD_OUT", "Scenario", "ScenarioSet", "Stated", "read_scenarios"]

HELD_OUT: Final = "held_out"
"""The tag of scenarios that were written before the code and are only for measuring."""
_NOON: Final = "12:00"
_QUESTIONS: Final = frozenset(
    {"size", "confirm", "anything_else", "which", "offer", "check", "change", "cancel",
     "rephrase", "person"}
)  # fmt: skip


class _TurnFile(Strict):
    guest: str
    asks: Words | None = None
    cart: list[str] | None = None
    says: Words | None = None


class _ScenarioFile(Strict):
    name: Words
    tags: list[Words] = Field(default_factory=list)
    at: Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = _NOON
    unavailable: list[str] = Field(default_factory=list)
    turns: list[_TurnFile] = Field(min_length=1)
    outcome: Status
    cart: list[str] | None = None


class _File(Strict):
    menu: Words
    scenarios: list[_ScenarioFile] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Stated:
    """What the guest says, and what is stated of the turn."""

    guest: str
    asks: str | None
    """Id of a group or slot, or the kind of question."""
    cart: Cart | None
    """The whole cart after the turn."""
    says: str | None
    """Words of the reply, in any case."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One conversation."""

    name: str
    tags: tuple[str, ...]
    at: time
    """Local time of the store."""
    unavailable: frozenset[str]
    turns: tuple[Stated, ...]
    outcome: Status
    cart: Cart | None
    """As it is to be at the end; none where no cart is stated at all."""

    @property
    def held_out(self) -> bool:
        """Whether it is for measuring only."""
        return HELD_OUT in self.tags


@dataclass(frozen=True, slots=True)
class ScenarioSet:
    """A file of scenarios and the menu that they order from."""

    path: Path
    menu: Menu
    scenarios: tuple[Scenario, ...]


def read_scenarios(path: Path) -> ScenarioSet:
    """The scenarios in the file at ``path``.

    Raises:
        MenuError: the file is not YAML, or its menu cannot be sold from.
        UsageError: the file cannot be read or is not a scenario file; names file, line and entry.
    """
    return _Reader(path).read()


class _Reader(LabelledFile):
    """One file on its way to values."""

    def read(self) -> ScenarioSet:
        file = self.as_a(_File)
        menu = self.menu(file.menu)
        names = Counter(s.name for s in file.scenarios)
        asks = _QUESTIONS | _askable(menu)
        out = []
        for n, scenario in enumerate(file.scenarios):
            at: Place = ("scenarios", n)
            if names[scenario.name] > 1:
                raise self.fault((*at, "name"), f'"{scenario.name}" stands here twice')
            out.append(self.scenario(menu, asks, scenario, at))
        return ScenarioSet(self.path, menu, tuple(out))

    def scenario(
        self, menu: Menu, asks: frozenset[str], file: _ScenarioFile, at: Place
    ) -> Scenario:
        sold = menu_ids(menu)
        for n, name in enumerate(file.unavailable):
            if name not in sold:
                raise self.fault((*at, "unavailable", n), f'"{name}" is not on the menu')
        turns = []
        for n, turn in enumerate(file.turns):
            here: Place = (*at, "turns", n)
            if turn.asks is not None and turn.asks not in asks:
                raise self.fault((*here, "asks"), f'nothing on the menu asks "{turn.asks}"')
            cart = self.stated(menu, turn.cart, (*here, "cart"))
            turns.append(Stated(turn.guest, turn.asks, cart, turn.says))
        stated = [turn.cart for turn in turns if turn.cart is not None]
        last = stated[-1] if stated else None
        whole = self.stated(menu, file.cart, (*at, "cart"))
        return Scenario(
            name=file.name,
            tags=tuple(file.tags),
            at=time.fromisoformat(file.at),
            unavailable=frozenset(file.unavailable),
            turns=tuple(turns),
            outcome=file.outcome,
            cart=last if whole is None else whole,
        )

    def stated(self, menu: Menu, lines: Sequence[str] | None, at: Place) -> Cart | None:
        return None if lines is None else self.cart(menu, lines, at)


def _askable(menu: Menu) -> frozenset[str]:
    groups = {group for item in menu.items.values() for group in item.groups}
    slots = {slot for combo in menu.combos.values() for slot in combo.slots}
    return frozenset(groups | slots)
