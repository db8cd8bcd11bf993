"""How often and how soon each strategy ends the turns of the pause set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

from kiosk.evaluation.figures import percentile, rate
from kiosk.evaluation.pauses.hearing import Ended, Remembering, ended
from kiosk.evaluation.pauses.hesitant import Hesitant, hesitant
from kiosk.evaluation.pauses.said import Said
from kiosk.evaluation.pauses.sound import Speak, spoken
from kiosk.speech.turns import Silence, TurnEnd, Understood

__all__ = ["measure"]

_PACES: Final = (0.25, 0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0)
"""Settings of the strategy by what was said; 1 is the one that ships."""
_SILENCES_S: Final = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2)
"""Fixed silences, to compare with."""


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
    strategies: list[TurnEnd] = [*map(Understood, _PACES), *map(Silence, _SILENCES_S)]
    of_each: list[list[tuple[Ended, bool]]] = []
    paused = 0
    for number, one in enumerate(said):
        chance = Random(f"{seed} {number} {one.text}")  # noqa: S311 - data by seed, no secret
        words = hesitant(one.text, chance)
        known = one.remembering()
        sound = await spoken(words, speak, chance)
        found = await ended(sound, known, engine, strategies)
        of_each.append([(it, await _costs(one, words, it)) for it in found])
        paused += bool(words.pauses_s)
        step()
    heard = [results for results in of_each if results]
    points = [_point(list(results)) for results in zip(*heard, strict=True)]
    by_words, by_silence = points[: len(_PACES)], points[len(_PACES) :]
    return {
        "n": len(heard),
        "paused": paused,
        "unheard": len(of_each) - len(heard),
        "understood": [
            {"pace": pace, "ships": pace == 1.0, **point}
            for pace, point in zip(_PACES, by_words, strict=False)
        ],
        "silence": [
            {"seconds": seconds, **point}
            for seconds, point in zip(_SILENCES_S, by_silence, strict=False)
        ],
    }


async def _costs(one: Said, words: Hesitant, end: Ended) -> bool:
    """Whether the order is another one because the rest was heard as a turn of its own.

    By the true words: hearing is measured elsewhere. A turn that is cut off between two pauses
    counts as one that costs.
    """
    if not end.cut_off:
        return False
    if not 0 < end.parts < len(words.parts):
        return True
    halves = [" ".join(words.parts[: end.parts]), " ".join(words.parts[end.parts :])]
    return not await one.survives(halves)


def _point(results: Sequence[tuple[Ended, bool]]) -> dict[str, float]:
    delays = [end.delay_ms for end, _ in results if not end.cut_off]
    return {
        "false_cutoffs": rate(sum(end.cut_off for end, _ in results), len(results)),
        "orders_changed": rate(sum(costs for _, costs in results), len(results)),
        "delay_ms_p50": round(percentile(delays, 0.5), 1),
        "delay_ms_p95": round(percentile(delays, 0.95), 1),
    }
