"""One supervised child process that hosts one engine."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Literal, ParamSpec, Self

import structlog

from kiosk.errors import KioskError, WorkerError
from kiosk.workers.child import Child, Gone
from kiosk.workers.wire import Boot, Call, Cancel, Done, Failed, Item, Ready

__all__ = ["Health", "State", "Worker"]

_log = structlog.get_logger()

P = ParamSpec("P")

State = Literal["starting", "ready", "busy", "restarting", "failed", "stopped"]

_LOAD_DEADLINE_S = 60.0
"""Longest load of an engine: a 1 GB model from a slow disk takes about half of it."""
_STOP_GRACE_S = 1.0
_FIRST_BACKOFF_S = 0.1
_GIVE_UP_AFTER = 6
"""Deaths in a row, with no call answered in between, after which the worker stays down."""


@dataclass(frozen=True, slots=True)
class Health:
    """How a worker is, for screens, logs and ``kiosk doctor``."""

    state: State
    """``failed`` is final until ``start`` is called again; every other state mends itself."""
    restarts: int
    """Times the child was started again since ``start``."""
    last_error: str | None
    """Why it last died, stalled or could not be loaded."""
    pid: int | None
    """Of the living child; None while there is none."""
    load_ms: float | None
    """Time that the engine took to load, its imports included."""


class Worker:
    """One supervised child process that hosts one engine.

    The engine is built in the child by ``factory(*args, **kwargs)``. The factory must be importable
    (a class or function at the top of a module) and its arguments must pickle. Calls run one at a
    time, in the order in which they were made.

    A child that dies is started again after a pause that doubles each time; a call that meets
    ``restarting`` waits for the new child within its own deadline. Whoever has something better
    to do than wait looks at ``health.state`` first.
    """

    def __init__(
        self, name: str, factory: Callable[P, object], /, *args: P.args, **kwargs: P.kwargs
    ) -> None:
        self.name = name
        self.patience = 1.0
        """Times the deadline of every call; more than 1 where nobody waits for the answers, and an
        engine on a busy machine is slow and not stalled. May be set at any time."""
        self._boot = Boot(factory, args, kwargs)
        self._ids = itertools.count(1)
        self._turn = asyncio.Lock()
        self._settled = asyncio.Event()
        self._settled.set()
        self._child: Child | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._state: State = "stopped"
        self._restarts = 0
        self._deaths_in_a_row = 0
        self._last_error: str | None = None
        self._load_ms: float | None = None

    @property
    def health(self) -> Health:
        """How the worker is at this moment."""
        pid = self._child.pid if self._child else None
        return Health(self._state, self._restarts, self._last_error, pid, self._load_ms)

    async def start(self, *, deadline_s: float = _LOAD_DEADLINE_S) -> None:
        """Start the child and wait until its engine is loaded.

        Raises:
            KioskError: the engine could not be loaded: what its factory raised when that is one of
                ours (say ``ModelError``), else ``WorkerError``.
        """
        if self._keeper is not None and not self._keeper.done():
            return
        self._restarts = self._deaths_in_a_row = 0
        self._state = "starting"
        self._settled.clear()
        try:
            self._welcome(await self._launch(deadline_s))
        except KioskError as error:
            self._give_up(error)
            raise
        self._keeper = asyncio.create_task(self._keep(), name=f"{self.name} keeper")

    async def stop(self) -> None:
        """End the child. Calls under way fail with ``WorkerError``."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.wait([self._keeper])
        self._state = "stopped"
        self._settled.set()
        if self._child is not None:
            child, self._child = self._child, None
            await child.end(_STOP_GRACE_S)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def call(self, method: str, /, *args: Any, deadline_s: float, **kwargs: Any) -> Any:
        """The result of ``engine.method(*args, **kwargs)``.

        The deadline counts from now, waiting included. A call that runs past it costs the child,
        which is killed and started again; a call that never got its turn costs nothing.

        Raises:
            WorkerError: the child died, stalled or is down, the method streams its result, or the
                engine raised an exception that is not one of ours.
            KioskError: what the engine raised, when it is one of ours.
        """
        clock = asyncio.get_running_loop().time
        until = clock() + deadline_s * self.patience
        async with aclosing(self._exchange(method, args, kwargs, lambda: until)) as answers:
            async for answer in answers:
                if isinstance(answer, Done):
                    return answer.value
                break
        raise WorkerError(f"{self.name}: {method} streams its result")

    async def stream(
        self, method: str, /, *args: Any, deadline_s: float, **kwargs: Any
    ) -> AsyncGenerator[Any, None]:
        """The items of the iterator that ``engine.method(*args, **kwargs)`` returns, as they come.

        Each item has ``deadline_s`` of its own. Closing the generator (``contextlib.aclosing``)
        stops the engine before its next item.

        Raises:
            KioskError: as ``call``.
        """
        clock = asyncio.get_running_loop().time
        exchange = self._exchange(
            method, args, kwargs, lambda: clock() + deadline_s * self.patience
        )
        async with aclosing(exchange) as answers:
            async for answer in answers:
                if isinstance(answer, Item):
                    yield answer.value

    async def _exchange(
        self,
        method: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        until: Callable[[], float],
    ) -> AsyncGenerator[Item | Done, None]:
        """Send one call and yield its answers, the ``Done`` last."""
        call = Call(next(self._ids), method, args, kwargs)
        async with self._in_turn(until()) as child:
            over = False
            try:
                async with asyncio.timeout_at(until()):
                    await child.send(call)
                while not over:
                    async with asyncio.timeout_at(until()):
                        answer = await child.receive()
                    if answer.id != call.id:
                        continue  # to a call that was abandoned
                    over = isinstance(answer, Done | Failed)
                    if isinstance(answer, Failed):
                        raise self._refused(answer.error)
                    self._deaths_in_a_row = 0
                    yield answer
            except TimeoutError:
                over = True
                child.kill()
                raise self._lost(child, f"{method} did not answer in time") from None
            except Gone:
                over = True
                raise self._lost(child, await child.ended()) from None
            finally:
                if not over:  # posted: a child that takes nothing in would hold up who leaves
                    child.post(Cancel(call.id))

    @contextlib.asynccontextmanager
    async def _in_turn(self, until: float) -> AsyncIterator[Child]:
        """The living child, for one caller at a time."""
        try:
            async with asyncio.timeout_at(until):
                await self._turn.acquire()
        except TimeoutError:
            raise WorkerError(f"{self.name}: still busy with an earlier call") from None
        try:
            try:
                async with asyncio.timeout_at(until):
                    await self._settled.wait()
            except TimeoutError:
                raise WorkerError(f"{self.name}: still {self._state}: {self._last_error}") from None
            if self._child is None:
                raise WorkerError(
                    f"{self.name}: {self._state}: {self._last_error or 'not started'}"
                )
            self._state = "busy"
            try:
                yield self._child
            finally:
                if self._state == "busy":
                    self._state = "ready"
        finally:
            self._turn.release()

    async def _launch(self, deadline_s: float) -> Child:
        """A child whose engine is loaded."""
        try:
            child = await Child.spawn(self.name)
        except OSError as error:
            raise WorkerError(f"{self.name}: cannot be started: {error.strerror}") from error
        try:
            async with asyncio.timeout(deadline_s):
                await child.send(self._boot)
                answer: Ready | Failed = await child.receive()
        except Gone:
            raise WorkerError(f"{self.name}: while loading, {await child.ended()}") from None
        except TimeoutError:
            await child.end(0)
            raise WorkerError(f"{self.name}: not loaded after {deadline_s:.0f} s") from None
        except BaseException:  # cancelled, or a factory that cannot be sent
            await child.end(0)
            raise
        if isinstance(answer, Failed):
            await child.end(_STOP_GRACE_S)
            raise self._refused(answer.error)
        if not answer.unplugged:
            _log.warning("a worker could not give up the network", worker=self.name)
        self._load_ms = answer.load_ms
        return child

    async def _keep(self) -> None:
        """Start the child again whenever it ends, until it ends too often."""
        while (child := self._child) is not None:
            self._lost(child, await child.ended())
            while self._child is None:
                self._deaths_in_a_row += 1
                if self._deaths_in_a_row >= _GIVE_UP_AFTER:
                    self._give_up(WorkerError(f"gave up: {self._last_error}"))
                    return
                await asyncio.sleep(_FIRST_BACKOFF_S * 2 ** (self._deaths_in_a_row - 1))
                self._restarts += 1
                try:
                    self._welcome(await self._launch(_LOAD_DEADLINE_S))
                except KioskError as error:
                    self._last_error = error.message

    def _welcome(self, child: Child) -> None:
        """Note that this child is ready for calls."""
        self._child = child
        self._state = "ready"
        self._settled.set()

    def _lost(self, child: Child, why: str) -> WorkerError:
        """Note that this child is of no use any more: calls wait for the next one."""
        if self._child is child:
            self._child = None
            self._settled.clear()
            self._state = "restarting"
            self._last_error = why
        return WorkerError(f"{self.name}: {why}")

    def _give_up(self, error: KioskError) -> None:
        self._child = None
        self._state = "failed"
        self._last_error = error.message
        self._settled.set()

    def _refused(self, error: KioskError) -> KioskError:
        """An engine's error; ours pass as they are, others say which worker it was."""
        if type(error) is WorkerError:
            return WorkerError(f"{self.name}: {error.message}", hint=error.hint)
        return error
