"""What systemd hears of a kiosk."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path

import pytest

from kiosk.cli.watchdog import watched


@pytest.mark.parametrize("in_a_folder", [True, False])
async def test_systemd_hears_that_it_is_ready_alive_and_going(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, in_a_folder: bool
) -> None:
    name = str(tmp_path / "notify") if in_a_folder else f"@kiosk-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(name.replace("@", "\0"))
        systemd.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        monkeypatch.setenv("WATCHDOG_USEC", "20000")
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(60), watched():
            heard = [await loop.sock_recv(systemd, 100) for _ in range(4)]
        assert heard == [b"READY=1", *[b"WATCHDOG=1"] * 3]
        while (last := await loop.sock_recv(systemd, 100)) == b"WATCHDOG=1":
            pass
        assert last == b"STOPPING=1"


async def test_nobody_is_told_where_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.setenv("WATCHDOG_USEC", "soon")
    async with watched():
        await asyncio.sleep(0)


async def test_a_socket_that_is_gone_costs_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    async with watched():
        await asyncio.sleep(0)
