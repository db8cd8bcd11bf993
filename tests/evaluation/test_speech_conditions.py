"""What a microphone hears of a recording: noise of the loudness that was asked for, by seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.evaluation.speech.conditions import (
    DEFAULT,
    Condition,
    active_rms,
    condition_of,
    under,
    with_time_around,
)
from kiosk.evaluation.speech.noise import NOISES
from kiosk.speech.audio import SPEECH_RATE, Audio, Samples, level_db


def speech(seed: int, seconds: float = 2.0, rate: int = SPEECH_RATE) -> Audio:
    """Syllables and pauses, quiet enough that nothing clips."""
    at_s = np.arange(round(seconds * rate)) / rate
    chance = np.random.default_rng(seed)
    syllables = np.clip(np.sin(2 * np.pi * 3 * at_s + chance.uniform(0, 6)), 0, 1)
    return Audio((0.02 * syllables * chance.standard_normal(len(at_s))).astype(np.float32), rate)


SAID = speech(1)
OTHERS = [speech(seed) for seed in range(2, 8)]


def named(name: str) -> Condition:
    condition = condition_of(name)
    assert condition is not None
    return condition


def heard(name: str, said: Audio = SAID, seed: str = "a.wav") -> Samples:
    return under(named(name), said, seed, lambda: OTHERS).samples


@pytest.mark.parametrize("name", DEFAULT)
def test_every_common_condition_can_be_heard_and_is_the_same_each_time(name: str) -> None:
    once = heard(name)
    assert once.dtype == np.float32
    assert len(once) == len(with_time_around(SAID).samples)
    assert np.isfinite(once).all()
    assert np.abs(once).max() <= 1
    assert (once == heard(name)).all()
    assert name == "clean" or not (once == heard("clean")).all()


@pytest.mark.parametrize("name", ["car_10", "babble_10", "pink_10", "rain_10"])
def test_each_recording_has_noise_of_its_own_and_before_and_after_the_speech(name: str) -> None:
    sound = heard(name)
    assert not (sound == heard(name, seed="b.wav")).all()
    for silent in (sound[: SPEECH_RATE // 2], sound[-SPEECH_RATE:]):
        assert level_db(silent) > -80


@settings(deadline=None, max_examples=30)
@given(
    st.sampled_from([*NOISES, "babble"]),
    st.integers(0, 30),
    st.integers(0, 2**16),
    st.sampled_from([8_000, 16_000, 22_050, 48_000]),
)
def test_the_speech_is_louder_than_the_noise_by_what_was_asked(
    noise: str, snr_db: int, seed: int, rate: int
) -> None:
    said = speech(seed, rate=rate)
    clean = with_time_around(said).samples
    added = heard(f"{noise}_{snr_db}", said) - clean
    measured = 20 * np.log10(active_rms(clean) / np.sqrt(np.mean(np.square(added))))
    assert measured == pytest.approx(snr_db, abs=0.05)


def test_pauses_do_not_make_a_guest_quiet() -> None:
    once, padded = SAID.samples, with_time_around(SAID).samples
    assert active_rms(padded) == pytest.approx(active_rms(once), rel=0.02)
    assert active_rms(np.zeros(4_000, np.float32)) == 0


def test_a_silent_recording_stays_silent_under_every_condition() -> None:
    for name in DEFAULT:
        assert not heard(name, Audio.silence(1.0, SPEECH_RATE)).any()


def test_the_box_lets_through_what_a_telephone_does_and_clips() -> None:
    sound = heard("box")
    spectrum = np.square(np.abs(np.fft.rfft(sound)))
    hertz = np.fft.rfftfreq(len(sound), 1 / SPEECH_RATE)
    inside = spectrum[(hertz > 300) & (hertz < 3_400)].mean()
    assert inside > 30 * spectrum[hertz < 100].mean()
    assert inside > 30 * spectrum[hertz > 6_000].mean()
    assert np.isclose(np.abs(sound), np.abs(sound).max(), rtol=1e-5).sum() > 100


def test_the_room_is_still_heard_after_the_guest() -> None:
    clean, sound = heard("clean"), heard("room")
    end = np.flatnonzero(clean)[-1]
    tail = slice(end + 100, end + SPEECH_RATE // 5)
    assert level_db(clean[tail]) == -120
    assert level_db(sound[tail]) > level_db(sound[: end + 1]) - 40


@pytest.mark.parametrize(
    "name", ["", "loud", "car", "car_", "car_-5", "car_100", "wind_10", "Car_10"]
)
def test_no_other_name_is_a_condition(name: str) -> None:
    assert condition_of(name) is None
