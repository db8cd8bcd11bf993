"""Which words to believe of those that a recogniser offers: the menu and the open question judge.

A recogniser knows sounds. Where its best text makes no sense of the menu and another one of nearly
the same sound does, that one was said: "cook zero" after "what drink?" is a Coke Zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from math import exp, log
from typing import Final, Protocol

from kiosk.order.cart import Line
from kiosk.order.edits import Act, Add
from kiosk.understanding.normalise import Word, number_of, words, written
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
_NOT_SOLD: Final = 0.5
"""Times the confidence of a reading that a like one of what is sold now has."""
_UNLIKELY: Final = 0.5
"""Confidence below which another word is likelier than a known one."""
_CUT: Final = 2
"""Words more or less: "these are" for *caesar*."""
_MOST_NAMES: Final = 3
"""That are put in."""


class _Word(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def whole(self) -> bool: ...


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
        the best text, or where that is less, of its least sure word that turns the meaning, that an
        order says for nothing, or that is a whole name and likelier another. What another text that
        makes sense would make another order, and a text that is not the best, come to less than a
        half, so that it is asked about.
    """
    confidence = heard.confidence
    if confidence is None:
        return heard.text, None
    judge = _Judge(rules, context, heard)
    reading = judge.read(heard.text)
    sensible = _makes_sense(reading)
    other: str | None = None
    if not sensible or not judge.to_be_had(reading):
        other = judge.corrected(reading)
    if other is None and sensible:
        other = judge.rival(reading, confidence)
    if other is not None:
        return other, min(confidence, _DOUBTED)
    if sensible:
        idle = judge.least_idle(reading, below=confidence)
        confidence = min(confidence, idle, judge.least_name())
    turning = (word.confidence for word in heard.words if _turns(word.text))
    return heard.text, min([confidence, *turning])


class _Judge:
    """The menu and the open question, before one utterance."""

    def __init__(self, rules: Rules, context: Context, heard: Recognised) -> None:
        self._rules = rules
        self._context = context
        self._heard = heard
        self._sure: dict[str, float] = {}
        self._whole = {
            word.text for known in heard.words if known.whole for word in words(known.text)
        }
        for heard_word in heard.words:
            for word in words(heard_word.text):
                least = self._sure.get(word.text, 1.0)
                self._sure[word.text] = min(least, heard_word.confidence)

    @cached_property
    def _said(self) -> list[Word]:
        return words(self._heard.text)

    @cached_property
    def _tags(self) -> Sequence[Tag]:
        return tag(self._rules.lexicon, self._said)

    def read(self, text: str) -> Reading:
        """What the text would mean."""
        return self._rules.read_or_miss(text, self._context)

    def to_be_had(self, reading: Reading) -> bool:
        """Whether all that it would order is sold now: few ask for porridge at noon."""
        menu, now = self._rules.lexicon.menu, self._context.now
        entries = (menu.sold(line.item) for line in _added(reading))
        return not any(entry is not None and now.why_not(menu, entry) for entry in entries)

    def corrected(self, reading: Reading) -> str | None:
        """A text that makes sense where the best does not: another of the recogniser's, or one with
        names for words that sound like them; else what at least is likelier right."""
        heard = self._heard
        others = [other.text for other in heard.alternatives if _alike(other.text, heard.text)]
        sensible = (text for text in others if self._orders(self.read(text)))
        first = next(sensible, None)
        if first is not None:
            return first
        mended = [self._mended(text) for text in (heard.text, *others)]
        best, after = max(mended, key=lambda one: self._worth(one[1]))
        better = self._worth(after) >= max(LIKELY, self._worth(reading) * _BETTER)
        return best if better and not after.doubts else None

    def rival(self, reading: Reading, confidence: float) -> str | None:
        """The text to ask about where another order is about as likely: one that the recogniser
        gives, one that sounds the same, or as many as the number that went unheard."""
        heard = self._heard
        if self._sounds_like_another(reading) or self._uncounted(reading):
            return heard.text
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
        for one in sorted(self._tags, key=self._surely):
            if self._surely(one) >= below:
                break
            rest = (*self._said[: one.start], *self._said[one.end :])
            if one.kind not in _NO_MORE and self.read(written(rest)).edits == reading.edits:
                return self._surely(one)
        return 1.0

    def least_name(self) -> float:
        """How surely the least sure dish, option or number of one everyday word was heard that is
        likelier another; 1 for none. A name that the recogniser has to spell says less: it is
        seldom sure of one that was said."""
        short = (
            self._surely(one)
            for one in self._tags
            if one.kind in ("menu", "num") and one.words in self._whole
        )
        return min((sure for sure in short if sure < _UNLIKELY), default=1.0)

    def _sounds_like_another(self, reading: Reading) -> bool:
        """Whether words of no use sound the same as a name or a "no" that makes another order: "a
        nice latte" as *an iced*."""
        texts = self._rules.alike.same(self._said, self._tags)
        return any(
            _makes_sense(other) and other.edits != reading.edits for other in map(self.read, texts)
        )

    def _uncounted(self, reading: Reading) -> bool:
        """Whether a dish of which one is ordered was said in the plural and not counted, as in "tea
        cookies", which may have been two."""
        ones = {line.item for line in _added(reading) if line.quantity == 1}
        counted = False
        for one in self._tags:
            last = self._said[one.end - 1]
            counted = counted or one.count > 0
            dishes = ones.intersection(one.of("item"))
            if dishes and not counted and _plural(last) and not self._so_named(dishes, last):
                return True
            if one.of("item") or one.kind == "with":
                counted = False
        return False

    def _so_named(self, dishes: Iterable[str], last: Word) -> bool:
        """Whether the name of one of them ends so."""
        menu = self._rules.lexicon.menu
        entries = [entry for dish in dishes if (entry := menu.sold(dish)) is not None]
        names = chain.from_iterable((entry.name, *entry.aliases) for entry in entries)
        return any(last.text == word.text for name in names for word in words(name)[-1:])

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
            best = max(proposed, key=lambda one: self._worth(one[1]), default=None)
            if best is None or self._worth(best[1]) <= self._worth(reading):
                break
            text, reading = best
            if self._orders(reading):
                break
        return text, reading

    def _orders(self, reading: Reading) -> bool:
        return _makes_sense(reading) and self.to_be_had(reading)

    def _worth(self, reading: Reading) -> float:
        return reading.confidence if self.to_be_had(reading) else reading.confidence * _NOT_SOLD

    def _unnamed(self, text: str) -> int:
        """Words that are part of no name."""
        said = words(text)
        named = (one for one in tag(self._rules.lexicon, said) if one.kind == "menu")
        return len(said) - sum(one.end - one.start for one in named)


def _makes_sense(reading: Reading) -> bool:
    return sure(reading) and not reading.doubts and set(reading.edits) != {Act("none")}


def _added(reading: Reading) -> Iterator[Line]:
    return (edit.line for edit in reading.edits if isinstance(edit, Add))


def _plural(word: Word) -> bool:
    return word.text != word.stem and number_of(word) is None


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
