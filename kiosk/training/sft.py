"""Supervised fine-tuning: adapters of a frozen base learn to write the right answers."""

from __future__ import annotations

import json
import math
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Any, Final, Protocol

import torch

from kiosk.errors import ModelError, StoreError, UsageError
from kiosk.training.base import Base
from kiosk.training.batches import Step, in_order, steps
from kiosk.training.checkpoint import Checkpoint, load, save
from kiosk.training.lora import Adapter, Plan
from kiosk.training.machine import cores, keep_memory
from kiosk.training.network import Network
from kiosk.training.turns import Turn, opening_sha256

__all__ = ["Measured", "Passed", "Recipe", "Tuned", "Watcher", "fine_tune", "measure"]

_CHECKPOINT_S: Final = 180.0
_MEASURE_S: Final = 300.0
_WARM_UP: Final = 0.03
"""Share of the way in which the learning rate rises."""
_LOWEST: Final = 0.1
"""Share of the learning rate that is left at the end."""
_CLIP: Final = 1.0
"""Largest norm of all gradients together."""
_SMOOTHING: Final = 0.95
_SHAPED_BY: Final = ("base", "base_sha256", "opening_sha256", "rank", "targets", "layers")
"""What adapters have to share with a fine-tuning that begins with them."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fine-tune. Either ``steps`` or ``minutes`` says how long."""

    plan: Plan
    rate: float = 2e-4
    """Learning rate at its highest; rises, then falls by a cosine to a tenth."""
    batches: int = 4
    """Batches of some 512 tokens that make one step of the optimiser."""
    seed: int = 0
    """Of the adapters' beginning and the order of turns."""
    steps: int | None = None
    minutes: float | None = None
    """Of computing; what earlier runs spent counts."""
    beginning: Path | None = None
    """Folder of another fine-tuning whose adapters this one begins with; new ones without."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Answers that were given, and how the model would have gone on at each of their tokens."""

    turns: int
    loss: float
    """Mean negative log-likelihood of an answer token, in nats."""
    tokens: float
    """Share of answer tokens that the model holds likeliest, 0..1."""
    exact: float
    """Share of turns all of whose answer tokens it holds likeliest, 0..1."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A step that was made."""

    step: int
    share: float
    """Of the whole way, 0..1."""
    loss: float
    """Of an answer token, smoothed over some twenty steps."""
    rate: float
    tokens_per_s: float
    """Tokens read, padding not counted, since this run began."""
    seconds_left: float


class Watcher(Protocol):
    """Is told how it goes."""

    def passed(self, passed: Passed) -> None:
        """A step was made."""

    def measured(self, step: int, measured: Measured) -> None:
        """The development turns were measured."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """How a run ended."""

    finished: bool
    """False when it was told to stop before its end."""
    step: int
    seconds: float
    tokens: int
    tokens_per_s: float
    """In this run."""
    measured: Measured
    """At the end, on the development turns."""


def fine_tune(
    base: Base,
    recipe: Recipe,
    train: Sequence[Turn],
    dev: Sequence[Turn],
    folder: Path,
    watcher: Watcher,
) -> Tuned:
    """Fine-tune, or go on where ``folder`` has a checkpoint; SIGTERM and SIGINT end it early.

    ``folder`` then holds ``checkpoint.pt`` (every three minutes) and ``log.jsonl``.

    Raises:
        UsageError: the checkpoint there is of another base, plan, seed, beginning or other data;
            or the beginning holds none, or one of another base or plan.
        ModelError: a checkpoint is damaged, or the loss is no longer a number.
        StoreError: the disk is full, or the folder cannot be written.
    """
    keep_memory()
    torch.set_num_threads(cores())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as bad:
        raise StoreError(f"{folder}: cannot be written ({bad.strerror})") from bad
    run = _Run(base, recipe, train, dev, folder, watcher)
    with _told_to_stop() as stop:
        finished = run.to_the_end(stop)
    return run.tuned(finished)


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


class _Run:
    """One process's part of a fine-tuning."""

    def __init__(
        self,
        base: Base,
        recipe: Recipe,
        train: Sequence[Turn],
        dev: Sequence[Turn],
        folder: Path,
        watcher: Watcher,
    ) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.train = train
        self.dev = dev
        self.folder = folder
        self.watcher = watcher
        self.adapter = Adapter(base, recipe.plan)
        self.network = Network(base, self.adapter)
        self.optimiser = torch.optim.AdamW(
            self.adapter.parameters(), lr=recipe.rate, weight_decay=0.0, fused=True
        )
        begun = None if recipe.beginning is None else _begun(recipe.beginning)
        self.made_from = _made_from(base, recipe, train, begun)
        self.step = 0
        self.tokens = 0
        self.loss = math.nan
        self.before_s = 0.0
        found = load(folder)
        if found is not None:
            self._go_on(folder, found)
        elif recipe.beginning is not None and begun is not None:
            self._begin(recipe.beginning, begun)
        self.began = time.monotonic()
        self.tokens_before = self.tokens

    def to_the_end(self, stop: threading.Event) -> bool:
        """Make steps until the recipe is fulfilled (true) or ``stop`` is set (false)."""
        saved = measured = time.monotonic()
        waiting = steps(self.train, self.recipe.seed, self.recipe.batches, skip=self.step)
        while (share := self._share()) < 1.0 and not stop.is_set():
            self._make(next(waiting), self._rate(share))
            now = time.monotonic()
            if now - measured >= _MEASURE_S:
                self._measure()
                measured = time.monotonic()
            if now - saved >= _CHECKPOINT_S:
                self._save()
                saved = time.monotonic()
        self._save()
        return share >= 1.0

    def tuned(self, finished: bool) -> Tuned:
        """How it ended; the development turns are measured once more."""
        speed = self._speed()
        seconds = self._seconds()
        return Tuned(finished, self.step, seconds, self.tokens, speed, self._measure())

    def _make(self, step: Step, rate: float) -> None:
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad(set_to_none=False)
        targets = sum(len(batch.targets) for batch in step)
        total = 0.0
        for batch in step:
            loss = self.network.answers(batch.tokens, batch.places, batch.targets).loss / targets
            loss.backward()
            total += float(loss.detach())
        if not math.isfinite(total):
            raise ModelError(
                f"the loss is no longer a number at step {self.step + 1}",
                hint="a lower --rate helps; the last checkpoint is kept",
            )
        torch.nn.utils.clip_grad_norm_(self.adapter.parameters(), _CLIP)
        self.optimiser.step()
        self.adapter.refresh()
        self.step += 1
        self.tokens += sum(batch.real for batch in step)
        self.loss = _smoothed(self.loss, total)
        self._tell(total, rate)

    def _tell(self, loss: float, rate: float) -> None:
        share = self._share()
        seconds = self._seconds()
        passed = Passed(
            step=self.step,
            share=share,
            loss=self.loss,
            rate=rate,
            tokens_per_s=self._speed(),
            seconds_left=seconds / share - seconds,
        )
        self.watcher.passed(passed)
        self._log({"step": self.step, "seconds": round(seconds, 1), "loss": round(loss, 5),
                   "rate": rate, "tokens_per_s": round(passed.tokens_per_s, 1)})  # fmt: skip

    def _measure(self) -> Measured:
        measured = measure(self.network, self.dev)
        self.watcher.measured(self.step, measured)
        self._log({"step": self.step, "dev": asdict(measured)})
        return measured

    # -- the way -----------------------------------------------------------------------------------

    def _seconds(self) -> float:
        return self.before_s + time.monotonic() - self.began

    def _speed(self) -> float:
        return (self.tokens - self.tokens_before) / max(time.monotonic() - self.began, 1e-6)

    def _share(self) -> float:
        """How much of the way is behind, 0..1; more where a resumed run was shortened."""
        if self.recipe.steps is not None:
            return self.step / self.recipe.steps
        assert self.recipe.minutes is not None
        return self._seconds() / (60 * self.recipe.minutes)

    def _rate(self, share: float) -> float:
        if share < _WARM_UP:
            # The first step also learns something: time or steps, ``share`` begins at zero.
            return self.recipe.rate * max(share / _WARM_UP, 0.1)
        way = (share - _WARM_UP) / (1.0 - _WARM_UP)
        falling = 0.5 * (1.0 + math.cos(math.pi * way))
        return self.recipe.rate * (_LOWEST + (1.0 - _LOWEST) * falling)

    # -- the disk ----------------------------------------------------------------------------------

    def _go_on(self, folder: Path, found: Checkpoint) -> None:
        self._take_over(folder, found, tuple(self.made_from), "take another --out")
        try:
            self.optimiser.load_state_dict(found.optimiser)
        except (KeyError, ValueError) as bad:
            raise ModelError(f"{folder}: its checkpoint does not fit ({bad})") from bad
        self.step, self.tokens, self.before_s = found.step, found.tokens, found.seconds

    def _begin(self, folder: Path, begun: Checkpoint) -> None:
        """With what another fine-tuning has learnt; optimiser and steps are new."""
        self._take_over(
            folder, begun, _SHAPED_BY, "a fine-tuning begins with adapters like its own"
        )

    def _take_over(self, folder: Path, found: Checkpoint, alike: Sequence[str], hint: str) -> None:
        """Take the adapters of a checkpoint that was made from the same, as far as named."""
        other = [name for name in alike if found.made_from.get(name) != self.made_from[name]]
        if other:
            raise UsageError(
                f"{folder} holds a fine-tuning with another {' and '.join(other)}", hint=hint
            )
        try:
            self.adapter.restore(found.adapter)
        except (KeyError, RuntimeError) as bad:
            raise ModelError(f"{folder}: its checkpoint does not fit ({bad})") from bad

    def _save(self) -> None:
        save(
            self.folder,
            Checkpoint(
                made_from=self.made_from,
                step=self.step,
                seconds=self._seconds(),
                tokens=self.tokens,
                adapter=self.adapter.state(),
                optimiser=self.optimiser.state_dict(),
            ),
        )

    def _log(self, entry: dict[str, Any]) -> None:
        try:
            with (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(entry) + "\n")
        except OSError as bad:
            raise StoreError(f"{self.folder}: the log cannot be written ({bad.strerror})") from bad


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


def _smoothed(before: float, now: float) -> float:
    return now if math.isnan(before) else _SMOOTHING * before + (1.0 - _SMOOTHING) * now


@contextmanager
def _told_to_stop() -> Iterator[threading.Event]:
    """Set when the process is asked to end; a step is finished first."""
    stop = threading.Event()

    def note(number: int, frame: FrameType | None) -> None:
        stop.set()

    kinds = (signal.SIGTERM, signal.SIGINT)
    before = {kind: signal.signal(kind, note) for kind in kinds}
    try:
        yield stop
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
