"""What a conversation makes likely of the guest's next words, for those who listen.

``Expecting`` has the shape that ``kiosk.speech.expected.Expected`` asks for: the conversation knows
no sound, and sound knows no menus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

import structlog

from kiosk.dialog.session import Session
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart, Line
from kiosk.order.edits import Act, Clear, Edit, Modify, Swap
from kiosk.understanding.heard import Recognised, believed
from kiosk.understanding.normalise import words as normalised
from kiosk.understanding.reading import Asked, Context
from kiosk.understanding.rules import LIKELY, Rules, sure
from kiosk.understanding.tag import tag

__all__ = ["Expecting", "expecting"]

_log = structlog.get_logger(__name__)

_CHOICE: Final = frozenset(("open", "which", "rephrase"))
"""Kinds of questions that take a guest time to think."""
_LEADS_ON: Final = frozenset(
    (
        "request", "and", "or", "but", "with", "add", "on", "into", "det", "neg", "light", "extra",
        "everything_but", "side_of", "make", "sub", "instead_of", "be", "alike", "just", "only",
        "fix",
    )
)  # fmt: skip
"""Kinds of phrases (see ``understanding.words``) that want something after them."""
_MAY_LEAD_ON: Final = frozenset(("num", "half", "one_of", "size_word"))
"""Kinds that do, unless the words make sense as they are: "make that two"."""
_HESITATION: Final = frozenset(("uh", "um", "uhm", "er", "hmm", "like", "well", "so"))
_CLOSING: Final = frozenset(("please", "thanks"))
"""Words after which an order rarely goes on."""
_TRAILS_OFF: Final = ("...", "\N{HORIZONTAL ELLIPSIS}", ",", "-", "\N{EM DASH}")
"""What recognisers write at the end of a sentence that breaks off."""


@dataclass(frozen=True, slots=True)
class Expecting:
    """The next turn of one conversation, as it stands now."""

    prompt: tuple[str, ...]
    """Names likely to be said, the likeliest first: what was asked, what is in the cart, what is
    hard to spell, then all that is sold."""
    patience: Literal["short", "normal", "long"]
    """With a guest who is silent."""
    _context: Context = field(repr=False)
    _rules: Rules = field(repr=False)

    def believed(self, heard: Recognised) -> tuple[str, float | None]:
        """Which of the texts that were recognised to take, and how likely it is right, 0 to 1."""
        return believed(self._rules, heard, self._context)

    def extent(self, words: str) -> Literal["settled", "whole", "open", "unfinished"]:
        """How far the words have come, by the rules alone and without effect.

        ``settled`` is an answer to what was asked, the end of the order, or what is said with a
        "please" behind it; ``whole`` any other order that leaves nothing unclear.
        """
        try:
            return self._extent(words)
        except Exception as fault:  # a defect of the rules costs a hint, never the listening
            _log.error("the rules failed on words so far", fault=type(fault).__name__)
            return "open"

    def _extent(self, words: str) -> Literal["settled", "whole", "open", "unfinished"]:
        said = normalised(words)
        if not said:
            return "open"
        if words.rstrip().endswith(_TRAILS_OFF) or said[-1].text in _HESITATION:
            return "unfinished"
        last = tag(self._rules.lexicon, said)[-1].kind
        if last in _LEADS_ON and len(said) > 1:  # a bare "no" is an answer
            return "unfinished"
        reading = self._rules.read_now(words, self._context)
        does = [edit for edit in reading.edits if edit != Act("none")]
        unclear = reading.confidence < LIKELY or reading.doubts or reading.unplaced or not does
        if not unclear and (said[-1].text in _CLOSING or any(map(self._settles, does))):
            return "settled"
        if last in _MAY_LEAD_ON and not sure(reading):
            return "unfinished"
        return "open" if unclear else "whole"

    def _settles(self, edit: Edit) -> bool:
        """Whether nothing is waited for once this is said."""
        asked = self._context.asked
        match edit:
            case Act(verb=("yes" | "no")):
                return self.patience == "short"
            case Act(verb=("done" | "cancel" | "person")) | Clear():
                return True
            case Modify(choices=choices) if asked is not None:
                return not {choice.option for choice in choices}.isdisjoint(asked.answers)
            case Swap(item=item) if asked is not None:
                return item in asked.answers
        return False


def expecting(session: Session, rules: Rules) -> Expecting:
    """What is likely of the next turn of ``session``; ``rules`` are those of its menu."""
    asked = session.asked
    return Expecting(
        tuple(dict.fromkeys(_names(session.menu, session.cart, asked))),
        _patience(asked, session.cart),
        session.context,
        rules,
    )


def _patience(asked: Asked | None, cart: Cart) -> Literal["short", "normal", "long"]:
    """Who has ordered nothing yet says the most."""
    if asked is not None and asked.yes_or_no:
        return "short"
    chooses = asked is not None and asked.kind in _CHOICE
    return "long" if chooses or not cart.lines else "normal"


def _names(menu: Menu, cart: Cart, asked: Asked | None) -> Iterator[str]:
    options = list(menu.options())
    named = {o.id: o.name for o in options} | {entry.id: entry.name for entry in menu.entries()}
    likely = [*(asked.answers if asked else ()), *_held(cart.lines)]
    yield from (named[id] for id in likely if id in named)
    yield from (entry.name for entry in menu.entries() if entry.say)
    yield from (option.name for option in options if option.say)
    for sold in (*menu.entries(), *options):
        yield from (sold.name, *sold.aliases)


def _held(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield line.item
        yield from (choice.option for choice in line.choices)
        yield from _held(held for _, held in line.slots)
