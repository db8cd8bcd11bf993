"""Turns with the errors that a real recogniser makes: said by a voice, in noise, and written down.

What :mod:`.misheard` makes up by rule is cheap and there for every turn; what is heard here costs
a second a turn, and is true.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Final, Protocol

import numpy as np

from kiosk.speech.audio import SPEECH_RATE, Audio, Samples
from kiosk.training.example import Example
from kiosk.training.misheard import meant_ids, refusals
from kiosk.training.turns import is_sayable, lexicon_of
from kiosk.understanding.normalise import words
from kiosk.understanding.tag import tag

__all__ = ["HEARD", "Hearing", "as_heard", "in_noise", "reheard"]

HEARD: Final = "heard"
"""The tag of an example whose words a recogniser wrote."""
_NOISE_DB: Final = (3.0, 20.0)
"""How far the noise stays below the speech."""
_LOWEST_HZ: Final = 50.0
"""Below, a speaker box hears nothing."""


class Hearing(Protocol):
    """A voice and a recogniser."""

    async def say(self, text: str) -> Audio:
        """The text as sound."""
        ...

    async def hear(self, samples: Samples) -> str:
        """The words in [n] samples at ``SPEECH_RATE``."""
        ...


async def reheard(example: Example, hearing: Hearing, seed: int) -> Example | None:
    """The example as it is heard when it is said in noise; none where :func:`as_heard` has none.

    Args:
        example: what is said.
        hearing: says and hears it.
        seed: of the noise.

    Raises:
        WorkerError: the voice or the recogniser does not work.
    """
    chance = Random(f"noise {seed} {example.text}")  # noqa: S311 - data by seed, no secret
    said = await hearing.say(example.text)
    return as_heard(example, await hearing.hear(in_noise(said, chance)))


def in_noise(said: Audio, chance: Random) -> Samples:
    """What a microphone outdoors hears of it: [n] samples at ``SPEECH_RATE``, with a rumble whose
    power falls with the square of the frequency, as that of engines does."""
    samples = said.at(SPEECH_RATE).samples
    noise = np.random.default_rng(chance.getrandbits(32)).standard_normal(len(samples))
    spectrum = np.fft.rfft(noise)
    hertz = np.fft.rfftfreq(len(samples), 1 / SPEECH_RATE)
    rumble = np.fft.irfft(spectrum / np.maximum(hertz, _LOWEST_HZ), len(samples))
    below = 10 ** (-chance.uniform(*_NOISE_DB) / 20)
    loudness = np.sqrt(np.mean(np.square(samples)) / np.mean(np.square(rumble)))
    heard = np.clip(samples + below * loudness * rumble, -1, 1)
    return np.asarray(heard, np.float32)


def as_heard(example: Example, text: str) -> Example | None:
    """The example in the words that were heard.

    None where nothing was misheard, and where the words say something else now: one of the names
    is lost, another number of words refuse something, or the right edits cannot be written.
    """
    before, after = words(example.text), words(text)
    if [word.text for word in before] == [word.text for word in after]:
        return None
    lexicon = lexicon_of(example.menu)
    named = meant_ids(lexicon, text)
    lost = any(
        found.meanings and named.isdisjoint(meaning.id for meaning in found.meanings)
        for found in tag(lexicon, before)
    )
    if lost or refusals(w.text for w in before) != refusals(w.text for w in after):
        return None
    heard = replace(example, text=text, tags=tuple(sorted({*example.tags, HEARD})))
    return heard if is_sayable(heard) else None
