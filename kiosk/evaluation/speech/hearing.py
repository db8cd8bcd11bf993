"""One recording, played to a conversation as a guest's words are."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass
from datetime import time
from typing import Final

from kiosk.dialog.expecting import expecting
from kiosk.dialog.ports import StandingClock
from kiosk.dialog.reply import Reply
from kiosk.dialog.session import Session
from kiosk.errors import WorkerError
from kiosk.evaluation.scenarios.differences import Difference, differences, owned
from kiosk.evaluation.speech.index import Row
from kiosk.order.cart import Cart
from kiosk.speech.audio import Audio
from kiosk.speech.pipeline import Ears, Missed, Recording
from kiosk.understanding import Rules
from kiosk.understanding.reading import Understands

__all__ = ["Attendant", "Trial"]

_AT: Final = StandingClock(time(12))
"""When orders are taken, so that what is sold depends on no clock: at noon."""
_NO_QUESTION: Final = frozenset((None, "anything_else", "confirm", "offer"))
"""What a kiosk says to an order that it has understood."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One recording under one condition, and what came of it."""

    row: Row
    condition: str
    heard: str
    """All words, of however many turns."""
    got: Cart
    silent: tuple[Difference, ...]
    """What differs from the order, and no reply owned up to. None where nothing was taken, and the
    guest is asked for the order, nor where a person was called."""
    asked: bool
    """Whether the last reply asks about the order, and not only whether it is complete."""
    ms: tuple[float, ...]
    """From the end of speech to the words, of each turn."""
    right: bool
    """Whether the cart is the one that was ordered."""
    oracle: bool
    """Whether it is when the true words are typed."""


class Attendant:
    """Takes the orders of one menu, each in a conversation of its own."""

    def __init__(self, ears: Ears, understanding: Understands, rules: Rules) -> None:
        """
        Args:
            ears: hear.
            understanding: reads the words.
            rules: of the same menu; tell what is likely to be said next.
        """
        self._ears = ears
        self._understanding = understanding
        self._rules = rules
        self._typed: dict[tuple[str, Cart], bool] = {}

    async def take(self, row: Row, condition: str, sound: Audio) -> Trial:
        """Listen to an order as it sounds under a condition.

        Where nothing at all is heard, the guest is prompted as in any silence.

        Raises:
            WorkerError: the recogniser lost what was said.
        """
        session = self._session(row)
        replies, words, ms = [], [], []
        listening = self._ears.turns(Recording(sound), lambda: expecting(session, self._rules))
        async with aclosing(listening) as turns:
            async for turn in turns:
                if isinstance(turn, Missed):
                    raise WorkerError(f"{row.path}: not recognised: {turn.why}")
                answered = await session.hear(turn.heard.text, turn.heard.confidence)
                replies.append(answered.reply)
                words.append(turn.heard.text)
                ms.append(sum(turn.ms.values()))
        if not replies:
            replies.append(session.silence())
        wrong = differences(row.menu, row.want, session.cart)
        taken = session.status == "open" and bool(session.cart.lines)
        return Trial(
            row=row,
            condition=condition,
            heard=" ".join(filter(None, words)),
            got=session.cart,
            silent=tuple(d for d in wrong if not _told(row, d, replies)) if taken else (),
            asked=replies[-1].asks not in _NO_QUESTION or not words,
            ms=tuple(ms),
            right=not wrong,
            oracle=await self._typed_right(row),
        )

    async def _typed_right(self, row: Row) -> bool:
        key = (row.said, row.want)
        if key not in self._typed:
            session = self._session(row)
            await session.hear(row.said)
            self._typed[key] = not differences(row.menu, row.want, session.cart)
        return self._typed[key]

    def _session(self, row: Row) -> Session:
        session = Session(row.menu, self._understanding, clock=_AT)
        session.greet()
        return session


def _told(row: Row, difference: Difference, replies: list[Reply]) -> bool:
    """Whether the guest was told of the difference in any turn of the order."""
    return any(owned(row.menu, difference, reply) for reply in replies)
