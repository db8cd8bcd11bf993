"""What to do next in a turn, from what was understood and what came of it.

A reply says what was done, what could not be taken, what could not be done and what was asked
about, in this order; then it asks one question. The first of these that applies is the question:

1. the order is cancelled, handed to a person, or placed: none;
2. what the guest just did asks for one (cancel? what should I change?);
3. what was said could not be taken as it was (a doubt, something sold out): that;
4. the last question, where the turn was chatter, a question, or not understood;
5. whether the turn was understood rightly, where that is unsure;
6. the first open choice of the first line;
7. the read-back, once the guest is done;
8. whether there is anything else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.dialog.answers import Moment, allergen_check, allergens, allergens_named, answer
from kiosk.dialog.describe import option_named
from kiosk.dialog.happened import Happened
from kiosk.dialog.offers import Offers
from kiosk.dialog.questions import (
    CANCEL,
    CHANGE,
    CHECK,
    PERSON,
    REPHRASE,
    next_question,
    open_in,
)
from kiosk.dialog.replies import Wording
from kiosk.dialog.reply import Question, Sentence, Status
from kiosk.dialog.speaker import Speaker
from kiosk.dialog.state import Decided
from kiosk.menu.availability import Availability
from kiosk.order.cart import Line
from kiosk.order.edits import Add, Clear, Redo, Serve, Topic, Undo
from kiosk.order.outcome import Applied
from kiosk.understanding.reading import Asked, Doubt

__all__ = ["decide"]

MISSES: Final = 2
"""Turns in a row that may go by without a word understood; with the last a person comes."""
ASKED_AGAIN: Final = 2
"""A question is asked twice; where it would be asked a third time, a person comes."""

_LIMITS: Final = ("over_line_limit", "over_order_limit", "over_total_limit")
_NOT_TAKEN_IN: Final = ("unknown_words", "unknown_dish")
"""Doubts about words that may have been of another language."""
_STANDING: Final = ("open", "confirm", "which", "offer", "cancel", "person")
"""Questions that chatter and answers leave standing."""


def decide(
    speaker: Speaker,
    happened: Happened,
    now: Availability,
    *,
    upsell: bool = False,
    pays_first: bool = False,
) -> Decided:
    """The next state and the reply. Pure: the same turn always gives the same."""
    return _Turn(speaker, happened, now, upsell, pays_first).decide()


class _Turn:
    """One turn being decided; collects what is said."""

    def __init__(
        self,
        speaker: Speaker,
        happened: Happened,
        now: Availability,
        upsell: bool,
        pays_first: bool,
    ) -> None:
        self.speaker = speaker
        self.menu = speaker.menu
        self.happened = happened
        self.now = now
        self.upsell = upsell
        self.pays_first = pays_first
        self.words = speaker.words(happened.before)
        self.offers = Offers(self.menu, self.words, now)
        self.sentences: list[Sentence] = []
        self.in_read_back: Sentence | None = None
        """What was done, where a read-back would only say it again."""
        self.state = replace(
            happened.before,
            order=happened.order,
            touched=happened.touched or self.untouched(),
            about=self.about(),
            topic=happened.asks[-1].topic if happened.asks and not happened.changed else None,
            unused=self.unused(),
            closing=happened.closing,
            silences=0,
        )

    def untouched(self) -> tuple[int, ...]:
        """Lines touched before this turn that are still there."""
        cart = self.happened.order.cart
        return tuple(ref for ref in self.happened.before.touched if cart.line(ref) is not None)

    def about(self) -> str | None:
        """What the guest asks about, until something is ordered: of a large coke, the coke."""
        for ask in reversed(self.happened.asks):
            dishes = [name for name in ask.about if self.menu.sold(name) is not None]
            options = [name for name in ask.about if option_named(self.menu, name) is not None]
            if dishes or options:
                return (*dishes, *options)[0]
        return None if self.happened.changed else self.happened.before.about

    def unused(self) -> str:
        """A "no" of this turn, or an earlier one until something is changed."""
        now = [doubt.words for doubt in self.happened.doubts if doubt.kind == "unused_negation"]
        if now:
            return " ".join(now)
        return "" if self.happened.changed else self.happened.before.unused

    def decide(self) -> Decided:
        """The next state and what is said."""
        now, before = self.happened, self.happened.before
        last = before.last
        if now.only_repeat and last is not None and last.language == before.language:
            return Decided(before, last)
        if now.cut:
            self.tell("too_long")
        self.tell_what_was_done()
        doubtful = self.tell_doubts()
        sold_out = self.tell_refusals()
        if self.cancels():
            return self.end("cancelled", self.words.plain("cancelled"))
        over = now.by == "words" and any(refused.reason in _LIMITS for refused in now.refusals)
        if over or "person" in now.verbs:
            return self.end("person", self.words.plain("person"))
        if self.places():
            cart = self.state.order.cart
            if self.pays_first:
                return self.end("unpaid", self.words.to_pay(cart))
            return self.end("placed", self.words.placed(cart))
        self.sentences += [answer(self.moment, ask) for ask in now.asks]
        return self.ask(self.asked_for() or doubtful or sold_out)

    def cancels(self) -> bool:
        """Whether everything is dropped: asked once, unless there is nothing to drop."""
        now = self.happened
        if now.changed or now.doubts:
            return False
        if "done" in now.verbs and "cancel" not in now.verbs:
            return False  # "great, that's all": the order is to be read back
        if now.answered("yes", "cancel"):
            return True
        asked = now.before.question is not None and now.before.question.asks == "cancel"
        return "cancel" in now.verbs and (asked or not now.order.cart.lines)

    def places(self) -> bool:
        """Only a plain yes to the read-back, with nothing open, doubtful, or sold out since."""
        now, cart = self.happened, self.happened.order.cart
        return (
            now.answered("yes", "confirm")
            and "no" not in now.verbs
            and now.clean
            and not now.changed
            and bool(cart.lines)
            and not open_in(self.menu, cart)
            and self.offers.sold_out_since(cart) is None
        )

    def end(self, status: Status, sentence: Sentence) -> Decided:
        """The conversation is over."""
        return self.speaker.end(self.state, status, [*self.sentences, sentence])

    def tell(self, occasion: str) -> None:
        """Say a phrase."""
        self.sentences.append(self.words.plain(occasion))

    # -- what is told --------------------------------------------------------------------------

    def tell_what_was_done(self) -> None:
        """Changes of the cart, and acts that deserve a word."""
        now = self.happened
        before, after = now.before.order.cart, now.order.cart
        if now.answered("no", "check"):
            self.tell("sorry_check")
        if any(isinstance(edit, Clear) for edit in now.edits):
            self.tell("cleared")
            before = replace(before, lines=())
        stepped = [edit for edit in now.done if isinstance(edit, Undo | Redo)]
        only_stepped = bool(stepped) and stepped == now.done
        tell = self.words.restored if only_stepped else self.words.change
        done: Sentence | None = tell(before, after)
        if done is not None:
            self.sentences.append(done)
            gone = any(after.line(line.ref) is None for line in before.lines)
            self.in_read_back = None if gone or stepped else done
        elif same := [line for ref in now.unchanged if (line := after.line(ref)) is not None]:
            self.sentences.append(self.words.already(same))
        for edit in now.edits:
            if isinstance(edit, Serve):
                self.tell(f"service_{edit.service}")
        if len(now.edits) == 1 and not now.doubts:
            for verb in now.verbs & {"hello", "thanks", "none"}:
                self.tell(verb)
        if now.answered("no", "cancel"):
            self.tell("kept")
        if now.answered("no", "which", "offer", "person") and not now.changed:
            self.tell("okay")

    def tell_doubts(self) -> Question | None:
        """What was said and could not be taken as it was; the first becomes the question."""
        question: Question | None = None
        for doubt in self.happened.doubts:
            if doubt.kind != "no_line":
                ask = question is None and (not self.happened.misheard or doubt.kind == "allergy")
                question = self.tell_doubt(doubt, ask=ask) or question
        no_line = [doubt.words for doubt in self.happened.doubts if doubt.kind == "no_line"]
        if no_line:
            self.sentences.append(self.words.not_in_order(no_line, self.state.order.cart))
        return question

    def tell_doubt(self, doubt: Doubt, *, ask: bool) -> Question | None:
        """One doubt; where it may ask, its question takes the place of its sentence."""
        match doubt.kind:
            case "unknown_dish":
                return self.not_sold(doubt, ask=ask)
            case "ambiguous" if doubt.options and ask:
                return self.which(doubt.options, doubt.line)
            case "allergy":
                if not self.asks_of_a_dish("allergens"):  # the answer comes by itself
                    self.sentences.append(self.allergy(doubt))
                return PERSON if ask else None
            case "unused_negation":
                self.sentences.append(self.words.negation(doubt.words))
                return self.in_its_words(REPHRASE, "leave_off") if ask else None
            case "not_on_item" if doubt.options:
                *option, item = doubt.options
                self.sentences.append(self.words.not_on_item((*option, doubt.words)[0], item))
            case _:
                self.sentences.append(self.words.unknown(doubt.words.split()))
        return None

    def not_sold(self, doubt: Doubt, *, ask: bool) -> Question | None:
        """A dish that is not sold, and the nearest that can be had."""
        nearest = self.offers.nearest(doubt.options)
        if nearest is None or not ask:
            self.sentences.append(self.words.not_sold(doubt.words, nearest))
            return None
        self.sentences.append(self.words.not_sold(doubt.words, None))
        return self.offers.nearest_to(doubt, nearest)

    def which(self, options: tuple[str, ...], said: Line | None) -> Question:
        """The question which of several was meant, or whether the only one was."""

        def text(words: Wording) -> str:
            return words.which(options)

        if len(options) > 1:
            return Question(Asked("which", options=options, line=said), "which", text)
        line = replace(said or Line(options[0]), item=options[0])
        adds = (Add(line),) if self.menu.sold(options[0]) else ()
        return Question(Asked("offer", options=options, line=line), "which", text, if_yes=adds)

    def asks_of_a_dish(self, topic: Topic) -> bool:
        """Whether the guest asks it of something that is sold."""
        asked = [ask for ask in self.happened.asks if ask.topic == topic]
        return any(self.menu.sold(name) is not None for ask in asked for name in ask.about)

    def allergy(self, doubt: Doubt) -> Sentence:
        """What the menu says about an allergy that was named."""
        said = [word for each in self.happened.doubts for word in each.words.split()]
        named = allergens_named(self.menu, [*doubt.options, *said])
        if named:
            asked = self.moment.entries([name for ask in self.happened.asks for name in ask.about])
            return Sentence(allergen_check(self.moment, named, asked))
        return self.words.about_allergens(doubt.words, allergens(self.moment, ()))

    def tell_refusals(self) -> Question | None:
        """What was refused or left off; the first that has an alternative becomes an offer."""
        question: Question | None = None
        for outcome in self.happened.outcomes:
            if isinstance(outcome, Applied):
                self.sentences += [self.words.left_off(each) for each in outcome.left_off]
                continue
            self.sentences.append(self.words.refused(outcome))
            if outcome.reason in {"86", "daypart"} and not (question or self.happened.misheard):
                question = self.offers.instead(outcome.edit, outcome.about)
        return question

    @property
    def moment(self) -> Moment:
        """What answers are given from."""
        return Moment(self.words, self.state.order.cart, self.latest(), self.now)

    def latest(self) -> str | None:
        """What "it" means: what was asked about last, or the line that was touched last."""
        about = self.happened.before.about
        if about is not None and self.menu.sold(about) is not None:
            return about
        lines = self.state.order.cart.lines
        touched = (self.state.order.cart.line(ref) for ref in self.state.touched[::-1])
        latest = next((line for line in (*touched, *lines[::-1]) if line is not None), None)
        return latest.item if latest is not None else None

    # -- what is asked -------------------------------------------------------------------------

    def ask(self, special: Question | None) -> Decided:
        """The one question at the end of the reply, or a person where asking goes in circles."""
        now, old = self.happened, self.happened.before.question
        if now.missed and not now.doubts:
            self.tell("not_caught")
        self.notice()
        misheard = CHECK if now.misheard else None
        question = special or self.standing() or misheard or self.following()
        again = old is not None and question.same_as(old) and not now.changed
        counts = again and not now.idle and question.asks != "anything_else"
        misses = now.before.misses + 1 if now.missed else 0
        repeats = now.before.repeats + counts if again else 0
        if misses >= MISSES or repeats >= ASKED_AGAIN:
            return self.end("person", self.words.plain("person"))
        state = replace(self.state, misses=misses, repeats=repeats)
        if question.asks == "confirm" and not again:
            self.shorten()
        if question.asks == "confirm" and state.unused:
            self.sentences.append(self.words.left_unused(state.unused))
            state = replace(state, unused="")
        return self.speaker.ask(state, self.sentences, question, again=again)

    def notice(self) -> None:
        """How to order in this language, once, where words were not understood."""
        lost = self.happened.missed or any(d.kind in _NOT_TAKEN_IN for d in self.happened.doubts)
        notice = self.words.language.notice
        if lost and notice and not self.state.noticed:
            self.sentences.append(Sentence(notice))
            self.state = replace(self.state, noticed=True)

    def shorten(self) -> None:
        """Leave to the read-back what it says anyway."""
        if self.in_read_back is None:
            return
        at = self.sentences.index(self.in_read_back)
        corrected = self.happened.before.closing
        self.sentences[at : at + 1] = [self.words.plain("okay")] if corrected else []

    def asked_for(self) -> Question | None:
        """The question that the guest's own act calls for."""
        now = self.happened
        if "cancel" in now.verbs and now.order.cart.lines:
            return CANCEL
        if now.unclear_yes is not None and (line := now.unclear_yes.asked.line) is not None:
            return replace(now.unclear_yes, text=lambda words: words.offer_too(line))
        if not now.changed and now.answered("no", "confirm"):
            return CHANGE
        return REPHRASE if now.answered("no", "check") else None

    def standing(self) -> Question | None:
        """The last question, where the turn said nothing to it."""
        now, old = self.happened, self.happened.before.question
        if old is None or old.asked.kind not in _STANDING:
            return None
        if now.changed:
            return old if old.asked.kind == "which" and not now.chose_or_declined else None
        return old if now.idle or now.missed else None

    def following(self) -> Question:
        """What comes next when the turn itself leaves nothing to ask."""
        now = self.happened
        question = next_question(self.menu, self.state)
        if question.asks == "confirm":
            return self.offers.sold_out_since(self.state.order.cart) or question
        if now.unsure and now.changed and not now.doubts:
            return CHECK  # what a doubt names is said already
        if question.asks != "anything_else":
            return question
        if now.missed or any(doubt.kind == "unknown_words" for doubt in now.doubts):
            return REPHRASE
        if now.answered("yes", "anything_else") and not now.changed:
            return self.in_its_words(question, "what_else")
        cart = self.state.order.cart
        return self.add_on() or self.offers.one_of_those(now.asks, cart) or question

    def in_its_words(self, question: Question, occasion: str) -> Question:
        """``question`` as it is asked on that occasion."""
        text = self.words.once_and_again(lambda words: words.say(occasion))
        return replace(question, text=text)

    def add_on(self) -> Question | None:
        """The one add-on of an order."""
        if not self.upsell or self.state.offered or not self.happened.changed:
            return None
        meal = self.offers.as_a_meal(self.state.order.cart, self.happened.touched)
        self.state = replace(self.state, offered=meal is not None)
        return meal
