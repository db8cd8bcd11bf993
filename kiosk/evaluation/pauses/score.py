"""The pause set, and how often and how soon each strategy ends its turns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any, Final

from kiosk.dialog.expecting import Expecting, expecting
from kiosk.dialog.ports import StandingClock
from kiosk.dialog.session import Session
from kiosk.evaluation.figures import percentile, rate
from kiosk.evaluation.pauses.hearing import Ended, Remembering, ended
from kiosk.evaluation.pauses.hesitant import hesitant
from kiosk.evaluation.pauses.sound import Speak, spoken
from kiosk.evaluation.scenarios.file import ScenarioSet
from kiosk.speech.expected import Extent, Patience
from kiosk.speech.recognise import Heard
from kiosk.speech.turns import Silence, TurnEnd, Understood
from kiosk.understanding import Rules

__all__ = ["PACES", "SILENCES_S", "Said", "measure", "said_in"]

PACES: Final = (0.25, 0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0)
"""Settings of the strategy by what was said; 1 is the one that ships."""
SILENCES_S: Final = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2)
"""Fixed silences, to compare with."""


@dataclass(frozen=True, slots=True)
class Said:
    """A guest's words, and what the conversation makes of them beforehand."""

    text: str
    expecting: Expecting

    def remembering(self) -> _Known:
        """What is expected, told once for each text: all strategies ask the same."""
        return _Known(self.expecting)


class _Known:
    """An ``Expected`` that reads each draft once."""

    def __init__(self, expecting: Expecting) -> None:
        self.prompt: tuple[str, ...] = expecting.prompt
        self.patience: Patience = expecting.patience
        self._extent = lru_cache(maxsize=None)(expecting.extent)
        self._believed = lru_cache(maxsize=None)(expecting.believed)

    def believed(self, heard: Heard) -> tuple[str, float | None]:
        """See ``Expected``."""
        return self._believed(heard)

    def extent(self, words: str) -> Extent:
        """See ``Expected``."""
        return self._extent(words)


async def said_in(sets: Iterable[ScenarioSet], turns: int, seed: int) -> list[Said]:
    """So many turns of guests at most, strewn over the scenarios, where each stands in its
    conversation by the rules alone."""
    found: list[Said] = []
    for one in sets:
        rules = Rules(one.menu)
        for scenario in one.scenarios:
            clock = StandingClock(scenario.at)
            session = Session(one.menu, rules, clock=clock, sold_out=scenario.unavailable)
            session.greet()
            for turn in scenario.turns:
                if session.status == "open" and any(map(str.isalnum, turn.guest)):
                    found.append(Said(turn.guest, expecting(session, rules)))
                await session.hear(turn.guest)
    Random(seed).shuffle(found)  # noqa: S311 - a choice by seed, no secret
    return found[:turns]


async def measure(
    said: Sequence[Said],
    speak: Speak,
    engine: Remembering,
    seed: int,
    step: Callable[[], None],
) -> dict[str, Any]:
    """The report: both curves. ``step`` is called after each turn.

    Raises:
        WorkerError: the voice or the recogniser does not work.
    """
    strategies: list[TurnEnd] = [*map(Understood, PACES), *map(Silence, SILENCES_S)]
    of_each: list[list[Ended]] = []
    paused = 0
    for number, one in enumerate(said):
        chance = Random(f"{seed} {number} {one.text}")  # noqa: S311 - data by seed, no secret
        words = hesitant(one.text, chance)
        known = one.remembering()
        sound = await spoken(words, speak, chance)
        of_each.append(await ended(sound, known, engine, strategies))
        paused += bool(words.pauses_s)
        step()
    heard = [results for results in of_each if results]
    points = [_point(list(results)) for results in zip(*heard, strict=True)]
    by_words, by_silence = points[: len(PACES)], points[len(PACES) :]
    return {
        "n": len(heard),
        "paused": paused,
        "unheard": len(of_each) - len(heard),
        "understood": [
            {"pace": pace, "ships": pace == 1.0, **point}
            for pace, point in zip(PACES, by_words, strict=False)
        ],
        "silence": [
            {"seconds": seconds, **point}
            for seconds, point in zip(SILENCES_S, by_silence, strict=False)
        ],
    }


def _point(results: Sequence[Ended]) -> dict[str, float]:
    delays = [one.delay_ms for one in results if not one.cut_off]
    return {
        "false_cutoffs": rate(sum(one.cut_off for one in results), len(results)),
        "delay_ms_p50": round(percentile(delays, 0.5), 1),
        "delay_ms_p95": round(percentile(delays, 0.95), 1),
    }
