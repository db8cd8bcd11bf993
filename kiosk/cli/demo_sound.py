"""The sound of the demo: replies into files, and all of it from the speaker where there is one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from kiosk.errors import AudioError, WorkerError
from kiosk.speech import wav
from kiosk.speech.audio import Audio, lead_in_s
from kiosk.speech.devices import Speaker
from kiosk.speech.synthesise import Voice

__all__ = ["Hush", "Said", "Sound"]

Hush = Callable[[], Awaitable[None]]
"""Stops a sound that is being played."""


@dataclass(frozen=True, slots=True)
class Said:
    """How long a reply took to become sound."""

    voice_ms: float
    """From its text to its first audible sample."""
    synthesis_ms: float
    """To make all of it, the time in which it was played left out."""


@dataclass(slots=True)
class Sound:
    """What does not work is told once, and done without."""

    folder: Path
    """Where replies are written."""
    tell: Callable[[str], None]
    """Takes one sentence for each thing that does not work."""
    voice: Voice | None = None
    """None: the replies stay text."""
    speaker: Speaker | None = None
    """Entered; none where nothing is to be played."""
    files: list[Path] = field(default_factory=list)
    """The replies that were written."""
    _full: bool = False
    """Whether the disk takes no more."""

    async def reply(self, text: str, name: str) -> Said | None:
        """Say ``text``, and write it to ``name``.wav; none when it could not be said."""
        if self.voice is None:
            return None
        clauses: list[Audio] = []
        took_s: list[float] = []

        async def made(voice: Voice) -> AsyncGenerator[Audio, None]:
            began = perf_counter()
            async for clause in voice.say(text):
                took_s.append(perf_counter() - began)
                clauses.append(clause)
                yield clause
                began = perf_counter()

        try:
            await self._play(made(self.voice))
        except WorkerError as mute:
            self.tell(f"{mute}: this reply is text only")
            return None
        except AudioError as deaf:
            self.tell(f"{deaf}: nothing more is played")
            self.speaker = None
            return await self.reply(text, name)
        self._write(name, Audio.join(clauses))
        return Said((took_s[0] + lead_in_s(clauses[0])) * 1000, sum(took_s) * 1000)

    @contextlib.asynccontextmanager
    async def guest(self, audio: Audio) -> AsyncIterator[Hush]:
        """Play a guest's words meanwhile, until the block ends or is hushed for the answer."""

        async def words() -> AsyncGenerator[Audio, None]:
            yield audio

        playing = asyncio.create_task(self._play(words()))

        async def hush() -> None:
            playing.cancel()
            with contextlib.suppress(asyncio.CancelledError, AudioError):  # told with the answer
                await playing

        try:
            yield hush
        finally:
            await hush()

    async def _play(self, chunks: AsyncGenerator[Audio, None]) -> None:
        async with contextlib.aclosing(chunks):
            if self.speaker is not None:
                await self.speaker.play(chunks)
            else:
                async for _ in chunks:
                    pass

    def _write(self, name: str, audio: Audio) -> None:
        if self._full:
            return
        file = self.folder / f"{name}.wav"
        try:
            wav.write(file, audio)
        except AudioError as full:
            self._full = True
            self.tell(f"{full}: the replies are not kept")
            with contextlib.suppress(OSError):
                file.unlink()  # what was written of it is no sound file
        else:
            self.files.append(file)
