"""Sounds of a place that hold no words, made from seeds: nothing of them may become an order.

Each kind gives [n] samples at ``SPEECH_RATE``, as loud as a microphone would hear it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from kiosk.evaluation.speech.noise import NOISES
from kiosk.speech.audio import SPEECH_RATE, Samples

__all__ = ["DISTURBANCES"]

_SCALE: Final = (0, 2, 4, 5, 7, 9, 11)
"""Semitones of the major scale above its first note."""
_TRACT_HZ: Final = (500.0, 1_500.0, 2_500.0)
"""Resonances of a throat held open, as in a cough."""


def _silence(length: int, chance: Generator) -> Samples:
    return _levelled(chance.standard_normal(length), 1e-4)


def _hiss(length: int, chance: Generator) -> Samples:
    return _levelled(chance.standard_normal(length), 0.05)


def _noise(kind: str) -> Callable[[int, Generator], Samples]:
    return lambda length, chance: _levelled(NOISES[kind](length, chance), 0.1)


def _music(length: int, chance: Generator) -> Samples:
    """A tune over chords that change every two beats, at 120 beats a minute; each note fades."""
    tune = np.zeros(length)
    beat = SPEECH_RATE // 2
    for number, at in enumerate(range(0, length, beat)):
        notes = [chance.choice(_SCALE) + 12]
        if number % 2 == 0:
            root = chance.integers(len(_SCALE))
            notes += [_SCALE[(root + third) % len(_SCALE)] for third in (0, 2, 4)]
        for note in notes:
            _add(tune, at, _note(220 * 2 ** (note / 12), 1.0))
    return _levelled(tune, 0.1)


def _coughs(length: int, chance: Generator) -> Samples:
    """Bursts of breath through a throat, two or three in a row, and a pause."""
    coughs = np.zeros(length)
    at = 0
    while at < length:
        for _ in range(int(chance.integers(2, 4))):
            size = int(chance.uniform(0.15, 0.3) * SPEECH_RATE)
            hertz = np.fft.rfftfreq(size, 1 / SPEECH_RATE)
            tract = sum(1 / (1 + ((hertz - peak) / 150) ** 2) for peak in _TRACT_HZ)
            burst = np.fft.irfft(np.fft.rfft(chance.standard_normal(size)) * tract, size)
            _add(coughs, at, burst * np.exp(-np.arange(size) / (0.06 * SPEECH_RATE)))
            at += int(size * chance.uniform(1.1, 1.6))
        at += int(chance.uniform(0.8, 2.0) * SPEECH_RATE)
    return _levelled(coughs, 0.08)


def _horns(length: int, chance: Generator) -> Samples:
    """A car's horn, two notes a third apart (Hz as of common disc horns), now and then."""
    horns = np.zeros(length)
    at = 0
    while at < length:
        seconds = chance.uniform(0.2, 1.2)
        time = np.arange(int(seconds * SPEECH_RATE)) / SPEECH_RATE
        for hertz in (400.0, 500.0):
            for harmonic in range(1, 8):
                _add(horns, at, np.sin(2 * np.pi * hertz * harmonic * time) / harmonic)
        at += int((seconds + chance.uniform(0.5, 2.0)) * SPEECH_RATE)
    return _levelled(horns, 0.15)


DISTURBANCES: Final[Mapping[str, Callable[[int, Generator], Samples]]] = {
    "silence": _silence,
    "hiss": _hiss,
    **{kind: _noise(kind) for kind in NOISES},
    "music": _music,
    "coughs": _coughs,
    "horns": _horns,
}
"""Makers by kind: a length in samples and what is drawn from in, sound out."""


def _note(hertz: float, seconds: float) -> NDArray[np.float64]:
    """A plucked string: eight harmonics, the higher the shorter."""
    time = np.arange(int(seconds * SPEECH_RATE)) / SPEECH_RATE
    parts = [np.sin(2 * np.pi * hertz * n * time) * np.exp(-3 * n * time) / n for n in range(1, 9)]
    return np.asarray(np.sum(parts, axis=0))


def _add(whole: NDArray[np.float64], at: int, sound: NDArray[np.float64]) -> None:
    """Lay a sound over another, as far as there is room."""
    room = whole[at : at + len(sound)]
    room += sound[: len(room)]


def _levelled(sound: NDArray[np.floating], level: float) -> Samples:
    """At a root mean square, clipped as a microphone does."""
    power = float(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))
    return np.asarray(np.clip(sound * level / max(power, 1e-9), -1, 1), np.float32)
