"""Voices: one engine a file, all with ``speak(clause, speed)``. Each runs in a ``Worker``."""

from kiosk.speech.voices.hibari import HibariVoice
from kiosk.speech.voices.piper import PiperFiles, PiperVoice

__all__ = ["HibariVoice", "PiperFiles", "PiperVoice"]
