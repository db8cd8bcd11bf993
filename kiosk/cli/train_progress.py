"""How a fine-tuning is shown: bars on a terminal, a line now and then anywhere else. On stderr."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import rich.progress as bars
from rich.console import Console

if TYPE_CHECKING:
    from kiosk.training.course import Measured, Passed

__all__ = ["Shown", "shown"]

_LINE_EVERY_S: Final = 30.0
"""Between two lines where nothing can be redrawn."""


@contextmanager
def shown() -> Iterator[Shown]:
    """A listener for one fine-tuning, while entered."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    columns = (
        bars.TextColumn("{task.description}", markup=False),
        bars.BarColumn(),
        bars.TaskProgressColumn(),
        bars.TextColumn("{task.fields[figures]}", markup=False),
    )
    with bars.Progress(*columns, console=console, disable=not console.is_terminal) as drawn:
        yield Shown(drawn, console)


class Shown:
    """Reading of examples, steps, measurements."""

    def __init__(self, drawn: bars.Progress, console: Console) -> None:
        self._drawn = drawn
        self._console = console
        self._training: bars.TaskID | None = None
        self._said = -_LINE_EVERY_S

    def says(self, line: str) -> None:
        """A remark."""
        self._console.print(line, style="dim", markup=False)

    def reads(self, what: str) -> Callable[[int, int], None]:
        """What is told how many examples of ``what`` are read."""
        task = self._drawn.add_task(what, total=None, figures="")

        def reached(done: int, total: int) -> None:
            self._drawn.update(task, completed=done, total=total, figures=f"{done} of {total}")

        return reached

    def passed(self, passed: Passed) -> None:
        """A step was made."""
        left = timedelta(seconds=round(max(passed.seconds_left, 0.0)))
        figures = (
            f"step {passed.step}  loss {passed.loss:.4f}  {passed.tokens_per_s:.0f} tokens/s  "
            f"{left} left"
        )
        if self._training is None:
            self._training = self._drawn.add_task("fine-tuning", total=1.0, figures=figures)
        self._drawn.update(self._training, completed=min(passed.share, 1.0), figures=figures)
        now = time.monotonic()
        if not self._console.is_terminal and now - self._said >= _LINE_EVERY_S:
            self._said = now
            self._console.print(f"{passed.share:6.1%}  {figures}", markup=False)

    def measured(self, step: int, measured: Measured) -> None:
        """The development turns were measured."""
        self.says(
            f"step {step}, {measured.turns} turns held apart: loss {measured.loss:.4f}, "
            f"tokens {measured.tokens:.2%}, whole answers {measured.exact:.2%}"
        )
