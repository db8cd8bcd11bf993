"""What a kiosk sells, for the back office and whoever shows a menu."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

import structlog

from kiosk.connect.destination import Undelivered
from kiosk.connect.mqtt.broker import Broker
from kiosk.connect.mqtt.notices import menu_notice
from kiosk.menu.model import Menu

__all__ = ["MenuTopic"]

_ANSWER_S: Final = 10.0

_log = structlog.get_logger()


class MenuTopic:
    """The kiosk's topic of its menu: told at every connection, and when it has changed."""

    def __init__(self, broker: Broker, sold: Callable[[], tuple[Menu, str]]) -> None:
        """``sold`` gives the menu as it is now, and its version as orders name it."""
        self._broker = broker
        self._sold = sold
        self._news = asyncio.Event()

    def changed(self) -> None:
        """The menu is another one now; to be called on the event loop."""
        self._news.set()

    async def run(self) -> None:
        """Tell it until cancelled; what fails waits for the next connection."""
        self._broker.on_connected(self._news.set)
        while True:
            await self._news.wait()
            self._news.clear()
            menu, version = self._sold()
            notice = menu_notice(menu, version, self._broker.address.kiosk)
            try:
                await self._broker.publish(
                    self._broker.address.topics.menu,
                    notice.model_dump_json().encode(),
                    seconds=_ANSWER_S,
                    retain=True,
                )
            except Undelivered as later:
                _log.warning("the menu is not told yet", why=str(later))
