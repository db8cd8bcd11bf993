"""Which words to believe of those that a recogniser offers: the menu and the open question judge.

A recogniser knows sounds. Where its best text makes no sense of the menu and another one of nearly
the same sound does, that one was said: "cook zero" after "what drink?" is a Coke Zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Final, Protocol

from kiosk.order.edits import Act
from kiosk.understanding.normalise import words
from kiosk.understanding.reading import Context
from kiosk.understanding.rules import Rules, sure

__all__ = ["Recognised", "believed"]

_TURNING: Final = frozenset(
    ("no", "not", "don't", "dont", "without", "hold", "minus", "skip", "except", "never")
)
"""Words that turn the meaning of an order: to miss one, or to hear one that was not said, makes the
opposite."""


class _Word(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def confidence(self) -> float: ...


class _Alternative(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def log_probability(self) -> float: ...


class Recognised(Protocol):
    """An utterance as a recogniser gives it (see ``kiosk.speech.recognise.Heard``)."""

    @property
    def text(self) -> str:
        """The likeliest words."""
        ...

    @property
    def confidence(self) -> float | None:
        """0 to 1; none when the recogniser does not tell."""
        ...

    @property
    def words(self) -> Sequence[_Word]:
        """Its words, each with a confidence."""
        ...

    @property
    def alternatives(self) -> Sequence[_Alternative]:
        """Other texts, the likeliest first, each with its log-probability per token."""
        ...


def believed(rules: Rules, heard: Recognised, context: Context) -> tuple[str, float | None]:
    """The best text, or an alternative that reads surely where the best does not.

    One that leaves out or puts in words is no correction of what was heard, and is not taken.

    Returns:
        The text, and how likely it is right (0 to 1; none where nobody knows): the confidence of
        the best text, or that of its least sure turning word where that is less; of an alternative
        the lesser share of both, which is below a half, so that it is asked about.
    """
    confidence = heard.confidence
    if confidence is None or _makes_sense(rules, heard.text, context):
        return heard.text, _as_its_turns(heard)
    length = len(words(heard.text))
    for other in heard.alternatives:
        if len(words(other.text)) != length or _turns(other.text) != _turns(heard.text):
            continue
        if _makes_sense(rules, other.text, context):
            likely = exp(other.log_probability)
            return other.text, min(likely, confidence) / (likely + confidence)
    return heard.text, _as_its_turns(heard)


def _makes_sense(rules: Rules, text: str, context: Context) -> bool:
    reading = rules.read_now(text, context)
    return sure(reading) and not reading.doubts and set(reading.edits) != {Act("none")}


def _turns(text: str) -> list[str]:
    return [word.text for word in words(text) if word.text in _TURNING]


def _as_its_turns(heard: Recognised) -> float | None:
    if heard.confidence is None:
        return None
    turning = (word.confidence for word in heard.words if word.text.casefold() in _TURNING)
    return min([heard.confidence, *turning])
