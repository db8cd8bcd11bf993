"""How long each stage takes and what all of them need, beside what they may.

The stages that are plain code are measured here (``code``), the engines' memory too (``memory``);
whoever wires the engines measures those and hands over a ``Report``.
"""

from kiosk.evaluation.bench.code import engine_ms, rules_ms
from kiosk.evaluation.bench.memory import memory_mb
from kiosk.evaluation.bench.report import (
    ENGINE,
    LARGE_MODEL,
    MEMORY_MB,
    MEMORY_WITHOUT_LARGE_MODEL_MB,
    RECOGNITION,
    RULES,
    SMALL_MODEL,
    SPOKEN_TURN,
    TOUCH,
    VOICE,
    Budget,
    Report,
    Stage,
)

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
    "engine_ms",
    "memory_mb",
    "rules_ms",
]
