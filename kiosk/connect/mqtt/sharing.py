"""What is sold out, the same on every kiosk of a store.

The broker keeps the last word on each entry. A word of this kiosk's crew that the broker does not
have yet counts for more here than what the broker still says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Final, Protocol

import structlog
from pydantic import ValidationError

from kiosk.connect.destination import Undelivered
from kiosk.connect.mqtt.broker import Broker
from kiosk.connect.mqtt.notices import SoldOutNotice
from kiosk.errors import StoreError

__all__ = ["Held", "SharedSoldOut"]

_ANSWER_S: Final = 10.0

_log = structlog.get_logger()


class Held(Protocol):
    """What this kiosk holds for sold out."""

    @property
    def ids(self) -> Collection[str]:
        """Ids of what is out."""
        ...

    def watch(self, told: Callable[[str, bool], None]) -> None:
        """Call ``told`` with an entry and whether it is out, when the crew here says so; in
        whatever thread."""
        ...

    def hear(self, entry: str, *, out: bool) -> None:
        """The same of another kiosk's crew.

        Raises:
            StoreError: it could not be kept; for this run it holds.
        """
        ...


class SharedSoldOut:
    """Keeps one menu's list of a kiosk and of its store the same, while it runs."""

    def __init__(
        self,
        broker: Broker,
        held: Held,
        menu: str,
        known: Callable[[], Collection[str]],
        changed: Callable[[], None],
    ) -> None:
        """``known``: ids that the menu has, for strangers may write on a broker; ``changed`` is
        called when another kiosk has changed the list."""
        self._broker = broker
        self._held = held
        self._menu = menu
        self._known = known
        self._changed = changed
        self._untold: dict[str, bool] = {}
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Share until cancelled."""
        loop = asyncio.get_running_loop()

        def said(entry: str, out: bool) -> None:
            loop.call_soon_threadsafe(self._said, entry, out)

        self._held.watch(said)
        self._broker.hear(self._broker.address.topics.sold_out(self._menu), self._heard)
        self._broker.on_connected(self._news.set)
        while True:
            await self._news.wait()
            self._news.clear()
            await self._tell()

    def _said(self, entry: str, out: bool) -> None:
        self._untold[entry] = out
        self._news.set()

    async def _tell(self) -> None:
        """All that the broker does not have; what fails waits for the next connection or word."""
        for entry, out in list(self._untold.items()):
            notice = SoldOutNotice(
                menu=self._menu,
                entry=entry,
                out=out,
                at=datetime.now(UTC),
                by=self._broker.address.kiosk,
            )
            topic = self._broker.address.topics.sold_out(self._menu, entry)
            try:
                await self._broker.publish(
                    topic, notice.model_dump_json().encode(), seconds=_ANSWER_S, retain=True
                )
            except Undelivered as later:
                _log.warning("sold out is not shared yet", why=str(later))
                return
            if self._untold.get(entry) is out:
                del self._untold[entry]

    def _heard(self, topic: str, payload: bytes) -> None:
        entry = topic.rpartition("/")[2]
        try:
            notice = SoldOutNotice.model_validate_json(payload)
        except ValidationError:
            _log.warning("no notice of what is sold out", topic=topic)
            return
        if (notice.menu, notice.entry) != (self._menu, entry) or entry not in self._known():
            _log.warning("a notice of what is not on the menu", topic=topic)
        elif entry not in self._untold and (entry in self._held.ids) != notice.out:
            try:
                self._held.hear(entry, out=notice.out)
            except StoreError as unkept:
                _log.warning("what is sold out is not kept", why=str(unkept))
            self._changed()
