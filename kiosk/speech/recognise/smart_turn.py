"""Whether a voice sounds as if it were done: the melody of a sentence falls where it ends.

smart-turn 3 (https://github.com/pipecat-ai/smart-turn) judges the last eight seconds: scaled to
mean 0 and variance 1, with silence before what is shorter, as Whisper's log-mel frames.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from kiosk.speech.audio import SPEECH_RATE, Samples
from kiosk.speech.network import Network
from kiosk.speech.recognise.mel import LogMel

__all__ = ["SmartTurn"]

_SEEN: Final = 8 * SPEECH_RATE
"""Samples that the network sees."""
_BANDS: Final = 80
_LEAST_VARIANCE: Final = 1e-7
"""So that silence can be scaled."""


class SmartTurn:
    """Some 35 ms of one core for each judgement."""

    def __init__(self, model: Path) -> None:
        """
        Raises:
            ModelError: the file is missing, or is not the network.
        """
        self._network = Network(model, threads=1, inputs=("input_features",))
        self._mel = LogMel(_BANDS)

    def finished(self, samples: Samples) -> float:
        """How likely the speech in [n] samples at 16 kHz is all of it, 0 to 1.

        Silence behind it adds nothing: after 60 ms it tells an end best.
        """
        seen = samples[-_SEEN:]
        seen = np.pad(seen, (_SEEN - len(seen), 0))
        scaled = (seen - seen.mean()) / np.sqrt(seen.var() + _LEAST_VARIANCE)
        (finished,) = self._network.run({"input_features": self._mel(scaled)[np.newaxis]})
        return float(finished.item())
