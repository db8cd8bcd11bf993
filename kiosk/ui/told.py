"""What a conversation tells the screens: what was said, where it stands, what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from kiosk.dialog import Reply, Turn
from kiosk.order.outcome import Applied

__all__ = ["By", "Caption", "State", "Told"]

By = Literal["guest", "house", "fault"]
State = Literal["opening", "listening", "ready", "thinking", "speaking", "person", "crew", "over"]


@dataclass(frozen=True, slots=True)
class Caption:
    """One utterance."""

    by: By
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """The kiosk has answered: the order is to be drawn anew."""

    reply: Reply
    by: Literal["words", "touch", "silence", "kiosk"]
    """What it answers; ``kiosk`` where it speaks of its own accord."""
    changed: tuple[int, ...] = ()
    """Numbers of the lines that the turn made or changed."""

    @classmethod
    def of(cls, turn: Turn, by: Literal["words", "touch"]) -> Self:
        """What a turn of the guest came to."""
        refs = [ref for out in turn.outcomes if isinstance(out, Applied) for ref in out.refs]
        return cls(turn.reply, by, tuple(dict.fromkeys(refs)))
