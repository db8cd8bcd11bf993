"""What one turn of the guest was: classified, with nothing decided yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from kiosk.dialog.reply import Question, Reply
from kiosk.dialog.state import State
from kiosk.order.edits import Act, ActVerb, Add, Ask, Edit, Serve, Undo
from kiosk.order.engine import Order
from kiosk.order.outcome import Applied, Outcome, Refused
from kiosk.understanding.reading import Doubt, Reading
from kiosk.understanding.rules import LIKELY, SURE

__all__ = ["UNSURE", "By", "Happened", "meant"]

By = Literal["words", "touch"]
UNSURE: Final = SURE
"""Below this what a reading does is asked about at once."""
_CHATTER: Final = ("hello", "thanks", "none", "repeat")
_EXPLAIN_A_NO: Final = ("unused_negation", "allergy", "ambiguous")
"""Doubts that end an unsafe turn in a question about what makes it unsafe."""


def meant(
    question: Question | None, edits: Sequence[Edit], last: Reply | None = None
) -> tuple[Edit, ...]:
    """``edits`` with what a yes or no to ``question`` stands for after it.

    A no that comes with a change of its own ("no, a Sprite") is that change and nothing else. So
    is a yes to an offer that comes with something else to add: it may say the offer again
    ("okay, a Diet Coke, no ice") or decline it ("okay, just a Sprite then"). "Never mind" after a
    ``last`` reply that only refuses something gives that up, and takes nothing back. "No, that's
    all" to whether it was understood rightly wants nothing more, and takes nothing back either.
    """
    refused = last is not None and (last.refuses or last.unknown) and not last.confirms
    if refused and Undo() in edits:
        edits = [edit for edit in edits if edit != Undo()] or [Act("no")]
    if question is None:
        return tuple(edits)
    if question.asks == "check" and Act("done") in edits:
        edits = [edit for edit in edits if edit != Act("no")]
    changes = any(not isinstance(edit, Act | Ask) for edit in edits)
    adds = any(isinstance(edit, Add) for edit in edits)
    offers = any(isinstance(edit, Add) for edit in question.if_yes)
    out: list[Edit] = []
    for edit in edits:
        out.append(edit)
        if edit == Act("yes") and not (offers and adds):
            out += question.if_yes
        elif edit == Act("no") and not changes:
            out += question.if_no
    return tuple(out)


@dataclass(frozen=True)
class Happened:
    """One turn: what was said, what it did, and what it answered."""

    before: State
    reading: Reading
    edits: tuple[Edit, ...]
    """As applied."""
    order: Order
    """After them."""
    outcomes: tuple[Outcome, ...]
    by: By
    cut: bool = False
    """Whether the words were too many to be read whole."""

    @cached_property
    def verbs(self) -> set[ActVerb]:
        """The acts of the turn."""
        return {edit.verb for edit in self.edits if isinstance(edit, Act)}

    @cached_property
    def asks(self) -> list[Ask]:
        """The guest's questions."""
        return [edit for edit in self.edits if isinstance(edit, Ask)]

    @cached_property
    def changed(self) -> bool:
        """Whether other things are ordered than before; where they are eaten is no change."""
        return self.order.cart.lines != self.before.order.cart.lines

    @cached_property
    def done(self) -> list[Edit]:
        """Edits of the cart that went through."""
        applied = [outcome.edit for outcome in self.outcomes if isinstance(outcome, Applied)]
        return [edit for edit in applied if not isinstance(edit, Act | Ask)]

    @cached_property
    def touched(self) -> tuple[int, ...]:
        """Lines that it made or changed and that are still there."""
        refs = [ref for o in self.outcomes if isinstance(o, Applied) for ref in o.refs]
        return tuple(ref for ref in refs if self.order.cart.line(ref) is not None)

    @cached_property
    def unchanged(self) -> tuple[int, ...]:
        """Lines that it was about and that were so already, where it changed none."""
        return () if self.changed else tuple(dict.fromkeys(self.touched))

    @cached_property
    def refusals(self) -> list[Refused]:
        """Edits that did nothing."""
        return [outcome for outcome in self.outcomes if isinstance(outcome, Refused)]

    @cached_property
    def doubts(self) -> list[Doubt]:
        """Those of the reading, and one for what it left over: words, or an unexplained "no"."""
        doubts = list(self.reading.doubts)
        named = {word for doubt in doubts for word in doubt.words.split()}
        left = " ".join(words for words in self.reading.unplaced if not {*words.split()} <= named)
        if self.reading.unsafe and not any(d.kind in _EXPLAIN_A_NO for d in doubts):
            doubts.append(Doubt("unused_negation", left or "no"))
        elif left:
            doubts.append(Doubt("unknown_words", left))
        return doubts

    def answered(self, verb: Literal["yes", "no"], *asks: str) -> bool:
        """Whether the guest said yes or no to one of these questions."""
        question = self.before.question
        return verb in self.verbs and question is not None and question.asks in asks

    @property
    def chose_or_declined(self) -> bool:
        """Whether the question which of several was meant got an answer."""
        question = self.before.question
        if question is None or self.verbs & {"no", "done"}:
            return True
        lines = [line for ref in self.touched if (line := self.order.cart.line(ref)) is not None]
        held = [each for line in lines for each in (line, *(h for _, h in line.slots))]
        taken = {each.item for each in held} | {c.option for each in held for c in each.choices}
        return bool(taken & set(question.asked.options))

    @property
    def unclear_yes(self) -> Question | None:
        """An offer that got a yes together with something else to add: taken or declined?"""
        offered = self.before.question
        if "yes" not in self.verbs or offered is None or not offered.if_yes:
            return None
        if all(edit in self.edits for edit in offered.if_yes):
            return None
        added = {edit.line.item for edit in self.edits if isinstance(edit, Add)}
        return None if added & set(offered.asked.options) else offered

    @property
    def closing(self) -> bool:
        """Whether the guest is done, now or since before."""
        if not self.order.cart.lines:
            return False
        if "done" in self.verbs or self.answered("no", "anything_else"):
            return True
        return self.before.closing and not self.answered("yes", "anything_else")

    @property
    def missed(self) -> bool:
        """Whether the turn gave nothing to go on; chatter and questions do.

        Words left over by a turn that did nothing are no chatter.
        """
        if set(self.edits) - {Act("none")} or (self.edits and not self.doubts):
            return False
        return all(doubt.kind == "unknown_words" for doubt in self.doubts)

    @property
    def idle(self) -> bool:
        """Whether it was about something else: chatter, questions, where it is eaten."""
        return (
            bool(self.edits)
            and not self.missed
            and all(
                isinstance(edit, Ask | Serve) or (isinstance(edit, Act) and edit.verb in _CHATTER)
                for edit in self.edits
            )
        )

    @property
    def only_repeat(self) -> bool:
        """Whether the guest did not hear; words left over say why ("a truck went by")."""
        strange = all(doubt.kind == "unknown_words" for doubt in self.doubts)
        return self.edits == (Act("repeat"),) and strange

    @property
    def unsure(self) -> bool:
        """Whether what the reading did is to be asked about."""
        return self._below(UNSURE)

    @property
    def misheard(self) -> bool:
        """Whether it changed the order by words of which the recogniser is unsure, or which make
        little sense as it heard them: the change may be wrong altogether."""
        return self.unsure and self.changed and self.reading.misheard

    @property
    def clean(self) -> bool:
        """Whether all that was said was understood and done: what placing an order takes."""
        left_off = any(isinstance(o, Applied) and o.left_off for o in self.outcomes)
        hardly = self._below(LIKELY)
        return not (self.doubts or self.refusals or left_off or self.asks or hardly)

    def _below(self, confidence: float) -> bool:
        """Whether it was said, and read with less confidence than that; a touch is sure."""
        return self.by == "words" and self.reading.confidence < confidence
