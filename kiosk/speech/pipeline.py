"""From a source of sound to what was said: frames, utterances, words.

A recording is a source like a microphone: it gives frames, and everything behind it is the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import soxr

from kiosk.errors import WorkerError
from kiosk.speech.audio import FRAME, FRAME_S, SPEECH_RATE, Audio, Samples
from kiosk.speech.expected import Anything, Expected, Extent, Patience
from kiosk.speech.recognise import Heard
from kiosk.speech.segment import Segmenter, Utterance
from kiosk.speech.turns import Pause, TurnEnd, Understood
from kiosk.workers import Health, Scheduler

__all__ = ["Ears", "Engine", "Missed", "Partial", "Recording", "Source", "Turn"]

_FRAME_DEADLINE_S = 5.0
"""Longest time to judge a frame, a restart of the recogniser's process included."""
_RECOGNISE_DEADLINE_S = 4.0
"""Likewise for an utterance, on top of half its length; a healthy one takes a tenth of that."""
_LAST_DEADLINE_S = 20.0
"""Likewise for a second try, after which what was said is lost: a process that had stalled is a new
one by then, so this one is slow, or slow to start."""
_DRAFT_AFTER_S = 0.06
"""Pause after which recognition begins: shorter ones are within the words of a sentence."""


class Source(Protocol):
    """Whatever gives sound as it comes."""

    @property
    def rate(self) -> int:
        """Samples per second, in Hz."""
        ...

    def blocks(self) -> AsyncIterator[Samples]:
        """Mono blocks of any length, until the source ends."""
        ...


class Recording:
    """A recording that is heard as if it were live."""

    def __init__(self, audio: Audio, *, real_time: bool = False) -> None:
        self._audio = audio
        self._real_time = real_time
        """Whether blocks come at the pace of the sound, or as fast as they are taken."""

    @property
    def rate(self) -> int:
        """See ``Source``."""
        return self._audio.rate

    async def blocks(self) -> AsyncIterator[Samples]:
        """See ``Source``."""
        clock = asyncio.get_running_loop().time
        opened = clock()
        size = max(1, round(FRAME_S * self.rate))  # as a sound card would
        for at in range(0, len(self._audio.samples), size):
            if self._real_time:
                await asyncio.sleep(opened + (at + size) / self.rate - clock())
            yield self._audio.samples[at : at + size]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a guest said in one go."""

    heard: Heard
    """The words; its ``text`` may be empty when there were none."""
    start_s: float
    """When the speech began, in seconds since the source was opened."""
    end_s: float
    """When it ended, likewise."""
    ms: dict[str, float]
    """What the guest waits for after speaking: ``turn_end`` is the silence that shows that the turn
    is over, ``recognise`` what recognition takes longer than that."""


@dataclass(frozen=True, slots=True)
class Partial:
    """What a turn comes to so far; whether it is over is still open."""

    text: str
    """The words; never empty."""


@dataclass(frozen=True, slots=True)
class Missed:
    """Something was said, and was lost with the recogniser's process: ask the guest again."""

    why: str
    """For the log and the screen of the operator."""


class Engine(Protocol):
    """A process that hosts a ``Recogniser``: a ``Worker``."""

    @property
    def health(self) -> Health:
        """How it is."""
        ...

    async def call(self, method: str, /, *args: Any, deadline_s: float) -> Any:
        """What the engine's method returns.

        Raises:
            WorkerError: it died, or took too long.
        """
        ...


class Ears:
    """What listens. The worker hosts a ``Recogniser``.

    Recognition begins at the first short pause, while it is still open whether the turn is over.
    Mostly it is, and then the words are there as soon as that is certain; when the guest goes on,
    the draft is thrown away.
    """

    def __init__(self, worker: Engine, scheduler: Scheduler, end: TurnEnd | None = None) -> None:
        self._worker = worker
        self._scheduler = scheduler
        self._end = end or Understood()

    @property
    def health(self) -> Health:
        """How the recogniser's process is."""
        return self._worker.health

    async def turns(
        self, source: Source, expected: Callable[[], Expected] = Anything
    ) -> AsyncGenerator[Turn | Missed, None]:
        """Everything that is said, turn by turn, until the source ends; ``expected`` as in
        ``listen``.

        Raises:
            WorkerError: as ``listen``.
            AudioError: likewise.
        """
        async with aclosing(self.listen(source, expected)) as events:
            async for event in events:
                if not isinstance(event, Partial):
                    yield event

    async def listen(
        self,
        source: Source,
        expected: Callable[[], Expected] = Anything,
        voiced: Callable[[float], None] | None = None,
    ) -> AsyncGenerator[Turn | Missed | Partial, None]:
        """As ``turns``, with the drafts on the way to each turn.

        Args:
            source: what is listened to.
            expected: what the conversation makes likely of the next words; asked at every pause.
            voiced: told with every piece of sound how many seconds of speech the turn under way
                holds; 0 while there is none, and after a turn once that was taken. Whoever speaks
                meanwhile may want to stop.

        Raises:
            WorkerError: the recogniser's process is down for good; typing and touch go on.
            AudioError: the source broke.
        """
        segmenter = Segmenter()
        hopes: Expected = Anything()
        draft: _Draft | None = None
        await self._ask("reset", deadline_s=_FRAME_DEADLINE_S)
        async for frames in _frames(source):
            try:
                probabilities = await self._ask(
                    "speech_probabilities", frames, deadline_s=_FRAME_DEADLINE_S
                )
            except WorkerError as lost:
                missed = self._missed(lost)
                if segmenter.speaking:
                    yield missed
                segmenter.reset()
                continue
            for frame, probability in zip(frames.reshape(-1, FRAME), probabilities, strict=True):
                segmenter.take(frame, probability)
                if not segmenter.silence_s:
                    draft = None  # the guest has gone on
                for utterance in segmenter.paused(_DRAFT_AFTER_S):
                    hopes = expected()
                    draft = await self._draft(utterance, hopes)
                    if draft is not None and draft.heard.text:
                        yield Partial(draft.heard.text)
                if segmenter.full or self._over(segmenter, hopes.patience, draft):
                    for utterance in segmenter.finish():
                        yield await self._turn(utterance, draft, expected)
                if voiced is not None:
                    voiced(segmenter.speech_s if segmenter.speaking else 0.0)
        for utterance in segmenter.finish():
            yield await self._turn(utterance, draft, expected)

    def _over(self, segmenter: Segmenter, patience: Patience, draft: _Draft | None) -> bool:
        """Whether the guest is done, with the last frame."""
        silence_s = segmenter.silence_s
        if silence_s < _DRAFT_AFTER_S:
            return False
        if draft is None or silence_s < draft.known_s:
            return self._end.over(Pause(silence_s, segmenter.speech_s, patience, None))
        finished = draft.heard.finished
        pause = Pause(silence_s, segmenter.speech_s, patience, draft.extent, finished)
        return self._end.over(pause)

    async def _turn(
        self, utterance: Utterance, draft: _Draft | None, expected: Callable[[], Expected]
    ) -> Turn | Missed:
        if draft is None:  # no pause before the end, or recognition failed in it
            try:
                draft = await self._recognised(utterance, expected(), _LAST_DEADLINE_S)
            except WorkerError as lost:
                return self._missed(lost)
        ms = {
            "turn_end": utterance.waited_s * 1000,
            "recognise": max(0.0, draft.known_s - utterance.waited_s) * 1000,
        }
        return Turn(draft.heard, utterance.start_s, utterance.end_s, ms)

    async def _draft(self, utterance: Utterance, hopes: Expected) -> _Draft | None:
        try:
            draft = await self._recognised(utterance, hopes)
        except WorkerError:
            return None  # the end of the turn is the second try
        text = draft.heard.text
        return replace(draft, extent=hopes.extent(text)) if text else draft

    async def _recognised(
        self, utterance: Utterance, hopes: Expected, deadline_s: float = _RECOGNISE_DEADLINE_S
    ) -> _Draft:
        clock = asyncio.get_running_loop().time
        began = clock()
        async with self._scheduler.turn("recognise"):
            heard: Heard = await self._worker.call(
                "recognise",
                utterance.audio.samples,
                hopes.prompt,
                deadline_s=deadline_s + utterance.audio.duration_s / 2,
            )
        text, confidence = hopes.believed(heard)
        if text != heard.text:
            heard = replace(heard, text=text, words=())
        heard = replace(heard, confidence=confidence)
        # An engine that answers from memory tells how long it took then.
        return _Draft(heard, utterance.waited_s + max(clock() - began, heard.ms / 1000))

    async def _ask(self, method: str, *args: Samples, deadline_s: float) -> Any:
        """Call the worker, once more if it dies: the sound is still here."""
        try:
            return await self._worker.call(method, *args, deadline_s=deadline_s)
        except WorkerError:
            return await self._worker.call(method, *args, deadline_s=_LAST_DEADLINE_S)

    def _missed(self, lost: WorkerError) -> Missed:
        """What is told about sound that was lost; raises when more would be lost."""
        if self._worker.health.state in ("failed", "stopped"):
            raise lost
        return Missed(lost.message)


@dataclass(frozen=True, slots=True)
class _Draft:
    """Words recognised before it was certain that the turn is over; of no use once it goes on."""

    heard: Heard
    known_s: float
    """Silence after which the words were there. They count from then on, however fast a recording
    is fed: a guest who has gone on by then was not done."""
    extent: Extent = "open"
    """How far the words have come."""


async def _frames(source: Source) -> AsyncIterator[Samples]:
    """The source at 16 kHz in whole frames; what is left at the end is filled up with silence."""
    resampler = soxr.ResampleStream(source.rate, SPEECH_RATE, 1)
    rest = np.zeros(0, np.float32)
    async for block in source.blocks():
        rest = np.concatenate([rest, resampler.resample_chunk(block)])
        whole = len(rest) // FRAME * FRAME
        if whole:
            yield rest[:whole]
            rest = rest[whole:]
    rest = np.concatenate([rest, resampler.resample_chunk(rest[:0], last=True)])
    yield np.pad(rest, (0, -len(rest) % FRAME))
