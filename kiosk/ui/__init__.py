"""The kiosk's screen in a terminal."""

from kiosk.ui.app import KioskApp
from kiosk.ui.ports import Heard, Lost, OpenSound, Patience, Sound

__all__ = ["Heard", "KioskApp", "Lost", "OpenSound", "Patience", "Sound"]
