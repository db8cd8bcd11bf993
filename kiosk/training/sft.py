"""Supervised fine-tuning: adapters of a frozen base learn to write the right answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import torch

from kiosk.errors import UsageError
from kiosk.training.base import Base
from kiosk.training.batches import Step, in_order, steps
from kiosk.training.checkpoint import Checkpoint, load
from kiosk.training.course import Course, Measured, Tuned, Watcher, follow, take_over
from kiosk.training.lora import Adapter, Plan
from kiosk.training.network import Network
from kiosk.training.turns import Turn, opening_sha256

__all__ = ["Recipe", "fine_tune", "measure"]

_SHAPED_BY: Final = ("base", "base_sha256", "opening_sha256", "rank", "targets", "layers")
"""What adapters have to share with a fine-tuning that begins with them."""


@dataclass(frozen=True, slots=True)
class Recipe(Course):
    """How to fine-tune."""

    plan: Plan
    batches: int = 4
    """Batches of some 512 tokens that make one step of the optimiser."""
    beginning: Path | None = None
    """Folder of another fine-tuning whose adapters this one begins with; new ones without."""


def fine_tune(
    base: Base,
    recipe: Recipe,
    train: Sequence[Turn],
    dev: Sequence[Turn],
    folder: Path,
    watcher: Watcher,
) -> Tuned:
    """Fine-tune, or go on where ``folder`` has a checkpoint: see :func:`.course.follow`.

    Raises:
        UsageError: the checkpoint there is of another base, plan, seed, beginning or other data;
            or the beginning holds none, or one of another base or plan.
        ModelError: a checkpoint is damaged, or the loss is no longer a number.
        StoreError: the disk is full, or the folder cannot be written.
    """
    return follow(recipe, _Answering(base, recipe, train, dev), folder, watcher)


def measure(network: Network, turns: Sequence[Turn]) -> Measured:
    """How a model answers turns, each answer token given the right ones before it."""
    loss, tokens, right, exact = 0.0, 0, 0, 0
    with torch.no_grad():
        for _, batch in in_order(turns):
            answers = network.answers(batch.tokens, batch.places, batch.targets)
            hits = answers.likeliest == batch.targets
            loss += float(answers.loss)
            tokens += len(hits)
            right += int(hits.sum())
            exact += sum(bool(of_turn.all()) for of_turn in hits.split(batch.answers))
    return Measured(len(turns), loss / tokens, right / tokens, exact / len(turns))


class _Answering:
    """A base that learns to answer turns."""

    def __init__(
        self, base: Base, recipe: Recipe, train: Sequence[Turn], dev: Sequence[Turn]
    ) -> None:
        torch.manual_seed(recipe.seed)
        self._recipe = recipe
        self._train = train
        self._dev = dev
        self.adapter = Adapter(base, recipe.plan)
        self._network = Network(base, self.adapter)
        begun = None if recipe.beginning is None else _begun(recipe.beginning)
        self.made_from = _made_from(base, recipe, train, begun)
        if recipe.beginning is not None and begun is not None:
            take_over(
                self,
                recipe.beginning,
                begun,
                _SHAPED_BY,
                "a fine-tuning begins with adapters like its own",
            )

    def steps(self, skip: int) -> Iterator[Step]:
        return steps(self._train, self._recipe.seed, self._recipe.batches, skip=skip)

    def learn(self, step: Step) -> float:
        targets = sum(len(batch.targets) for batch in step)
        total = 0.0
        for batch in step:
            answers = self._network.answers(batch.tokens, batch.places, batch.targets)
            loss = answers.loss / targets
            loss.backward()
            total += float(loss.detach())
        return total

    def tokens(self, step: Step) -> int:
        return sum(batch.real for batch in step)

    def measure(self) -> Measured:
        return measure(self._network, self._dev)


def _begun(folder: Path) -> Checkpoint:
    """What another fine-tuning has come to."""
    found = load(folder)
    if found is None:
        raise UsageError(f"{folder}: no fine-tuning in it to begin with")
    return found


def _made_from(
    base: Base, recipe: Recipe, train: Sequence[Turn], begun: Checkpoint | None
) -> dict[str, Any]:
    """What makes a fine-tuning this one, in words that a person can compare."""
    return {
        "base": base.name,
        "base_sha256": base.sha256,
        "opening_sha256": opening_sha256(),
        "rank": recipe.plan.rank,
        "targets": str(recipe.plan.targets),
        "layers": recipe.plan.layers,
        "seed": recipe.seed,
        "batches": recipe.batches,
        "data": _fingerprint(train),
        "beginning": begun and _history(begun),
    }


def _history(begun: Checkpoint) -> dict[str, Any]:
    """What its adapters have learnt: how long, from what, and what they began with in turn."""
    made = {name: begun.made_from.get(name) for name in ("seed", "batches", "data", "beginning")}
    return {"step": begun.step, **made}


def _fingerprint(turns: Sequence[Turn]) -> str:
    digest = sha256()
    for turn in turns:
        digest.update(repr((turn.prompt, turn.answer)).encode())
    return digest.hexdigest()
