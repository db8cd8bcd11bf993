"""``kiosk drivethru``: the speaker box, on recordings as on devices."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from kiosk.cli.drivethru_show import Shown
from kiosk.cli.engines import Engines, open_engines
from kiosk.cli.options import AsJson
from kiosk.config import settings
from kiosk.dialog import Session, StandingClock
from kiosk.dialog.expecting import expecting
from kiosk.drivethru import Deck, House, Lane, Signal, Sound, Visit, at_once
from kiosk.errors import AudioError, UsageError
from kiosk.menu import Menu, find_menu, load_menu
from kiosk.speech import wav
from kiosk.speech.expected import Expected

__all__ = ["drivethru"]

_NOON: Final = time(12)
"""When the guest of a recording comes: the same order at every hour of the day."""


def drivethru(
    recording: Annotated[
        Path | None, typer.Option("--in", help="A recording in the place of the microphone.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="A WAV file in the place of the speaker.")
    ] = None,
    menu: Annotated[
        str | None, typer.Option("--menu", "-m", help="A menu file, or the name of one in menus/.")
    ] = None,
    as_json: AsJson = False,
    real_time: Annotated[
        bool, typer.Option("--real-time", help="Take a recording at the pace at which it sounds.")
    ] = False,
) -> None:
    """Take orders at the speaker box of a drive-thru.

    A recording is taken as fast as the machine goes, and plays on while the kiosk speaks.
    """
    sold = load_menu(find_menu(menu if menu is not None else settings().menu))
    if recording is None:
        raise UsageError("devices are not there yet", hint="name a recording: --in FILE.wav")
    if out is not None and not out.parent.is_dir():
        raise AudioError(f"{out}: cannot be written: there is no such folder")
    ran = _OnTape(sold, recording, out, Shown(quiet=as_json))
    with asyncio.Runner() if real_time else at_once(ran.working) as runner:
        told = runner.run(ran.run())
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))


class _OnTape:
    """One recorded car."""

    def __init__(self, menu: Menu, recording: Path, out: Path | None, shown: Shown) -> None:
        self._menu = menu
        self._recording = recording
        self._out = out
        self._shown = shown
        self._working: Callable[[], bool] = lambda: True

    def working(self) -> bool:
        """Whether something is done outside of the loop: an engine computes or is loaded."""
        return self._working()

    async def run(self) -> dict[str, Any]:
        """The whole recording; what ``--json`` prints of it.

        Raises:
            AudioError: it is missing or damaged, or there is no place for what is said.
            ModelError: weights are missing, do not match or do not load.
        """
        deck = Deck(wav.read(self._recording))
        async with AsyncExitStack() as stack:
            with self._shown.loading():
                engines = await stack.enter_async_context(open_engines(self._menu))
            lane = self._lane(engines, deck)
            self._working = lambda: lane.thinking or engines.working
            gone: list[Visit] = []
            await lane.serve(_one_car())
            self._working = lambda: True
        assert lane.visit is not None or gone
        visit = lane.visit or gone[-1]
        if self._out is not None:
            wav.write(self._out, deck.played())
        self._shown.summary(visit)
        audio = {"in": str(self._recording), "out": str(self._out) if self._out else None}
        return visit.record(audio)

    def _lane(self, engines: Engines, deck: Deck) -> Lane:
        understanding = engines.ladder.over(self._menu)

        def session() -> Session:
            return Session(self._menu, understanding, clock=StandingClock(_NOON))

        def expected(session: Session) -> Expected:
            return expecting(session, understanding.rules)

        house = House(session, expected, self._shown)
        return Lane("lane", house, Sound(engines.ears, engines.voice, deck, deck))


async def _one_car() -> AsyncIterator[Signal]:
    yield "arrived"
