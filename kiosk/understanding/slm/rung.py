"""A language-model rung: one question to the model, and what its answer is worth."""

from __future__ import annotations

from time import perf_counter

from kiosk.errors import KioskError
from kiosk.order.edits import Act, Ask, Serve
from kiosk.understanding.ground import ground, unused_negations
from kiosk.understanding.reading import Context, Doubt, Reading, Rung, Trace
from kiosk.understanding.rules import Rules
from kiosk.understanding.said import Said, said
from kiosk.understanding.slm.exchange import Query, Written
from kiosk.understanding.slm.prompt import OPENING, TAUGHT
from kiosk.understanding.slm.sheet import Sheet, sheet_of
from kiosk.understanding.slm.shorthand import read, write
from kiosk.understanding.slm.worker import LanguageModel

__all__ = ["Slm"]


class Slm:
    """The rung for one menu. It reads changes of the order; acts and questions are the rules'."""

    def __init__(
        self,
        rules: Rules,
        model: LanguageModel,
        *,
        deadline_s: float,
        adapter: str = "",
        name: Rung = "slm",
    ) -> None:
        """
        Args:
            rules: of the menu; what they read is what the model most likely writes.
            model: what answers.
            deadline_s: how long a turn may wait for it.
            adapter: the one to answer with; none is the model as it came.
            name: which rung its readings are of.
        """
        self.lexicon = rules.lexicon
        self._rules = rules
        self.model = model
        self._deadline_s = deadline_s
        self._adapter = adapter
        self._opening = OPENING if adapter else TAUGHT
        self._name = name

    async def read(self, text: str, context: Context) -> Reading:
        """The model's reading; an empty one of the rung ``none`` where it has none to give.

        A model that was not tuned has no confidence of its own: it can only bear out another rung.
        """
        start = perf_counter()
        heard = said(self.lexicon, text, context)
        sheet = sheet_of(self.lexicon, heard, context)
        if not sheet.automaton.hosts:
            return self._nothing(start, "nothing in the words to attach")
        draft = self._draft(sheet, text, context)
        query = Query(self._opening, sheet.request, sheet.automaton, self._adapter, draft)
        try:
            written = await self.model.write(query, deadline_s=self._deadline_s)
            return self._reading(heard, sheet, written, start)
        except KioskError as failed:
            return self._nothing(start, str(failed))

    def _draft(self, sheet: Sheet, text: str, context: Context) -> tuple[str, ...]:
        edits = self._rules.read_or_miss(text, context).edits
        changes = [edit for edit in edits if not isinstance(edit, Act | Ask | Serve)]
        return (write(sheet, changes) if changes else None) or ()

    def _reading(self, heard: Said, sheet: Sheet, written: Written, start: float) -> Reading:
        edits = read(sheet, written.atoms)
        faults = ground(self.lexicon, heard, sheet.context, edits)
        if faults:
            return self._nothing(start, ", ".join(f"{f.kind} {f.what}" for f in faults))
        unused = unused_negations(self.lexicon, heard, sheet.context, edits)
        return Reading(
            edits=edits,
            unplaced=tuple(heard.near),
            doubts=tuple(Doubt("unused_negation", words) for words in unused),
            confidence=written.sureness if self._adapter else 0.0,
            unsafe=bool(unused) or heard.kinds("allergy"),
            rung=self._name,
            ms={self._name: _ms(start), f"{self._name}_prompt": written.prompt_ms},
            trace=(Trace("", self._name, f"{''.join(written.atoms)} {written.sureness:.2f}"),),
        )

    def _nothing(self, start: float, why: str) -> Reading:
        return Reading(
            edits=(Act("none"),),
            confidence=0.0,
            rung="none",
            ms={self._name: _ms(start)},
            trace=(Trace("", self._name, why),),
        )


def _ms(start: float) -> float:
    return 1000 * (perf_counter() - start)
