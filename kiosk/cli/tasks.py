"""Tasks beside each other: what one of them meets is raised as it is, and none outlives its end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

__all__ = ["ended", "together"]


@asynccontextmanager
async def together() -> AsyncIterator[asyncio.TaskGroup]:
    """A ``TaskGroup`` that raises the first fault itself, and not a group with it inside."""
    try:
        async with asyncio.TaskGroup() as tasks:
            yield tasks
    except ExceptionGroup as faults:
        raise faults.exceptions[0] from None


async def ended(task: asyncio.Task[None]) -> None:
    """End it, and wait until it is over; raises what it had failed with."""
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
