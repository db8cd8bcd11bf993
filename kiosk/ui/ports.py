"""What the screen needs from outside: ears and a voice, what takes cards, an order that was cut
off, and its patience."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

from kiosk.dialog import Session
from kiosk.order.engine import Order

__all__ = [
    "CardTerminal",
    "Charge",
    "Heard",
    "Interrupted",
    "Lost",
    "OpenSound",
    "Partial",
    "Patience",
    "Sound",
    "Till",
]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the guest said or typed in one go."""

    text: str
    confidence: float | None = None
    """0..1, the recogniser's; none for typed words."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Something was said, and could not be recognised."""


@dataclass(frozen=True, slots=True)
class Partial:
    """What is being said, as far as it is recognised."""

    text: str


class Sound(Protocol):
    """The microphone and the speaker, as far as there are any."""

    volume: int
    """Of the speaker, in per cent of what it can do."""

    @property
    def speaks(self) -> str:
        """Code of the language of its voice."""
        ...

    @property
    def microphone(self) -> str | None:
        """Name of the microphone that listens, or none."""
        ...

    @property
    def missing(self) -> tuple[str, ...]:
        """What does not work, one sentence each."""
        ...

    @property
    def level_db(self) -> float:
        """How loud it is before the microphone right now, in dB below full scale; -120 for silence,
        and while nothing is listened to."""
        ...

    def heard(self) -> AsyncIterator[Heard | Partial | Lost]:
        """Everything that is said, until the microphone is gone; nothing where there is none.

        Before it is whole, what is said comes in parts, each with all words so far.

        Raises:
            KioskError: the microphone or the recogniser broke for good.
        """
        ...

    async def speak(self, text: str, *, slowly: bool = False) -> None:
        """Say ``text`` to its end; returns at once where there is no speaker.

        Raises:
            KioskError: it could not be said.
        """
        ...


OpenSound = Callable[[], AbstractAsyncContextManager[Sound]]
"""Makes the sound that works on this machine; what does not is told by ``Sound.missing``."""


Charge = Literal["approved", "declined", "timed_out"]
"""What came of charging a card."""


class CardTerminal(Protocol):
    """What takes cards."""

    async def charge(self, amount: int, currency: str) -> Charge:
        """Charge ``amount`` minor units of ``currency`` (ISO 4217).

        Cancelled, it charges nothing any more.

        Raises:
            KioskError: the terminal is gone.
        """
        ...


@dataclass(slots=True)
class Till:
    """How orders are paid at this counter."""

    terminal: CardTerminal | None = None
    """None: guests pay at the counter, and their yes to the read-back places the order. With one,
    they pay or choose the counter first."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """An order that was open when the kiosk went down."""

    session: Session
    """Goes on in the order's journal and its guest's language, and does not have the order yet."""
    order: Order
    """For ``Session.resume``."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the screen waits, in seconds."""

    silence_s: float = 30.0
    """For the guest's next words, before it asks whether anybody is there."""
    person_s: float = 60.0
    """For the person who was called, before the guest is told that nobody came."""
    payment_s: float = 120.0
    """For the guest to pay for what was ordered."""
    next_guest_s: float = 8.0
    """After an order is over, before the next one begins."""
    crew_s: float = 120.0
    """For the crew to touch their screen, before it closes: a guest may stand there."""
