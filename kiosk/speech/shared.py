"""One recogniser for several sources: each has what follows its sound for itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from kiosk.speech.audio import Samples
from kiosk.speech.pipeline import Engine
from kiosk.speech.vad import SileroVad
from kiosk.workers import Health

__all__ = ["Listener", "SharedRecogniser"]

_OF_ITS_OWN: Final = frozenset(("reset", "speech_probabilities"))
"""Methods that remember the sound so far."""


class Listener:
    """The part of a ``Recogniser`` that hears that somebody speaks; runs in a ``Worker``."""

    def __init__(self, vad: Path) -> None:
        """
        Raises:
            ModelError: the file is missing, or is not the Silero network.
        """
        self._vad = SileroVad(vad)

    def reset(self) -> None:
        """See ``Recogniser``."""
        self._vad.reset()

    def speech_probabilities(self, frames: Samples) -> Samples:
        """See ``Recogniser``."""
        return self._vad.probabilities(frames)


class SharedRecogniser:
    """An ``Engine`` for the ears of one source: a listener of its own, a recogniser that others use
    too. So it is heard at once that a guest speaks, whatever is being recognised meanwhile."""

    def __init__(self, recogniser: Engine, listener: Engine) -> None:
        self._recogniser = recogniser
        self._listener = listener

    @property
    def health(self) -> Health:
        """The recogniser's; the listener's where that is down for good."""
        listening = self._listener.health
        return listening if listening.state in {"failed", "stopped"} else self._recogniser.health

    async def call(self, method: str, /, *args: Any, deadline_s: float) -> Any:
        """See ``Engine``."""
        engine = self._listener if method in _OF_ITS_OWN else self._recogniser
        return await engine.call(method, *args, deadline_s=deadline_s)
