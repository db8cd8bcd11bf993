"""Where orders go, for the crew: what waits, what was put aside, and how a printer is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from babel.dates import format_time

from kiosk.crew import Condition, Deliveries, Delivery
from kiosk.errors import KioskError
from kiosk.ui.crew_pages import Page
from kiosk.ui.strings import tr
from kiosk.ui.widgets.tile import Face, Mark

__all__ = ["DeliveriesPage"]

_AGAIN: Final = "\0again"
"""A key that is no name of a destination."""


class DeliveriesPage(Page):
    """Every destination; the one that is touched is asked how it is."""

    def __init__(self, deliveries: Deliveries | None) -> None:
        self._deliveries = deliveries
        self._latest: Sequence[Delivery] = ()
        self._unread = ""
        """Why it is not known how things stand."""
        self._looked_at = ""

    @property
    def title(self) -> str:
        """See ``Page``; with the number of tickets that are still here, up to 99."""
        here = sum(each.waiting + each.dead for each in self._latest)
        return f"{tr('Outbox')} {min(here, 99)}" if here else tr("Outbox")

    async def look(self) -> None:
        """See ``Page``."""
        if self._deliveries is None:
            return
        try:
            self._latest, self._unread = await self._deliveries.latest(), ""
        except KioskError as unread:
            self._unread = str(unread)

    def note(self) -> str:
        """What is wrong, a line each."""
        if self._unread:
            return self._unread
        if not self._latest:
            return tr("No printer or display is set up: orders stay here.")
        troubles = [each.trouble for each in self._latest if each.trouble]
        return "\n".join(troubles) if troubles else tr("Touch one to see how it is.")

    def faces(self) -> list[Face]:
        """All of them; what was put aside for the one that is looked at can be sent again."""
        faces = []
        for each in self._latest:
            here = each.name == self._looked_at
            if here and each.dead:
                note = tr("{n} put aside", n=each.dead)
                faces.append(Face(_AGAIN, tr("Send again"), note))
            mark: Mark = "here" if here else "off" if each.trouble else "plain"
            faces.append(Face(each.name, each.name, _served(each), mark=mark))
        return faces

    async def press(self, key: str) -> str:
        """See ``Page``."""
        if self._deliveries is None:
            return ""
        try:
            if key == _AGAIN:
                sent = await self._deliveries.resend(self._looked_at)
                return tr("On the way again: {n}", n=sent)
            self._looked_at = key
            return _condition(key, await self._deliveries.look(key))
        except KioskError as undone:
            return str(undone)


def _condition(name: str, now: Condition) -> str:
    if not now.known:
        return tr("{name} is not in the settings any more.", name=name)
    if now.trouble:
        return now.trouble
    if now.paper_low:
        return tr("{name} works, but has little paper left.", name=name)
    return tr("{name} works.", name=name)


def _served(delivery: Delivery) -> str:
    if delivery.waiting and delivery.oldest is not None:
        since = format_time(delivery.oldest.astimezone().time(), "HH:mm")
        return tr("{n} waiting since {time}", n=delivery.waiting, time=since)
    if delivery.dead:
        return tr("{n} put aside", n=delivery.dead)
    return tr("All delivered")
