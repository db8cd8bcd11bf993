"""Both yardsticks, from what the command line names to their reports."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kiosk.evaluation.foodordering.folder import read_folder
from kiosk.evaluation.foodordering.score import score_folder
from kiosk.evaluation.rungs import Rung
from kiosk.evaluation.scenarios.file import read_scenarios
from kiosk.evaluation.scenarios.score import play_all
from kiosk.understanding import SURE

__all__ = ["measure_conversations", "measure_folders"]


def measure_folders(folders: Sequence[Path], by: Rung) -> list[dict[str, Any]]:
    """The report of every restaurant folder.

    Raises:
        UsageError: a folder cannot be read, or no menu can be made of it.
    """
    read = [read_folder(folder) for folder in folders]

    async def score() -> list[dict[str, Any]]:
        async with by as made:
            return [(await score_folder(folder, made)).report(SURE) for folder in read]

    return asyncio.run(score())


def measure_conversations(files: Sequence[Path], by: Rung, *, seed: int = 0) -> dict[str, Any]:
    """The report of every scenario of every file, played.

    Raises:
        UsageError: a file is not what it should be.
        MenuError: a menu cannot be sold from.
    """
    sets = [read_scenarios(file) for file in files]

    async def play() -> dict[str, Any]:
        async with by as made:
            return (await play_all(sets, made, seed=seed)).report()

    return asyncio.run(play())
