"""The screen in a browser: ``kiosk serve`` as it is started, and a real Chromium."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from .browser import CHROMIUM, browser
from .test_terminal import KIOSK


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


@asynccontextmanager
async def serving(port: int, home: Path) -> AsyncIterator[str]:
    """The address of a burger kiosk, once it answers."""
    environment = {**os.environ, "KIOSK_HOME": str(home), "KIOSK_LANGUAGE_MODEL": ""}
    server = await asyncio.create_subprocess_exec(
        *(KIOSK, "serve", "--menu", "burger", "--port", str(port)),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env=environment,
    )
    try:
        assert server.stderr is not None
        assert b"Burger Barn at http://127.0.0.1" in await server.stderr.readline()
        address = f"http://127.0.0.1:{port}"
        async with aiohttp.ClientSession() as client:
            while True:
                try:
                    await client.get(address)
                except aiohttp.ClientConnectionError:
                    await asyncio.sleep(0.1)
                else:
                    break
        yield address
    finally:
        server.terminate()
        await server.communicate()


@pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this machine")
async def test_an_order_in_a_browser_by_touch_and_key(port: int, tmp_path: Path) -> None:
    async with (
        serving(port, tmp_path / "home") as address,
        browser(address, tmp_path / "profile") as guest,
    ):
        await guest.shows("Touch to order")
        await guest.touch(600, 300)
        await guest.shows("Your order", "Check out")
        await guest.type("a hamburger with no onions")
        await guest.shows("No onions", "$3.78")
        assert all(url.startswith(address) for url in guest.fetched), guest.fetched


@pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this machine")
async def test_a_whole_order_in_a_browser_by_touch_alone(port: int, tmp_path: Path) -> None:
    async with (
        serving(port, tmp_path / "home") as address,
        browser(address, tmp_path / "profile") as guest,
    ):
        for words in ("Touch to order", "Burgers", "▸ Burgers", "Hamburger", "Add to order"):
            await guest.touch_words(words)
        await guest.shows("$3.78")
        for words in ("Check out", "Yes, that is right"):
            await guest.touch_words(words)
        await guest.shows("Your number is", "Please pay at the counter")


async def test_only_its_own_page_opens_a_screen_and_only_so_many(port: int, tmp_path: Path) -> None:
    async with serving(port, tmp_path) as address, aiohttp.ClientSession() as client:
        for stranger in ("http://elsewhere.example", "", f"http://127.0.0.1:{port + 1}"):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await client.ws_connect(f"{address}/ws", headers={"Origin": stranger})
            assert refused.value.status == 403
        async with client.ws_connect(f"{address}/ws", headers={"Origin": address}):
            with pytest.raises(aiohttp.WSServerHandshakeError) as full:
                await client.ws_connect(f"{address}/ws", headers={"Origin": address})
            assert full.value.status == 503


async def test_the_page_names_the_house_and_nothing_on_the_network(
    port: int, tmp_path: Path
) -> None:
    async with serving(port, tmp_path) as address, aiohttp.ClientSession() as client:
        page = await (await client.get(f"{address}/?fontsize=24&x=<script>")).text()
    assert "<title>Burger Barn</title>" in page
    assert 'data-font-size="24"' in page
    assert "https://" not in page and "x=" not in page


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "is taken (try: --port"),
        (("--host", "192.0.2.1"), "cannot listen at 192.0.2.1"),
        (("--host", "kiosk..local"), "cannot listen at kiosk..local"),
        (("--menu", "no-such-menu"), "there is no such menu"),
        (("--screens", "0"), "Invalid value for '--screens'"),
    ],
)
def test_what_cannot_be_served_is_one_line(arguments: tuple[str, ...], says: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = subprocess.run(
            [KIOSK, "serve", "--port", port, *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
    assert said.returncode == 2
    assert says in said.stderr
    assert said.stderr.count("\n") == 1
