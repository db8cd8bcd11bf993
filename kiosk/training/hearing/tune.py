"""Fine-tuning of a recogniser: its adapters learn the words of recordings heard in noise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.random import Generator
from torch.nn import functional

from kiosk.speech.audio import SPEECH_RATE
from kiosk.speech.recognise.whisper import TAIL_S
from kiosk.training.batches import mixed, packed
from kiosk.training.course import Course, Measured, Tuned, Watcher, follow
from kiosk.training.hearing.base import Base
from kiosk.training.hearing.batch import Batch, Batches, Utterance
from kiosk.training.hearing.microphone import Microphone
from kiosk.training.hearing.network import Adapters, HearingNetwork
from kiosk.training.hearing.recordings import Recording

__all__ = ["Recipe", "fine_tune"]

_ROOM: Final = 64 * SPEECH_RATE
"""Samples of a batch, the silence behind each recording included: some eight turns."""
_NOTHING: Final = 0.045
"""How often a sound without words is heard in the place of a recording."""


@dataclass(frozen=True, slots=True)
class Recipe(Course):
    """How to fine-tune."""

    rank: int
    """Of the adapters, which every matrix of encoder and decoder has."""


def fine_tune(
    base: Base,
    recipe: Recipe,
    train: Sequence[Recording],
    dev: Sequence[Recording],
    folder: Path,
    watcher: Watcher,
) -> tuple[Adapters, Tuned]:
    """Fine-tune, or go on where ``folder`` has a checkpoint: see :func:`..course.follow`.

    Args:
        base: what is fine-tuned.
        recipe: how.
        train: recordings to learn from.
        dev: recordings to measure on, in the same noise each time.
        folder: for checkpoint and log.
        watcher: is told how it goes.

    Returns:
        What was learnt, and how the run ended.

    Raises:
        UsageError: the checkpoint there is of another base, rank, seed or other data.
        AudioError: a recording cannot be read.
        ModelError: a checkpoint is damaged, or the loss is no longer a number.
        StoreError: the disk is full, or the folder cannot be written.
    """
    learner = _Listening(base, recipe, train, dev)
    tuned = follow(recipe, learner, folder, watcher)
    return learner.adapter, tuned


class _Listening:
    """A recogniser that learns to hear."""

    def __init__(
        self, base: Base, recipe: Recipe, train: Sequence[Recording], dev: Sequence[Recording]
    ) -> None:
        torch.manual_seed(recipe.seed)
        self._seed = recipe.seed
        self._train = train
        self._dev = dev
        self._batches = Batches(base)
        self._microphone = Microphone([recording.sound for recording in train], recipe.seed)
        self.adapter = Adapters(base.arrays, recipe.rank)
        self._network = HearingNetwork(base.arrays, self.adapter)
        self.made_from = {
            "base": base.name,
            "base_sha256": base.sha256,
            "rank": recipe.rank,
            "seed": recipe.seed,
            "data": _fingerprint(train),
        }

    def steps(self, skip: int) -> Iterator[Batch]:
        """A batch each; its noise follows from its number, so that a resumed run hears the same."""
        endless = mixed(_lengths(self._train), _ROOM, self._seed)
        for number, chosen in enumerate(islice(endless, skip, None), start=skip):
            chance = np.random.default_rng((self._seed, number))
            yield self._batches.of([self._heard(self._train[at], chance) for at in chosen])

    def learn(self, step: Batch) -> float:
        logits = self._network.logits(step.mel, step.tokens, step.places)
        losses = functional.cross_entropy(logits, step.targets, reduction="none")
        loss = (losses * step.weights).sum() / step.weights.sum()
        loss.backward()
        return float(loss.detach())

    def tokens(self, step: Batch) -> int:
        return sum(step.words)

    def measure(self) -> Measured:
        """Of words alone: whether anybody speaks is not in question."""
        loss, tokens, right, exact = 0.0, 0, 0, 0
        with torch.no_grad():
            for chosen in packed(_lengths(self._dev), _ROOM):
                batch = self._batches.of([self._held(at) for at in chosen])
                words = batch.weights == 1.0
                logits = self._network.logits(batch.mel, batch.tokens, batch.places[words])
                targets = batch.targets[words]
                hits = logits.argmax(-1) == targets
                loss += float(functional.cross_entropy(logits, targets, reduction="sum"))
                tokens += len(hits)
                right += int(hits.sum())
                exact += sum(bool(of_turn.all()) for of_turn in hits.split(batch.words))
        return Measured(len(self._dev), loss / tokens, right / tokens, exact / len(self._dev))

    def _heard(self, recording: Recording, chance: Generator) -> Utterance:
        if chance.random() < _NOTHING:
            return Utterance(self._microphone.hear_nothing(chance), None)
        return Utterance(self._microphone.hear(recording.sound(), chance), recording.said)

    def _held(self, at: int) -> Utterance:
        recording = self._dev[at]
        chance = np.random.default_rng(at)
        return Utterance(self._microphone.hear(recording.sound(), chance), recording.said)


def _lengths(recordings: Sequence[Recording]) -> list[int]:
    """Samples that the recogniser is given of each."""
    return [recording.samples + round(TAIL_S * SPEECH_RATE) for recording in recordings]


def _fingerprint(recordings: Sequence[Recording]) -> str:
    digest = sha256()
    for one in recordings:
        digest.update(repr((one.file.name, one.said, one.voice, one.samples)).encode())
    return digest.hexdigest()
