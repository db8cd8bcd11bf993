"""What Whisper hears: sound as log-mel frames of 10 ms.

The front end of "Robust Speech Recognition via Large-Scale Weak Supervision" (Radford et al. 2022):
Hann windows of 25 ms, power spectrum, triangular filters on Slaney's mel scale (Auditory Toolbox,
1998: linear up to 1 kHz, logarithmic above) each of area one, decimal logarithm, at most 8 below
the loudest, moved and scaled to lie around zero.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kiosk.speech.audio import SPEECH_RATE, Samples

__all__ = ["LogMel"]

Frames = NDArray[np.float32]

_WINDOW = 400
_HOP = 160

_FLOOR = 1e-10
"""Least power that counts, so that silence has a logarithm."""
_RANGE = 8.0
"""Decades between the loudest value and the faintest that is told apart."""
_LINEAR_HZ = 200 / 3
"""Width of a mel below ``_BEND_HZ``."""
_BEND_HZ = 1_000.0
_LOG_STEP = np.log(6.4) / 27
"""Growth of the frequency from mel to mel above it: 27 mels from 1 kHz to 6.4 kHz."""


class LogMel:
    """The front end with one model's number of bands."""

    def __init__(self, bands: int) -> None:
        self._window = np.hanning(_WINDOW + 1)[:-1].astype(np.float32)
        self._filters = _filters(bands)

    def __call__(self, samples: Samples) -> Frames:
        """[bands, n // 160] for [n] samples at 16 kHz, at least 400 of them."""
        padded = np.pad(samples, _WINDOW // 2, mode="reflect")
        windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP]
        spectrum = np.fft.rfft(windows[: len(samples) // _HOP] * self._window)
        power = np.square(np.abs(spectrum)).astype(np.float32)
        level = np.log10(np.maximum(self._filters @ power.T, _FLOOR))
        kept: Frames = np.maximum(level, level.max() - _RANGE)
        return (kept + 4.0) / 4.0


def _filters(bands: int) -> Frames:
    """[bands, 201] weights of the power spectrum's lines."""
    lines = np.fft.rfftfreq(_WINDOW, 1 / SPEECH_RATE)
    corners = _hertz(np.linspace(0.0, _mels(SPEECH_RATE / 2), bands + 2))[:, None]
    low, middle, high = corners[:-2], corners[1:-1], corners[2:]
    rising, falling = (lines - low) / (middle - low), (high - lines) / (high - middle)
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    return np.asarray(triangles * 2 / (high - low), np.float32)


def _mels(hertz: float) -> float:
    """The mel of a frequency above ``_BEND_HZ``."""
    return _BEND_HZ / _LINEAR_HZ + float(np.log(hertz / _BEND_HZ) / _LOG_STEP)


def _hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    bend = _BEND_HZ / _LINEAR_HZ
    above = _BEND_HZ * np.exp(_LOG_STEP * (mels - bend))
    return np.where(mels < bend, mels * _LINEAR_HZ, above)
