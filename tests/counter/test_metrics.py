"""What Prometheus reads of a kiosk that runs."""

from __future__ import annotations

import asyncio
import socket
import urllib.request

import pytest

from kiosk.cli.metrics import Metrics
from kiosk.errors import UsageError
from kiosk.workers import Health

from .kiosks import Counter, counter
from .test_books import home, opened

__all__ = ["counter", "home"]


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
        return number


async def test_turns_rungs_handoffs_restarts_and_the_outbox_are_told(
    home: Counter, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    monkeypatch.setenv("KIOSK_PRINTERS__KITCHEN__PATH", "/dev/full")
    async with opened() as (shop, books):
        metrics = Metrics(books.store, lambda: {"voice": Health("ready", 2, "it died", 4711, 12.0)})
        async with metrics.served(port):
            for said in (("a hamburger", "that's all", "yes"), ("can i talk to a person",)):
                session = shop.session()
                for words in said:
                    metrics.note(await session.hear(words), session.status)
            read = urllib.request.urlopen
            answer = await asyncio.to_thread(read, f"http://127.0.0.1:{port}/metrics")
            told = answer.read().decode().splitlines()
            with pytest.raises(UsageError, match="metrics_port"):
                async with metrics.served(port):
                    pass
    assert 'kiosk_turns_total{rung="rules"} 4.0' in told
    assert "kiosk_handoffs_total 1.0" in told
    assert 'kiosk_engine_restarts{engine="voice"} 2.0' in told
    assert 'kiosk_outbox_waiting{destination="kitchen"} 1.0' in told
    assert 'kiosk_stage_seconds_count{stage="understanding"} 4.0' in told
    assert not any("hamburger" in line for line in told)
