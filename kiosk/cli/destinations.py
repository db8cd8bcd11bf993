"""Where this kiosk's orders go, as the settings have it, open for as long as it serves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from kiosk.config import read_settings
from kiosk.connect import Destination
from kiosk.connect.mqtt import Broker, OrderTopic
from kiosk.connect.settings import DestinationSettings

__all__ = ["Destinations", "open_destinations"]


@dataclass(frozen=True, slots=True)
class Destinations:
    """What is connected."""

    all: tuple[Destination, ...]
    """Every one that orders go to."""
    brokers: tuple[Broker, ...]
    """Those of them that kiosks share things over."""


@asynccontextmanager
async def open_destinations() -> AsyncIterator[Destinations]:
    """All that the settings name. None of them has to be there yet: what cannot be delivered waits
    in the outbox.

    Raises:
        UsageError: a setting cannot be used.
    """
    have = read_settings(DestinationSettings)
    printers = [section.destination(name) for name, section in have.printers.items()]
    async with AsyncExitStack() as stack:
        topics, brokers = [], []
        for name, section in have.brokers.items():
            broker = await stack.enter_async_context(Broker(name, section.address))
            brokers.append(broker)
            topics.append(OrderTopic(broker, section.expires_s))
        yield Destinations((*printers, *topics), tuple(brokers))
