"""A fine-tuning from its first step to its last, whatever it is that learns: how fast it learns,
where it stands on the disk, when it is told to stop."""

from __future__ import annotations

import json
import math
import signal
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Final, Generic, Protocol, TypeVar

import torch
from torch import Tensor

from kiosk.errors import ModelError, StoreError, UsageError
from kiosk.training.checkpoint import Checkpoint, load, save
from kiosk.training.machine import cores, keep_memory

__all__ = [
    "Adapters",
    "Course",
    "Learner",
    "Measured",
    "Passed",
    "Tuned",
    "Watcher",
    "follow",
    "take_over",
]

_CHECKPOINT_S: Final = 180.0
_MEASURE_S: Final = 300.0
_WARM_UP: Final = 0.03
"""Share of the way in which the learning rate rises."""
_LOWEST: Final = 0.1
"""Share of the learning rate that is left at the end."""
_CLIP: Final = 1.0
"""Largest norm of all gradients together."""
_SMOOTHING: Final = 0.95

Step = TypeVar("Step")
"""What one step of the optimiser learns from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How fast and how long. Either ``steps`` or ``minutes`` says how long."""

    rate: float = 2e-4
    """Learning rate at its highest; rises, then falls by a cosine to a tenth."""
    seed: int = 0
    """Of the adapters' beginning and of the order in which examples are seen."""
    steps: int | None = None
    minutes: float | None = None
    """Of computing; what earlier runs spent counts."""


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


class Watcher(Protocol):
    """Is told how it goes."""

    def passed(self, passed: Passed) -> None:
        """A step was made."""

    def measured(self, step: int, measured: Measured) -> None:
        """The development turns were measured."""


class Adapters(Protocol):
    """What is learnt."""

    def parameters(self) -> list[Tensor]:
        """What the optimiser moves."""
        ...

    def refresh(self) -> None:
        """Take over what the optimiser did."""

    def state(self) -> dict[str, Tensor]:
        """The learnt matrices by name, float32."""
        ...

    def restore(self, state: Mapping[str, Tensor]) -> None:
        """Take over matrices of an earlier ``state``.

        Raises:
            KeyError, RuntimeError: they are those of another plan or base.
        """


class Learner(Protocol[Step]):
    """A frozen network with adapters, and what they learn from."""

    @property
    def adapter(self) -> Adapters:
        """What is learnt."""
        ...

    @property
    def made_from(self) -> dict[str, Any]:
        """What makes this fine-tuning this one, as plain values that a person can compare."""
        ...

    def steps(self, skip: int) -> Iterator[Step]:
        """What is learnt from, without end and always the same; the first ``skip`` left out."""
        ...

    def learn(self, step: Step) -> float:
        """Add the gradients of one step to what is there; its loss, of an answer token."""
        ...

    def tokens(self, step: Step) -> int:
        """Tokens that a step reads, padding not counted."""
        ...

    def measure(self) -> Measured:
        """How the development turns are answered."""
        ...


def follow(course: Course, learner: Learner[Step], folder: Path, watcher: Watcher) -> Tuned:
    """Fine-tune, or go on where ``folder`` has a checkpoint; SIGTERM and SIGINT end it early.

    ``folder`` then holds ``checkpoint.pt`` (every three minutes) and ``log.jsonl``.

    Raises:
        UsageError: the checkpoint there was made from something else.
        ModelError: a checkpoint is damaged, or the loss is no longer a number.
        StoreError: the disk is full, or the folder cannot be written.
    """
    keep_memory()
    torch.set_num_threads(cores())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as bad:
        raise StoreError(f"{folder}: cannot be written ({bad.strerror})") from bad
    run = _Run(course, learner, folder, watcher)
    with _told_to_stop() as stop:
        finished = run.to_the_end(stop)
    return run.tuned(finished)


def take_over(
    learner: Learner[Step], folder: Path, found: Checkpoint, alike: Sequence[str], hint: str
) -> None:
    """Take the adapters of a checkpoint that was made from the same, as far as named.

    Raises:
        UsageError: it was made from something else; ``hint`` says what to do.
        ModelError: its adapters do not fit.
    """
    made_from = learner.made_from
    other = [name for name in alike if found.made_from.get(name) != made_from[name]]
    if other:
        raise UsageError(
            f"{folder} holds a fine-tuning with another {' and '.join(other)}", hint=hint
        )
    try:
        learner.adapter.restore(found.adapter)
    except (KeyError, RuntimeError) as bad:
        raise ModelError(f"{folder}: its checkpoint does not fit ({bad})") from bad


class _Run(Generic[Step]):
    """One process's part of a fine-tuning."""

    def __init__(
        self, course: Course, learner: Learner[Step], folder: Path, watcher: Watcher
    ) -> None:
        self.course = course
        self.learner = learner
        self.folder = folder
        self.watcher = watcher
        self.optimiser = torch.optim.AdamW(
            learner.adapter.parameters(), lr=course.rate, weight_decay=0.0, fused=True
        )
        self.step = 0
        self.tokens = 0
        self.loss = math.nan
        self.before_s = 0.0
        found = load(folder)
        if found is not None:
            self._go_on(found)
        self.began = time.monotonic()
        self.tokens_before = self.tokens

    def to_the_end(self, stop: threading.Event) -> bool:
        """Make steps until the course is fulfilled (true) or ``stop`` is set (false)."""
        saved = measured = time.monotonic()
        waiting = self.learner.steps(self.step)
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
        loss = self.learner.learn(step)
        if not math.isfinite(loss):
            raise ModelError(
                f"the loss is no longer a number at step {self.step + 1}",
                hint="a lower --rate helps; the last checkpoint is kept",
            )
        torch.nn.utils.clip_grad_norm_(self.learner.adapter.parameters(), _CLIP)
        self.optimiser.step()
        self.learner.adapter.refresh()
        self.step += 1
        self.tokens += self.learner.tokens(step)
        self.loss = _smoothed(self.loss, loss)
        self._tell(loss, rate)

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
        measured = self.learner.measure()
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
        if self.course.steps is not None:
            return self.step / self.course.steps
        assert self.course.minutes is not None
        return self._seconds() / (60 * self.course.minutes)

    def _rate(self, share: float) -> float:
        if share < _WARM_UP:
            # The first step also learns something: time or steps, ``share`` begins at zero.
            return self.course.rate * max(share / _WARM_UP, 0.1)
        way = (share - _WARM_UP) / (1.0 - _WARM_UP)
        falling = 0.5 * (1.0 + math.cos(math.pi * way))
        return self.course.rate * (_LOWEST + (1.0 - _LOWEST) * falling)

    # -- the disk ----------------------------------------------------------------------------------

    def _go_on(self, found: Checkpoint) -> None:
        alike = tuple(self.learner.made_from)
        take_over(self.learner, self.folder, found, alike, "take another --out")
        try:
            self.optimiser.load_state_dict(found.optimiser)
        except (KeyError, ValueError) as bad:
            raise ModelError(f"{self.folder}: its checkpoint does not fit ({bad})") from bad
        self.step, self.tokens, self.before_s = found.step, found.tokens, found.seconds

    def _save(self) -> None:
        save(
            self.folder,
            Checkpoint(
                made_from=self.learner.made_from,
                step=self.step,
                seconds=self._seconds(),
                tokens=self.tokens,
                adapter=self.learner.adapter.state(),
                optimiser=self.optimiser.state_dict(),
            ),
        )

    def _log(self, entry: dict[str, Any]) -> None:
        try:
            with (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(entry) + "\n")
        except OSError as bad:
            raise StoreError(f"{self.folder}: the log cannot be written ({bad.strerror})") from bad


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
