"""One hesitant guest, heard by the real pipeline under every strategy that ends turns."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from kiosk.errors import WorkerError
from kiosk.evaluation.pauses.sound import Spoken
from kiosk.speech.expected import Expected
from kiosk.speech.pipeline import Ears, Engine, Missed, Recording, Turn
from kiosk.speech.recognise import Heard
from kiosk.speech.turns import Silence, TurnEnd
from kiosk.workers import Health, Scheduler

__all__ = ["Ended", "Remembering", "ended"]

_NEVER: Final = Silence(60.0)
_DEADLINE_S: Final = 120.0
"""Longest time for one question to the recogniser, on however busy a machine."""
_LEEWAY_S: Final = 0.25
"""So much earlier than the last word a turn may end and hold it: a last consonant is soft."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What one strategy did with one guest."""

    cut_off: bool
    """Whether the turn was over before the guest was."""
    parts: int
    """What stands between two pauses of the guest's and was whole by then."""
    delay_ms: float
    """From the end of the last word until the turn is over and its words are there; of no meaning
    where the guest was cut off."""


class Remembering:
    """A recogniser that hears each sound once, and answers from memory when it comes again.

    The strategies differ only in when they end a turn: frames and drafts are the same for all. What
    a draft took is told in processor time, so that the figures do not depend on what else this
    machine does.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[tuple[str, bytes], Any] = {}
        self._so_far = 0

    @property
    def health(self) -> Health:
        """Of the recogniser."""
        return self._engine.health

    def forget(self) -> None:
        """Another guest follows."""
        self._known.clear()

    async def call(self, method: str, /, *args: Any, deadline_s: float) -> Any:
        """As the recogniser's worker; nobody waits here, so no deadline is short."""
        if method == "reset":
            self._so_far = 0
        self._so_far += 1
        sound = args[0].tobytes() if args else b""
        place = self._so_far if method != "recognise" else 0  # the network has a memory of its own
        question = (f"{method} {place}", sound)
        if question not in self._known:
            began_s = self._busy_s()
            answer = await self._engine.call(method, *args, deadline_s=_DEADLINE_S)
            if isinstance(answer, Heard):
                answer = replace(answer, ms=(self._busy_s() - began_s) * 1000)
            self._known[question] = answer
        return self._known[question]

    def _busy_s(self) -> float:
        """Processor time that the recogniser's process has used; 0 where it is down."""
        try:
            fields = Path(f"/proc/{self._engine.health.pid}/stat").read_text().rpartition(")")[2]
        except OSError:
            return 0.0
        user, system = fields.split()[11:13]  # the 14th and 15th of proc(5); two stand before ")"
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


async def ended(
    spoken: Spoken,
    expected: Expected,
    engine: Remembering,
    strategies: Sequence[TurnEnd],
) -> list[Ended]:
    """What each strategy does with the guest; nothing at all where nothing is heard.

    Raises:
        WorkerError: the recogniser lost what was said.
    """
    engine.forget()
    heard = await _first_turn(spoken, expected, engine, _NEVER)
    if heard is None:
        return []
    found = [await _first_turn(spoken, expected, engine, strategy) for strategy in strategies]
    return [_judged(spoken, turn or heard) for turn in found]


def _judged(spoken: Spoken, turn: Turn) -> Ended:
    known_s = turn.end_s + sum(turn.ms.values()) / 1000
    parts = sum(turn.end_s >= end_s - _LEEWAY_S for end_s in spoken.ends_s)
    return Ended(parts < len(spoken.ends_s), parts, (known_s - spoken.end_s) * 1000)


async def _first_turn(
    spoken: Spoken, expected: Expected, engine: Remembering, end: TurnEnd
) -> Turn | None:
    ears = Ears(engine, Scheduler(), end)
    async with aclosing(ears.turns(Recording(spoken.audio), lambda: expected)) as turns:
        first = await anext(turns, None)
    if isinstance(first, Missed):
        raise WorkerError(f"a sentence was not recognised: {first.why}")
    return first
