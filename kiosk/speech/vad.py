"""Voice activity: how likely each 32 ms frame is speech (Silero, on onnxruntime)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kiosk.speech.audio import FRAME, SPEECH_RATE, Samples
from kiosk.speech.network import Network

__all__ = ["SileroVad"]

_CONTEXT = 64
"""Samples of the frame before that the network sees again (Silero 5 and later, at 16 kHz)."""


class SileroVad:
    """An engine: it remembers the sound so far, so one instance listens to one source."""

    def __init__(self, model: Path) -> None:
        """Load the network.

        Raises:
            ModelError: the file is missing, or is not the Silero network.
        """
        self._network = Network(model, threads=1, inputs=("input", "state", "sr"))
        self.reset()

    def reset(self) -> None:
        """Forget the sound so far."""
        self._state = np.zeros((2, 1, 128), np.float32)
        self._context = np.zeros(_CONTEXT, np.float32)

    def probabilities(self, frames: Samples) -> Samples:
        """[n] probabilities of speech, 0 to 1, for [n * 512] samples at 16 kHz."""
        return np.array([self._judge(frame) for frame in frames.reshape(-1, FRAME)], np.float32)

    def _judge(self, frame: Samples) -> float:
        seen = np.concatenate([self._context, frame])
        self._context = frame[-_CONTEXT:]
        probability, self._state = self._network.run(
            {
                "input": seen[np.newaxis],
                "state": self._state,
                "sr": np.array(SPEECH_RATE, np.int64),
            },
        )
        return float(probability[0, 0])
