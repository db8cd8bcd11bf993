"""What a conversation remembers from one turn to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.dialog.reply import Question, Reply, Status
from kiosk.order.edits import Edit, Topic
from kiosk.order.engine import Order
from kiosk.order.outcome import Outcome

__all__ = ["Decided", "State"]


@dataclass(frozen=True, slots=True)
class State:
    """One conversation between two turns."""

    order: Order = field(default_factory=Order)
    status: Status = "open"
    question: Question | None = None
    """What the guest was asked last."""
    closing: bool = False
    """Whether the guest said that this is all: what follows leads back to the read-back."""
    touched: tuple[int, ...] = ()
    """Lines that the last turn which changed the cart made or changed, the latest last."""
    about: str | None = None
    """Id of the item, meal or option that the guest asked about since: what "it" means."""
    topic: Topic | None = None
    """What the last turn asked, where it changed nothing."""
    unused: str = ""
    """A "no" that was asked about and that nothing in the cart accounts for yet."""
    misses: int = 0
    """Turns in a row of which nothing was understood."""
    repeats: int = 0
    """Times in a row that the last question was asked again and came no further."""
    silences: int = 0
    """Times in a row that nobody answered."""
    offered: bool = False
    """Whether the one add-on was offered."""
    turns: int = 0
    language: str = "en"
    """Code of the language that the guest reads."""
    noticed: bool = False
    """Whether the guest was told how to order in that language: see ``Language.notice``."""
    last: Reply | None = None
    """What "repeat that" repeats."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One turn, done: where the conversation stands after it, and what is said."""

    state: State
    reply: Reply
    edits: tuple[Edit, ...] = ()
    """As applied, those that a yes or no stood for included."""
    outcomes: tuple[Outcome, ...] = ()
    """One for each of ``edits``."""
