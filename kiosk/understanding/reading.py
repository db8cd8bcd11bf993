"""What understanding is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from kiosk.menu.availability import Availability
from kiosk.order.cart import Cart, Line
from kiosk.order.edits import Edit, Topic
from kiosk.order.rules import Open

__all__ = ["Asked", "Context", "Doubt", "DoubtKind", "Reading", "Rung", "Trace", "Understands"]

Rung = Literal["rules", "slm", "slm-large", "none"]
DoubtKind = Literal[
    "unknown_dish", "unknown_words", "ambiguous", "unused_negation", "allergy", "no_line",
    "not_on_item",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that the guest is answering."""

    kind: Literal[
        "open", "confirm", "anything_else", "which", "offer", "cancel", "rephrase", "person"
    ]
    """``open``: a choice that a line needs. ``confirm``: the read-back. ``which``: one of
    ``options``. ``offer``: whether to take ``options[0]``. ``cancel``: whether to drop it all."""
    open: Open | None = None
    options: tuple[str, ...] = ()
    """Ids that the question named."""
    line: Line | None = None
    """For ``which`` and ``offer``: the quantity and options said of what is being asked about."""

    @property
    def answers(self) -> tuple[str, ...]:
        """Ids that can answer it: those that it named, or the options of the open choice."""
        return self.options or (self.open.options if self.open is not None else ())

    @property
    def yes_or_no(self) -> bool:
        """Whether a yes or a no answers it."""
        return self.kind in {"confirm", "offer", "cancel", "person"}


@dataclass(frozen=True, slots=True)
class Context:
    """All that understanding may know of the conversation."""

    cart: Cart = field(default_factory=Cart)
    asked: Asked | None = None
    touched: tuple[int, ...] = ()
    """Lines that the last turn made or changed, the latest last: what "that" means."""
    now: Availability = field(default_factory=Availability)
    about: str | None = None
    """The entry or option that a question was about since: what "one" or "that" means when it is
    ordered."""
    topic: Topic | None = None
    """What the last turn asked, where it only asked: "and the pie?" asks the same of the pie."""

    @property
    def wants(self) -> Open | None:
        """The open choice that was asked for, where one was."""
        return self.asked.open if self.asked is not None else None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something said that could not be taken as it was: to be asked about, never guessed."""

    kind: DoubtKind
    """``unknown_dish``: sounds like a dish, is not sold; ``options`` are the nearest that are.
    ``ambiguous``: could be any of ``options``. ``unused_negation``: a "no" that no edit uses.
    ``allergy``: an allergy was named. ``no_line``: refers to what is not in the cart.
    ``not_on_item``: an option that the line cannot have (``options``: option, item).
    ``unknown_words``: a "with everything" of what comes with nothing."""
    words: str
    """As the guest said them, normalised."""
    options: tuple[str, ...] = ()
    """Ids of entries or options, the nearest first."""
    line: Line | None = None
    """What was said around it, to be kept for the answer: its ``item`` is one of ``options``."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One row of ``--explain``."""

    words: str
    tag: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the guest meant, as far as it was understood."""

    edits: tuple[Edit, ...] = ()
    unplaced: tuple[str, ...] = ()
    """Content words that nothing used, as said."""
    doubts: tuple[Doubt, ...] = ()
    confidence: float = 1.0
    """0..1: how likely ``edits`` are all, and only, what was meant."""
    unsafe: bool = False
    """A negation or allergy word is not accounted for: the turn must end in a question."""
    misheard: bool = False
    """The words may be others than were said: what they did is asked about, whatever else is."""
    rung: Rung = "rules"
    ms: Mapping[str, float] = field(default_factory=dict)
    """Milliseconds by stage."""
    trace: tuple[Trace, ...] = ()


class Understands(Protocol):
    """A rung, or a ladder of them."""

    async def read(self, text: str, context: Context) -> Reading:
        """The reading of one utterance; never raises for what a guest says."""
        ...
