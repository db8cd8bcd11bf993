"""When a guest has finished speaking: one small strategy a file."""

from kiosk.speech.turns.end import Pause, TurnEnd
from kiosk.speech.turns.silence import Silence
from kiosk.speech.turns.understood import Understood

__all__ = ["Pause", "Silence", "TurnEnd", "Understood"]
