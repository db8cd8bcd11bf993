"""Whatever a voice says is as loud as the rest, and never clips."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.audio import Audio, Samples
from kiosk.speech.loudness import SPOKEN_DB, levelled, loudness_db

RATE = 24_000


def tone(seconds: float, amplitude: float) -> Samples:
    at = np.arange(round(seconds * RATE)) / RATE
    return np.asarray(amplitude * np.sin(2 * np.pi * 220 * at), np.float32)


def test_a_full_scale_tone_is_three_decibels_below_full_scale() -> None:
    assert loudness_db(Audio(tone(1.0, 1.0), RATE)) == pytest.approx(-3.01, abs=0.05)


def test_pauses_do_not_make_speech_seem_quieter() -> None:
    pause = np.zeros(3 * RATE, np.float32)
    talk = np.concatenate([tone(1.0, 0.1), pause, tone(1.0, 0.1)])
    assert loudness_db(Audio(talk, RATE)) == pytest.approx(-23.0, abs=1.0)


@given(st.floats(0.05, 2.0), st.floats(0.001, 1.0))
def test_quiet_and_loud_come_out_the_same(seconds: float, amplitude: float) -> None:
    found = loudness_db(levelled(Audio(tone(seconds, amplitude), RATE)))
    assert found == pytest.approx(SPOKEN_DB, abs=0.1)


def test_a_crack_is_not_made_a_bang() -> None:
    crack = tone(1.0, 0.01)
    crack[100] = 0.9
    assert np.abs(levelled(Audio(crack, RATE)).samples).max() <= 0.9


@pytest.mark.parametrize("samples", [0, 1, 5_000, 50_000])
def test_silence_stays_silence(samples: int) -> None:
    silent = Audio(np.zeros(samples, np.float32), RATE)
    assert loudness_db(silent) is None
    assert not levelled(silent).samples.any()
