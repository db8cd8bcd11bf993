"""Replies become sound, clause by clause, through the voice's process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncGenerator, Iterable, Mapping
from itertools import islice

from kiosk.speech.audio import Audio, lead_in_s
from kiosk.speech.clauses import clauses
from kiosk.speech.loudness import levelled
from kiosk.speech.pronounce import Pronunciation
from kiosk.workers import Health, Scheduler, Worker

__all__ = ["Voice"]

_CACHED = 192
"""Clauses that are kept: what is made ahead, and the replies of the last orders; about 30 MB."""
_AHEAD = 128
"""Of these, clauses that are made ahead."""
_KEPT_S = 0.02
"""Silence kept before the first audible sample: cut closer, a soft first consonant begins with a
click."""
_DEADLINE_S = 10.0
"""Longest time for one clause, a restart of the voice's process included."""


class Voice:
    """What speaks. The worker hosts one of ``kiosk.speech.voices``."""

    def __init__(
        self,
        worker: Worker,
        scheduler: Scheduler,
        *,
        hints: Mapping[str, str] | None = None,
        speed: float = 1.0,
    ) -> None:
        """``hints`` say how names are pronounced (see ``pronounce``), ``speed`` is the usual one;
        1 is as the voice was trained."""
        self._worker = worker
        self._scheduler = scheduler
        self._pronunciation = Pronunciation(hints or {})
        self._speed = speed
        self._cache: OrderedDict[tuple[str, float], Audio] = OrderedDict()

    @property
    def health(self) -> Health:
        """How the voice's process is."""
        return self._worker.health

    async def say(self, text: str, speed: float = 1.0) -> AsyncGenerator[Audio, None]:
        """The reply as sound, each clause as soon as it is made, so that playing starts at once.

        Closing the generator leaves the rest unsaid.

        Args:
            text: what to say, as it is written.
            speed: 1 is the usual one; 0.5 takes twice as long.

        Raises:
            WorkerError: the voice's process died or is down; the reply can still be shown.
        """
        for number, clause in enumerate(clauses(text)):
            audio = await self._clause(clause, speed * self._speed)
            yield audio if number else _at_once(audio)

    async def prepare(self, replies: Iterable[str]) -> None:
        """Make replies that will be needed, the likeliest first, so that saying them takes no time;
        as many as are kept.

        Raises:
            WorkerError: as ``say``.
        """
        ahead = (clause for reply in replies for clause in clauses(reply))
        for clause in islice(ahead, _AHEAD):
            await self._clause(clause, self._speed)

    async def _clause(self, clause: str, speed: float) -> Audio:
        made = (clause, speed)
        if made in self._cache:
            self._cache.move_to_end(made)
            return self._cache[made]
        async with self._scheduler.turn("voice"):
            audio: Audio = await self._worker.call(
                "speak", self._pronunciation.of(clause), speed, deadline_s=_DEADLINE_S
            )
        audio = self._cache[made] = levelled(audio)
        if len(self._cache) > _CACHED:
            self._cache.popitem(last=False)
        return audio


def _at_once(audio: Audio) -> Audio:
    """Without the silence that voices begin with (hibari 0.3 s): the guest waits for it."""
    begins_s = max(0.0, lead_in_s(audio) - _KEPT_S)
    return Audio(audio.samples[round(begins_s * audio.rate) :], audio.rate)
