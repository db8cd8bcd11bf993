"""What else a microphone outdoors hears, made from seeds.

Each kind gives [n] samples at ``SPEECH_RATE`` of no particular loudness; who mixes them decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from kiosk.speech.audio import SPEECH_RATE, Samples

__all__ = ["NOISES", "babble", "coloured"]

_IDLE_RPM: Final = (650.0, 1_400.0)
"""Least and most revolutions a minute of an engine that idles and creeps forward in a queue."""
_HARMONICS: Final = 40
"""Multiples of half the firing rate that are heard: up to about 700 Hz at 1,000 rpm."""
_TALKERS: Final = 6
"""Voices of a babble: fewer, and words of one can be made out; many more, and it is a hiss."""


def babble(length: int, chance: Generator, voices: Sequence[Samples]) -> Samples:
    """Other people talking: six voices at once, played backwards so that no word is right.

    Speech keeps its spectrum, its loudness from syllable to syllable and its pitch in reverse.

    Args:
        length: samples to make.
        chance: draws who talks.
        voices: [n] samples of speech each, at least one.
    """
    mixed = np.zeros(length)
    for _ in range(_TALKERS):
        talk: list[Samples] = []
        while sum(map(len, talk)) < 2 * length:
            voice = voices[int(chance.integers(len(voices)))][::-1]
            talk.append(voice / max(_rms(voice), 1e-9))
        start = int(chance.integers(length))
        mixed += np.concatenate(talk)[start : start + length]
    return mixed.astype(np.float32)


def coloured(length: int, chance: Generator, exponent: float, corner_hz: float) -> Samples:
    """Noise whose amplitude falls with ``frequency ** exponent`` from a corner on: 0.5 is pink,
    1 is brown."""
    spectrum = np.fft.rfft(chance.standard_normal(length))
    hertz = np.fft.rfftfreq(length, 1 / SPEECH_RATE)
    shaped = np.fft.irfft(spectrum / np.maximum(hertz, corner_hz) ** exponent, length)
    return shaped.astype(np.float32)


def _car(length: int, chance: Generator) -> Samples:
    """An idling engine, the rumble of the road and the hiss of a fan: 35, 45 and 20 % of the power.

    A four-stroke engine with four cylinders fires twice a revolution; half orders of that rate
    are heard too, weaker the higher.
    """
    steps = max(2, length // (SPEECH_RATE // 2))
    drift = 900 + np.cumsum(chance.normal(0, 40, steps))
    rpm = np.interp(np.linspace(0, steps - 1, length), np.arange(steps), np.clip(drift, *_IDLE_RPM))
    half_order = 2 * np.pi * np.cumsum(rpm / 60) / SPEECH_RATE
    engine = np.zeros(length)
    for order in range(1, _HARMONICS + 1):
        weight = chance.uniform(0.5, 1.5) / order * (1.0 if order % 2 == 0 else 0.5)
        engine += weight * np.sin(order * half_order + chance.uniform(0, 2 * np.pi))
    return _blend(
        (0.35, engine),
        (0.45, coloured(length, chance, 1.0, 50)),
        (0.20, coloured(length, chance, 0.5, 200)),
    )


def _pink(length: int, chance: Generator) -> Samples:
    return coloured(length, chance, 0.5, 20)


def _rain(length: int, chance: Generator) -> Samples:
    """A steady hiss that is flat below 1 kHz, and 60 drops a second on metal close by."""
    drops = np.zeros(length)
    ring_s = np.arange(SPEECH_RATE // 50) / SPEECH_RATE
    for at in chance.integers(0, length, max(1, 60 * length // SPEECH_RATE)):
        tone = np.sin(2 * np.pi * chance.uniform(800, 5_000) * ring_s)
        drop = chance.lognormal(0, 0.8) * np.exp(-ring_s / 0.004) * tone
        drops[at : at + len(drop)] += drop[: length - at]
    return _blend((0.75, coloured(length, chance, 0.5, 1_000)), (0.25, drops))


NOISES: Final[Mapping[str, Callable[[int, Generator], Samples]]] = {
    "car": _car,
    "pink": _pink,
    "rain": _rain,
}
"""Kinds that need no other recording, by name."""


def _blend(*parts: tuple[float, NDArray[np.floating]]) -> Samples:
    """Sounds with these shares of the whole power."""
    blended = sum(np.sqrt(share) * part / max(_rms(part), 1e-9) for share, part in parts)
    return np.asarray(blended, np.float32)


def _rms(samples: NDArray[np.floating]) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
