"""The kiosk's screen in a terminal."""

from kiosk.ui.app import KioskApp
from kiosk.ui.conversation import Conversation
from kiosk.ui.crew import Crew, Stage
from kiosk.ui.ports import (
    CardTerminal,
    Charge,
    Heard,
    Interrupted,
    Lost,
    OpenSound,
    Partial,
    Patience,
    Sound,
    Till,
)
from kiosk.ui.simulated import SimulatedTerminal
from kiosk.ui.told import Told

__all__ = [
    "CardTerminal",
    "Charge",
    "Conversation",
    "Crew",
    "Heard",
    "Interrupted",
    "KioskApp",
    "Lost",
    "OpenSound",
    "Partial",
    "Patience",
    "SimulatedTerminal",
    "Sound",
    "Stage",
    "Till",
    "Told",
]
