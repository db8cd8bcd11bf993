"""One guest's conversation: words and touches in, replies out, every turn journaled first."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter
from typing import Final

from kiosk.dialog.happened import UNSURE
from kiosk.dialog.pointed import Pointed, ordered_by
from kiosk.dialog.policy import Policy
from kiosk.dialog.ports import Actor, Clock, Event, Journal, MemoryJournal
from kiosk.dialog.reply import Reply, Status, Turn
from kiosk.dialog.speaker import Speaker
from kiosk.dialog.state import Decided, State
from kiosk.errors import StoreError
from kiosk.menu.availability import Availability
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart
from kiosk.order.edits import Act, Edit
from kiosk.order.engine import Order
from kiosk.order.pricing import Totals, price
from kiosk.understanding.normalise import MAX_CHARACTERS, cut_short
from kiosk.understanding.reading import Asked, Context, Reading, Understands

__all__ = ["HEARD_BADLY", "Session"]

HEARD_BADLY: Final = 0.65
"""Below this confidence of the recogniser, or of a word that turns the meaning, what the words did
is asked about at once, as with an unsure reading. Of 280 recorded orders, most of them in noise, 11
were heard less surely than this and 6 of those taken wrong; of the 269 others 12 in a hundred."""

_ANSWERED_BADLY: Final = 0.5
"""The same of a turn that only answers: "yep" is short, and few other words are likely there."""


class Session:
    """One order, from the greeting until it is placed, dropped, or handed to a person."""

    def __init__(  # noqa: PLR0913 - what differs between two conversations, by keyword
        self,
        menu: Menu,
        understanding: Understands,
        *,
        clock: Clock,
        journal: Journal | None = None,
        sold_out: frozenset[str] = frozenset(),
        seed: int = 0,
        upsell: bool = False,
    ) -> None:
        self.menu = menu
        self.sold_out = sold_out
        """Ids of items, combos and options that are 86'd; may be set at any time."""
        self.pays_first = False
        """Whether the guest pays before the order is placed, as on a screen with a card terminal;
        else their yes to the read-back places it. May be set before the first turn."""
        self._understanding = understanding
        self._clock = clock
        self.journal: Journal = journal if journal is not None else MemoryJournal()
        """Where its turns are kept; it has the number of the ticket."""
        self._policy = Policy(Speaker(menu, seed), upsell)
        self._state = State()
        self._pointed: Pointed | None = None

    @property
    def order(self) -> Order:
        """The cart and what undo returns to."""
        return self._state.order

    @property
    def cart(self) -> Cart:
        """What is ordered."""
        return self._state.order.cart

    @property
    def totals(self) -> Totals:
        """What it costs."""
        return price(self.menu, self.cart)

    @property
    def status(self) -> Status:
        """Where the order stands."""
        return self._state.status

    @property
    def available(self) -> Availability:
        """What can be sold now."""
        return Availability(self._clock.now(), self.sold_out)

    @property
    def language(self) -> str:
        """Code of the language of the replies, one of ``LANGUAGES``; may be set at any time, for
        the replies to come."""
        return self._state.language

    @language.setter
    def language(self, code: str) -> None:
        self._state = replace(self._state, language=code)
        if self._pointed is not None:
            self._pointed = self._pointed.in_language(code)

    @property
    def pointed(self) -> Pointed | None:
        """The line that the guest has before them on the screen, as touches and words have it."""
        return self._pointed

    @property
    def asked(self) -> Asked | None:
        """The question that the guest is to answer, or none."""
        return self._state.question.asked if self._state.question else None

    @property
    def context(self) -> Context:
        """What the guest's next words are understood by, where nothing is pointed at."""
        state = self._state
        return Context(
            self.cart, self.asked, state.touched, self.available, state.about, state.topic
        )

    def greet(self) -> Reply:
        """The first words to a guest."""
        decided = self._policy.greet(self._state)
        self._state = decided.state
        return decided.reply

    def resume(self, order: Order) -> Reply:
        """Offer an order again that was open when the kiosk went down, instead of a greeting.

        Raises:
            StoreError: as ``silence``.
        """
        decided = self._policy.resume(replace(self._state, order=order))
        self._hand_over(decided, "staff", self.available)
        return decided.reply

    async def hear(self, text: str, confidence: float | None = None) -> Turn:
        """One utterance, typed or recognised; ``confidence`` (0..1) is the recogniser's.

        Raises:
            StoreError: the turn could not be journaled; the order is as it was before.
        """
        words = _cleaned(text)
        read = words[:MAX_CHARACTERS]
        if self.status != "open":
            return Turn(read, self._closed())
        started = perf_counter()
        reading, pointed, decided = await self._read_pointed(read, confidence)
        understood = perf_counter()
        if decided is None:
            now = self.available
            decided = self._policy.turn(
                self._state, reading, now, cut=cut_short(words), pays_first=self.pays_first
            )
            await self._keep(decided, "words", now)
            if self._pointed is not None:  # again, on the order as it is now
                self.point(pointed.ref if pointed else None, pointed.edits if pointed else ())
        else:
            self._pointed = pointed
            noticed = decided.state.noticed
            self._state = replace(self._state, last=decided.reply, noticed=noticed)
        ms = {
            "understanding": (understood - started) * 1000,
            **reading.ms,
            "dialog": (perf_counter() - understood) * 1000,
        }
        return Turn(
            guest=read,
            reply=decided.reply,
            edits=decided.edits,
            outcomes=decided.outcomes,
            unplaced=reading.unplaced,
            doubts=reading.doubts,
            confidence=reading.confidence,
            rung=reading.rung,
            ms=ms,
            trace=reading.trace,
        )

    async def touch(self, edits: Sequence[Edit]) -> Turn:
        """The screen's edits: the same engine, rules and journal as words.

        Raises:
            StoreError: the turn could not be journaled; the order is as it was before.
        """
        if self.status != "open":
            return Turn("", self._closed())
        started = perf_counter()
        reading = Reading(tuple(edits), rung="none")
        now = self.available
        decided = self._policy.turn(
            self._state, reading, now, by="touch", pays_first=self.pays_first
        )
        await self._keep(decided, "touch", now)
        self._pointed = None
        ms = {"dialog": (perf_counter() - started) * 1000}
        return Turn("", decided.reply, decided.edits, decided.outcomes, ms=ms)

    def point(self, ref: int | None, edits: Sequence[Edit] = ()) -> None:
        """A line is before the guest on the screen: what "no onions" and "two of those" mean.

        Args:
            ref: number of a line of the order; none for one that ``edits`` add.
            edits: what was touched there so far, and is not ordered yet; without any and without a
                number, nothing is before the guest any more.
        """
        self._pointed = (
            Pointed.at(self.menu, self._state, ref, edits, self.available)
            if ref is not None or edits
            else None
        )
        about = self._pointed.line.item if self._pointed is not None else None
        self._state = replace(self._state, about=about)

    def silence(self) -> Reply:
        """Nobody answered for a while: a prompt, and in the end the order is abandoned.

        Raises:
            StoreError: nothing can be journaled any more.
        """
        decided = self._policy.silence(self._state)
        self._hand_over(decided, "silence", self.available)
        return decided.reply

    def talked_over(self) -> None:
        """The guest spoke before the question of the last reply had sounded: a yes or a no of
        theirs is no answer to it. One that takes other words is still to be answered."""
        question = self._state.question
        if question is not None and question.asked.yes_or_no:
            self._state = replace(self._state, question=None)

    async def settle(self) -> Reply:
        """The guest has paid, or will at the counter: what was unpaid is placed, and what is open
        again stays open.

        Raises:
            StoreError: that could not be journaled; the order is as it was before.
        """
        decided = self._policy.settle(self._state)
        await self._keep(decided, "staff", self.available)
        return decided.reply

    def leave(self) -> None:
        """The guest has gone: an order that is not placed is abandoned.

        Raises:
            StoreError: as ``silence``.
        """
        if self.status in {"open", "unpaid", "person"} and self.cart.lines:
            self.journal.append(Event("staff", (), "abandoned", self.available, self.language))
            self._state = replace(self._state, status="abandoned")

    def nobody_came(self) -> Reply:
        """The person who was called did not come: the order goes on."""
        decided = self._policy.nobody_came(self._state)
        self._hand_over(decided, "staff", self.available)
        return decided.reply

    def reopen(self) -> Reply:
        """A person has come, or goes again: the order is open, with its last question."""
        decided = self._policy.reopen(self._state)
        self._hand_over(decided, "staff", self.available)
        return decided.reply

    def _closed(self) -> Reply:
        return self._policy.speaker.closed(self._state).reply

    async def _read_pointed(
        self, words: str, confidence: float | None
    ) -> tuple[Reading, Pointed | None, Decided | None]:
        """What the words mean, what is pointed at after them, and what is said to them where they
        are about that alone and leave the order as it is."""
        pointed = self._pointed
        if pointed is None or not words:
            return await self._read(words, confidence), pointed, None
        reading = await self._read(words, confidence, pointed.context(self.available))
        if (meant := pointed.meant(reading)) is not None:
            decided = self._policy.turn(pointed.state, meant, self.available)
            if decided.state.status == "open":
                changed = pointed.changed(decided.state, meant.edits)
                if changed is None or not changed.done(self.menu):
                    return meant, changed, decided
                return replace(meant, edits=(*changed.edits, Act("done"))), None, None
        elif (ordered := ordered_by(pointed, reading)) is not None:
            edits, with_it = ordered
            return replace(reading, edits=edits), None if with_it else pointed, None
        return await self._read(words, confidence), pointed, None

    async def _read(
        self, words: str, confidence: float | None, context: Context | None = None
    ) -> Reading:
        if not words:
            return Reading((Act("none"),), rung="none")
        reading = await self._understanding.read(words, context or self.context)
        if confidence is None:
            return reading
        answers = self.asked is not None and all(isinstance(edit, Act) for edit in reading.edits)
        if confidence < (_ANSWERED_BADLY if answers else HEARD_BADLY):
            reading = replace(reading, confidence=min(reading.confidence, confidence, UNSURE / 2))
        return replace(reading, misheard=reading.confidence < UNSURE)

    async def _keep(self, decided: Decided, by: Actor, now: Availability) -> None:
        """Journal the turn and wait until it is safe: no reply tells of what could be lost."""
        before = self._state
        self._hand_over(decided, by, now)
        try:
            await self.journal.safe()
        except StoreError:
            self._state = replace(before, language=self.language)  # which may be another by now
            raise

    def _hand_over(self, decided: Decided, by: Actor, now: Availability) -> None:
        """Journal the turn and let it count. What changes no cart waits for no disk: where it is
        lost, the order stands as it stood before it."""
        state = decided.state
        self.journal.append(Event(by, decided.edits, state.status, now, state.language))
        self._state = state


def _cleaned(text: str) -> str:
    """One line without control characters; what Unicode writes in two ways is written in one."""
    spaced = "".join(
        " " if unicodedata.category(c)[0] in "CZ" else c for c in text[: MAX_CHARACTERS * 4]
    )
    return " ".join(unicodedata.normalize("NFC", spaced).split())
