"""What the kiosk says, with its meaning beside the words; what one turn came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kiosk.order.edits import Edit
from kiosk.order.outcome import Outcome, Reason
from kiosk.understanding.reading import Asked, Doubt, Rung, Trace

if TYPE_CHECKING:
    from kiosk.dialog.replies import Wording

__all__ = ["Question", "Refusal", "Reply", "Sentence", "Status", "Turn"]

Status = Literal["open", "unpaid", "placed", "cancelled", "person", "abandoned"]
"""Where an order stands; only an open one changes.

``placed`` is ordered: it is made, and cannot be taken back by the guest. The guest's yes to the
read-back places it, unless they pay first: then it is ``unpaid`` until they have, or have chosen
to pay at the counter. Of an ``unpaid`` order nothing is made.
"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that the guest asked for and does not get."""

    id: str
    """Of the item, option, slot or line; the guest's words where the menu has no such thing."""
    reason: Reason


@dataclass(frozen=True, slots=True)
class Sentence:
    """A part of a reply, with what it means."""

    text: str
    confirms: tuple[str, ...] = ()
    """Lines and edits that it states, in order notation."""
    refuses: tuple[Refusal, ...] = ()
    unknown: tuple[str, ...] = ()
    """Words that it names as not understood."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the guest, and what a plain yes or no to it does."""

    asked: Asked
    """As understanding needs it to read the answer."""
    asks: str
    """What it is about: id of a group or slot, or ``confirm``, ``anything_else``, ``which``,
    ``offer``, ``check`` (was that right?), ``change`` (what is wrong?), ``cancel``, ``resume``
    (shall we go on?), ``rephrase`` or ``person``."""
    text: Callable[[Wording], str] | None = None
    """Its words in any language; none where they are those of its kind."""
    if_yes: tuple[Edit, ...] = ()
    if_no: tuple[Edit, ...] = ()

    def same_as(self, other: Question) -> bool:
        """Whether both ask the same, in whatever words."""
        return (self.asks, self.asked) == (other.asks, other.asked)


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: what is said and what it means."""

    text: str
    """Written form ("$6.99"), never empty."""
    asks: str | None = None
    """See :class:`Question`; none when it asks nothing."""
    asked: Asked | None = None
    confirms: tuple[str, ...] = ()
    """Lines and edits that it states, in order notation."""
    refuses: tuple[Refusal, ...] = ()
    unknown: tuple[str, ...] = ()
    """Words that it names as not understood."""
    ends: bool = False
    """Whether the conversation is over with it."""
    language: str = "en"
    """Code of the language that its text is in."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the guest and all that came of it."""

    guest: str
    """What was said, cleaned; empty for a touch."""
    reply: Reply
    edits: tuple[Edit, ...] = ()
    """As applied: those that a "yes" stood for follow it."""
    outcomes: tuple[Outcome, ...] = ()
    """One for each of ``edits``."""
    unplaced: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    confidence: float = 1.0
    """0..1, of the reading."""
    rung: Rung = "none"
    ms: Mapping[str, float] = field(default_factory=dict)
    """Milliseconds by stage."""
    trace: tuple[Trace, ...] = ()
