"""Replies aloud, stopped when the guest speaks: it is known how far each of them came."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Callable
from dataclasses import dataclass
from typing import Final, Protocol

from kiosk.errors import KioskError
from kiosk.speech.audio import Audio, lead_in_s
from kiosk.speech.clauses import clauses
from kiosk.speech.synthesise import Voice

__all__ = ["Mouth", "Plays", "Saying"]

_REMEMBERED: Final = 16
"""Things said, of which it is known when they sounded."""


class Plays(Protocol):
    """A speaker."""

    async def play(self, chunks: AsyncIterable[Audio]) -> None:
        """Play chunks as they come, to the end. Cancelled, it is silent within 50 ms.

        Raises:
            AudioError: the device was unplugged or broke.
        """
        ...


@dataclass(slots=True)
class Saying:
    """One reply, as far as it is said."""

    clauses: tuple[str, ...]
    begun: int = 0
    """How many of them have begun to sound."""
    first_sound: float | None = None
    """When its first audible sample sounded, by the loop's clock; none before."""
    cut: bool = False
    """Whether it was stopped before its end."""

    @property
    def sounded(self) -> str:
        """What was said of it; the last clause may have been cut."""
        return " ".join(self.clauses[: self.begun])

    @property
    def asked(self) -> bool:
        """Whether its last clause has begun to sound: the question stands there."""
        return self.begun == len(self.clauses)


class Mouth:
    """Says one thing at a time."""

    def __init__(
        self,
        voice: Voice,
        speaker: Plays,
        *,
        done: Callable[[], None],
        failed: Callable[[KioskError], None],
    ) -> None:
        """
        Args:
            voice: what makes the sound.
            speaker: what plays it.
            done: called when a reply has been said to its end.
            failed: called with why one could not be.
        """
        self._voice = voice
        self._speaker = speaker
        self._done = done
        self._failed = failed
        self._sounded: deque[tuple[float, float]] = deque(maxlen=_REMEMBERED)
        """From when to when each of the last things sounded, by the loop's clock; an end is
        infinite while it does."""
        self._saying: Saying | None = None
        self._speaking: asyncio.Task[None] | None = None
        self._alone = asyncio.Lock()
        """Held by the one that sounds: what was stopped takes a moment until it is silent."""

    @property
    def speaking(self) -> bool:
        """Whether something is being said."""
        return self._speaking is not None and not self._speaking.done()

    def sounded(self, since: float, until: float) -> bool:
        """Whether anything of the kiosk's sounded between two times of the loop's clock: also of
        what was said some replies ago, for a busy machine hears late."""
        return any(began <= until and since <= ended for began, ended in self._sounded)

    @property
    def said(self) -> str:
        """All of what is being said, or of what was said last; empty once that was stopped."""
        return " ".join(self._saying.clauses) if self._saying is not None else ""

    @property
    def held(self) -> Saying | None:
        """What was stopped and may go on; none where nothing was."""
        return self._saying if self._saying is not None and self._saying.cut else None

    def say(self, text: str) -> Saying:
        """Begin to say ``text``, in the place of what is being said."""
        self.stop()
        self._saying = Saying(tuple(clauses(text)))
        self._begin(self._saying)
        return self._saying

    def hold(self) -> None:
        """Be silent at once: somebody else speaks."""
        if self._saying is not None and self.speaking:
            self._saying.cut = True
            self._be_silent()

    def go_on(self) -> None:
        """Go on after :meth:`hold`, from the beginning of the clause that was cut."""
        held = self.held
        if held is not None:
            held.begun = max(0, held.begun - 1)
            held.cut = False
            self._begin(held)

    def stop(self) -> Saying | None:
        """Be silent, and for good: what was being said or held, none where nothing was."""
        stopped = self.held
        if self._saying is not None and self.speaking:
            self._saying.cut = True
            stopped = self._saying
            self._be_silent()
        self._saying = None
        return stopped

    @property
    def _sounds(self) -> bool:
        return bool(self._sounded) and self._sounded[-1][1] == math.inf

    async def silent(self) -> None:
        """Return when nothing is being said."""
        if self._speaking is not None:
            await asyncio.wait([self._speaking])

    def _begin(self, saying: Saying) -> None:
        self._speaking = asyncio.create_task(self._say(saying))

    def _be_silent(self) -> None:
        if self._speaking is not None:
            self._speaking.cancel()

    async def _say(self, saying: Saying) -> None:
        async with self._alone:
            try:
                async with contextlib.aclosing(self._sound(saying)) as chunks:
                    await self._speaker.play(chunks)
            except KioskError as fault:
                self._failed(fault)
            else:
                self._done()
            finally:
                if self._sounds:
                    began, _ = self._sounded.pop()
                    self._sounded.append((began, asyncio.get_running_loop().time()))

    async def _sound(self, saying: Saying) -> AsyncGenerator[Audio, None]:
        """Its clauses from where it stands; each is made while the one before it sounds."""
        if saying.asked:
            return  # there are no words in it
        making = asyncio.create_task(self._made(saying.clauses[saying.begun]))
        try:
            while not saying.asked:
                clause = await making
                saying.begun += 1
                if not saying.asked:
                    making = asyncio.create_task(self._made(saying.clauses[saying.begun]))
                now = asyncio.get_running_loop().time()
                if not self._sounds:
                    self._sounded.append((now, math.inf))
                if saying.first_sound is None:
                    saying.first_sound = now + lead_in_s(clause)
                yield clause
        finally:
            making.cancel()
            with contextlib.suppress(asyncio.CancelledError, KioskError):
                await making

    async def _made(self, clause: str) -> Audio:
        return Audio.join([part async for part in self._voice.say(clause)])
