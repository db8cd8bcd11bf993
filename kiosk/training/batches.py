"""Turns in the order and the company in which a model sees them; the same for the same seed.

Turns of like length are computed together, padded on the right to the longest of them. A batch is
small enough for a processor's cache; several make one step of the optimiser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice
from typing import Final

import numpy as np
import torch
from torch import Tensor

from kiosk.training.turns import Turn

__all__ = ["Batch", "Step", "in_order", "mixed", "packed", "steps"]

TOKENS: Final = 512
"""Of a batch, padding included. Larger ones are slower per token on two cores."""
_WINDOW: Final = 64
"""Batches among whose turns those of like length are sought: what is seen together stays mixed."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some turns, padded to one length."""

    tokens: Tensor
    """int64 (turns, length); the last token of an answer is not among them."""
    places: Tensor
    """Positions in the flattened ``tokens`` after which an answer token comes."""
    targets: Tensor
    """The answer tokens that come there, turn after turn."""
    answers: tuple[int, ...]
    """Answer tokens of each turn."""

    real: int
    """Tokens that are not padding."""

    @classmethod
    def of(cls, turns: Sequence[Turn]) -> Batch:
        """These turns, in this order."""
        length = max(map(len, turns))
        tokens = np.zeros((len(turns), length), dtype=np.int64)
        places: list[int] = []
        for row, turn in enumerate(turns):
            tokens[row, : len(turn)] = (*turn.prompt, *turn.answer[:-1])
            first = row * length + len(turn.prompt) - 1
            places += range(first, first + len(turn.answer))
        targets = list(chain.from_iterable(turn.answer for turn in turns))
        return cls(
            torch.from_numpy(tokens),
            torch.tensor(places),
            torch.tensor(targets),
            tuple(len(turn.answer) for turn in turns),
            sum(map(len, turns)),
        )


Step = tuple[Batch, ...]
"""The batches of one step of the optimiser."""


def in_order(turns: Sequence[Turn]) -> Iterator[tuple[list[int], Batch]]:
    """Every turn once, shortest first, with its place in ``turns``: for measuring."""
    for chosen in packed([len(turn) for turn in turns], TOKENS):
        yield chosen, Batch.of([turns[at] for at in chosen])


def steps(turns: Sequence[Turn], seed: int, batches: int, skip: int = 0) -> Iterator[Step]:
    """Steps without end, each of ``batches`` batches; all turns once before one comes again.

    ``skip``: how many of them to leave out at the beginning, because they were taken before.
    """
    chosen = islice(mixed([len(turn) for turn in turns], TOKENS, seed), skip * batches, None)
    while True:
        yield tuple(Batch.of([turns[at] for at in members]) for members in islice(chosen, batches))


def packed(lengths: Sequence[int], room: int) -> Iterator[list[int]]:
    """Batches that hold everything once, shortest first, as indices into ``lengths``.

    ``room``: most of a batch when all in it are padded to its longest.
    """
    return _packed(lengths, room, sorted(range(len(lengths)), key=lengths.__getitem__))


def mixed(lengths: Sequence[int], room: int, seed: int) -> Iterator[list[int]]:
    """Batches as of :func:`packed`, without end and in no order; everything comes once before
    anything comes again."""
    return chain.from_iterable(_epoch(lengths, room, seed, epoch) for epoch in count())


def _epoch(lengths: Sequence[int], room: int, seed: int, epoch: int) -> Iterator[list[int]]:
    dice = np.random.default_rng((seed, epoch))
    order = [int(at) for at in dice.permutation(len(lengths))]
    mean = sum(lengths) / len(lengths)
    window = max(1, int(_WINDOW * room / mean))
    for start in range(0, len(order), window):
        near = sorted(order[start : start + window], key=lengths.__getitem__)
        batches = list(_packed(lengths, room, near))
        for at in dice.permutation(len(batches)):
            yield batches[at]


def _packed(lengths: Sequence[int], room: int, order: Sequence[int]) -> Iterator[list[int]]:
    """Neighbours of ``order``, which rises in length, as many as fit into a batch."""
    batch: list[int] = []
    for at in order:
        if batch and (len(batch) + 1) * lengths[at] > room:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch
