"""A card terminal without cards: for demonstrations and tests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from itertools import chain, repeat

from kiosk.ui.ports import Charge

__all__ = ["SimulatedTerminal"]


class SimulatedTerminal:
    """Answers as it is told to, then approves."""

    def __init__(self, answers: Iterable[Charge] = (), *, thinks_s: float = 2.0) -> None:
        always: Charge = "approved"
        self._answers = chain(answers, repeat(always))
        self._thinks_s = thinks_s
        self.charged: list[tuple[int, str]] = []
        """What was approved: minor units and currency."""

    async def charge(self, amount: int, currency: str) -> Charge:
        """See ``CardTerminal``."""
        await asyncio.sleep(self._thinks_s)
        answer = next(self._answers)
        if answer == "approved":
            self.charged.append((amount, currency))
        return answer
