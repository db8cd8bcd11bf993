"""A kiosk that starts and greets in a process of its own, and how long that takes."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from time import perf_counter

from kiosk.cli.ladder import open_understanding
from kiosk.cli.speech import open_ears, open_voice
from kiosk.dialog import Session, WallClock
from kiosk.errors import WorkerError
from kiosk.menu import find_menu, load_menu
from kiosk.workers import Scheduler

__all__ = ["cold_start_s"]


async def cold_start_s(menu: str) -> float:
    """Seconds from the start of a new process to the first sound of its greeting.

    The weights come from the disk or from the system's cache of it, as they do for any program.

    Args:
        menu: a menu file, or the name of one.

    Raises:
        WorkerError: it ended before that.
    """
    began = perf_counter()
    kiosk = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", __name__, menu), stdout=PIPE, stderr=PIPE
    )
    assert kiosk.stdout is not None  # piped
    greeted = await kiosk.stdout.readline()
    took = perf_counter() - began
    _, errors = await kiosk.communicate()
    if not greeted:
        last = errors.decode(errors="replace").strip().splitlines()[-1:]
        raise WorkerError(f"a new kiosk does not start: {last[0] if last else kiosk.returncode}")
    return took


async def _greet(menu: str) -> None:
    """Load the engines in the order in which the screen does; one line on stdout at the sound."""
    sold = load_menu(find_menu(menu))
    scheduler = Scheduler()
    async with (
        open_understanding(sold, scheduler) as understanding,
        open_ears(scheduler),
        open_voice(scheduler) as voice,
    ):
        greeting = Session(sold, understanding, clock=WallClock()).greet()
        await anext(voice.say(greeting.text))
        sys.stdout.write("greeted\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_greet(sys.argv[1]))
