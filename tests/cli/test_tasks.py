"""Tasks beside each other, as commands run them."""

from __future__ import annotations

import asyncio

import pytest

from kiosk.cli.tasks import ended, together
from kiosk.errors import AudioError


async def unplugged() -> None:
    raise AudioError("the microphone is gone")


async def test_what_one_of_them_meets_is_raised_as_it_is():
    with pytest.raises(AudioError, match="is gone"):
        async with together() as tasks:
            tasks.create_task(unplugged())
            await asyncio.Event().wait()


async def test_so_is_what_is_met_beside_them():
    with pytest.raises(AudioError, match="is gone"):
        async with together() as tasks:
            tasks.create_task(asyncio.Event().wait())
            await unplugged()


async def test_one_that_is_ended_is_over():
    steps: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            steps.append("over")

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    await ended(task)
    assert steps == ["over"]
