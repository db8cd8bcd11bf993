"""A kiosk's line to the store's MQTT 5 broker: kept up in the background, and honest about it.

paho's own thread talks to the network; all that it hears is handed to the event loop, where the
rest of the kiosk lives.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import structlog
from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from kiosk.connect.destination import Undelivered
from kiosk.connect.mqtt.notices import MAX_BYTES, HealthNotice, Topics
from kiosk.errors import UsageError

__all__ = ["Address", "Broker"]

Hearer = Callable[[str, bytes], None]

_KEEPALIVE_S: Final = 15
"""Between two signs of life; the broker tells the will of a kiosk after one and a half."""
_RECONNECT_S: Final = (1, 30)
_GOODBYE_S: Final = 1.0
_NOBODY_LISTENS: Final = 0x10
"""Reason code of MQTT 5 (3.4.2.1): taken, and there is nobody to give it to."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Address:
    """Where the broker is and who the kiosk is there."""

    host: str
    store: str
    """Which store; the kiosks of one share what is sold out."""
    kiosk: str
    """Which kiosk of it; no two have the same."""
    port: int = 8883
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = True
    ca_file: Path | None = None
    """Certificates that the broker's may be signed by; none are the system's."""

    @property
    def topics(self) -> Topics:
        """Where this kiosk writes and reads."""
        return Topics(self.store, self.kiosk)


class Broker:
    """An asynchronous context: connected from its beginning on, again and again, until its end.

    The health of the kiosk is told by it: online at every connection, offline at the end, and by
    the broker when the kiosk is lost.
    """

    def __init__(self, name: str, address: Address) -> None:
        """``name`` is what the crew calls it.

        Raises:
            UsageError: the file of certificates cannot be used.
        """
        self.name = name
        self.address = address
        self._hearers: dict[str, Hearer] = {}
        self._greeters: list[Callable[[], None]] = []
        self._waiting: dict[int, asyncio.Future[ReasonCode]] = {}
        self._up = asyncio.Event()
        self._trouble = "not connected yet"
        self._client = self._made()

    @property
    def connected(self) -> bool:
        """Whether the broker has taken the kiosk in."""
        return self._up.is_set()

    @property
    def trouble(self) -> str:
        """Why it is not connected, as it was last told."""
        return self._trouble

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        address = self.address
        wishes = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call] # paho's own gap
        wishes.MaximumPacketSize = MAX_BYTES + 1024  # the topic and properties come on top
        self._client.connect_async(
            address.host, address.port, _KEEPALIVE_S, clean_start=True, properties=wishes
        )
        self._client.loop_start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.on_disconnect = None
        if self.connected:
            bye = self._client.publish(self.address.topics.health, self._health("offline"), 1, True)
            with contextlib.suppress(RuntimeError):  # lost just now: the broker tells the last will
                await asyncio.to_thread(_sent_within, bye.is_published, _GOODBYE_S)
        self._client.disconnect()
        await asyncio.to_thread(self._client.loop_stop)

    async def wait_connected(self, seconds: float) -> None:
        """Raises: Undelivered: it is not connected after that time; the message says why."""
        try:
            async with asyncio.timeout(seconds):
                await self._up.wait()
        except TimeoutError as late:
            raise self._undelivered(self._trouble) from late

    def hear(self, topics: str, hearer: Hearer) -> None:
        """From now on, at every connection, what is told under the filter ``topics`` is handed to
        ``hearer``, on the event loop; what is retained there comes first."""
        self._hearers[topics] = hearer
        if self.connected:
            self._client.subscribe(topics, 1)

    def on_connected(self, greeter: Callable[[], None]) -> None:
        """Call ``greeter`` at every connection, on the event loop; at once where there is one."""
        self._greeters.append(greeter)
        if self.connected:
            greeter()

    async def publish(
        self,
        topic: str,
        payload: bytes,
        *,
        seconds: float,
        retain: bool = False,
        expires_s: int | None = None,
    ) -> bool:
        """Tell ``payload`` with QoS 1 and wait until the broker has it.

        Returns whether anybody listens: the broker says so of what is not retained.

        Raises:
            Undelivered: there is no connection, no answer within ``seconds``, or the broker does
                not let this kiosk write there.
        """
        if not self.connected:  # paho would pile up what is tried again and again
            raise self._undelivered(self._trouble)
        wishes = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call] # paho's own gap
        wishes.ContentType = "application/json"
        if expires_s is not None:
            wishes.MessageExpiryInterval = expires_s
        info = self._client.publish(topic, payload, 1, retain, wishes)
        if info.rc != MQTTErrorCode.MQTT_ERR_SUCCESS:
            raise self._undelivered(str(info.rc.name))
        answer = self._waiting[info.mid] = self._loop.create_future()
        try:
            async with asyncio.timeout(seconds):
                said = await answer
        except TimeoutError as late:
            raise self._undelivered("the broker does not answer") from late
        finally:
            self._waiting.pop(info.mid, None)
        if said.is_failure:
            raise self._undelivered(f"{topic}: {str(said).lower()}")
        return bool(said.value != _NOBODY_LISTENS)

    def _made(self) -> Client:
        address = self.address
        client = Client(
            CallbackAPIVersion.VERSION2,
            client_id=f"kiosk-{address.store}-{address.kiosk}",
            protocol=MQTTProtocolVersion.MQTTv5,
        )
        if address.user:
            client.username_pw_set(address.user, address.password)
        if address.tls:
            client.tls_set_context(_certificates(address.ca_file))
        client.reconnect_delay_set(*_RECONNECT_S)
        client.will_set(address.topics.health, self._health("offline"), 1, True)
        client.on_connect = self._connected_there
        client.on_connect_fail = self._failed_there
        client.on_disconnect = self._lost_there
        client.on_publish = self._taken_there
        client.on_message = self._told_there
        return client

    def _health(self, state: Any) -> bytes:
        told = HealthNotice(kiosk=self.address.kiosk, state=state, at=datetime.now(UTC))
        return told.model_dump_json().encode()

    def _undelivered(self, why: str) -> Undelivered:
        return Undelivered(f"broker {self.name}: {why}")

    # What paho's thread calls; each hands over to the loop and returns.

    def _connected_there(
        self, _: Client, __: Any, ___: ConnectFlags, said: ReasonCode, ____: Properties | None
    ) -> None:
        self._hand_over(self._connected_here, said)

    def _failed_there(self, _: Client, __: Any) -> None:
        where = f"{self.address.host} port {self.address.port}"
        why = f"no connection to {where}"
        if self.address.tls:  # paho does not tell one from the other
            why += ": nobody answers, or with a certificate that is not trusted"
        self._hand_over(self._lost_here, why)

    def _lost_there(
        self, _: Client, __: Any, ___: DisconnectFlags, said: ReasonCode, ____: Properties | None
    ) -> None:
        self._hand_over(self._lost_here, f"connection lost ({str(said).lower()})")

    def _taken_there(self, _: Client, __: Any, mid: int, said: ReasonCode, ___: Properties) -> None:
        self._hand_over(self._taken_here, mid, said)

    def _told_there(self, _: Client, __: Any, message: MQTTMessage) -> None:
        self._hand_over(self._told_here, message.topic, bytes(message.payload))

    def _hand_over(self, job: Callable[..., None], *what: Any) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(job, *what)

    # The same, on the loop.

    def _connected_here(self, said: ReasonCode) -> None:
        if said.is_failure:
            self._lost_here(f"refused: {str(said).lower()}")
            return
        self._up.set()
        self._client.publish(self.address.topics.health, self._health("online"), 1, True)
        for topics in self._hearers:
            self._client.subscribe(topics, 1)
        for greeter in self._greeters:
            greeter()

    def _lost_here(self, why: str) -> None:
        if self._up.is_set():  # one that was never there shows by what is not delivered
            _log.warning("no broker", broker=self.name, why=why)
        refused = self._trouble.startswith("refused") and why.startswith("connection lost")
        self._trouble = self._trouble if refused else why
        self._up.clear()

    def _taken_here(self, mid: int, said: ReasonCode) -> None:
        answer = self._waiting.get(mid)
        if answer is not None and not answer.done():
            answer.set_result(said)

    def _told_here(self, topic: str, payload: bytes) -> None:
        if len(payload) > MAX_BYTES:
            _log.warning("a message that is too long", topic=topic, bytes=len(payload))
            return
        for topics, hearer in self._hearers.items():
            if _under(topic, topics):
                hearer(topic, payload)


def _under(topic: str, topics: str) -> bool:
    """Whether ``topic`` matches a filter whose only wildcard is ``+``."""
    levels, wanted = topic.split("/"), topics.split("/")
    return len(levels) == len(wanted) and all(
        want in {"+", level} for level, want in zip(levels, wanted, strict=True)
    )


def _certificates(ca_file: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as bad:  # ssl.SSLError is one
        raise UsageError(f"{ca_file}: no certificates ({bad.strerror or bad})") from bad


def _sent_within(sent: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not sent() and time.monotonic() < until:
        time.sleep(0.01)
