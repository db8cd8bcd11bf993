"""Which words to believe of those that a recogniser offers: the menu and the open question judge.

A recogniser knows sounds. Where its best text makes no sense of the menu and another one of nearly
the same sound does, that one was said: "cook zero" after "what drink?" is a Coke Zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import Final, Protocol

from kiosk.order.edits import Act
from kiosk.understanding.normalise import words, written
from kiosk.understanding.reading import Context, Reading
from kiosk.understanding.rules import LIKELY, Rules, sure
from kiosk.understanding.tag import Tag, tag

__all__ = ["Recognised", "believed"]

_TURNING: Final = frozenset(
    ("no", "not", "dont", "without", "hold", "minus", "skip", "except", "never")
)
"""Words that turn the meaning of an order, normalised: to miss one, or to hear one that was not
said, makes the opposite."""
_DOUBTED: Final = 0.45
"""The most that a text is believed which is not what was heard best: it is asked about."""
_RIVAL: Final = 0.1
"""Share from which another text may have been said as well."""
_ORDERS: Final = frozenset(("menu", "request", "num"))
"""Kinds of words of which an order has some."""
_NO_MORE: Final = frozenset(("and", "det", "menu", "num", "request", "unit", "with"))
"""Kinds of words that often say no more than those beside them."""
_LEAST: Final = 1e-9
"""Confidence that less is taken for: none at all has no logarithm."""
_TOKENS: Final = 1.3
"""That a word has on average."""
_BETTER: Final = 1.5
"""Times the confidence of the best text's reading that a likely one of other words has."""
_CUT: Final = 2
"""Words more or less: "these are" for *caesar*."""
_MOST_NAMES: Final = 3
"""That are put in."""


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
    """The best text, or another of about its sound that reads surely where the best does not.

    One that turns something round is no correction of what was heard, and is not taken.

    Returns:
        The text, and how likely it is right (0 to 1; none where nobody knows): the confidence of
        the best text, or where that is less, of its least sure word that turns the meaning or that
        an order says for nothing. What another text that makes sense would make another order, and
        a text that is not the best, come to less than a half, so that it is asked about.
    """
    confidence = heard.confidence
    if confidence is None:
        return heard.text, None
    judge = _Judge(rules, context, heard)
    reading = judge.read(heard.text)
    if not _makes_sense(reading):
        corrected = judge.corrected(reading)
        if corrected is not None:
            return corrected, min(confidence, _DOUBTED)
    elif (rival := judge.rival(reading, confidence)) is not None:
        return rival, min(confidence, _DOUBTED)
    else:
        confidence = min(confidence, judge.least_idle(reading, below=confidence))
    turning = (word.confidence for word in heard.words if _turns(word.text))
    return heard.text, min([confidence, *turning])


class _Judge:
    """The menu and the open question, before one utterance."""

    def __init__(self, rules: Rules, context: Context, heard: Recognised) -> None:
        self._rules = rules
        self._context = context
        self._heard = heard
        self._sure: dict[str, float] = {}
        for heard_word in heard.words:
            for word in words(heard_word.text):
                least = self._sure.get(word.text, 1.0)
                self._sure[word.text] = min(least, heard_word.confidence)

    def read(self, text: str) -> Reading:
        """What the text would mean."""
        return self._rules.read_or_miss(text, self._context)

    def corrected(self, reading: Reading) -> str | None:
        """A text that makes sense where the best does not: another of the recogniser's, or one with
        names for words that sound like them; else what at least is likelier right."""
        heard = self._heard
        others = [other.text for other in heard.alternatives if _alike(other.text, heard.text)]
        sensible = (text for text in others if _makes_sense(self.read(text)))
        first = next(sensible, None)
        if first is not None:
            return first
        mended = [self._mended(text) for text in (heard.text, *others)]
        best, after = max(mended, key=lambda one: one[1].confidence)
        better = after.confidence >= max(LIKELY, reading.confidence * _BETTER)
        return best if better and not after.doubts else None

    def rival(self, reading: Reading, confidence: float) -> str | None:
        """A text about as likely as the best one that makes as much sense, and another order."""
        heard = self._heard
        for other in heard.alternatives:
            if _share(heard.text, confidence, other) < _RIVAL:
                continue
            means = self.read(other.text)
            if not _makes_sense(means) or means.edits == reading.edits:
                continue
            if _turns(other.text) != _turns(heard.text):
                return heard.text
            named = self._unnamed(other.text) < self._unnamed(heard.text)
            return other.text if named else heard.text
        return None

    def least_idle(self, reading: Reading, below: float) -> float:
        """How surely the least sure of those words was heard that the order would be the same
        without, as "like" in "like lettuce", which may have been *light*; 1 for none."""
        said = words(self._heard.text)
        for one in sorted(tag(self._rules.lexicon, said), key=self._surely):
            if self._surely(one) >= below:
                break
            rest = (*said[: one.start], *said[one.end :])
            if one.kind not in _NO_MORE and self.read(written(rest)).edits == reading.edits:
                return self._surely(one)
        return 1.0

    def _surely(self, one: Tag) -> float:
        return min(self._sure.get(word, 1.0) for word in one.words.split())

    def _mended(self, text: str) -> tuple[str, Reading]:
        """The text with names for what sounds like them, one after the other, as long as it makes
        more sense with each."""
        reading = self.read(text)
        for _ in range(_MOST_NAMES):
            said = words(text)
            tags = tag(self._rules.lexicon, said)
            if not any(one.kind in _ORDERS for one in tags):
                break  # chatter
            proposed = [
                (other, self.read(other))
                for other in self._rules.alike.mended(said, tags, self._sure)
                if _alike(other, text)
            ]
            best = max(proposed, key=lambda one: one[1].confidence, default=None)
            if best is None or best[1].confidence <= reading.confidence:
                break
            text, reading = best
            if _makes_sense(reading):
                break
        return text, reading

    def _unnamed(self, text: str) -> int:
        """Words that are part of no name."""
        said = words(text)
        named = (one for one in tag(self._rules.lexicon, said) if one.kind == "menu")
        return len(said) - sum(one.end - one.start for one in named)


def _makes_sense(reading: Reading) -> bool:
    return sure(reading) and not reading.doubts and set(reading.edits) != {Act("none")}


def _share(text: str, confidence: float, other: _Alternative) -> float:
    """How likely it is that the other text was said, where it was one of the two."""
    tokens = _TOKENS * len(words(text))
    behind = (log(max(confidence, _LEAST)) - other.log_probability) * tokens
    return 1 / (1 + exp(min(behind, 700.0)))


def _alike(text: str, other: str) -> bool:
    """Whether neither leaves out or puts in more than a name may be cut into, or turns round."""
    return abs(len(words(text)) - len(words(other))) <= _CUT and _turns(text) == _turns(other)


def _turns(text: str) -> list[str]:
    return [word.text for word in words(text) if word.text in _TURNING]
