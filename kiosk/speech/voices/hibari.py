"""The default voice: hibari, whole in its Python package, on onnxruntime."""

from __future__ import annotations

from kiosk.errors import ModelError
from kiosk.speech.audio import Audio

__all__ = ["HibariVoice"]


class HibariVoice:
    """Speaks at 24 kHz; its front end reads money, numbers and signs."""

    def __init__(self, threads: int) -> None:
        """Load the network and the pronunciations, and speak once to have both in memory.

        Raises:
            ModelError: the package is not installed or is damaged.
        """
        try:
            import hibari

            self._voice = hibari.Hibari(threads=threads)
            self.speak("Hello.")
        except Exception as error:  # a damaged file surfaces as anything at all
            raise ModelError(f"the hibari voice cannot be loaded: {error}") from error

    def speak(self, clause: str, speed: float = 1.0) -> Audio:
        """The clause as sound; the same words always sound the same."""
        return Audio(self._voice(clause, speed=speed, seed=0), self._voice.sample_rate)
