"""The turn ends by what was said and how: soon where both are done, late where either is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.speech.expected import Extent, Patience
from kiosk.speech.turns.end import Pause

__all__ = ["Understood"]

_SOON_S: Final = 0.3
"""Silence that ends a turn whose words and voice are done."""
_LATE_S: Final = 1.2
"""The same while either may go on: as long as guests look for a word."""
_UNKNOWN_S: Final[Mapping[Patience, float]] = {"short": 1.0, "normal": 1.3, "long": 1.3}
"""The same while the words are not known: recognition has failed or is very late."""
_DONE: Final[Mapping[Extent, float]] = {"settled": 0.02, "whole": 0.95}
"""Least likelihood by the voice with which words that have come so far are done; others never are.
An order that is whole is as often added to as left so: its words alone do not tell."""
_NEVER: Final = 2.0
"""More than any likelihood."""
_UNHEARD: Final = 0.5
"""What counts as the likelihood where nothing judges the voice."""


@dataclass(frozen=True, slots=True)
class Understood:
    """Guests who have said what was asked for are done; those who have not are thinking.

    Chosen on turns of scenarios that may be fitted to and measured on others: docs/drivethru.md has
    the curve, ``kiosk eval pauses`` measures it.
    """

    pace: float = 1.0
    """How many times as long each wait is: less answers sooner and cuts off more."""

    def over(self, pause: Pause) -> bool:
        """See ``TurnEnd``."""
        return pause.silence_s >= self.pace * _wait_s(pause)


def _wait_s(pause: Pause) -> float:
    if pause.extent is None:
        return _UNKNOWN_S[pause.patience]
    finished = _UNHEARD if pause.finished is None else pause.finished
    goes_on = pause.patience == "long" and pause.extent != "settled"
    return _LATE_S if goes_on or finished < _DONE.get(pause.extent, _NEVER) else _SOON_S
