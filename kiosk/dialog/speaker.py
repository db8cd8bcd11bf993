"""Replies made of sentences and a question, each with its meaning beside the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kiosk.dialog.languages import LANGUAGES
from kiosk.dialog.questions import next_question
from kiosk.dialog.replies import Wording
from kiosk.dialog.reply import Question, Reply, Sentence, Status
from kiosk.dialog.state import Decided, State
from kiosk.menu.language import in_language
from kiosk.menu.model import Menu

__all__ = ["Speaker"]

_ASKED_WITH: Final = {
    "confirm": "confirm_again",
    "anything_else": "anything_else",
    "rephrase": "say_again",
    "person": "offer_person",
    "cancel": "cancel",
    "change": "change",
    "check": "check",
    "resume": "resume",
}
"""The phrase of each question that has no words of its own."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Hands out the replies of a conversation."""

    menu: Menu
    seed: int = 0
    """Which wording comes up."""
    _shown: dict[str, Menu] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The menu as readers of a language see it, by its code, once somebody has."""

    def words(self, state: State) -> Wording:
        """The wording of the turn after ``state``, in the language of the guest."""
        code = state.language
        if code not in self._shown:
            self._shown[code] = in_language(self.menu, code)
        return Wording(self._shown[code], LANGUAGES[code], self.seed + state.turns)

    def ask(
        self,
        state: State,
        sentences: Sequence[Sentence],
        question: Question | None = None,
        *,
        again: bool = False,
    ) -> Decided:
        """A reply that ends in a question, the next one in order unless another is given.

        ``again`` shortens a question that was asked before.
        """
        question = question or next_question(self.menu, state)
        asking = self._asking(state, question, again=again)
        return self._hand_out(replace(state, question=question), [*sentences, asking])

    def end(self, state: State, status: Status, sentences: Sequence[Sentence]) -> Decided:
        """A reply that ends the conversation."""
        return self._hand_out(replace(state, status=status, question=None), sentences)

    def greet(self, state: State, question: Question) -> Decided:
        """The first reply; it asks ``question`` in its own words."""
        return self._hand_out(replace(state, question=question), [self.words(state).greeting()])

    def closed(self, state: State) -> Decided:
        """The reply to what is said after the end."""
        return self.end(state, state.status, [self.words(state).plain(f"closed_{state.status}")])

    def _asking(self, state: State, question: Question, *, again: bool) -> Sentence:
        words, cart = self.words(state), state.order.cart
        if question.text is not None:
            return Sentence(question.text(words))
        if question.asked.open is not None:
            return Sentence(words.open_choice(cart, question.asked.open, again=again))
        if question.asks == "confirm" and not again:
            return words.read_back(cart)
        if question.asks == "anything_else" and not cart.lines:
            return words.plain("order_first")
        return words.plain(_ASKED_WITH[question.asks])

    def _hand_out(self, state: State, sentences: Sequence[Sentence]) -> Decided:
        question = state.question
        reply = Reply(
            text=" ".join(sentence.text for sentence in sentences),
            asks=question.asks if question else None,
            asked=question.asked if question else None,
            confirms=tuple(x for sentence in sentences for x in sentence.confirms),
            refuses=tuple(x for sentence in sentences for x in sentence.refuses),
            unknown=tuple(x for sentence in sentences for x in sentence.unknown),
            ends=state.status != "open",
            language=state.language,
        )
        return Decided(replace(state, turns=state.turns + 1, last=reply), reply)
