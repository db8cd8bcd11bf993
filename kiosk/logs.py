"""Log lines: structured, to stderr, and without a word that a guest said."""

from __future__ import annotations

import logging
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from kiosk.errors import UsageError

__all__ = ["configure", "write_to"]

PRIVATE = frozenset({"audio", "guest", "heard", "reply", "said", "text", "transcript", "words"})
"""Names of fields that hold what was said; their values never reach a log."""


def withhold_words(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replace every private field by its length, which is enough to follow a fault."""
    for name in PRIVATE & event.keys():
        event[name] = f"<{len(event[name])} withheld>" if event[name] else "<empty>"
    return event


def configure(level: str) -> None:
    """Send log lines of at least ``level`` ("WARNING") to stderr; call once per process.

    Raises:
        UsageError: there is no such level.
    """
    threshold = logging.getLevelNamesMapping().get(level.upper())
    if threshold is None:
        raise UsageError(
            f"setting log_level: {level!r} is no level", hint="use DEBUG, INFO, WARNING or ERROR"
        )
    # Interrupted, asyncio warns of a child whose end it has itself taken note of a moment before.
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    structlog.configure(
        processors=_steps(in_colour=sys.stderr.isatty()),
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,  # stderr may be another one by the next line
    )


def write_to(file: TextIO) -> None:
    """Send log lines to ``file`` from now on: where a screen is drawn they would run across it."""
    structlog.configure(
        processors=_steps(in_colour=False), logger_factory=structlog.PrintLoggerFactory(file)
    )


def _steps(*, in_colour: bool) -> list[Processor]:
    return [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        withhold_words,
        structlog.dev.ConsoleRenderer(colors=in_colour),
    ]
