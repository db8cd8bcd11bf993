"""What a worker and its child say to each other, and how it travels.

A message is a pickle (protocol 5) behind an eight-byte length, over a Unix socket pair. Both ends
are this program, started by the same user, so unpickling is as safe as importing.
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk.errors import KioskError

__all__ = ["HEADER", "Boot", "Call", "Cancel", "Done", "Failed", "Item", "Ready", "pack", "unpack"]

HEADER = struct.Struct(">Q")
"""The length of the pickle that follows, in bytes."""


@dataclass(frozen=True, slots=True)
class Boot:
    """First message to the child: build this engine."""

    factory: Callable[..., object]
    """Travels as its module and name, so it must be importable."""
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """Run one method of the engine. An iterator that it returns is sent item by item."""

    id: int
    """Ever increasing; answers carry it, so those to an abandoned call are recognised as stale."""
    method: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cancel:
    """Nobody waits for this call any more: stop before its next item."""

    id: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The engine is built."""

    load_ms: float
    """Time that building it took, its imports included."""
    unplugged: bool
    """Whether the child gave up the network before."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a streamed result."""

    id: int
    value: Any


@dataclass(frozen=True, slots=True)
class Done:
    """The call is over; ``value`` is its result, or None after a stream."""

    id: int
    value: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """The call, or the building of the engine, raised; the child itself lives on."""

    id: int | None
    """None when the engine could not be built."""
    error: KioskError


def pack(message: object) -> bytes:
    """A message as the bytes that travel.

    Raises:
        pickle.PicklingError, TypeError, AttributeError: something in it cannot be pickled.
    """
    body = pickle.dumps(message, protocol=5)
    return HEADER.pack(len(body)) + body


def unpack(body: bytes) -> Any:
    """The message in a body that came without its length."""
    return pickle.loads(body)  # noqa: S301 - both ends are this program
