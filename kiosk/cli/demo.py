"""``kiosk demo``: a spoken order from audio files, through every real stage, to a priced ticket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer

from kiosk.cli.demo_guest import Conversation
from kiosk.cli.demo_show import Show
from kiosk.cli.demo_sound import Sound
from kiosk.cli.engines import enter_together
from kiosk.cli.ladder import open_understanding
from kiosk.cli.options import AsJson
from kiosk.cli.speech import open_ears, open_voice
from kiosk.config import settings
from kiosk.dialog import Session, StandingClock
from kiosk.dialog.record import record
from kiosk.errors import AudioError, ModelError, WorkerError
from kiosk.locations import checkout
from kiosk.menu import Menu, find_menu, load_menu
from kiosk.speech.devices import Speaker
from kiosk.speech.synthesise import Voice
from kiosk.workers import Scheduler

__all__ = ["demo", "recorded_guest"]

_NOON = time(12)
"""When the recorded guest comes: the same order at every hour of the day."""


def demo(
    headless: Annotated[
        bool, typer.Option("--headless", help="Play nothing, even where there is a speaker.")
    ] = False,
    as_json: AsJson = False,
    out: Annotated[Path, typer.Option(help="The folder for the replies, as WAV files.")] = Path(
        "out/demo"
    ),
    menu: Annotated[
        str, typer.Option("--menu", "-m", help="Another menu for the same guest to order from.")
    ] = "burger",
) -> None:
    """Take a recorded guest's spoken order to a priced ticket, offline.

    Exit status 1 when the order does not end placed. It is kept nowhere and goes to no printer or
    display.
    """
    sold = load_menu(find_menu(menu))
    ran = asyncio.run(_Demo(sold, Show(quiet=as_json), out, headless).run())
    if as_json:
        typer.echo(json.dumps(ran, ensure_ascii=False))
    raise typer.Exit(0 if ran["status"] == "placed" else 1)


@dataclass(slots=True)
class _Demo:
    """One run, from loading the engines to the ticket."""

    menu: Menu
    show: Show
    out: Path
    """Folder for the replies; made when it is not there."""
    headless: bool
    """Play nothing."""
    faults: list[str] = field(default_factory=list)
    """What did not work, one sentence each."""

    async def run(self) -> dict[str, Any]:
        """The order; what ``--json`` prints of it.

        Raises:
            AudioError: a recording is missing or damaged, or there is no folder for the replies.
            ModelError: the recogniser's weights are missing, do not match or do not load.
            WorkerError: the recogniser's process is down for good.
        """
        recordings = recorded_guest()
        _make_folder(self.out)
        began = perf_counter()
        async with AsyncExitStack() as stack:
            scheduler = Scheduler()
            with self.show.loading():
                ears, voice = await enter_together(
                    stack, open_ears(scheduler), self._voice(scheduler)
                )
                speaker = None if self.headless else await self._speaker(stack)
            ms = {"load": _since(began), "load_recogniser": ears.health.load_ms or 0.0}
            if voice is not None:
                ms["load_voice"] = voice.health.load_ms or 0.0
            self.show.loaded(ms)
            sound = Sound(self.out, self._tell, voice, speaker)
            # Loading ahead would take the cores from the recogniser while the guest speaks, for a
            # model that is not asked: a kiosk has loaded it before its first guest.
            understanding = await stack.enter_async_context(
                open_understanding(self.menu, scheduler, ahead=False)
            )
            session = Session(self.menu, understanding, clock=StandingClock(_NOON))
            conversation = Conversation(
                session, understanding.rules, ears, sound, self.show, self._tell
            )
            exchanges = await conversation.hold(recordings)
        ms["all"] = _since(began)
        self.show.ticket(session)
        self.show.summary([exchange.turn.ms for exchange in exchanges], ms["all"], self.out)
        audio = {"in": [str(file) for file in recordings], "out": [str(f) for f in sound.files]}
        told = record(
            session,
            [exchange.turn for exchange in exchanges],
            audio=audio,
            faults=self.faults,
            ms={stage: round(took, 1) for stage, took in ms.items()},
        )
        for turn, exchange in zip(told["turns"], exchanges, strict=True):
            turn["heard"] = exchange.heard
        return told

    @asynccontextmanager
    async def _voice(self, scheduler: Scheduler) -> AsyncIterator[Voice | None]:
        async with AsyncExitStack() as stack:
            try:
                voice = await stack.enter_async_context(open_voice(scheduler, menu=self.menu))
            except (ModelError, WorkerError) as mute:
                self._tell(f"{mute}: the replies are text only")
                voice = None
            yield voice

    async def _speaker(self, stack: AsyncExitStack) -> Speaker | None:
        try:
            return await stack.enter_async_context(Speaker(settings().output_device))
        except AudioError as silent:
            self._tell(f"{silent}: the replies are only written to {self.out}")
            return None

    def _tell(self, fault: str) -> None:
        self.faults.append(fault)
        typer.echo(f"kiosk: {fault}", err=True)


def recorded_guest() -> list[Path]:
    """The recordings of the demo's guest, turn by turn.

    Raises:
        AudioError: they are not there.
    """
    folder = checkout() / "demo" / "audio"
    recordings = sorted(folder.glob("turn*.wav"))
    if not recordings:
        raise AudioError(f"{folder}: the recorded guest is not there")
    return recordings


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise AudioError(
            f"{folder}: no folder for the replies: {refused.strerror}", hint="name another: --out"
        ) from refused


def _since(began: float) -> float:
    """Milliseconds from a reading of ``perf_counter``."""
    return (perf_counter() - began) * 1000
