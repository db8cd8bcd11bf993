"""Every voice and every clause as loud as the others.

Loudness is measured over the stretches in which something is said, as ITU-R BS.1770-4 (annex 1)
and EBU R 128 gate it: the mean power of blocks of 400 ms, 100 ms apart, first of those above
-70 dB, then of those among them that are at most 10 dB below their mean. The frequency weighting of
that recommendation is left out: what is compared is speech with speech.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from kiosk.speech.audio import Audio, Samples

__all__ = ["SPOKEN_DB", "levelled", "loudness_db"]

SPOKEN_DB: Final = -20.0
"""Loudness of what the kiosk says, in dB below full scale: speech has peaks 12 to 18 dB above."""
_BLOCK_S: Final = 0.4
_STEP_S: Final = 0.1
_ABSOLUTE_DB: Final = -70.0
_RELATIVE_DB: Final = -10.0
_PEAK: Final = 10 ** (-1 / 20)
"""Highest amplitude that is played: a loudspeaker's converter distorts above."""


def loudness_db(audio: Audio) -> float | None:
    """In dB below full scale; none where all of it is silence."""
    power = _powers(audio)
    power = power[power > 10 ** (_ABSOLUTE_DB / 10)]
    if not len(power):
        return None
    power = power[power > power.mean() * 10 ** (_RELATIVE_DB / 10)]
    return float(10 * np.log10(power.mean()))


def levelled(audio: Audio) -> Audio:
    """As loud as ``SPOKEN_DB``, or as its peaks allow."""
    found = loudness_db(audio)
    if found is None:
        return audio
    gain = min(10 ** ((SPOKEN_DB - found) / 20), _PEAK / float(np.max(np.abs(audio.samples))))
    return Audio(audio.samples * np.float32(gain), audio.rate)


def _powers(audio: Audio) -> Samples:
    """Mean power of each block; all of it is one block where it is shorter."""
    size, step = round(_BLOCK_S * audio.rate), round(_STEP_S * audio.rate)
    squares = np.square(audio.samples, dtype=np.float64)
    if len(squares) <= size:
        return np.array([squares.mean()] if len(squares) else [], np.float32)
    sums = np.concatenate([[0.0], np.cumsum(squares)])
    starts = np.arange(0, len(squares) - size + 1, step)
    return np.asarray((sums[starts + size] - sums[starts]) / size, np.float32)
