"""What every end-of-turn strategy answers, and what it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kiosk.speech.expected import Extent, Patience

__all__ = ["Pause", "TurnEnd"]


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence within or after what a guest says, as long as it is so far."""

    silence_s: float
    """Since the last voiced frame."""
    speech_s: float
    """What was said before it, from its first voiced frame to its last."""
    patience: Patience
    """That the conversation asks for."""
    extent: Extent | None
    """How far the words before it have come; none while they are not recognised yet."""
    finished: float | None = None
    """How likely it is by the voice that nothing follows, 0 to 1; none where nothing judges it."""


class TurnEnd(Protocol):
    """Decides, after every frame without speech, whether the turn is over."""

    def over(self, pause: Pause) -> bool:
        """Whether the guest is done."""
        ...
