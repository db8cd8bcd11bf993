"""What a microphone hears when nobody speaks."""

from __future__ import annotations

import numpy as np

from kiosk.speech.audio import FRAME, Samples

KINDS = ["nothing", "hiss", "loud hiss", "rumble", "hum", "beeps"]


def noise(kind: str, seconds: float = 4.0) -> Samples:
    """Four seconds at 16 kHz, unless said otherwise."""
    length = int(seconds * 16_000) // FRAME * FRAME
    white = np.random.default_rng(2).standard_normal(length)
    time = np.arange(length) / 16_000
    made = {
        "nothing": np.zeros(length),
        "hiss": 0.05 * white,
        "loud hiss": 0.5 * white,
        "rumble": np.cumsum(white) / 500,
        "hum": 0.3 * np.sin(2 * np.pi * 120 * time),
        "beeps": 0.3 * np.sin(2 * np.pi * 1000 * time) * (time % 1 < 0.2),
    }[kind]
    return np.asarray(np.clip(made, -1, 1), np.float32)
