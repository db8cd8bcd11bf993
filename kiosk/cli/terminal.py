"""The kiosk's screen, with the microphone and the speaker of this machine where it has them."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from kiosk.cli.speech import open_ears, open_voice
from kiosk.config import settings
from kiosk.dialog import Session, WallClock
from kiosk.errors import KioskError, UsageError
from kiosk.menu import find_menu, load_menu
from kiosk.speech.devices import Microphone, Speaker
from kiosk.speech.pipeline import Ears, Missed
from kiosk.speech.synthesise import Voice
from kiosk.ui import Heard, KioskApp, Lost
from kiosk.understanding import Rules
from kiosk.workers import Scheduler

__all__ = ["screen"]

Device = TypeVar("Device")


def screen(
    menu: Annotated[
        str | None, typer.Option(help="A menu file, or the name of one that comes with the kiosk.")
    ] = None,
    sound: Annotated[
        bool, typer.Option("--sound/--no-sound", help="Listen and speak, where there are devices.")
    ] = True,
) -> None:
    """Take orders on a screen in this terminal, by typing and by voice."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the screen needs a terminal", hint="order by text: kiosk order")
    sold = load_menu(find_menu(menu if menu is not None else settings().menu))
    rules = Rules(sold)
    devices = _Devices() if sound else None
    KioskApp(
        lambda: Session(sold, rules, clock=WallClock()),
        devices.opened if devices else None,
    ).run()


class _Devices:
    """The sound of this machine: found before the screen opens, loaded behind it.

    PortAudio's drivers write to stderr while they look for devices, which would run across the
    screen.
    """

    def __init__(self) -> None:
        self.missing: tuple[str, ...] = ()
        with _quiet_stderr():
            self._microphone = self._found(lambda: Microphone(settings().input_device))
            self._speaker = self._found(lambda: Speaker(settings().output_device))
        self._ears: Ears | None = None
        self._voice: Voice | None = None

    @property
    def microphone(self) -> str | None:
        """See ``Sound``."""
        return self._microphone.name if self._microphone and self._ears else None

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[_Devices]:
        """With its engines loaded; what cannot be had is ``missing``, the rest works."""
        scheduler = Scheduler()
        async with AsyncExitStack() as stack:
            if self._microphone is not None:
                try:
                    self._ears = await stack.enter_async_context(open_ears(scheduler))
                    await stack.enter_async_context(self._microphone)
                except KioskError as deaf:
                    self._ears = None
                    self.missing = (*self.missing, str(deaf))
            if self._speaker is not None:
                try:
                    voice = await stack.enter_async_context(open_voice(scheduler))
                    await stack.enter_async_context(self._speaker)
                    self._voice = voice
                except KioskError as mute:
                    self.missing = (*self.missing, str(mute))
            yield self

    async def heard(self) -> AsyncIterator[Heard | Lost]:
        """See ``Sound``."""
        if self._microphone is None or self._ears is None:
            return
        async for turn in self._ears.turns(self._microphone):
            if isinstance(turn, Missed):
                yield Lost("I did not catch that; please say it again")
            else:
                yield Heard(turn.heard.text, turn.heard.confidence)

    async def speak(self, text: str) -> None:
        """See ``Sound``; the microphone is deaf meanwhile, or the kiosk would hear itself."""
        if self._speaker is None or self._voice is None:
            return
        with self._microphone.muted() if self._microphone else contextlib.nullcontext():
            await self._speaker.play(self._voice.say(text))

    def _found(self, find: Callable[[], Device]) -> Device | None:
        try:
            return find()
        except KioskError as absent:
            if absent.message not in self.missing:
                self.missing = (*self.missing, absent.message)
            return None


@contextlib.contextmanager
def _quiet_stderr() -> Iterator[None]:
    kept = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
