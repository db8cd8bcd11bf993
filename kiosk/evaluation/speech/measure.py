"""The yardstick of spoken orders, from a folder to its report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, Final

from kiosk.errors import UsageError
from kiosk.evaluation.speech.conditions import (
    DEFAULT,
    EXAMPLES,
    Condition,
    condition_of,
    under,
    with_time_around,
)
from kiosk.evaluation.speech.hearing import Attendant
from kiosk.evaluation.speech.index import Row, SpokenSet
from kiosk.evaluation.speech.score import SpeechScore
from kiosk.menu.model import Menu
from kiosk.speech import wav
from kiosk.speech.audio import Audio
from kiosk.speech.pipeline import Ears
from kiosk.understanding import Rules
from kiosk.understanding.reading import Understands

__all__ = ["Heard", "measure_speech", "planned"]

Heard = tuple[str, Row, Condition | None]
"""Name of a condition, a recording, and how it is heard: as it is where there is no condition."""
_OTHERS: Final = 8
"""Recordings from which those are drawn who talk in the background of one."""


def planned(spoken: SpokenSet, names: Sequence[str]) -> list[Heard]:
    """What is to be heard, condition by condition: each clean recording under each of them, and
    those that were recorded under one as they are.

    Args:
        spoken: the recordings.
        names: of the conditions; none for those of the recordings, and ``DEFAULT`` for clean ones.

    Raises:
        UsageError: a name is no condition, or stands for no recording.
    """
    clean = [row for row in spoken.rows if row.condition is None]
    own = dict.fromkeys(row.condition for row in spoken.rows if row.condition is not None)
    plan: list[Heard] = []
    for name in dict.fromkeys(names or (*(DEFAULT if clean else ()), *own)):
        condition = condition_of(name)
        if condition is None and name not in own:
            raise UsageError(f'"{name}" is not a condition', hint=EXAMPLES)
        if condition is not None:
            plan += [(name, row, condition) for row in clean]
        plan += [(name, row, None) for row in spoken.rows if row.condition == name]
        if not plan or plan[-1][0] != name:
            raise UsageError(f"{spoken.folder}: no recording can be heard under {name}")
    return plan


async def measure_speech(
    spoken: SpokenSet,
    plan: Sequence[Heard],
    ears: Ears,
    rung: Callable[[Menu], Understands],
    step: Callable[[], None],
) -> dict[str, Any]:
    """The report of everything that is planned.

    Args:
        spoken: the recordings.
        plan: what is heard, see :func:`planned`.
        ears: hear.
        rung: makes the reader for a menu.
        step: called after each recording.

    Raises:
        AudioError: a file is not sound any more.
        WorkerError: the recogniser does not work.
    """
    attendants: dict[int, Attendant] = {}
    stage = _Stage(spoken)
    trials = []
    for name, row, condition in plan:
        menu = id(row.menu)  # two files may sell under one name
        if menu not in attendants:
            attendants[menu] = Attendant(ears, rung(row.menu), Rules(row.menu))
        sound = stage.sound(row, condition)
        trials.append(await attendants[menu].take(row, name, sound))
        step()
    return SpeechScore(trials).report()


class _Stage:
    """Where recordings are played."""

    def __init__(self, spoken: SpokenSet) -> None:
        self._clean = [row for row in spoken.rows if row.condition is None]
        self._read: Callable[[Path], Audio] = lru_cache(maxsize=64)(wav.read)

    def sound(self, row: Row, condition: Condition | None) -> Audio:
        said = self._read(row.path)
        if condition is None:
            return with_time_around(said)
        return under(condition, said, row.file, lambda: self._others(row))

    def _others(self, row: Row) -> list[Audio]:
        """Who talks in the background: the guest, where nobody else was recorded."""
        others = [one.path for one in self._clean if one.path != row.path] or [row.path]
        chance = Random(f"others {row.file}")  # noqa: S311 - noise by seed, no secret
        return [self._read(path) for path in chance.sample(others, min(_OTHERS, len(others)))]
