"""A real Chromium without a window, driven through its own protocol."""

from __future__ import annotations

import asyncio
import base64
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from .test_terminal import CONTROL

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)


class Browser:
    """One page."""

    def __init__(self, page: aiohttp.ClientWebSocketResponse) -> None:
        self._page = page
        self._calls = 0
        self._drawn = b""
        self.fetched: list[str] = []
        """Every address that the page asked for."""

    async def call(self, method: str, **parameters: Any) -> None:
        """A command of the protocol, and wait until it is done."""
        self._calls += 1
        await self._page.send_json({"id": self._calls, "method": method, "params": parameters})
        while (await self._event()).get("id") != self._calls:
            pass

    async def type(self, text: str) -> None:
        """Keys as a person presses them; what was drawn before is forgotten."""
        self._drawn = b""
        await self.call("Input.insertText", text=text)
        for kind in ("keyDown", "keyUp"):
            key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
            await self.call("Input.dispatchKeyEvent", type=kind, **key)

    async def touch(self, x: int, y: int) -> None:
        """In pixels of the page."""
        for kind in ("mousePressed", "mouseReleased"):
            await self.call(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
            )

    async def shows(self, *words: str, within_s: float = 120) -> None:
        """Wait until the terminal in the page was given all of ``words`` to draw."""
        async with asyncio.timeout(within_s):
            while not all(word in self.drawn for word in words):
                await self._event()

    @property
    def drawn(self) -> str:
        """What the terminal in the page was given, without the control sequences."""
        return CONTROL.sub(b"", self._drawn).decode(errors="replace")

    async def _event(self) -> dict[str, Any]:
        event: dict[str, Any] = await self._page.receive_json()
        match event.get("method"):
            case "Network.webSocketFrameReceived":
                frame = event["params"]["response"]
                if frame["opcode"] == 2:
                    self._drawn += base64.b64decode(frame["payloadData"])
            case "Network.requestWillBeSent":
                self.fetched.append(event["params"]["request"]["url"])
        return event


@asynccontextmanager
async def browser(address: str, profile: Path) -> AsyncIterator[Browser]:
    """Chromium at that address, until it is left."""
    chromium = await asyncio.create_subprocess_exec(
        *(CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,800"),
        *("--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"),
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert chromium.stderr is not None
        port = None
        while port is None:
            port = re.search(rb"ws://[^:]+:(\d+)/", await chromium.stderr.readline())
        async with aiohttp.ClientSession() as client:
            tabs = await (await client.get(f"http://127.0.0.1:{int(port[1])}/json")).json()
            page = next(tab for tab in tabs if tab["type"] == "page")
            async with client.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as link:
                opened = Browser(link)
                await opened.call("Network.enable")
                await opened.call("Page.enable")
                await opened.call("Page.navigate", url=address)
                yield opened
    finally:
        chromium.terminate()
        await chromium.communicate()
