"""Log lines: structured, to stderr, and without a word that a guest said."""

from __future__ import annotations

import logging
import sys
from functools import lru_cache
from typing import Any, TextIO, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from kiosk.errors import UsageError
from kiosk.files import Lossy

__all__ = ["configure", "write_to"]

PRIVATE = frozenset({"audio", "guest", "heard", "reply", "said", "text", "transcript", "words"})
"""Names of fields that hold what was said; their values never reach a log."""


def withhold_words(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replace every private field by its length, which is enough to follow a fault."""
    for name in PRIVATE & event.keys():
        event[name] = _withheld(event[name])
    return event


def _withheld(value: Any) -> str:
    """Whatever it is: a line about a fault is not to become another one."""
    try:
        length = 0 if value is None else len(value)
    except TypeError:  # it has none
        return "<withheld>"
    return f"<{length} withheld>" if length else "<empty>"


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
        logger_factory=lambda *_: _lines_to(sys.stderr),
        cache_logger_on_first_use=False,  # stderr may be another one by the next line
    )


def write_to(file: TextIO) -> None:
    """Send log lines to ``file`` from now on: where a screen is drawn they would run across it."""
    structlog.configure(
        processors=_steps(in_colour=False), logger_factory=lambda *_: _lines_to(file)
    )


@lru_cache(maxsize=2)
def _lines_to(file: TextIO) -> structlog.PrintLogger:
    """One for each file, which has a lock. A full disk takes no line, and an order all the same."""
    return structlog.PrintLogger(cast(TextIO, Lossy(file)))


def _steps(*, in_colour: bool) -> list[Processor]:
    return [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        withhold_words,
        structlog.dev.ConsoleRenderer(colors=in_colour),
    ]
