"""Engines take turns on the cores, so that spinning threads never starve each other."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.workers import Role, Scheduler

ROLES: tuple[Role, ...] = ("voice", "recognise", "language")


@pytest.mark.parametrize(
    ("cores", "voice", "recognise", "language"),
    [(1, 1, 1, 1), (2, 1, 1, 2), (4, 1, 3, 4), (32, 1, 4, 8)],
)
def test_threads_follow_from_the_cores(
    cores: int, voice: int, recognise: int, language: int
) -> None:
    scheduler = Scheduler(cores)
    assert [scheduler.threads(role) for role in ROLES] == [voice, recognise, language]


def test_the_cores_are_those_this_process_may_use() -> None:
    assert Scheduler().cores >= 1


async def test_the_voice_speaks_while_recognition_listens_but_not_during_language() -> None:
    scheduler = Scheduler(2)
    async with scheduler.turn("recognise"), scheduler.turn("voice"):
        pass
    async with scheduler.turn("language") as threads:
        assert threads == 2
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05), scheduler.turn("voice"):
                pytest.fail("three threads ran on two cores")
    async with scheduler.turn("voice"):
        pass


async def test_the_most_urgent_goes_first_and_nobody_overtakes_the_first_in_line() -> None:
    scheduler = Scheduler(2)
    order: list[str] = []

    async def run(role: Role) -> None:
        async with scheduler.turn(role):
            order.append(role)
            await asyncio.sleep(0)

    async with scheduler.turn("language"):
        waiting = [asyncio.create_task(run(role)) for role in ("language", "recognise", "voice")]
        await asyncio.sleep(0.01)
    await asyncio.gather(*waiting)
    assert order == ["voice", "recognise", "language"]


async def test_a_waiter_that_leaves_does_not_hold_up_the_rest() -> None:
    scheduler = Scheduler(1)

    async def wait() -> None:
        async with scheduler.turn("voice"):
            pass

    async with scheduler.turn("recognise"):
        leaving = asyncio.create_task(wait())
        await asyncio.sleep(0)
        leaving.cancel()
        staying = asyncio.create_task(wait())
        await asyncio.sleep(0)
    await staying
    assert leaving.cancelled()


@given(
    cores=st.integers(1, 8),
    jobs=st.lists(st.tuples(st.sampled_from(ROLES), st.integers(0, 3), st.booleans()), max_size=20),
)
def test_there_are_never_more_threads_than_cores(
    cores: int, jobs: list[tuple[Role, int, bool]]
) -> None:
    running = 0

    async def main() -> None:
        scheduler = Scheduler(cores)

        async def run(role: Role, steps: int) -> None:
            nonlocal running
            async with scheduler.turn(role) as threads:
                running += threads
                try:
                    assert running <= cores
                    for _ in range(steps):
                        await asyncio.sleep(0)
                finally:
                    running -= threads

        tasks = [asyncio.create_task(run(role, steps)) for role, steps, _ in jobs]
        await asyncio.sleep(0)
        for task, (_, _, leaves) in zip(tasks, jobs, strict=True):
            if leaves:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        async with asyncio.timeout(5), scheduler.turn("language"):
            pass  # every core came back

    asyncio.run(main())
