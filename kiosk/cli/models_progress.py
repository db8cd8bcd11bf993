"""How a pull is shown: bars on a terminal, one line per file anywhere else. Always on stderr."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import rich.progress as bars
from rich import filesize
from rich.console import Console

from kiosk.provision import Progress

__all__ = ["shown"]


@contextmanager
def shown() -> Iterator[Progress]:
    """A listener for one pull, drawn for the terminal that stderr is, if it is one."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (
        bars.TextColumn("{task.description}", markup=False),
        bars.BarColumn(),
        bars.DownloadColumn(),
        bars.TransferSpeedColumn(),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=console) as drawn:
        yield _Bars(drawn)


class _Bars:
    """A bar per file."""

    def __init__(self, drawn: bars.Progress) -> None:
        self._drawn = drawn
        self._task = bars.TaskID(0)

    def begins(self, label: str, total: int) -> None:
        self._task = self._drawn.add_task(label, total=total)

    def reaches(self, position: int) -> None:
        self._drawn.update(self._task, completed=position)

    def ends(self) -> None:
        self._drawn.stop_task(self._task)

    def remarks(self, line: str) -> None:
        self._drawn.console.print(line, style="dim", markup=False)


class _Lines:
    """A line when a file begins, and one for every remark."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def begins(self, label: str, total: int) -> None:
        self._console.print(f"{label}: {filesize.decimal(total)}", markup=False)

    def reaches(self, position: int) -> None: ...

    def ends(self) -> None: ...

    def remarks(self, line: str) -> None:
        self._console.print(line, markup=False)
