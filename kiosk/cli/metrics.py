"""Figures of a running kiosk for Prometheus, on this machine alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import TimeoutError as TooLate
from contextlib import asynccontextmanager

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from kiosk.dialog import Status, Turn
from kiosk.errors import StoreError, UsageError
from kiosk.store import Store
from kiosk.workers import Health

__all__ = ["Metrics"]

_LOOPBACK = "127.0.0.1"
_BUCKETS_S = (0.002, 0.008, 0.03, 0.08, 0.25, 0.5, 1.0, 2.0, 4.0)
"""Bounds of the budgets of the stages, in seconds."""
_PATIENCE_S = 5.0


class Metrics(Collector):
    """Counts turns as they come; engines and outbox are asked when somebody reads."""

    def __init__(self, store: Store, healths: Callable[[], Mapping[str, Health]]) -> None:
        """``healths`` gives how each engine is, by its name; it is called in another thread."""
        self._store = store
        self._healths = healths
        self._loop = asyncio.get_running_loop()
        self._was: Status = "open"
        """How the order stood after the last turn: who is called already is not called again."""
        self._registry = CollectorRegistry()
        self._registry.register(self)
        self._stages = Histogram(
            "kiosk_stage_seconds",
            "Time that a stage of a turn took",
            ["stage"],
            buckets=_BUCKETS_S,
            registry=self._registry,
        )
        self._turns = Counter(
            "kiosk_turns", "Turns, by the rung that read them", ["rung"], registry=self._registry
        )
        self._handoffs = Counter(
            "kiosk_handoffs", "Turns that called a person", registry=self._registry
        )

    def note(self, turn: Turn, status: Status) -> None:
        """A turn is over, and the order stands so."""
        for stage, took_ms in turn.ms.items():
            self._stages.labels(stage).observe(took_ms / 1000)
        self._turns.labels(turn.rung).inc()
        if status == "person" != self._was:
            self._handoffs.inc()
        self._was = status

    def collect(self) -> Iterator[Metric]:
        """See ``Collector``."""
        restarts = GaugeMetricFamily(
            "kiosk_engine_restarts", "How often an engine was started again", labels=["engine"]
        )
        for engine, health in self._healths().items():
            restarts.add_metric([engine], health.restarts)
        yield restarts
        waiting = GaugeMetricFamily(
            "kiosk_outbox_waiting",
            "Tickets that a destination has yet to get",
            labels=["destination"],
        )
        aside = GaugeMetricFamily(
            "kiosk_outbox_put_aside", "Tickets that a destination refused", labels=["destination"]
        )
        asked = asyncio.run_coroutine_threadsafe(self._store.queues(), self._loop)
        try:
            for queue in asked.result(_PATIENCE_S):
                waiting.add_metric([queue.destination], queue.waiting)
                aside.add_metric([queue.destination], queue.dead)
        except (StoreError, TooLate):
            return  # the other figures are told all the same
        yield waiting
        yield aside

    @asynccontextmanager
    async def served(self, port: int) -> AsyncIterator[None]:
        """While entered, ``http://127.0.0.1:port/metrics`` tells them.

        Raises:
            UsageError: the port cannot be had.
        """
        try:
            server, thread = start_http_server(port, _LOOPBACK, self._registry)
        except OSError as refused:
            raise UsageError(f"setting metrics_port: {port}: {refused.strerror}") from refused
        try:
            yield
        finally:
            await asyncio.to_thread(server.shutdown)
            server.server_close()
            await asyncio.to_thread(thread.join)
