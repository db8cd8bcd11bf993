"""One guest's conversation: what to do next, and how to say it."""

from kiosk.dialog.ports import (
    Clock,
    Event,
    Journal,
    MemoryJournal,
    StandingClock,
    WallClock,
    replayed,
)
from kiosk.dialog.reply import Question, Refusal, Reply, Status, Turn
from kiosk.dialog.session import HEARD_BADLY, Session

__all__ = [
    "HEARD_BADLY",
    "Clock",
    "Event",
    "Journal",
    "MemoryJournal",
    "Question",
    "Refusal",
    "Reply",
    "Session",
    "StandingClock",
    "Status",
    "Turn",
    "WallClock",
    "replayed",
]
