"""The drive-thru box: lanes that serve car after car by voice alone.

``Lane`` holds the conversation; ``clock`` runs it on recordings as fast as the machine goes;
``Deck`` stands for a microphone and a speaker there. Devices, models and the store are wired in by
the command line.
"""

from kiosk.drivethru.clock import Working, at_once
from kiosk.drivethru.deck import Deck
from kiosk.drivethru.hearing import Sound
from kiosk.drivethru.lane import Lane
from kiosk.drivethru.ports import Alert, Caption, Crew, House, Ordered, Patience, Say, Signal
from kiosk.drivethru.visit import Exchange, Visit

__all__ = [
    "Alert",
    "Caption",
    "Crew",
    "Deck",
    "Exchange",
    "House",
    "Lane",
    "Ordered",
    "Patience",
    "Say",
    "Signal",
    "Sound",
    "Visit",
    "Working",
    "at_once",
]
