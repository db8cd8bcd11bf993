"""The clock that skips what nobody waits for, and counts what is worked."""

from __future__ import annotations

import asyncio
import sys
from time import perf_counter

from kiosk.drivethru import at_once


def test_sleep_takes_no_time_and_everybody_wakes_at_their_moment() -> None:
    woken: list[int] = []

    async def sleep(seconds: int) -> None:
        await asyncio.sleep(seconds)
        woken.append(seconds)

    async def day() -> float:
        clock = asyncio.get_running_loop().time
        began = clock()
        await asyncio.gather(*(sleep(hour * 3600) for hour in (24, 7, 12)))
        return clock() - began

    began = perf_counter()
    with at_once(lambda: False) as runner:
        assert runner.run(day()) >= 24 * 3600
    assert woken == [7 * 3600, 12 * 3600, 24 * 3600]
    assert perf_counter() - began < 3600


def test_what_another_process_computes_takes_as_long_as_it_takes() -> None:
    working = [True]

    async def compute() -> tuple[float, int]:
        clock = asyncio.get_running_loop().time
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                await asyncio.sleep(0.01)
                ticks += 1

        ticking = asyncio.create_task(tick())
        began = clock()
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "import time; time.sleep(0.5)"
        )
        await child.wait()
        ticking.cancel()
        return clock() - began, ticks

    began = perf_counter()
    with at_once(lambda: working[0]) as runner:
        took, ticks = runner.run(compute())
    assert 0.5 <= took <= perf_counter() - began
    assert ticks <= took / 0.01
