"""The kiosk's screen in a terminal."""

from kiosk.ui.app import KioskApp
from kiosk.ui.conversation import Conversation, Told
from kiosk.ui.crew import Crew, Stage
from kiosk.ui.ports import CardTerminal, Charge, Heard, Lost, OpenSound, Patience, Sound, Till
from kiosk.ui.simulated import SimulatedTerminal

__all__ = [
    "CardTerminal",
    "Charge",
    "Conversation",
    "Crew",
    "Heard",
    "KioskApp",
    "Lost",
    "OpenSound",
    "Patience",
    "SimulatedTerminal",
    "Sound",
    "Stage",
    "Till",
    "Told",
]
