"""Where this kiosk's orders go, as the settings have it, open for as long as it serves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from kiosk.config import read_settings
from kiosk.connect import Destination
from kiosk.connect.mqtt import Broker, OrderTopic
from kiosk.connect.printer import Printer
from kiosk.connect.settings import DestinationSettings
from kiosk.connect.square import SquareTill

__all__ = ["Destinations", "open_destinations"]


@dataclass(frozen=True, slots=True)
class Destinations:
    """What is connected."""

    printers: tuple[Printer, ...]
    topics: tuple[OrderTopic, ...]
    """One for each of the brokers."""
    brokers: tuple[Broker, ...]
    """What kiosks share things over."""
    tills: tuple[SquareTill, ...] = ()

    @property
    def all(self) -> tuple[Destination, ...]:
        """Every one that orders go to."""
        return (*self.printers, *self.topics, *self.tills)


@asynccontextmanager
async def open_destinations() -> AsyncIterator[Destinations]:
    """All that the settings name. None of them has to be there yet: what cannot be delivered waits
    in the outbox.

    Raises:
        UsageError: a setting cannot be used.
    """
    have = read_settings(DestinationSettings)
    printers = [section.destination(name) for name, section in have.printers.items()]
    tills = tuple(section.square(name) for name, section in have.tills.items())
    async with AsyncExitStack() as stack:
        topics, brokers = [], []
        for name, section in have.brokers.items():
            broker = await stack.enter_async_context(Broker(name, section.address))
            brokers.append(broker)
            topics.append(OrderTopic(broker, section.expires_s))
        yield Destinations(tuple(printers), tuple(topics), tuple(brokers), tills)
