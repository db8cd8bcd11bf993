"""A hard limit on calls that may hang: name resolution, for one, knows no timeout."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from kiosk.provision.sources.error import SourceError

__all__ = ["ANSWER_S", "within"]

ANSWER_S = 4.0
"""Longest wait for a source's first answer, in seconds, before the next source is tried."""

Answer = TypeVar("Answer")


def within(seconds: float, call: Callable[[], Answer]) -> Answer:
    """Call in a thread of its own and wait for at most ``seconds``.

    The thread is left behind when time is up; it ends with the call, or with the process.

    Raises:
        SourceError: no answer in time.
    """
    answers: list[Answer] = []
    faults: list[Exception] = []

    def run() -> None:
        try:
            answers.append(call())
        except Exception as fault:
            faults.append(fault)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if faults:
        raise faults[0]
    if not answers:
        raise SourceError(f"no answer within {seconds:g} s")
    return answers[0]
