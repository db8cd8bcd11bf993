"""An event loop whose clock leaves out the time in which nobody does anything.

A recording is then worked through as fast as the machine goes, by the code that serves a lane:
whatever sleeps wakes at its place in the sound, and what an engine takes counts as it was measured.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Mapping
from typing import Any, Final

__all__ = ["Working", "at_once"]

Working = Callable[[], bool]
"""Whether something is being done outside of the loop's thread: an engine's process computes, a
disk writes. Meanwhile time passes as it does."""

_LOOK_S: Final = 0.05
"""Longest real wait before it is asked again whether anything is done outside."""


class _Selector(selectors.BaseSelector):
    """Waits for files as the system's does; a wait that nothing but the clock can end is skipped.

    That is the one door through which an event loop sleeps.
    """

    def __init__(self, working: Working) -> None:
        self._real = selectors.DefaultSelector()
        self._working = working
        self.skipped_s = 0.0
        """Seconds that were left out so far."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """See ``selectors``."""
        events = self._real.select(0)
        if events or (timeout is not None and timeout <= 0):
            return events
        if timeout is None or self._working():
            return self._real.select(_LOOK_S if timeout is None else min(timeout, _LOOK_S))
        self.skipped_s += timeout
        return []

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        """See ``selectors``."""
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        """See ``selectors``."""
        return self._real.unregister(fileobj)

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        """See ``selectors``."""
        return self._real.modify(fileobj, events, data)

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        """See ``selectors``."""
        return self._real.get_map()

    def close(self) -> None:
        """See ``selectors``."""
        self._real.close()


class _SkippingLoop(asyncio.SelectorEventLoop):
    """The loop of ``at_once``."""

    def __init__(self, working: Working) -> None:
        self._waits = _Selector(working)
        super().__init__(self._waits)

    def time(self) -> float:
        """Seconds; the skipped ones count as if they had passed."""
        return super().time() + self._waits.skipped_s


def at_once(working: Working) -> asyncio.Runner:
    """Runs jobs as ``asyncio.run`` does, and waits for nothing but work.

    Args:
        working: asked before each wait; it knows of all that the jobs have done in threads or in
            other processes.
    """
    return asyncio.Runner(loop_factory=lambda: _SkippingLoop(working))
