"""What to do next: from what was understood and what came of it, to the next state and reply.

One turn says, in this order: what was done, what could not be done, what was asked about; then it
asks one question. The first of these that applies is the question:

1. a person is needed, the order is cancelled, or it is placed: no question;
2. what was said could not be taken as it was (a doubt, something sold out): that;
3. the turn was understood with little confidence: whether it was right;
4. the first open choice of the first line;
5. the guest is done: the read-back;
6. otherwise whether there is anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from kiosk.dialog.answers import Answers, allergens_named
from kiosk.dialog.nearest import alternative, sold_out_since
from kiosk.dialog.replies import Wording
from kiosk.dialog.reply import Question, Reply, Sentence, Status
from kiosk.dialog.state import State
from kiosk.menu.availability import Availability
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart, Line
from kiosk.order.edits import Act, Add, Ask, Clear, Edit, Serve, Split, Swap, Undo
from kiosk.order.engine import Applied, Order, Outcome, Refused
from kiosk.order.rules import Open, open_choices
from kiosk.understanding.reading import Asked, Doubt, Reading

__all__ = ["UNSURE", "Decided", "Policy"]

UNSURE: Final = 0.5
"""Below this a reading is more likely wrong than right: it is done, but asked about at once."""
MISSES: Final = 2
"""Turns in a row that may go by without a word understood before a person comes."""
ASKED_AGAIN: Final = 2
"""A question is asked twice; where it would be asked a third time, a person comes."""
SILENCES: Final = 3
"""Prompts into silence: two are answered by guests who were reading the board; then it closes."""

_LIMITS: Final = ("over_line_limit", "over_order_limit", "over_total_limit")
_IDLE: Final = ("hello", "thanks", "none", "repeat")
_STICKS: Final = ("open", "confirm", "which", "offer", "cancel", "person")
"""Questions that chatter and answers leave standing."""
_ASKED_WITH: Final = {
    "confirm": "confirm_again",
    "anything_else": "anything_else",
    "rephrase": "say_again",
    "person": "offer_person",
    "cancel": "cancel",
    "change": "change",
    "check": "check",
}
"""The phrase of each question that has no words of its own."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One turn, done."""

    state: State
    reply: Reply
    edits: tuple[Edit, ...] = ()
    """As applied, those that a yes or no stood for included."""
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of conversation. Pure: the same state and reading give the same turn."""

    menu: Menu
    seed: int = 0
    """Which wording comes up."""
    upsell: bool = False
    """Whether one add-on is offered, once an order."""

    def greet(self, state: State) -> Decided:
        """The first reply."""
        words = self.words(state)
        question = Question(Asked("anything_else"), "anything_else")
        return self.said(state, [words.greeting()], question)

    def turn(
        self,
        state: State,
        reading: Reading,
        now: Availability,
        *,
        by: Literal["words", "touch"] = "words",
        cut: bool = False,
    ) -> Decided:
        """One turn of the guest; ``cut`` says that the words were too many to be read whole."""
        if state.status != "open":
            return self.closed(state)
        edits = _meant(state.question, reading.edits)
        order, outcomes = state.order.turn(self.menu, edits, now)
        turn = _Turn(self, state, reading, edits, order, outcomes, now, by)
        if cut:
            turn.sentences.append(turn.words.plain("too_long"))
        after, reply = turn.decide()
        return Decided(after, reply, edits, outcomes)

    def silence(self, state: State) -> Decided:
        """Nobody answered."""
        if state.status != "open":
            return self.closed(state)
        words = self.words(state)
        state = replace(state, silences=state.silences + 1)
        if state.silences >= SILENCES:
            return self.ended(state, "abandoned", [words.plain("abandoned")])
        question = state.question or Question(Asked("anything_else"), "anything_else")
        again = Sentence(self.asking(state, question, again=True))
        return self.said(state, [words.plain("still_there"), again], question)

    def nobody_came(self, state: State) -> Decided:
        """A person was called and did not come: the order goes on."""
        if state.status != "person":
            return self.closed(state) if state.status != "open" else self.silence(state)
        state = replace(state, status="open", misses=0, repeats=0, silences=0)
        question = self.next_question(state)
        ask = Sentence(self.asking(state, question))
        return self.said(state, [self.words(state).plain("nobody_came"), ask], question)

    def closed(self, state: State) -> Decided:
        """Words after the end."""
        return self.ended(state, state.status, [self.words(state).plain(f"closed_{state.status}")])

    # -- pieces that turns share ---------------------------------------------------------------

    def words(self, state: State) -> Wording:
        """The wording of this turn."""
        return Wording(self.menu, self.seed + state.turns)

    def opens(self, cart: Cart) -> list[Open]:
        """All choices that lines still need, in the order in which they are asked."""
        return [needed for line in cart.lines for needed in open_choices(self.menu, line)]

    def next_question(self, state: State) -> Question:
        """What to ask when nothing else stands in the way."""
        cart = state.order.cart
        for needed in self.opens(cart):
            return Question(Asked("open", needed), needed.name)
        if state.closing and cart.lines:
            return Question(Asked("confirm"), "confirm")
        return Question(Asked("anything_else"), "anything_else")

    def asking(self, state: State, question: Question, *, again: bool = False) -> str:
        """The words of a question; ``again`` for one that was asked before."""
        if question.text:
            return question.text
        words, asked, cart = self.words(state), question.asked, state.order.cart
        if asked.open is not None:
            return words.open_choice(cart, asked.open, again=again)
        match question.asks:
            case "offer":
                return words.offer(asked.options[0])
            case "confirm" if not again:
                return words.read_back(cart).text
            case "anything_else" if not cart.lines:
                return words.say("order_first")
        return words.say(_ASKED_WITH[question.asks])

    def said(self, state: State, sentences: Sequence[Sentence], question: Question) -> Decided:
        """A reply that ends in a question; the sentences hold its words."""
        return self._hand_out(replace(state, question=question), sentences)

    def ended(self, state: State, status: Status, sentences: Sequence[Sentence]) -> Decided:
        """A reply that ends the conversation."""
        return self._hand_out(replace(state, status=status, question=None), sentences)

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
        )
        return Decided(replace(state, turns=state.turns + 1, last=reply), reply)


def _meant(question: Question | None, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """``edits`` with what a yes or no to ``question`` stands for after it.

    A no that comes with a change of its own ("no, a Sprite") is that change and nothing else.
    """
    changes = any(not isinstance(edit, Act | Ask) for edit in edits)
    out: list[Edit] = []
    for edit in edits:
        out.append(edit)
        if question is None:
            continue
        if edit == Act("yes"):
            out += question.if_yes
        elif edit == Act("no") and not changes:
            out += question.if_no
    return tuple(out)


class _Turn:
    """One turn being decided; collects what is said."""

    def __init__(  # noqa: PLR0917, PLR0913 - the parts of one turn, used together and once
        self,
        policy: Policy,
        state: State,
        reading: Reading,
        edits: tuple[Edit, ...],
        order: Order,
        outcomes: tuple[Outcome, ...],
        now: Availability,
        by: Literal["words", "touch"],
    ) -> None:
        self.policy = policy
        self.menu = policy.menu
        self.before = state
        self.reading = reading
        self.edits = edits
        self.outcomes = outcomes
        self.now = now
        self.by = by
        self.words = policy.words(state)
        self.sentences: list[Sentence] = []
        self.verbs = {edit.verb for edit in edits if isinstance(edit, Act)}
        self.asks = [edit for edit in edits if isinstance(edit, Ask)]
        self.changed = order.cart != state.order.cart
        touched = [
            ref
            for o in outcomes
            if isinstance(o, Applied)
            for ref in o.refs
            if order.cart.line(ref)
        ]
        self.state = replace(
            state,
            order=order,
            touched=tuple(touched) or state.touched,
            closing=self.closes(order.cart),
            silences=0,
        )
        self.refusals = [o for o in outcomes if isinstance(o, Refused)]
        self.doubts = self.all_doubts()
        self.missed = self.nothing_understood()

    # -- what the turn was ---------------------------------------------------------------------

    def answered(self, verb: Literal["yes", "no"], asks: str) -> bool:
        """Whether the guest said yes or no to that question."""
        question = self.before.question
        return verb in self.verbs and question is not None and question.asks == asks

    def closes(self, cart: Cart) -> bool:
        """Whether the guest is done, now or since before."""
        if not cart.lines:
            return False
        if "done" in self.verbs or self.answered("no", "anything_else"):
            return True
        if self.answered("yes", "anything_else"):
            return False
        return self.before.closing

    def all_doubts(self) -> list[Doubt]:
        """Those of the reading, one for words left over, one for a "no" that none explains."""
        doubts = list(self.reading.doubts)
        unplaced = self.reading.unplaced
        if self.reading.unsafe and not any(
            d.kind in {"unused_negation", "allergy", "ambiguous"} for d in doubts
        ):
            doubts.append(Doubt("unused_negation", " ".join(unplaced) or "no"))
        elif unplaced:
            doubts.append(Doubt("unknown_words", " ".join(unplaced)))
        return doubts

    def nothing_understood(self) -> bool:
        """Whether the turn gave nothing to go on; chatter and questions do."""
        if self.edits:
            return False
        return all(doubt.kind == "unknown_words" for doubt in self.doubts)

    @property
    def clean(self) -> bool:
        """Whether all that was said was understood and done: what placing an order takes."""
        left_off = any(isinstance(o, Applied) and o.left_off for o in self.outcomes)
        return not (self.doubts or self.refusals or left_off or self.asks or self.unsure)

    @property
    def unsure(self) -> bool:
        """Whether the reading is more likely wrong than right."""
        return self.by == "words" and self.reading.confidence < UNSURE

    # -- the turn ------------------------------------------------------------------------------

    def decide(self) -> tuple[State, Reply]:
        """The next state and what is said."""
        only_repeat = self.edits == (Act("repeat"),) and not self.doubts
        if only_repeat and self.before.last is not None:
            return self.before, self.before.last
        if self.cancels():
            return self.end("cancelled", self.words.plain("cancelled"))
        self.tell_what_was_done()
        doubtful = self.tell_doubts()
        sold_out = self.tell_refusals()
        over = any(refused.reason in _LIMITS for refused in self.refusals) and self.by == "words"
        if over or "person" in self.verbs:
            return self.end("person", self.words.plain("person"))
        if self.places():
            return self.end("placed", self.words.placed(self.state.order.cart))
        self.tell_answers()
        return self.ask(self.special_question() or doubtful or sold_out)

    def cancels(self) -> bool:
        """Whether everything is dropped: asked once, unless there is nothing to drop."""
        if self.answered("yes", "cancel") and not self.changed:
            return not self.doubts
        if "cancel" not in self.verbs:
            return False
        question = self.before.question
        again = question is not None and question.asks == "cancel"
        return not self.changed and (again or not self.state.order.cart.lines)

    def places(self) -> bool:
        """Only a plain yes to the read-back, with nothing open and nothing doubtful."""
        cart = self.state.order.cart
        if not (self.answered("yes", "confirm") and "no" not in self.verbs):
            return False
        return (
            self.clean
            and not self.changed
            and bool(cart.lines)
            and not self.policy.opens(cart)
            and self.gone() is None
        )

    def end(self, status: Status, sentence: Sentence) -> tuple[State, Reply]:
        """The conversation is over."""
        decided = self.policy.ended(self.state, status, [*self.sentences, sentence])
        return decided.state, decided.reply

    # -- telling -------------------------------------------------------------------------------

    def tell_what_was_done(self) -> None:
        """Changes of the cart, and acts that deserve a word."""
        before, after = self.before.order.cart, self.state.order.cart
        if any(isinstance(edit, Clear) for edit in self.edits):
            self.sentences.append(self.words.plain("cleared"))
            before = replace(before, lines=())
        if any(isinstance(o, Applied) and isinstance(o.edit, Undo) for o in self.outcomes):
            self.sentences.append(self.words.undone(before, after))
        elif (done := self.words.change(before, after)) is not None:
            self.sentences.append(done)
        for edit in self.edits:
            if isinstance(edit, Serve):
                self.sentences.append(self.words.plain(f"service_{edit.service}"))
        if len(self.edits) == 1 and self.verbs & {"hello", "thanks", "none"}:
            self.sentences += [self.words.plain(verb) for verb in self.verbs]

    def tell_refusals(self) -> Question | None:
        """What was refused or left off; the first that has an alternative becomes an offer."""
        offer: Question | None = None
        for outcome in self.outcomes:
            if isinstance(outcome, Applied):
                self.sentences += [self.words.left_off(each) for each in outcome.left_off]
                continue
            self.sentences.append(self.words.refused(outcome, "that"))
            if outcome.reason in {"86", "daypart"} and offer is None:
                offer = self.instead(outcome.edit, outcome.about)
        return offer

    def instead(self, edit: Edit, about: str) -> Question | None:
        """The offer of the nearest thing to one that cannot be had now."""
        other = alternative(self.menu, about, self.now)
        if other is None:
            return None
        match edit:
            case Add(line) if line.item == about:
                return _offer(other, Add(replace(line, item=other)))
            case Swap(target, item, choices) if item == about and target.slot is None:
                return _offer(other, Swap(target, other, choices))
            case Split(_, _, _, item) if item == about:
                return _offer(other, replace(edit, item=other))
        return None

    def tell_doubts(self) -> Question | None:
        """What was said and could not be taken as it was; the first becomes the question."""
        question: Question | None = None
        for doubt in self.doubts:
            asked = self.tell_doubt(doubt, ask=question is None)
            question = question or asked
        return question

    def tell_doubt(self, doubt: Doubt, *, ask: bool) -> Question | None:
        """One doubt, and the question it makes if it may ask one."""
        match doubt.kind:
            case "unknown_dish":
                return self.not_sold(doubt, ask=ask)
            case "ambiguous" if doubt.options and ask:
                return self.which(doubt.options)
            case "allergy":
                self.sentences.append(self.allergy(doubt))
                return Question(Asked("person"), "person", if_yes=(Act("person"),))
            case "unused_negation":
                self.sentences.append(self.words.negation(doubt.words))
                return Question(Asked("rephrase"), "rephrase", self.words.say("leave_off"))
            case "not_on_item" if len(doubt.options) > 1:
                self.sentences.append(self.words.not_on_item(doubt.options[0], doubt.options[1]))
            case "no_line":
                self.sentences.append(self.words.not_in_order(doubt.words))
            case _:
                self.sentences.append(self.words.unknown(doubt.words.split()))
        return None

    def not_sold(self, doubt: Doubt, *, ask: bool) -> Question | None:
        """A dish that is not sold, and the offer of the nearest that can be had."""
        nearest = next((o for o in doubt.options if self.available(o)), None)
        offered = nearest if ask else None
        self.sentences.append(self.words.not_sold(doubt.words, None if offered else nearest))
        return _offer(offered, Add(Line(offered))) if offered else None

    def which(self, options: tuple[str, ...]) -> Question:
        """The question which of several was meant, or whether the only one was."""
        text = self.words.which(options)
        if len(options) > 1:
            return Question(Asked("which", options=options), "which", text)
        adds = (Add(Line(options[0])),) if self.menu.sold(options[0]) else ()
        return Question(Asked("offer", options=options), "which", text, if_yes=adds)

    def allergy(self, doubt: Doubt) -> Sentence:
        """What the menu says about an allergy that was named."""
        answers = self.answers()
        named = allergens_named(doubt.words, doubt.options)
        if named:
            return Sentence(answers.allergen_check(named))
        return Sentence(answers.allergens(()))

    def available(self, name: str) -> bool:
        """Whether there is such an item or meal now."""
        entry = self.menu.sold(name)
        return entry is not None and self.now.why_not(self.menu, entry) is None

    def tell_answers(self) -> None:
        """The answers to what was asked."""
        answers = self.answers()
        self.sentences += [answers.answer(ask) for ask in self.asks]

    def answers(self) -> Answers:
        """What can be answered after this turn."""
        return Answers(self.menu, self.state.order.cart, self.state.touched, self.now)

    # -- asking --------------------------------------------------------------------------------

    def ask(self, special: Question | None) -> tuple[State, Reply]:
        """The one question at the end of the reply, or a person where asking goes in circles."""
        state, old = self.state, self.before.question
        misses = self.before.misses + 1 if self.missed else 0
        if self.missed and not self.doubts:
            self.sentences.append(self.words.plain("not_caught"))
        question = special or self.standing() or self.following()
        same = old is not None and question.asked == old.asked and not self.changed
        again = same and question.asks == old.asks if old else False
        counts = again and not self.idle and question.asks != "anything_else"
        repeats = self.before.repeats + counts if again else 0
        if misses >= MISSES or repeats >= ASKED_AGAIN:
            return self.end("person", self.words.plain("person"))
        state = replace(state, misses=misses, repeats=repeats)
        words = self.policy.asking(state, question, again=again)
        read_back = question.asks == "confirm" and not again
        confirms = self.words.notation(state.order.cart.lines) if read_back else ()
        decided = self.policy.said(state, [*self.sentences, Sentence(words, confirms)], question)
        return decided.state, decided.reply

    @property
    def idle(self) -> bool:
        """Whether the turn was chatter and questions only."""
        return bool(self.edits) and all(
            isinstance(edit, Ask) or (isinstance(edit, Act) and edit.verb in _IDLE)
            for edit in self.edits
        )

    def standing(self) -> Question | None:
        """The last question, where the turn said nothing to it."""
        old = self.before.question
        if old is None or old.asked.kind not in _STICKS:
            return None
        return old if (self.idle or self.missed) and not self.changed else None

    def special_question(self) -> Question | None:
        """Questions that answer what the guest just did."""
        if "cancel" in self.verbs and self.state.order.cart.lines:
            return Question(Asked("cancel"), "cancel")
        if self.answered("no", "cancel"):
            self.sentences.append(self.words.plain("kept"))
        declined = any(self.answered("no", asks) for asks in ("which", "offer", "person"))
        if declined and not self.changed:
            self.sentences.append(self.words.plain("okay"))
        if not self.changed and self.answered("no", "confirm"):
            return Question(Asked("rephrase"), "change")
        if self.answered("no", "check"):
            self.sentences.append(self.words.plain("sorry_check"))
            return Question(Asked("rephrase"), "rephrase")
        return None

    def following(self) -> Question:
        """What comes next when the turn itself leaves nothing to ask."""
        question = self.policy.next_question(self.state)
        if question.asks == "confirm":
            return self.gone() or question
        if self.unsure and self.changed:
            return Question(Asked("confirm"), "check", if_no=(Undo(),))
        if question.asks != "anything_else":
            return question
        if self.missed or any(doubt.kind == "unknown_words" for doubt in self.doubts):
            return Question(Asked("rephrase"), "rephrase")
        if self.answered("yes", "anything_else") and not self.changed:
            return replace(question, text=self.words.say("what_else"))
        return self.add_on() or question

    def add_on(self) -> Question | None:
        """The one add-on of an order: something that was just ordered, as a meal."""
        if not self.policy.upsell or self.state.offered or not self.changed:
            return None
        for ref in self.state.touched:
            line = self.state.order.cart.line(ref)
            for combo in self.menu.combos_of(line.item) if line else ():
                if self.now.why_not(self.menu, combo) is None:
                    self.state = replace(self.state, offered=True)
                    return self.words.meal_offer(self.state.order.cart, ref, combo.id)
        return None

    def gone(self) -> Question | None:
        """What to do about the first thing in the cart that was sold out since it was ordered."""
        for line in self.state.order.cart.lines:
            if (found := sold_out_since(self.menu, line, self.now)) is not None:
                return self.words.sold_out_since(found)
        return None


def _offer(other: str, edit: Edit) -> Question:
    return Question(Asked("offer", options=(other,)), "offer", if_yes=(edit,))
