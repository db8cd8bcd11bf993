"""A real Chromium without a window, driven through its own protocol."""

from __future__ import annotations

import asyncio
import base64
import json
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
_PIECE = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H|\x1b\[[0-?]*[ -/]*[@-~]|(?P<text>[^\x1b])"
)


class Browser:
    """One page."""

    def __init__(self, page: aiohttp.ClientWebSocketResponse) -> None:
        self._page = page
        self._calls = 0
        self._drawn = b""
        self._all = b""
        """As ``_drawn``, since the page was opened."""
        self._size = (0, 0)
        """Columns and rows of the terminal in the page."""
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

    async def touch_words(self, words: str, *, within_s: float = 120) -> None:
        """Touch the first place on the screen that says ``words``, once it does."""
        async with asyncio.timeout(within_s):
            while not any(words in row for row in self.screen):
                await self._event()
        row, line = next((n, row) for n, row in enumerate(self.screen) if words in row)
        column = line.index(words) + len(words) / 2
        terminal = await self._value(
            "(box => [box.x, box.y, box.width, box.height])"
            "(document.querySelector('.xterm-screen').getBoundingClientRect())"
        )
        x, y, width, height = terminal
        columns, rows = self._size
        await self.touch(
            round(x + width * column / columns), round(y + height * (row + 0.5) / rows)
        )

    @property
    def screen(self) -> list[str]:
        """Every row of the terminal: words at the places to which the cursor was moved for them."""
        columns, rows = self._size
        cells = [[" "] * columns for _ in range(rows)]
        row = column = 0
        for piece in _PIECE.finditer(self._all.decode(errors="replace")):
            if piece["row"]:
                row, column = int(piece["row"]) - 1, int(piece["column"]) - 1
            elif piece["text"]:
                if row < rows and column < columns:
                    cells[row][column] = piece["text"]
                column += 1
        return ["".join(line) for line in cells]

    async def shows(self, *words: str, within_s: float = 120) -> None:
        """Wait until the terminal in the page was given all of ``words`` to draw."""
        async with asyncio.timeout(within_s):
            while not all(word in self.drawn for word in words):
                await self._event()

    @property
    def drawn(self) -> str:
        """What the terminal in the page was given, without the control sequences."""
        return CONTROL.sub(b"", self._drawn).decode(errors="replace")

    async def _value(self, script: str) -> Any:
        """What a script comes to in the page."""
        self._calls += 1
        asked = {"expression": script, "returnByValue": True}
        await self._page.send_json(
            {"id": self._calls, "method": "Runtime.evaluate", "params": asked}
        )
        while (event := await self._event()).get("id") != self._calls:
            pass
        return event["result"]["result"]["value"]

    async def _event(self) -> dict[str, Any]:
        event: dict[str, Any] = await self._page.receive_json()
        match event.get("method"):
            case "Network.webSocketFrameReceived":
                frame = event["params"]["response"]
                if frame["opcode"] == 2:
                    self._drawn += base64.b64decode(frame["payloadData"])
                    self._all += base64.b64decode(frame["payloadData"])
            case "Network.webSocketFrameSent":
                kind, *sent = json.loads(event["params"]["response"]["payloadData"])
                if kind == "resize":
                    self._size = (sent[0]["width"], sent[0]["height"])
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
