"""What a browser gets: one page, and the screen of a kiosk of its own behind a web socket."""

from __future__ import annotations

import errno
import socket
from pathlib import Path
from typing import Any, Final

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

from kiosk.errors import UsageError

__all__ = ["KioskServer"]

_LETTERS: Final = range(8, 73)
"""Sizes of a letter in pixels that a page may ask for by ``?fontsize=``."""


class KioskServer(Server):
    """Serves the program ``command`` to so many browsers at one time; each gets a process.

    The page is ours: it fetches nothing from the network, and begins again by itself. Only pages
    that came from here may open a screen, so that no other site can order in this browser.
    """

    def __init__(self, command: str, house: str, host: str, port: int, screens: int) -> None:
        """
        Args:
            command: opens the screen, as a shell takes it.
            house: name of the restaurant.
            host: address or name to listen at.
            port: 1..65535.
            screens: at one time, at least 1.
        """
        super().__init__(command, host, port, house, templates_path=Path(__file__).parent)
        self._screens = screens
        self._open = 0

    def initialize_logging(self) -> None:
        """Leave logging as the kiosk has it."""

    async def on_startup(self, app: web.Application) -> None:
        """Start quietly."""

    @aiohttp_jinja2.template("page.html")
    async def handle_index(self, request: web.Request) -> dict[str, Any]:
        """The page."""
        asked = request.query.get("fontsize", "")
        size = int(asked) if asked.isdecimal() and int(asked) in _LETTERS else 16
        return {"house": self.title, "font_size": size, "address": request.host}

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A screen, for a page that came from here, while there is one to spare."""
        if request.headers.get("Origin") != f"http://{request.host}":
            raise web.HTTPForbidden(text="this screen belongs to another page")
        if self._open >= self._screens:
            raise web.HTTPServiceUnavailable(text="every screen is taken")
        self._open += 1
        try:
            return await super().handle_websocket(request)
        finally:
            self._open -= 1

    def try_address(self) -> None:
        """Look whether it can be listened at; ``serve`` would tell of that in a traceback.

        Raises:
            UsageError: it is taken, or not this machine's.
        """
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
            for family, kind, protocol, _, address in found:
                with socket.socket(family, kind, protocol) as tried:
                    tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    tried.bind(address)
        except UnicodeError as misspelt:  # "kiosk..local"
            raise UsageError(f"cannot listen at {self.host}: that is no name") from misspelt
        except OSError as refused:
            if refused.errno == errno.EADDRINUSE:
                raise UsageError(
                    f"port {self.port} is taken", hint=f"try: --port {self.port + 1}"
                ) from refused
            raise UsageError(
                f"cannot listen at {self.host}:{self.port} ({refused.strerror})"
            ) from refused
