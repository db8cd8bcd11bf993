"""What guests say in the turns of scenarios, each where it stands in its conversation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from kiosk.dialog.expecting import Expecting, expecting
from kiosk.dialog.ports import StandingClock
from kiosk.dialog.session import Session
from kiosk.evaluation.scenarios.file import Scenario, ScenarioSet
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart
from kiosk.order.notation import same_cart
from kiosk.speech.expected import Extent, Patience
from kiosk.speech.recognise import Heard
from kiosk.understanding import Rules

__all__ = ["Said", "said_in"]


@dataclass(frozen=True, slots=True)
class Said:
    """A guest's words, and what the conversation makes of them beforehand."""

    text: str
    expecting: Expecting
    _scenario: Scenario
    _turn: int
    """Its place in the scenario."""
    _menu: Menu
    _rules: Rules

    def remembering(self) -> _Known:
        """What is expected, told once for each text: all strategies ask the same."""
        return _Known(self.expecting)

    async def survives(self, parts: Sequence[str]) -> bool:
        """Whether the cart is the same when each part of the words is heard as a turn of its own,
        whose answer the guest talks over."""
        whole, apart = await self._ordered([" ".join(parts)]), await self._ordered(parts)
        return same_cart(self._menu, whole, apart)

    async def _ordered(self, parts: Sequence[str]) -> Cart:
        session = _session(self._scenario, self._menu, self._rules)
        for before in self._scenario.turns[: self._turn]:
            await session.hear(before.guest)
        first, *rest = parts
        await session.hear(first)
        for part in rest:
            session.talked_over()
            await session.hear(part)
        return session.cart


class _Known:
    """An ``Expected`` that reads each draft once."""

    def __init__(self, expecting: Expecting) -> None:
        self.prompt: tuple[str, ...] = expecting.prompt
        self.patience: Patience = expecting.patience
        self._extent = lru_cache(maxsize=None)(expecting.extent)
        self._believed = lru_cache(maxsize=None)(expecting.believed)

    def believed(self, heard: Heard) -> tuple[str, float | None]:
        """See ``Expected``."""
        return self._believed(heard)

    def extent(self, words: str) -> Extent:
        """See ``Expected``."""
        return self._extent(words)


async def said_in(sets: Iterable[ScenarioSet], turns: int, seed: int) -> list[Said]:
    """So many turns of guests at most, strewn over the scenarios, where each stands in its
    conversation by the rules alone."""
    found: list[Said] = []
    for one in sets:
        rules = Rules(one.menu)
        for scenario in one.scenarios:
            session = _session(scenario, one.menu, rules)
            for place, turn in enumerate(scenario.turns):
                if session.status == "open" and any(map(str.isalnum, turn.guest)):
                    beforehand = expecting(session, rules)
                    found.append(Said(turn.guest, beforehand, scenario, place, one.menu, rules))
                await session.hear(turn.guest)
    Random(seed).shuffle(found)  # noqa: S311 - a choice by seed, no secret
    return found[:turns]


def _session(scenario: Scenario, menu: Menu, rules: Rules) -> Session:
    """The conversation of a scenario before its first turn."""
    clock = StandingClock(scenario.at)
    session = Session(menu, rules, clock=clock, sold_out=scenario.unavailable)
    session.greet()
    return session
