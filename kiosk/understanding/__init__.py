"""Words → edits."""

from kiosk.understanding.reading import Asked, Context, Doubt, Reading, Rung, Trace, Understands
from kiosk.understanding.rules import SURE, Rules, sure

__all__ = [
    "SURE",
    "Asked",
    "Context",
    "Doubt",
    "Reading",
    "Rules",
    "Rung",
    "Trace",
    "Understands",
    "sure",
]
