"""Which language models suit a machine: by its cores and memory, or by a turn of the small one."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass
from typing import Any, Final

from kiosk.cli.ladder import language_model
from kiosk.config import Settings
from kiosk.errors import WorkerError
from kiosk.evaluation.bench import (
    LARGE_MODEL,
    MEMORY_MB,
    MEMORY_WITHOUT_LARGE_MODEL_MB,
    SMALL_MODEL,
)
from kiosk.evaluation.bench.compare import compare_turns
from kiosk.evaluation.figures import percentile
from kiosk.understanding import Rules
from kiosk.workers import Scheduler

__all__ = ["Advice", "advise", "measure_small_ms"]

_SMALL: Final[str] = Settings.model_fields["language_model"].default
_LARGER: Final[str] = Settings.model_fields["larger_language_model"].default
_SYSTEM_MB: Final = 1_000
"""Left to the system and to whatever else a terminal runs."""
_REFERENCE_CORES: Final = 2
"""Of the machine that the budgets are for."""
_TURNS: Final = 5
_PATIENCE_S: Final = 60.0
"""Longest wait for one turn: a machine that is slow is to be found so, not given up."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What a machine should run."""

    language_model: str
    """Name in the manifest; empty: the rules are alone."""
    larger_language_model: str
    """Likewise; empty: none is asked where rules and small model differ."""
    why: str
    """One line."""
    small_ms: float | None = None
    """Median of the small model's turns, in milliseconds, where it was measured."""

    @property
    def models(self) -> str:
        """For people."""
        if not self.language_model:
            return "none: the rules alone"
        if not self.larger_language_model:
            return f"small: {self.language_model}"
        return f"small + larger: {self.language_model}, {self.larger_language_model}"

    @property
    def lines(self) -> tuple[str, ...]:
        """Of ``kiosk.toml``, that make it so."""
        return (
            f'language_model = "{self.language_model}"',
            f'larger_language_model = "{self.larger_language_model}"',
        )

    def as_json(self) -> dict[str, Any]:
        """As ``kiosk doctor --json`` has it."""
        return {**asdict(self), "lines": list(self.lines)}


def advise(cores: int, memory_mb: int, *, gpu: bool, small_ms: float | None = None) -> Advice:
    """The most that a machine can run within the budgets.

    Args:
        cores: that a process may use.
        memory_mb: all of the machine's.
        gpu: whether llama.cpp hands its work to a graphics processor.
        small_ms: median of a turn of the small model, where it was measured.
    """
    room = f"{memory_mb / 1024:.1f} GB of memory"
    against = _against_any(cores, memory_mb, room, gpu, small_ms)
    if against is not None:
        return Advice("", "", against, small_ms)
    against = _against_larger(memory_mb, room, small_ms)
    if against is not None:
        return Advice(_SMALL, "", against, small_ms)
    if small_ms is not None:
        why = f"{_takes(small_ms)}; {room}"
    else:
        why = f"{cores} cores{' and a GPU' if gpu else ''}, {room}; --measure looks closer"
    return Advice(_SMALL, _LARGER, why, small_ms)


def _against_any(
    cores: int, memory_mb: int, room: str, gpu: bool, small_ms: float | None
) -> str | None:
    """Why no language model suits the machine, or none."""
    if memory_mb < MEMORY_WITHOUT_LARGE_MODEL_MB + _SYSTEM_MB:
        return f"{room}: with the small one it takes {_gb(MEMORY_WITHOUT_LARGE_MODEL_MB)}"
    if small_ms is not None and small_ms > SMALL_MODEL.p95_ms:
        return f"a turn of the small one takes {small_ms:.0f} ms, over {SMALL_MODEL.p95_ms}"
    if small_ms is None and cores < _REFERENCE_CORES and not gpu:
        return "1 core and no GPU: an answer would come too late; --measure looks closer"
    return None


def _against_larger(memory_mb: int, room: str, small_ms: float | None) -> str | None:
    """Why the larger one does not suit the machine, or none."""
    if memory_mb < MEMORY_MB + _SYSTEM_MB:
        return f"{room}: with both it takes {_gb(MEMORY_MB)}"
    if small_ms is not None and _larger_ms(small_ms) > LARGE_MODEL.p95_ms:
        return f"{_takes(small_ms)}, over {LARGE_MODEL.p95_ms}"
    return None


def _larger_ms(small_ms: float) -> float:
    """What the larger one would take, as their budgets stand to each other."""
    return small_ms * LARGE_MODEL.p50_ms / SMALL_MODEL.p50_ms


def _takes(small_ms: float) -> str:
    larger_ms = _larger_ms(small_ms)
    return f"a turn of the small one takes {small_ms:.0f} ms, the larger then some {larger_ms:.0f}"


def _gb(megabytes: int) -> str:
    return f"{(megabytes + _SYSTEM_MB) / 1000:.1f} GB, the system's own among them"


def measure_small_ms() -> float:
    """Median of some hard turns of the small model, loaded and warm, in milliseconds.

    Raises:
        ModelError: its weights are missing, do not match the manifest, or do not load.
        WorkerError: it does not answer.
    """
    return asyncio.run(_measure())


async def _measure() -> float:
    turns = compare_turns()
    step = language_model(_SMALL, "slm", Scheduler())
    reader = step.reader(Rules(turns.menu), _PATIENCE_S)
    took: list[float] = []
    try:
        for turn in (turn for turn in turns.turns if "hard" in turn.tags):
            reading = await reader.read(turn.guest, turn.context)
            health = step.model.health
            if health.state != "ready" or health.restarts:
                raise WorkerError(f"{_SMALL}: {health.last_error or health.state}")
            if "slm_prompt" in reading.ms:  # the model was asked, and answered
                took.append(reading.ms["slm"])
            if len(took) > _TURNS:
                break
    finally:
        await step.model.stop()
    return percentile(took[1:], 0.5)  # the first loads the model
