"""The microphone and the speaker of the counter: what is heard there, and what is said."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import Any, Protocol

from textual.app import App
from textual.signal import Signal
from textual.worker import WorkType

from kiosk.errors import KioskError
from kiosk.ui.ports import Heard, Lost, OpenSound, Partial, Sound
from kiosk.ui.strings import tr
from kiosk.ui.told import By

__all__ = ["Counter", "Intercom"]


class Counter(Protocol):
    """Where an intercom stands, and what goes on there."""

    awake: bool
    """Whether a guest stands here."""

    def hear(self, heard: Heard) -> None:
        """Take that as a turn of the guest."""
        ...

    def stir(self) -> None:
        """Somebody is there."""
        ...

    def caption(self, by: By, text: str) -> None:
        """Show what was said."""
        ...

    def fault(self, line: str) -> None:
        """Show what is wrong."""
        ...

    def speaking(self) -> None:
        """The kiosk speaks from now on."""
        ...

    def rest(self) -> None:
        """It has said what it had to say: show for what it waits."""
        ...

    def listens(self) -> None:
        """The microphone has come or gone: show it."""
        ...


class Intercom:
    """Hears for a counter and speaks for it, as far as there is a microphone and a speaker."""

    def __init__(self, app: App[Any], counter: Counter, open_sound: OpenSound | None) -> None:
        self.microphone: str | None = None
        """Name of the microphone that listens, or none."""
        self.slowly = False
        """Whether the guest would rather be spoken to slowly."""
        self.attended = False
        """Whether the crew is at the machine: then nothing is answered by itself."""
        self.overheard: Heard | None = None
        """What was said last while the crew was at the machine."""
        self.hearing: Signal[str] = Signal(app, "hearing")
        """All words so far of what is being said; empty once it is a caption, or was nothing."""
        self._app = app
        self._counter = counter
        self._open_sound = open_sound
        self._sound: Sound | None = None
        self._listening: asyncio.Task[None] | None = None
        self._unsaid: tuple[str, str | None] | None = None
        """The last reply and its language, where it came before there was a voice to say it."""
        self._excused = False
        """Whether this guest was told that the voice does not speak their language."""

    @property
    def sound(self) -> Sound | None:
        """None before it is open, and where there is none."""
        return self._sound

    def open(self) -> None:
        """Listen from now on."""
        if self._open_sound is not None:
            self._listening = asyncio.create_task(self._listen(self._open_sound))

    async def close(self) -> None:
        """Close the sound, and wait for it: its engines are processes of their own."""
        if self._listening is not None:
            self._listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listening

    def speaks(self, code: str) -> bool:
        """Whether there is a voice that speaks that language."""
        return self._sound is not None and self._sound.speaks == code

    def speak(self, text: str, language: str | None = None) -> None:
        """Say ``text``, and stop saying what came before it.

        In a ``language`` that is not the voice's, it is left to be read.
        """
        self._unsaid = None if self._sound else (text, language)
        # Called where it runs: a reply that is replaced before it begins leaves no coroutine.
        say: WorkType[None] = partial(self._say, text, language)
        self._app.run_worker(say, group="voice", exclusive=True)

    def hush(self) -> None:
        """Stop saying what is being said."""
        self._app.workers.cancel_group(self._app, "voice")

    def forget(self) -> None:
        """Another guest may come: nothing is left to be said, and at the usual speed."""
        self.hush()
        self._unsaid = None
        self.slowly = self._excused = False

    async def _say(self, text: str, language: str | None) -> None:
        if self._sound is not None:
            if language is None or self.speaks(language):
                self._counter.speaking()
                try:
                    await self._sound.speak(text, slowly=self.slowly)
                except KioskError as mute:
                    self._counter.fault(str(mute))
            elif not self._excused:
                self._excused = True
                self._counter.caption("house", tr("Read the answers here; the voice is English."))
        self._counter.rest()

    async def _listen(self, open_sound: OpenSound) -> None:
        try:
            async with open_sound() as sound:
                self._sound = sound
                for sentence in sound.missing:
                    self._counter.fault(sentence)
                self._hears(sound.microphone)
                if self._unsaid is not None:
                    self.speak(*self._unsaid)
                try:
                    async for heard in sound.heard():
                        self._overhear(heard)
                except KioskError as broken:
                    self._counter.fault(str(broken))
                self._hears(None)
                await asyncio.Event().wait()  # the voice goes on without a microphone
        except KioskError as silent:
            self._sound = None
            self._counter.fault(str(silent))
            self._hears(None)

    def _hears(self, microphone: str | None) -> None:
        self.microphone = microphone
        self._counter.listens()

    def _overhear(self, heard: Heard | Partial | Lost) -> None:
        if isinstance(heard, Partial):
            if not self.attended:
                self._counter.stir()
                self.hearing.publish(heard.text)
            return
        self.hearing.publish("")
        if isinstance(heard, Lost):
            self._counter.caption("fault", tr("I did not catch that; please say it again"))
        elif heard.text and self.attended:
            self.overheard = heard
            if self._counter.awake:
                self._counter.caption("guest", heard.text)
        elif heard.text:
            self._counter.hear(heard)
