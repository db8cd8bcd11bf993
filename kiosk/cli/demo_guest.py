"""The demo's conversation: a recorded guest is heard, understood and answered, turn by turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from kiosk.cli.demo_show import Show
from kiosk.cli.demo_sound import Sound
from kiosk.dialog import Session, Turn
from kiosk.dialog.expecting import expecting
from kiosk.errors import WorkerError
from kiosk.speech import pipeline, wav
from kiosk.speech.audio import Audio
from kiosk.understanding import Rules

__all__ = ["Conversation", "Exchange"]

_TRIES = 3
"""Times that the guest says what was lost with the recogniser's process."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Something said, and its answer."""

    heard: str
    """As the recogniser wrote it."""
    turn: Turn
    """With the times of hearing and speaking among its ``ms``: ``turn_end`` is the silence that
    ends a turn, ``recognise`` the recogniser's work (it begins within that silence), ``voice`` from
    the reply's text to its first audible sample, ``synthesis`` what all of the reply took to make,
    and ``first_audio`` what the guest waits: from the end of speech to the first audible sample.
    The last three are missing where the reply could not be said."""


@dataclass(slots=True)
class Conversation:
    """A guest who was recorded beforehand, at a kiosk that listens."""

    session: Session
    rules: Rules
    """Of its menu."""
    ears: pipeline.Ears
    sound: Sound
    show: Show
    tell: Callable[[str], None]
    """Takes one sentence for each thing that does not work."""

    async def hold(self, recordings: Sequence[Path]) -> list[Exchange]:
        """The whole conversation, from the greeting on.

        Raises:
            AudioError: a recording is missing or damaged.
            WorkerError: the recogniser's process is down for good.
        """
        greeting = self.session.greet().text
        self.show.kiosk(greeting)
        await self.sound.reply(greeting, "greeting")
        exchanges: list[Exchange] = []
        for recording in recordings:
            audio = wav.read(recording)
            answered: list[Exchange] = []
            for _ in range(_TRIES):
                answered = await self._said(audio, name=f"reply-{recording.stem}")
                if answered:
                    break
            else:
                self.tell(f"nothing was heard in {recording}")
            exchanges += answered
        return exchanges

    async def _said(self, audio: Audio, name: str) -> list[Exchange]:
        """Every turn that is heard in a recording, answered; none when its sound was lost."""
        answered: list[Exchange] = []
        aloud = self.sound.speaker is not None
        source = pipeline.Recording(audio, real_time=aloud)
        try:
            heard = self.ears.turns(source, lambda: expecting(self.session, self.rules))
            async with self.sound.guest(audio) as hush, aclosing(heard) as turns:
                async for turn in turns:
                    if isinstance(turn, pipeline.Missed):
                        self.tell(f"{turn.why}: the guest says it again")
                    elif turn.heard.text:
                        await hush()
                        answered.append(await self._answer(turn, name))
        except WorkerError as lost:
            if self.ears.health.state == "failed":
                raise
            self.tell(f"{lost}: the guest says it again")
        return answered

    async def _answer(self, spoken: pipeline.Turn, name: str) -> Exchange:
        arrived = perf_counter()
        self.show.guest(spoken.heard.text)
        turn = await self.session.hear(spoken.heard.text, spoken.heard.confidence)
        self.show.kiosk(turn.reply.text)
        replied = perf_counter()
        said = await self.sound.reply(turn.reply.text, name)
        ms = {"turn_end": spoken.ms["turn_end"], "recognise": spoken.heard.ms, **turn.ms}
        if said is not None:
            ms["voice"] = said.voice_ms
            ms["synthesis"] = said.synthesis_ms
            ms["first_audio"] = sum(spoken.ms.values()) + (replied - arrived) * 1000 + said.voice_ms
        turn = replace(turn, ms=ms)
        self.show.turn(self.session, turn)
        return Exchange(spoken.heard.text, turn)
