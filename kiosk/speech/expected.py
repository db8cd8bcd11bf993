"""What the conversation makes likely of the turn to come, as far as listening needs it.

Speech knows no menus: whoever holds the conversation gives the answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from kiosk.speech.recognise import Heard

__all__ = ["Anything", "Expected", "Extent", "Patience"]

Patience = Literal["short", "normal", "long"]
"""How soon a guest's silence is an end: soon after a yes/no question, late while they choose."""

Extent = Literal["settled", "whole", "open", "unfinished"]
"""How far words have come: all that was asked for is said ("large", "that's all"); a complete
order, which guests like to add to; it is unclear; more must follow ("can I get a")."""


class Expected(Protocol):
    """What is likely of the turn to come. Asked anew at every pause: it may change meanwhile."""

    @property
    def prompt(self) -> tuple[str, ...]:
        """Names likely to be said, the likeliest first, as the menu writes them."""
        ...

    def believed(self, heard: Heard) -> tuple[str, float | None]:
        """Which of the texts that were recognised to take, and how likely it is right, 0 to 1;
        some milliseconds, no effect."""
        ...

    @property
    def patience(self) -> Patience:
        """With a guest who is silent."""
        ...

    def extent(self, words: str) -> Extent:
        """How far ``words``, as recognised so far, have come; some milliseconds, no effect."""
        ...


@dataclass(frozen=True, slots=True)
class Anything:
    """Nothing is known: a recording of whatever conversation."""

    prompt: tuple[str, ...] = ()
    patience: Patience = "normal"

    def believed(self, heard: Heard) -> tuple[str, float | None]:
        """See ``Expected``: the likeliest by its sound."""
        return heard.text, heard.confidence

    def extent(self, words: str) -> Extent:
        """See ``Expected``: whatever is said may be all of it."""
        return "whole"
