"""The language-model rung: one question to the model, and what its answer is worth."""

from __future__ import annotations

from time import perf_counter

from kiosk.errors import KioskError, NotationError
from kiosk.order.edits import Act, Edit
from kiosk.order.notation import parse_edit
from kiosk.understanding.ground import ground, unused_negations
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.reading import Context, Doubt, Reading, Trace
from kiosk.understanding.said import Said, said
from kiosk.understanding.slm.exchange import Written
from kiosk.understanding.slm.grammar import turn_grammar
from kiosk.understanding.slm.prompt import request
from kiosk.understanding.slm.worker import LanguageModel

__all__ = ["Slm"]


class Slm:
    """The rung for one menu."""

    def __init__(self, lexicon: Lexicon, model: LanguageModel, *, deadline_s: float) -> None:
        self.lexicon = lexicon
        self.model = model
        self._deadline_s = deadline_s

    async def read(self, text: str, context: Context) -> Reading:
        """The model's reading; an empty one of the rung ``none`` where it has none to give."""
        start = perf_counter()
        heard = said(self.lexicon, text, context)
        grammar = turn_grammar(self.lexicon, heard, context)
        if grammar is None:
            return _nothing(start, "nothing in the words to attach")
        asked = request(self.lexicon, heard, context)
        try:
            written = await self.model.write(asked, grammar, deadline_s=self._deadline_s)
            edits = _edits(self.lexicon, written.text)
        except KioskError as failed:
            return _nothing(start, str(failed))
        return self._reading(heard, context, edits, written, start)

    def _reading(
        self,
        heard: Said,
        context: Context,
        edits: tuple[Edit, ...],
        written: Written,
        start: float,
    ) -> Reading:
        faults = ground(self.lexicon, heard, context, edits)
        if faults:
            return _nothing(start, ", ".join(f"{f.kind} {f.what}" for f in faults))
        unused = unused_negations(self.lexicon, heard, context, edits)
        return Reading(
            edits=edits,
            unplaced=tuple(heard.near),
            doubts=tuple(Doubt("unused_negation", words) for words in unused),
            unsafe=bool(unused) or heard.kinds("allergy"),
            rung="slm",
            ms={"slm": _ms(start), "slm_prompt": written.prompt_ms},
            trace=(Trace("", "language model", written.text),),
        )


def _edits(lexicon: Lexicon, text: str) -> tuple[Edit, ...]:
    """What the model wrote.

    Raises:
        NotationError: it is not order notation of this menu.
    """
    if not text.strip():
        raise NotationError("the model wrote nothing")
    return tuple(parse_edit(lexicon.menu, part) for part in text.split(";"))


def _nothing(start: float, why: str) -> Reading:
    return Reading(
        edits=(Act("none"),),
        confidence=0.0,
        rung="none",
        ms={"slm": _ms(start)},
        trace=(Trace("", "language model", why),),
    )


def _ms(start: float) -> float:
    return 1000 * (perf_counter() - start)
