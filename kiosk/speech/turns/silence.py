"""The turn ends after a fixed silence."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.speech.turns.end import Pause

__all__ = ["Silence"]


@dataclass(frozen=True, slots=True)
class Silence:
    """Guests pause between the things they order; a shorter silence cuts orders in two."""

    seconds: float = 0.6
    """Silence after the last voiced frame that ends the turn."""

    def over(self, pause: Pause) -> bool:
        """See ``TurnEnd``."""
        return pause.silence_s >= self.seconds
