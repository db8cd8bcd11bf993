"""Sounds and their words as a network learns from them: together, padded to the longest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from torch import Tensor

from kiosk.speech.audio import SPEECH_RATE, Samples
from kiosk.speech.recognise.mel import LogMel
from kiosk.speech.recognise.whisper import TAIL_S
from kiosk.training.hearing.base import Base, Steering

__all__ = ["Batch", "Batches", "Utterance"]

_OPENING: Final = 0.5
"""What the first token counts, which says whether anybody speaks; a word's counts 1."""
_POSITION: Final = SPEECH_RATE // 50
"""Samples of one position of the encoder."""


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """A sound, and what is said in it."""

    samples: Samples
    """[n] at ``SPEECH_RATE``."""
    said: str | None
    """None where nobody speaks."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Some utterances."""

    mel: Tensor
    """(rows, bands, 2 T) frames of 10 ms."""
    tokens: Tensor
    """int64 (rows, n), padded behind."""
    places: Tensor
    """Positions in the flattened ``tokens`` after which a token comes that is learnt."""
    targets: Tensor
    """The tokens that come there, row after row: the opening, the words and their end."""
    weights: Tensor
    """What each of them counts, float32."""
    words: tuple[int, ...]
    """Targets of each row that are words or their end."""


class Batches:
    """Makes them for one base."""

    def __init__(self, base: Base) -> None:
        self._mel = LogMel(base.arrays.dimensions().mels)
        self._base = base

    def of(self, utterances: Sequence[Utterance]) -> Batch:
        """These utterances, in this order, each with the silence behind it that the recogniser
        puts there."""
        longest = max(len(one.samples) for one in utterances) + round(TAIL_S * SPEECH_RATE)
        length = longest // _POSITION * _POSITION
        frames = [self._mel(np.pad(u.samples, (0, length))[:length]) for u in utterances]
        steering = self._base.steering
        rows = [self._words(one) for one in utterances]
        width = len(steering.prompt) + max(map(len, rows))
        tokens = torch.full((len(rows), width), steering.end)
        places: list[int] = []
        targets: list[int] = []
        weights: list[float] = []
        for number, words in enumerate(rows):
            written = (*steering.prompt, *words[:-1])
            tokens[number, : len(written)] = torch.tensor(written)
            first = number * width
            last = first + len(steering.prompt) - 1
            places += (first, *range(last, last + len(words)))
            targets += (_opening(steering, words), *words)
            weights += (_OPENING, *(1.0 for _ in words))
        return Batch(
            torch.from_numpy(np.stack(frames)),
            tokens,
            torch.tensor(places),
            torch.tensor(targets),
            torch.tensor(weights),
            tuple(map(len, rows)),
        )

    def _words(self, utterance: Utterance) -> list[int]:
        """The tokens of what is said and the end; none where nobody speaks."""
        if utterance.said is None:
            return []
        return [*self._base.tokens.encode(f" {utterance.said}"), self._base.steering.end]


def _opening(steering: Steering, words: Sequence[int]) -> int:
    """What comes after the start."""
    return steering.prompt[1] if words else steering.no_speech
