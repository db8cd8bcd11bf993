"""A real Mosquitto for a test: its own port, its own folder, users and certificates as wanted."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from kiosk.connect.mqtt import Address

PASSWORD = "fourteen onions"  # noqa: S105 - of a broker that lives for one test


def program(name: str) -> str:
    """Where it is; ``make setup-dev`` brings it."""
    found = shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if found is None:
        pytest.fail(f"{name} is missing: run make setup-dev", pytrace=False)
    return found


@dataclass
class Mosquitto:
    """A broker that can be stopped and started again with what it has retained."""

    folder: Path
    secure: bool = False
    """With TLS, users and rights."""
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        lines = [
            f"listener {self.port} 127.0.0.1",
            "persistence true",
            f"persistence_location {self.folder}/",
            "user root",
        ]
        if self.secure:
            self._certificate()
            self._users()
            lines += [
                f"certfile {self.folder}/broker.pem",
                f"keyfile {self.folder}/broker.key",
                f"password_file {self.folder}/users",
                f"acl_file {self.folder}/rights",
            ]
        else:
            lines.append("allow_anonymous true")
        (self.folder / "mosquitto.conf").write_text("\n".join(lines) + "\n")

    def address(self, kiosk: str = "till1", **more: Any) -> Address:
        return Address("localhost", "barn", kiosk, self.port, **{"tls": self.secure, **more})

    def start(self) -> None:
        self.process = subprocess.Popen(
            [program("mosquitto"), "-c", str(self.folder / "mosquitto.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.05)
        pytest.fail("mosquitto does not start", pytrace=False)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    def _certificate(self) -> None:
        subprocess.run(
            [
                *(program("openssl"), "req", "-x509", "-newkey", "ec", "-nodes"),
                *("-pkeyopt", "ec_paramgen_curve:prime256v1", "-days", "2"),
                *("-subj", "/CN=localhost", "-addext"),
                "subjectAltName=DNS:localhost",
                *("-keyout", str(self.folder / "broker.key")),
                *("-out", str(self.folder / "broker.pem")),
            ],
            check=True,
            capture_output=True,
        )

    def _users(self) -> None:
        users = self.folder / "users"
        for user in ("till1", "stranger"):
            flags = ["-b"] if users.exists() else ["-c", "-b"]
            subprocess.run(
                [program("mosquitto_passwd"), *flags, str(users), user, PASSWORD], check=True
            )
        rights = [
            "user till1",
            "topic readwrite kiosk/1/barn/#",
            "user stranger",
            "topic read none",
        ]
        (self.folder / "rights").write_text("\n".join(rights) + "\n")
        for file in (users, self.folder / "rights"):
            file.chmod(0o600)


@pytest.fixture
def mosquitto(tmp_path: Path) -> Iterator[Mosquitto]:
    broker = Mosquitto(tmp_path)
    broker.start()
    yield broker
    broker.stop()


class Display:
    """Somebody else on the broker: a kitchen's display, the back office."""

    def __init__(self, broker: Mosquitto, topics: str, name: str = "kds", keeps: bool = False):
        """``keeps``: the broker keeps what it misses."""
        self.heard: list[tuple[str, bytes]] = []
        self.client = Client(CallbackAPIVersion.VERSION2, name, protocol=MQTTProtocolVersion.MQTTv5)
        self.client.on_message = lambda _, __, told: self.heard.append((told.topic, told.payload))
        ready: list[int] = []
        self.client.on_subscribe = lambda *_: ready.append(1)
        wishes = Properties(PacketTypes.CONNECT)
        wishes.SessionExpiryInterval = 600 if keeps else 0
        self.client.connect("localhost", broker.port, clean_start=not keeps, properties=wishes)
        self.client.loop_start()
        self.client.subscribe(topics, 1)
        self.wait(lambda: bool(ready))

    def wait(self, until: Any, seconds: float = 10.0) -> None:
        end = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < end, self.heard
            time.sleep(0.01)

    def tell(self, topic: str, payload: bytes) -> None:
        self.client.publish(topic, payload, 1, retain=True).wait_for_publish(5)

    def leave(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()
