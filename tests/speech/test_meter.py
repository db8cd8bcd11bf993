"""How loud it is in front of the microphone."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.speech.audio import SILENCE_DB, Audio
from kiosk.speech.meter import Meter
from kiosk.speech.pipeline import Recording


async def test_the_level_rises_at_once_and_falls_slowly() -> None:
    loud = Audio(np.full(16_000, 0.1, np.float32), 16_000)
    tape = Audio.join([Audio.silence(0.1, 16_000), loud, Audio.silence(5.0, 16_000)])
    meter = Meter(Recording(tape))
    levels = []
    passed = []
    async for block in meter.blocks():
        passed.append(block)
        levels.append(meter.level_db)
    np.testing.assert_array_equal(np.concatenate(passed), tape.samples)
    assert levels[0] == SILENCE_DB
    assert max(levels) == pytest.approx(-20.0, abs=0.01)
    after = levels[len(levels) - 140 :]
    assert after == sorted(after, reverse=True)
    assert -100 < after[len(after) // 4] < -30
    assert levels[-1] == SILENCE_DB
