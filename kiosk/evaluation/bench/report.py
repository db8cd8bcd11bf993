"""What was measured, and the budget of each stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kiosk.evaluation.figures import percentile

__all__ = [
    "ENGINE",
    "LARGE_MODEL",
    "MEMORY_MB",
    "MEMORY_WITHOUT_LARGE_MODEL_MB",
    "RECOGNITION",
    "RULES",
    "SMALL_MODEL",
    "SPOKEN_TURN",
    "TOUCH",
    "VOICE",
    "Budget",
    "Report",
    "Stage",
]


@dataclass(frozen=True, slots=True)
class Budget:
    """What a stage may take on the reference machine: 2 cores, no GPU."""

    name: str
    """Of the stage, for people and for machines."""
    p50_ms: float
    p95_ms: float


RULES: Final = Budget("rules, one utterance", 2, 8)
ENGINE: Final = Budget("one edit, and a cart of 30 lines priced", 0.3, 1)
SMALL_MODEL: Final = Budget("small language model, one turn", 500, 1_000)
"""From the words to the reading."""
LARGE_MODEL: Final = Budget("larger language model, one turn", 1_200, 2_200)
"""Likewise, for one of 1 to 3 billion parameters."""
RECOGNITION: Final = Budget("recognition, 4 s of speech", 250, 450)
VOICE: Final = Budget("reply to its first audible sample", 80, 200)
SPOKEN_TURN: Final = Budget("end of speech to first audible sample", 700, 1_400)
"""The silence that ends a turn included."""
TOUCH: Final = Budget("touch to redraw, while the engines work", 30, 80)
"""From the finger to the last byte for the terminal; a recogniser and a language model are busy."""

_COLD_START_S: Final = 6.0
MEMORY_MB: Final = 3_500
"""What all processes may take."""
MEMORY_WITHOUT_LARGE_MODEL_MB: Final = 1_800


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, as often as it was measured."""

    budget: Budget
    ms: Sequence[float]
    """Each time, in milliseconds; at least one."""

    @property
    def p50(self) -> float:
        """Median, in milliseconds."""
        return percentile(self.ms, 0.5)

    @property
    def p95(self) -> float:
        """95th percentile, in milliseconds; the slowest where there are fewer than 20."""
        return percentile(self.ms, 0.95)


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of one run."""

    machine: Mapping[str, Any]
    """The computer, as ``kiosk doctor`` describes it."""
    stages: Sequence[Stage]
    memory_mb: float | None
    """Of all processes together while everything is loaded; none where the system does not tell."""
    cold_start_s: float
    """From the start of the process to the first sound of the greeting, in seconds."""
    load: float = 0.0
    """Programs that wanted a core in the minute before, on average: with other work beside it, a
    run tells more about that work than about the kiosk."""
    faults: Sequence[str] = ()
    """What did not work, or was not measured: one sentence each."""

    @property
    def memory_budget_mb(self) -> int:
        """What all processes may take, with or without the larger language model."""
        measured = {stage.budget for stage in self.stages}
        return MEMORY_MB if LARGE_MODEL in measured else MEMORY_WITHOUT_LARGE_MODEL_MB

    @property
    def cold_start_budget_s(self) -> float:
        """What the start may take, in seconds."""
        return _COLD_START_S

    def as_json(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        return {
            "machine": dict(self.machine),
            "stages": [
                {
                    "name": stage.budget.name,
                    "n": len(stage.ms),
                    "ms_p50": round(stage.p50, 3),
                    "ms_p95": round(stage.p95, 3),
                    "budget_ms_p50": stage.budget.p50_ms,
                    "budget_ms_p95": stage.budget.p95_ms,
                }
                for stage in self.stages
            ],
            "memory_mb": None if self.memory_mb is None else round(self.memory_mb),
            "memory_budget_mb": self.memory_budget_mb,
            "cold_start_s": round(self.cold_start_s, 2),
            "cold_start_budget_s": self.cold_start_budget_s,
            "load": round(self.load, 2),
            "faults": list(self.faults),
        }
