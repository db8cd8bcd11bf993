"""The rules of conversation between turns: greeting, silence, and who decides a turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kiosk.dialog.happened import By, Happened, meant
from kiosk.dialog.questions import ANYTHING_ELSE, RESUME
from kiosk.dialog.speaker import Speaker
from kiosk.dialog.state import Decided, State
from kiosk.dialog.turn import decide
from kiosk.menu.availability import Availability
from kiosk.understanding.reading import Reading

__all__ = ["Policy"]

SILENCES: Final = 3
"""Prompts into silence: two are answered by guests who were reading the board; then it closes."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of conversation. Pure: the same state and reading give the same turn."""

    speaker: Speaker
    upsell: bool = False
    """Whether one add-on is offered, once an order."""

    def greet(self, state: State) -> Decided:
        """The first reply."""
        return self.speaker.greet(state, ANYTHING_ELSE)

    def resume(self, state: State) -> Decided:
        """The first reply to whoever stands before an order that was interrupted."""
        words = self.speaker.words(state)
        return self.speaker.ask(state, [words.interrupted(state.order.cart)], RESUME)

    def turn(
        self,
        state: State,
        reading: Reading,
        now: Availability,
        *,
        by: By = "words",
        cut: bool = False,
        pays_first: bool = False,
    ) -> Decided:
        """One turn of the guest; ``cut`` says that the words were too many to be read whole,
        ``pays_first`` that a yes does not place the order yet."""
        if state.status != "open":
            return self.speaker.closed(state)
        edits = meant(state.question, reading.edits, state.last)
        order, outcomes = state.order.turn(self.speaker.menu, edits, now)
        happened = Happened(state, reading, edits, order, outcomes, by, cut)
        decided = decide(self.speaker, happened, now, upsell=self.upsell, pays_first=pays_first)
        return replace(decided, edits=edits, outcomes=outcomes)

    def silence(self, state: State) -> Decided:
        """Nobody answered."""
        if state.status != "open":
            return self.speaker.closed(state)
        words = self.speaker.words(state)
        state = replace(state, silences=state.silences + 1)
        if state.silences >= SILENCES:
            return self.speaker.end(state, "abandoned", [words.plain("abandoned")])
        prompt = [words.plain("still_there")]
        return self.speaker.ask(state, prompt, state.question or ANYTHING_ELSE, again=True)

    def settle(self, state: State) -> Decided:
        """The order is paid, or will be at the counter: it is placed. One that the guest has
        opened again in the meantime is not."""
        if state.status == "open":
            return self.reopen(state)
        if state.status != "unpaid":
            return self.speaker.closed(state)
        return self.speaker.end(
            state, "placed", [self.speaker.words(state).placed(state.order.cart)]
        )

    def nobody_came(self, state: State) -> Decided:
        """A person was called and did not come: the order goes on."""
        if state.status not in {"person", "open"}:
            return self.speaker.closed(state)
        return self.speaker.ask(_anew(state), [self.speaker.words(state).plain("nobody_came")])

    def reopen(self, state: State) -> Decided:
        """A person has come, or goes again, or the guest would rather change what is to be paid:
        the order is open, with its last question."""
        if state.status not in {"person", "open", "unpaid"}:
            return self.speaker.closed(state)
        return self.speaker.ask(_anew(state), [], state.question or ANYTHING_ELSE)


def _anew(state: State) -> State:
    """As if nothing had gone wrong yet."""
    return replace(state, status="open", misses=0, repeats=0, silences=0)
