"""Orders to whoever shows them in the kitchen, over the store's broker."""

from __future__ import annotations

from typing import Final

from kiosk.connect.destination import Refused, Undelivered
from kiosk.connect.mqtt.broker import Broker
from kiosk.connect.mqtt.notices import MAX_BYTES
from kiosk.connect.placed import PlacedOrder

__all__ = ["OrderTopic"]

_ANSWER_S: Final = 10.0


class OrderTopic:
    """A destination: the kiosk's topic of orders.

    An order is delivered when the broker has it and somebody is subscribed who will get it, at once
    or on coming back. Displays hold it against its key and drop what they have seen.
    """

    def __init__(self, broker: Broker, expires_s: int) -> None:
        """``expires_s``: how long the broker keeps an order for a display that is away."""
        self.name = broker.name
        self._broker = broker
        self._expires_s = expires_s

    async def deliver(self, key: str, order: PlacedOrder, *, again: bool = False) -> None:
        """See ``Destination``; the key goes with the order."""
        payload = order.model_dump_json().encode()
        if len(payload) > MAX_BYTES:
            raise Refused(f"broker {self.name}: order {key} is larger than {MAX_BYTES >> 10} KiB")
        heard = await self._broker.publish(
            self._broker.address.topics.orders,
            payload,
            seconds=_ANSWER_S,
            expires_s=self._expires_s,
        )
        if not heard:
            raise Undelivered(f"broker {self.name}: no display listens for orders")
