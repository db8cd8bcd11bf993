"""A lane on a recording: one car, kept in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import time
from pathlib import Path
from typing import Any, Final

from kiosk.cli.at_work import AtWork
from kiosk.cli.drivethru_show import Shown
from kiosk.cli.engines import open_engines
from kiosk.dialog import Session, StandingClock
from kiosk.dialog.expecting import expecting
from kiosk.drivethru import Crew, Deck, House, Lane, Ordered, Signal, Sound, Visit
from kiosk.drivethru.shadow import Shadow
from kiosk.locations import data_dir
from kiosk.menu import Menu
from kiosk.speech import wav
from kiosk.speech.expected import Expected
from kiosk.understanding.cascade import Cascade

__all__ = ["OnTape", "house_of", "one_car"]

_NOON: Final = time(12)
"""When the guest of a recording comes: the same order at every hour of the day."""


def house_of(menu: Menu, understanding: Cascade, crew: Crew, *, shadow: bool = False) -> House:
    """A house at noon that keeps nothing: a recording is no guest."""

    def session() -> Session:
        return Session(menu, understanding, clock=StandingClock(_NOON))

    def expected(session: Session) -> Expected:
        return expecting(session, understanding.rules)

    return House(session, expected, crew, shadow=shadow)


class OnTape:
    """One recorded car."""

    def __init__(
        self,
        menu: Menu,
        recording: Path,
        out: Path | None,
        shown: Shown,
        *,
        shadow: bool = False,
        ordered: Ordered | None = None,
    ) -> None:
        """``ordered`` is what the crew took down, where the lane is in the shadow."""
        self._menu = menu
        self._recording = recording
        self._out = out
        self._shown = shown
        self._shadow = shadow
        self._ordered = ordered
        self.at_work = AtWork()

    async def run(self) -> dict[str, Any]:
        """The whole recording; what ``--json`` prints of it.

        Raises:
            AudioError: it is missing or damaged, or there is no place for what is said.
            ModelError: weights are missing, do not match or do not load.
            NotationError: what the crew took down is not written in order notation.
        """
        deck = Deck(wav.read(self._recording))
        gone: list[Visit] = []
        async with AsyncExitStack() as stack:
            with self._shown.loading():
                engines = await stack.enter_async_context(open_engines(self._menu))
                ears = await stack.enter_async_context(engines.ears())
            house = house_of(
                self._menu, engines.ladder.over(self._menu), self._shown, shadow=self._shadow
            )
            lane = Lane("1", house, Sound(ears, engines.voice, deck, deck), gone.append)
            self.at_work.engines, self.at_work.lane = engines, lane
            await lane.serve(one_car())
            self.at_work.lane = None
        visit = lane.visit or gone[-1]
        if self._out is not None:
            wav.write(self._out, deck.played())
        self._shown.summary(visit)
        told = visit.record(
            {"in": str(self._recording), "out": str(self._out) if self._out else None}
        )
        if self._ordered is not None:
            shadow = Shadow(data_dir())
            agreed = shadow.note(visit.session, self._ordered)
            self._shown.agreement(shadow.so_far())
            told["shadow"] = {"agreed": agreed, **shadow.so_far().model_dump()}
        return told


async def one_car() -> AsyncIterator[Signal]:
    """What a lane is told where a car comes and nothing tells when it goes."""
    yield "arrived"
