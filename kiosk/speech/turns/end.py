"""What every end-of-turn strategy answers."""

from __future__ import annotations

from typing import Protocol

__all__ = ["TurnEnd"]


class TurnEnd(Protocol):
    """Decides, after every frame without speech, whether the turn is over."""

    def over(self, silence_s: float, speech_s: float) -> bool:
        """Whether a guest who spoke for ``speech_s`` and is silent since ``silence_s`` is done."""
        ...
