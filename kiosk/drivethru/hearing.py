"""The ears of one lane: they stop the voice at once, and tell the lane what was said."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from kiosk.drivethru.manners import interrupts
from kiosk.drivethru.mouth import Mouth, Plays
from kiosk.errors import AudioError, WorkerError
from kiosk.speech.audio import Samples
from kiosk.speech.expected import Expected
from kiosk.speech.pipeline import Ears, Missed, Partial, Source, Turn
from kiosk.speech.synthesise import Voice

__all__ = ["AWord", "BackAgain", "Deaf", "Happening", "Hearing", "Over", "Sound"]

_STRETCH_S: Final = 0.06
"""Speech that stops the voice: two frames, for one may be a knock."""
_LISTEN_AGAIN_S: Final = 2.0
"""Between two tries to open a microphone that is gone."""


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound of one lane. Several share the processes behind their ears and voices."""

    ears: Ears
    voice: Voice
    source: Source
    """Its ``blocks`` may be asked for again after an ``AudioError``: the device may be back."""
    speaker: Plays
    hears_itself: bool = False
    """Whether the kiosk's voice is heard in the source: then only a word such as "wait" stops it,
    and nothing else that is heard meanwhile counts. The source keeps both apart."""


class AWord:
    """The guest has asked for a word, and the voice has stopped."""


@dataclass(frozen=True, slots=True)
class Deaf:
    """The source or the recogniser broke."""

    why: str


class BackAgain:
    """It can be heard again."""


class Over:
    """The source has ended."""


Happening = Turn | Missed | AWord | Deaf | BackAgain


class _Timed:
    """A ``Source`` that tells when it is first listened to: a busy engine is ready for it late."""

    def __init__(self, source: Source, begins: Callable[[], None]) -> None:
        self._source = source
        self._begins = begins

    @property
    def rate(self) -> int:
        """See ``Source``."""
        return self._source.rate

    async def blocks(self) -> AsyncIterator[Samples]:
        """See ``Source``."""
        self._begins()
        async for block in self._source.blocks():
            yield block


class Hearing:
    """Listens for as long as there is something to hear."""

    def __init__(
        self,
        sound: Sound,
        mouth: Mouth,
        expected: Callable[[], Expected],
        happened: Callable[[Happening | Over], None],
        quiet: Callable[[bool], None],
    ) -> None:
        """
        Args:
            sound: what is listened to, and with what.
            mouth: what may be speaking meanwhile; it is stopped here.
            expected: what the conversation makes likely of the next words.
            happened: takes what was said, and what became of listening.
            quiet: told when the guest begins to speak (false), and when nobody speaks any more and
                nothing was said that is yet to be answered (true).
        """
        self.nobody_speaks = asyncio.Event()
        self.nobody_speaks.set()
        self.untaken = 0
        """Turns that were told and that nobody has taken up yet: to be counted down by who does."""
        self._sound = sound
        self._mouth = mouth
        self._expected = expected
        self._happened = happened
        self._quiet = quiet
        self._since = 0.0
        """When the source began, by the loop's clock."""
        self._deaf = False
        """Whether nothing has been heard since it broke, which was told."""

    async def run(self) -> None:
        """To the end of the source, again after each time that it broke."""
        while True:
            try:
                await self._listen()
            except (AudioError, WorkerError) as broken:
                if not self._deaf:
                    self._happened(Deaf(str(broken)))
                self._deaf = True
                await asyncio.sleep(_LISTEN_AGAIN_S)
            else:
                self._happened(Over())
                return

    def ended(self, turn: Turn) -> float:
        """When the speech of ``turn`` ended, by the loop's clock."""
        return self._since + turn.end_s

    async def _listen(self) -> None:
        source = _Timed(self._sound.source, self._begin)
        events = self._sound.ears.listen(source, self._expected, self._frame)
        try:
            async with aclosing(events):
                async for event in events:
                    if not (self._sound.hears_itself and self._own_voice(event)):
                        self._tell(event)
        finally:
            self._voiced(0.0)

    def _frame(self, seconds: float) -> None:
        """Told with every piece of sound, as ``_voiced``."""
        if self._deaf:
            self._deaf = False
            self._happened(BackAgain())
        self._voiced(seconds)

    def _begin(self) -> None:
        self._since = asyncio.get_running_loop().time()

    def _tell(self, event: Turn | Partial | Missed) -> None:
        if not isinstance(event, Partial):
            self.untaken += isinstance(event, Turn)
            self._happened(event)

    def _voiced(self, seconds: float) -> None:
        """The guest speaks since so long, or nobody does."""
        if self._sound.hears_itself and self._mouth.speaking:
            return
        if seconds >= _STRETCH_S:
            self.nobody_speaks.clear()
            self._mouth.hold()
            self._quiet(False)
        elif not seconds and not self.nobody_speaks.is_set():
            self.nobody_speaks.set()
            if not self.untaken:
                self._quiet(True)

    def _own_voice(self, event: Turn | Partial | Missed) -> bool:
        """Whether it was heard while the kiosk spoke, or in part; it stops where the guest asks for
        a word."""
        began = ended = asyncio.get_running_loop().time()
        words = ""
        if isinstance(event, Turn):
            words = event.heard.text
            began, ended = self._since + event.start_s, self._since + event.end_s
        elif isinstance(event, Partial):
            words = event.text
        own = self._mouth.sounded(began, ended)
        if own and self._mouth.speaking and interrupts(words, self._mouth.said):
            self._mouth.stop()
            self._happened(AWord())
        return own
