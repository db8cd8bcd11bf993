"""What a lane needs from outside, and what it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from kiosk.board import Board
from kiosk.dialog import Session
from kiosk.speech.expected import Expected

__all__ = [
    "Alert",
    "By",
    "Caption",
    "Crew",
    "House",
    "Ordered",
    "Patience",
    "Say",
    "Signal",
    "Why",
]

By = Literal["guest", "house", "crew", "fault"]
Why = Literal["person", "two_cars", "deaf", "mute", "fault"]


@dataclass(frozen=True, slots=True)
class Alert:
    """Somebody of the crew is wanted at a lane."""

    lane: str
    why: Why
    """``person``: the guest wants one, or is not understood. ``two_cars``: one has come while an
    order was open. ``deaf``, ``mute``: it cannot hear, cannot speak. ``fault``: anything else."""
    text: str
    """One sentence; nothing that a guest said is in it."""


@dataclass(frozen=True, slots=True)
class Caption:
    """One utterance at a lane, for who listens in."""

    lane: str
    by: By
    text: str


class Crew(Protocol):
    """The people in the house."""

    def call(self, alert: Alert) -> None:
        """Somebody is wanted."""
        ...

    def overhear(self, caption: Caption) -> None:
        """Something was said, or went wrong."""
        ...


@dataclass(frozen=True, slots=True)
class Say:
    """The crew says something to the guest, through the speaker."""

    text: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """The crew says what a car ordered that a lane in the shadow listened to; the car is gone."""

    lines: tuple[str, ...] | None = None
    """In order notation; none: what the lane proposed was right."""


Signal = Literal["arrived", "departed", "take_over", "hand_back"] | Say | Ordered
"""What a lane is told: by the loop in its ground, a button, or the crew."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a lane waits, in seconds."""

    silence_s: float = 20.0
    """For the guest's next words, before it asks whether anybody is there."""
    person_s: float = 45.0
    """For the person who was called, before the guest is told that nobody came."""
    gone_s: float = 15.0
    """After an order is over, until its car counts as gone, where nothing tells when it goes."""


@dataclass(frozen=True, slots=True)
class House:
    """What the lanes of one house share."""

    session: Callable[[], Session]
    """Makes the session of the next car."""
    expected: Callable[[Session], Expected]
    """What a conversation makes likely of the next words."""
    crew: Crew
    board: Board | None = None
    shadow: bool = False
    """Whether the lanes only listen and propose: a person of the crew takes the order."""
    recorded: bool = False
    """Whether the sound of the lanes is kept: guests are told."""
    patience: Patience = Patience()
