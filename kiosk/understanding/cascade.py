"""The ladder: the rules first, the language model where they are in doubt, a question in the end.

What is done with two readings. A wrong line costs far more than a question, and a question more
than a second of waiting. The model is not tuned yet: where it differs from the rules it is mostly
the one that is wrong, where it agrees both are right. So it confirms, and never overrules:

===========================================  ====================================================
the rules                                    then
===========================================  ====================================================
add what was refused                         unsafe, however sure they are: the dialog asks
more likely right than wrong                 their reading; the model is not asked
in doubt of what only the guest can settle   their reading; the model is not asked
in doubt, the model makes the same changes   their reading, as sure as two that agree (``AGREED``)
in doubt, the model makes others             their reading with its doubts: the dialog asks
in doubt, the model late, dead, at a loss,   their reading with its doubts: the dialog asks
or outside of what was said
===========================================  ====================================================
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from traceback import extract_tb
from typing import Final

import structlog

from kiosk.order.edits import Act, Ask, Clear, Redo, Undo
from kiosk.order.engine import Order
from kiosk.order.notation import same_cart
from kiosk.understanding.ground import contradicted
from kiosk.understanding.normalise import words
from kiosk.understanding.reading import Context, Doubt, Reading, Understands
from kiosk.understanding.rules import SURE, Rules
from kiosk.understanding.tag import tag

__all__ = ["AGREED", "DOUBTED", "Cascade"]

_log = structlog.get_logger(__name__)

DOUBTED: Final = 0.5
"""Confidence of the rules below which a second reading is worth its wait: from there on the dialog
does what was read and asks about it."""
AGREED: Final = SURE
"""Confidence of a reading that the rules doubted and the model confirmed."""
_ASKED_ANYWAY: Final = frozenset(("allergy", "unknown_dish", "ambiguous", "no_line"))
"""Doubts that only the guest can settle, whatever a model makes of the words."""


class Cascade:
    """Rules and, behind them, a language model; for one menu."""

    def __init__(self, rules: Rules, slm: Understands | None) -> None:
        self._rules = rules
        self._slm = slm

    async def read(self, text: str, context: Context) -> Reading:
        """The reading of one utterance (see :class:`~kiosk.understanding.reading.Understands`)."""
        rules = self._checked(text, self._by_rules(text, context))
        if self._slm is None or not _may_help(rules):
            return rules
        model = await self._slm.read(text, context)
        ms = {**rules.ms, **model.ms}
        trace = (*rules.trace, *model.trace)
        if not self._same_changes(context, rules, model):
            return replace(rules, ms=ms, trace=trace)
        return replace(rules, confidence=AGREED, rung="slm", ms=ms, trace=trace)

    def _checked(self, text: str, rules: Reading) -> Reading:
        """Never safe while it adds what was refused."""
        lexicon = self._rules.lexicon
        wrong = contradicted(lexicon, tag(lexicon, words(text)), rules.edits)
        if not wrong:
            return rules
        doubts = (Doubt("unused_negation", refusal) for refusal in wrong)
        return replace(rules, unsafe=True, doubts=(*rules.doubts, *doubts))

    def _by_rules(self, text: str, context: Context) -> Reading:
        """The rules' reading; a defect of theirs costs the turn, never the order."""
        try:
            return self._rules.read_now(text, context)
        except Exception as fault:  # the last line of defence: a guest is at the counter
            where = extract_tb(fault.__traceback__)[-1]
            _log.error(
                "the rules failed on an utterance",
                fault=type(fault).__name__,
                where=f"{Path(where.filename).name}:{where.lineno}",
            )
            missed = tuple(word.text for word in words(text))
            return Reading(unplaced=missed, confidence=0.0, rung="none")

    def _same_changes(self, context: Context, rules: Reading, model: Reading) -> bool:
        """Whether both readings come to the same cart, and to another than there was."""
        menu = self._rules.menu
        before = Order(context.cart)
        one, two = (before.turn(menu, r.edits, context.now)[0].cart for r in (rules, model))
        return same_cart(menu, one, two) and not same_cart(menu, one, context.cart)


def _may_help(rules: Reading) -> bool:
    """Whether a second reading could spare the guest a question about this one."""
    if rules.confidence >= DOUBTED:
        return False
    if all(isinstance(edit, Act | Ask | Clear | Undo | Redo) for edit in rules.edits):
        return False
    return not any(doubt.kind in _ASKED_ANYWAY for doubt in rules.doubts)
