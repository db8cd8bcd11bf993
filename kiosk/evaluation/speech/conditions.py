"""What a microphone hears of an order under a condition: clean, in noise, in a room, by a box.

A condition is a name: ``clean``, ``room``, ``box``, or a noise and by how many dB the speech is
louder, ``car_10``. The same recording sounds the same under the same condition, always.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np
from numpy.random import Generator

from kiosk.evaluation.speech.noise import NOISES, babble
from kiosk.speech.audio import FRAME, SPEECH_RATE, Audio, Samples

__all__ = [
    "DEFAULT",
    "EXAMPLES",
    "Condition",
    "active_rms",
    "condition_of",
    "in_room",
    "mixed",
    "through_box",
    "under",
    "with_time_around",
    "within_range",
]

DEFAULT: Final = (
    "clean", "car_20", "car_10", "car_5", "babble_20", "babble_10", "babble_5", "pink_10",
    "rain_10", "room", "box",
)  # fmt: skip
_BABBLE: Final = "babble"
_IN_NOISE: Final = re.compile(rf"(?P<noise>{'|'.join((*NOISES, _BABBLE))})_(?P<db>\d{{1,2}})")
EXAMPLES: Final = f"clean, room, box, {', '.join(f'{kind}_10' for kind in (*NOISES, _BABBLE))}"
"""Names of conditions, as a person is told them."""
_BEFORE_S: Final = 0.6
"""Seconds that are heard before the guest speaks: a microphone is open all the time."""
_AFTER_S: Final = 2.0
"""And after: longer than any patience with a silent guest, so that turns end by themselves."""
_ACTIVE_DB: Final = 30.0
"""A frame is speech when it is at most so much quieter than the loudest one."""
_REVERBERATION_S: Final = 0.45
"""Time in which the sound of the room falls by 60 dB."""
_DIRECT_DB: Final = 3.0
"""By which the voice itself is louder than the room."""
_BAND_HZ: Final = (300.0, 3_400.0)
"""What a telephone lets through, and the horn of a speaker box."""
_CLIPPED_AT: Final = 2.0
"""Times the RMS of the speech at which the box's amplifier clips: half of its peaks."""


@dataclass(frozen=True, slots=True)
class Condition:
    """How an order is heard."""

    name: str
    noise: str | None = None
    snr_db: float = 0.0
    """By which the speech is louder than the noise; see :func:`under`."""


def condition_of(name: str) -> Condition | None:
    """The condition of that name, or none."""
    if name in ("clean", "room", "box"):
        return Condition(name)
    found = _IN_NOISE.fullmatch(name)
    return Condition(name, found["noise"], float(found["db"])) if found else None


def under(
    condition: Condition, said: Audio, seed: str, others: Callable[[], Sequence[Audio]]
) -> Audio:
    """What is heard of a recording: at ``SPEECH_RATE``, with time before and after the speech.

    Noise n is mixed to speech s as ``s + g * n``, where
    ``g = rms_active(s) / rms(n) * 10 ** (-snr_db / 20)`` and ``rms_active`` is that of the 32 ms
    frames no more than 30 dB below the loudest (pauses do not make a guest quiet). Noise is there
    before and after the speech too.

    Args:
        condition: how it is heard.
        said: the recording.
        seed: of the noise; another recording has another.
        others: other recordings, for those who talk in the background.
    """
    chance = np.random.default_rng(
        Random(f"{condition.name} {seed}").getrandbits(64)  # noqa: S311 - noise by seed, no secret
    )
    speech = with_time_around(said).samples
    if condition.name == "room":
        heard = in_room(speech, chance)
    elif condition.name == "box":
        heard = through_box(speech)
    elif condition.noise is not None:
        heard = _in_noise(condition, speech, chance, others)
    else:
        heard = speech
    return Audio(within_range(heard), SPEECH_RATE)


def with_time_around(said: Audio) -> Audio:
    """The recording at ``SPEECH_RATE``, with silence before and after it."""
    before, after = (Audio.silence(s, SPEECH_RATE) for s in (_BEFORE_S, _AFTER_S))
    return Audio.join([before, said.at(SPEECH_RATE), after])


def active_rms(speech: Samples) -> float:
    """Root mean square of the frames in which somebody speaks; 0 for silence."""
    whole = speech[: len(speech) // FRAME * FRAME].reshape(-1, FRAME)
    powers = np.mean(np.square(whole, dtype=np.float64), axis=1)
    if not len(powers):
        return 0.0
    active = powers[powers >= powers.max() * 10 ** (-_ACTIVE_DB / 10)]
    return float(np.sqrt(active.mean()))


def _in_noise(
    condition: Condition,
    speech: Samples,
    chance: Generator,
    others: Callable[[], Sequence[Audio]],
) -> Samples:
    if condition.noise == _BABBLE:
        voices = [one.at(SPEECH_RATE).samples for one in others()]
        noise = babble(len(speech), chance, voices)
    else:
        assert condition.noise is not None  # held by the caller
        noise = NOISES[condition.noise](len(speech), chance)
    return mixed(speech, noise, condition.snr_db)


def mixed(speech: Samples, noise: Samples, snr_db: float) -> Samples:
    """Speech in noise of the same length; see :func:`under`. It may leave [-1, 1]."""
    loudness = float(np.sqrt(np.mean(np.square(noise, dtype=np.float64))))
    gain = active_rms(speech) / max(loudness, 1e-9) * 10 ** (-snr_db / 20)
    return np.asarray(speech + gain * noise, np.float32)


def in_room(speech: Samples, chance: Generator) -> Samples:
    """The voice and its echo: noise that decays exponentially (Polack's model of late
    reverberation), 5 ms after the voice itself."""
    at_s = np.arange(round(_REVERBERATION_S * SPEECH_RATE)) / SPEECH_RATE
    echo = chance.standard_normal(len(at_s)) * np.exp(-3 * np.log(10) * at_s / _REVERBERATION_S)
    echo *= 10 ** (-_DIRECT_DB / 20) / np.sqrt(np.sum(np.square(echo)))
    answer = np.concatenate([[1.0], np.zeros(SPEECH_RATE // 200), echo])
    size = len(speech) + len(answer) - 1
    heard = np.fft.irfft(np.fft.rfft(speech, size) * np.fft.rfft(answer, size), size)
    return np.asarray(heard[: len(speech)], np.float32)


def through_box(speech: Samples) -> Samples:
    """Band-limited, then clipped."""
    hertz = np.fft.rfftfreq(len(speech), 1 / SPEECH_RATE)
    low, high = _BAND_HZ
    rises = 1 / (1 + (low / np.maximum(hertz, 1)) ** 8)
    falls = 1 / (1 + (hertz / high) ** 16)
    band = np.fft.irfft(np.fft.rfft(speech) * np.sqrt(rises * falls), len(speech))
    loudest = _CLIPPED_AT * active_rms(np.asarray(band, np.float32))
    return np.asarray(np.clip(band, -loudest, loudest), np.float32)


def within_range(heard: Samples) -> Samples:
    """Turned down where the sum would clip, as an automatic gain does."""
    peak = float(np.max(np.abs(heard), initial=0.0))
    return heard if peak <= 1 else heard / np.float32(peak)
