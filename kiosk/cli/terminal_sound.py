"""The microphone and the speaker of this machine, as the screen wants them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Final, Protocol, Self, TypeVar

from kiosk.cli.speech import open_ears, open_voice, prepared
from kiosk.config import settings
from kiosk.errors import KioskError
from kiosk.menu.model import Menu
from kiosk.speech.audio import SILENCE_DB
from kiosk.speech.devices import Microphone, Speaker
from kiosk.speech.expected import Anything, Expected
from kiosk.speech.meter import Meter
from kiosk.speech.pipeline import Ears, Missed, Source
from kiosk.speech.pipeline import Partial as Draft
from kiosk.speech.synthesise import Voice
from kiosk.ui import Heard, Lost, Partial
from kiosk.workers import Health, Scheduler

__all__ = ["LocalSound", "Mutable"]

_SLOWLY: Final = 0.8
"""Speed of the slower voice: every syllable still sounds as it should."""
_Device = TypeVar("_Device")


class Mutable(Source, Protocol):
    """A source that can be made deaf: a microphone."""

    name: str
    """As the guest may know it."""

    async def __aenter__(self) -> Self:
        """Open it."""
        ...

    async def __aexit__(self, *_: Any) -> None:
        """Close it."""
        ...

    def muted(self) -> AbstractContextManager[None]:
        """Hears nothing while entered."""
        ...


class LocalSound:
    """A ``Sound`` of devices that are found before the screen opens and loaded behind it."""

    def __init__(
        self, microphone: Mutable | None, speaker: Speaker | None, missing: tuple[str, ...] = ()
    ) -> None:
        self.missing = missing
        """What does not work, one sentence each."""
        self._microphone = microphone
        self._speaker = speaker
        self._ears: Ears | None = None
        self._voice: Voice | None = None
        self._meter = Meter(microphone) if microphone is not None else None
        self._deaf = False
        self._volume = 100
        self.menu: Menu | None = None
        """Whose names are said, and whose replies are made ahead; to be set before it is opened."""
        self.expected: Callable[[], Expected] = Anything
        """What the conversation makes likely of the guest's next words."""

    @classmethod
    def found(cls) -> LocalSound:
        """With the configured devices, or those of the system.

        What drivers write to stderr while they look for devices would run across the screen.
        """
        missing: list[str] = []
        with _quiet_stderr():
            microphone = _found(lambda: Microphone(settings().input_device), missing)
            speaker = _found(lambda: Speaker(settings().output_device), missing)
        return cls(microphone, speaker, tuple(missing))

    @property
    def microphone(self) -> str | None:
        """See ``Sound``."""
        return self._microphone.name if self._microphone and self._ears else None

    @property
    def level_db(self) -> float:
        """See ``Sound``."""
        return SILENCE_DB if self._meter is None or self._deaf else self._meter.level_db

    @property
    def volume(self) -> int:
        """See ``Sound``."""
        return self._volume

    @volume.setter
    def volume(self, per_cent: int) -> None:
        self._volume = per_cent
        if self._speaker is not None:
            self._speaker.volume = (per_cent / 100) ** 2  # to the ear, half of that is half as loud

    @property
    def speaks(self) -> str:
        """See ``Sound``: every voice of the manifest is English."""
        return "en"

    @property
    def health(self) -> dict[str, Health]:
        """Of each engine that is loaded, by its name."""
        engines = {"recogniser": self._ears, "voice": self._voice}
        return {name: engine.health for name, engine in engines.items() if engine is not None}

    @asynccontextmanager
    async def opened(self, scheduler: Scheduler) -> AsyncIterator[LocalSound]:
        """With its engines loaded; what cannot be had is ``missing``, the rest works."""
        async with AsyncExitStack() as stack:
            if self._microphone is not None:
                try:
                    ears = await stack.enter_async_context(open_ears(scheduler))
                    await stack.enter_async_context(self._microphone)
                    self._ears = ears
                except KioskError as deaf:
                    self.missing = (*self.missing, str(deaf))
            if self._speaker is not None:
                try:
                    voice = await stack.enter_async_context(open_voice(scheduler, menu=self.menu))
                    await stack.enter_async_context(self._speaker)
                    if self.menu is not None:
                        await stack.enter_async_context(prepared(voice, self.menu))
                    self._voice = voice
                except KioskError as mute:
                    self.missing = (*self.missing, str(mute))
            yield self

    async def heard(self) -> AsyncIterator[Heard | Partial | Lost]:
        """See ``Sound``."""
        if self._meter is None or self._ears is None:
            return
        async for turn in self._ears.listen(self._meter, self.expected):
            if isinstance(turn, Draft):
                yield Partial(turn.text)
            elif isinstance(turn, Missed):
                yield Lost()
            else:
                yield Heard(turn.heard.text, turn.heard.confidence)

    async def speak(self, text: str, *, slowly: bool = False) -> None:
        """See ``Sound``; the microphone is deaf meanwhile, or the kiosk would hear itself."""
        if self._speaker is None or self._voice is None:
            return
        with self._muted():
            await self._speaker.play(self._voice.say(text, _SLOWLY if slowly else 1.0))

    @contextlib.contextmanager
    def _muted(self) -> Iterator[None]:
        self._deaf = True
        try:
            with self._microphone.muted() if self._microphone else contextlib.nullcontext():
                yield
        finally:
            self._deaf = False


def _found(find: Callable[[], _Device], missing: list[str]) -> _Device | None:
    try:
        return find()
    except KioskError as absent:
        if str(absent) not in missing:
            missing.append(str(absent))
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
