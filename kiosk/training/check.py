"""The same turns through PyTorch and through llama.cpp: does what was trained run as trained?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import llama_cpp
import numpy as np
import torch

from kiosk.errors import ModelError
from kiosk.training.batches import in_order
from kiosk.training.machine import cores
from kiosk.training.network import Network
from kiosk.training.turns import Turn

__all__ = ["ENOUGH", "Agreement", "Served", "agreement"]

ENOUGH: Final = 0.98
"""Least share of answer tokens that both sides must hold likeliest."""

_LONGEST: Final = 512
"""Tokens of a turn, prompt and answer together."""

Scores = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike the two sides are at the answer tokens of some turns."""

    turns: int
    tokens: int
    likeliest: float
    """Share of answer tokens where both hold the same token likeliest, 0..1."""
    largest: float
    """Largest difference of a right token's log-probability, in nats."""
    exact_torch: float
    """Share of turns all of whose tokens PyTorch holds likeliest."""
    exact_llama: float
    """The same of llama.cpp."""

    @property
    def holds(self) -> bool:
        """Whether the adapter runs as it was trained."""
        return self.likeliest >= ENOUGH


class Served:
    """A base in llama.cpp, with or without an adapter, reading answers that are given."""

    def __init__(self, model: Path, adapter: Path | None = None) -> None:
        """Raises:
        ModelError: llama.cpp cannot load one of them.
        """
        try:
            self._llama = llama_cpp.Llama(
                str(model),
                n_ctx=_LONGEST,
                n_batch=_LONGEST,
                n_ubatch=_LONGEST,
                lora_path=str(adapter) if adapter else None,
                n_threads=cores(),
                n_threads_batch=cores(),
                logits_all=True,
                verbose=False,
            )
        except (ValueError, RuntimeError, AssertionError) as bad:
            raise ModelError(f"{adapter or model}: llama.cpp cannot load it ({bad})") from bad

    def log_likelihoods(self, turn: Turn) -> Scores:
        """log p of every token where each answer token comes; (answer, vocabulary)."""
        self._llama.reset()
        tokens = [*turn.prompt, *turn.answer[:-1]]
        self._llama.eval(tokens)
        scores = torch.from_numpy(self._llama.scores[len(turn.prompt) - 1 : len(tokens)].copy())
        likely: Scores = torch.log_softmax(scores, dim=-1).numpy()
        return likely

    def exact(self, turns: Sequence[Turn]) -> float:
        """Share of turns all of whose answer tokens are held likeliest, 0..1."""
        right = sum(
            bool((self.log_likelihoods(turn).argmax(axis=-1) == turn.answer).all())
            for turn in turns
        )
        return right / len(turns)


def agreement(network: Network, served: Served, turns: Sequence[Turn]) -> Agreement:
    """Compare the two sides on ``turns``."""
    same, differences, right_torch, right_llama = 0, [], 0, 0
    for turn, ours in _by_turn(network, turns):
        theirs = served.log_likelihoods(turn)
        answer = np.array(turn.answer)
        places = np.arange(len(answer))
        we, they = ours.argmax(axis=-1), theirs.argmax(axis=-1)
        same += int((we == they).sum())
        differences.append(np.abs(ours[places, answer] - theirs[places, answer]))
        right_torch += bool((we == answer).all())
        right_llama += bool((they == answer).all())
    every = np.concatenate(differences)
    return Agreement(
        turns=len(turns),
        tokens=len(every),
        likeliest=same / len(every),
        largest=float(every.max()),
        exact_torch=right_torch / len(turns),
        exact_llama=right_llama / len(turns),
    )


def _by_turn(network: Network, turns: Sequence[Turn]) -> Iterator[tuple[Turn, Scores]]:
    for chosen, batch in in_order(turns):
        likely = network.log_likelihoods(batch.tokens, batch.places)
        for at, of_turn in zip(chosen, likely.split(batch.answers), strict=True):
            yield turns[at], of_turn.numpy()
