"""The language-model rung: a small model that may only attach what was said to what there is."""

from kiosk.understanding.slm.rung import Slm
from kiosk.understanding.slm.worker import LanguageModel

__all__ = ["LanguageModel", "Slm"]
