"""How things are said: every sentence of the kiosk but answers. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.dialog.describe import describe, described, hours, name_of, short, the
from kiosk.dialog.english import is_plural, joined, lowered, opened
from kiosk.dialog.nearest import Gone
from kiosk.dialog.reply import Refusal, Sentence
from kiosk.menu.model import Combo, Item, Menu
from kiosk.money import format_money
from kiosk.order.cart import Cart, Line, Target
from kiosk.order.edits import Delete
from kiosk.order.notation import format_edit, format_line
from kiosk.order.outcome import LeftOff, Reason, Refused
from kiosk.order.pricing import price
from kiosk.order.rules import Open

__all__ = ["PHRASES", "Wording"]

PHRASES: Final[dict[str, tuple[str, ...]]] = {
    "greet": (
        "Hi, welcome to {menu}! What can I get you?",
        "Welcome to {menu}! What would you like?",
        "Hello, and welcome to {menu}! What can I get started for you?",
    ),
    "done": ("Okay, {what}.", "Got it, {what}.", "{what}.", "Sure, {what}."),
    "changed": ("Okay, that's {what}.", "So that's {what}.", "Sure, that's {what} now."),
    "already": ("That's how I have it: {what}.", "I have it like that: {what}."),
    "removed": ("I took off {what}.", "I took {what} off."),
    "put_back": ("I put back {what}.", "That puts back {what}."),
    "undone": ("Okay, back to how it was.", "Okay, I undid that."),
    "cleared": ("Okay, starting over.", "Sure, let's start over."),
    "anything_else": ("Anything else?", "What else?", "Anything else for you?"),
    "what_else": ("What else can I get you?", "Sure, what else?"),
    "order_first": ("What can I get you?", "What would you like to order?"),
    "read_back": (
        "So that's {order}. Your total is {total}. Is that right?",
        "I have {order}. Your total is {total}. Is that correct?",
        "Let me read that back: {order}. Your total is {total}. Does that look right?",
    ),
    "confirm_again": ("Shall I place the order?", "Is the order right?"),
    "change": ("What should I change?", "Okay, what should I change?"),
    "placed": (
        "Thank you! Your order is placed. Your total is {total}.",
        "You're all set, thank you! Your total is {total}.",
    ),
    "to_pay": (
        "Thank you! That comes to {total}. How would you like to pay?",
        "All right, that's {total}. How would you like to pay?",
    ),
    "check": ("Did I get that right?", "Is that right?"),
    "sorry_check": ("Sorry about that.", "My mistake."),
    "say_again": ("Could you say that again?", "Would you say that once more?"),
    "not_caught": ("Sorry, I didn't catch that.", "Sorry, I missed that."),
    "unknown": ('Sorry, I didn\'t catch "{words}".', 'Sorry, I missed "{words}".'),
    "allergy": ('I heard "{words}".', 'You said "{words}".'),
    "not_in_order": ("I don't see {words} in your order.", "There's no {words} in your order."),
    "no_item_yet": ("I'm not sure what {words} should go on.",),
    "would_you_like_one": ("Would you like one?", "Can I get you one?"),
    "would_you_like_some": ("Would you like some?", "Can I get you some?"),
    "negation": ('I heard "{words}".', 'You said "{words}".'),
    "left_unused": ('I couldn\'t place "{words}", so nothing was left off for it.',),
    "leave_off": (
        "What should I leave off, and on which item?",
        "What exactly should I leave off?",
    ),
    "too_long": ("That was a lot at once, and I only took in the first part.",),
    "person": (
        "One moment, I'm getting someone to help you.",
        "Let me get someone to help you. One moment, please.",
    ),
    "nobody_came": (
        "Sorry, nobody is free right now. Your order is still open and I can go on with it.",
    ),
    "cancel": ("Do you want to cancel the whole order?", "Should I cancel everything?"),
    "cancelled": ("Okay, your order is cancelled. Have a good day!",),
    "kept": ("Okay, your order stays as it is.", "Okay, we'll keep it."),
    "interrupted": ("Sorry, we were interrupted. I still have {order}.",),
    "resume": ("Do you want to go on with this order?",),
    "hello": ("Hi there!", "Hello!"),
    "thanks": ("You're welcome!", "My pleasure!"),
    "none": ("Take your time.", "Whenever you're ready."),
    "okay": ("Okay.", "All right."),
    "still_there": ("Are you still there?", "Hello, are you still there?"),
    "abandoned": ("I'll close this order for now. Just talk to me when you're back.",),
    "service_dine_in": ("For here, got it.", "Okay, for here."),
    "service_take_away": ("To go, got it.", "Okay, to go."),
    "closed_placed": ("Your order is already placed. The crew can help you with changes.",),
    "closed_unpaid": ("Your order is not paid yet. You can pay, or change it, on the screen.",),
    "closed_cancelled": ("This order is cancelled.",),
    "closed_person": ("Someone will be with you in a moment.",),
    "closed_abandoned": ("This order was closed.",),
    "offer_person": ("Would you like to talk to a person about it?",),
    "meal_offer": ("Would you like to make {item} a meal?",),
    "sold_out_since": (
        "Sorry, we just ran out of {what}. Would you like {other} instead?",
        "I'm sorry, {what} just sold out. Would {other} be all right?",
    ),
    "go_without": ("Sorry, we just ran out of {what}. Is it all right without?",),
}
"""By occasion, in turns; ``{what}`` opens a sentence in capitals where it stands first."""

REFUSALS: Final[Mapping[Reason, str]] = {
    "not_on_menu": "sorry, we don't have {name}.",
    "86": "sorry, we're out of {name} right now.",
    "no_such_line": "I don't see that in your order.",
    "not_an_option": "sorry, I can't add {name} to that.",
    "too_many_options": "sorry, that's more {name} than it can take.",
    "fixed_in_meal": "the {name} comes with the meal, so I can't take it off.",
    "size_not_sold": "sorry, that doesn't come in {name}.",
    "not_in_slot": "sorry, {name} doesn't come with that meal.",
    "over_line_limit": "that's more of one thing than I can take here.",
    "over_order_limit": "that's more than I can take in one order here.",
    "over_total_limit": "that's a bigger order than I can take here.",
    "nothing_to_undo": "there is nothing to undo yet.",
    "nothing_to_redo": "there is nothing to redo.",
    "not_understood": "sorry, I couldn't make sense of that.",
}
"""Why an edit did nothing; hours have words of their own."""

LEFT_OFF: Final[Mapping[Reason, str]] = {
    "86": "sorry, we're out of {option}, so that's left off {item}.",
    "too_many_options": "that's more {option} than {item} can take, so I left it as it was.",
    "fixed_in_meal": "{item} in that meal comes as it is, so I couldn't change the {option}.",
    "not_in_slot": "sorry, {option} doesn't come with {item}.",
    "not_an_option": "sorry, {option} isn't a choice for {item}, so I left that out.",
}
"""Why a part of an edit was left off; hours and sizes have words of their own."""

_WORDS_SAID_BACK: Final = 6
"""So many words of a guest are repeated at most; a rant or a television is not read out."""
_DETERMINERS: Final = ("a ", "an ", "any ", "some ", "the ", "that ", "your ")
_MANY: Final = 6
"""So many options are read out at most: more is a list that nobody listens to."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for one turn: the same menu, occasion and turn always give the same words."""

    menu: Menu
    turn: int
    """Which of the variants comes up; the seed plus the number of the turn."""

    def say(self, occasion: str, **parts: str) -> str:
        """One of the phrases for ``occasion``."""
        variants = PHRASES[occasion]
        return opened(variants[self.turn % len(variants)].format(**parts))

    def plain(self, occasion: str, **parts: str) -> Sentence:
        """A phrase with no meaning beyond its occasion."""
        return Sentence(self.say(occasion, **parts))

    @staticmethod
    def back(words: str) -> str:
        """The guest's words as they are said back."""
        said = words.split()
        return " ".join(said[:_WORDS_SAID_BACK]) + (" …" if len(said) > _WORDS_SAID_BACK else "")

    def money(self, amount: int) -> str:
        """``$6.99``"""
        return format_money(amount, self.menu.currency, self.menu.locale)

    # -- what was done -------------------------------------------------------------------------

    def greeting(self) -> Sentence:
        """The first thing that a guest hears."""
        return self.plain("greet", menu=self.menu.name)

    def change(self, before: Cart, after: Cart) -> Sentence | None:
        """What one turn did to the cart, as the guest would check it; none if nothing."""
        return self._change(before, after, "done")

    def already(self, lines: Sequence[Line]) -> Sentence:
        """Lines that are as the guest asks for them: no word of it goes without an answer."""
        return Sentence(self.say("already", what=described(self.menu, lines)), self.notation(lines))

    def restored(self, before: Cart, after: Cart) -> Sentence:
        """What an undo brought back and took away."""
        what = self._change(before, after, "put_back")
        undone = self.say("undone")
        return Sentence(f"{undone} {what.text}", what.confirms) if what else Sentence(undone)

    def _change(self, before: Cart, after: Cart, adding: str) -> Sentence | None:
        new = [line for line in after.lines if before.line(line.ref) is None]
        changed = [line for line in after.lines if before.line(line.ref) not in (None, line)]
        gone = [line for line in before.lines if after.line(line.ref) is None]
        texts: list[str] = []
        if gone:
            names = joined([the(self.menu, line) for line in gone])
            texts.append(self.say("removed", what=names))
        if new:
            texts.append(self.say(adding, what=described(self.menu, [*changed, *new])))
        elif changed:
            texts.append(self.say("changed", what=described(self.menu, changed)))
        if not texts:
            return None
        deleted = [format_edit(self.menu, Delete(Target(line.ref))) for line in gone]
        return Sentence(" ".join(texts), (*self.notation([*changed, *new]), *deleted))

    def notation(self, lines: Iterable[Line]) -> tuple[str, ...]:
        """Lines in order notation."""
        return tuple(format_line(self.menu, line) for line in lines)

    def read_back(self, cart: Cart) -> Sentence:
        """The whole order with every deviation, and its total."""
        total = self.money(price(self.menu, cart).total)
        text = self.say("read_back", order=self.order(cart), total=total)
        return Sentence(text, self.notation(cart.lines))

    def interrupted(self, cart: Cart) -> Sentence:
        """What is there of an order that was interrupted."""
        return Sentence(self.say("interrupted", order=self.order(cart)), self.notation(cart.lines))

    def order(self, cart: Cart) -> str:
        """Every line of the cart as one list, with how it is taken."""
        to_go = {"dine_in": ", for here", "take_away": ", to go", None: ""}[cart.service]
        return described(self.menu, cart.lines) + to_go

    def placed(self, cart: Cart) -> Sentence:
        """The closing words."""
        return self._closing("placed", cart)

    def to_pay(self, cart: Cart) -> Sentence:
        """The closing words of an order that is paid before it is placed."""
        return self._closing("to_pay", cart)

    def _closing(self, occasion: str, cart: Cart) -> Sentence:
        total = self.money(price(self.menu, cart).total)
        return Sentence(self.say(occasion, total=total), self.notation(cart.lines))

    # -- questions -----------------------------------------------------------------------------

    def open_choice(self, cart: Cart, needed: Open, *, again: bool) -> str:
        """The question for a choice that a line still needs; ``again`` lists the options."""
        line = cart.line(needed.ref)
        assert line is not None
        whose = the(self.menu, line, needed.slot)
        ask, listed = self.asked_as(needed)
        if again and not listed and len(needed.options) <= _MANY:
            names = [self.option(option, needed) for option in needed.options]
            ask = f"{ask.rstrip('?')}: {joined(names, 'or')}?"
            listed = True
        if len(cart.lines) == 1 and needed.slot is None and needed.kind != "slot":
            return ask
        if listed or len(ask.split()) > 7:
            return f"For {whose}, {ask[:1].lower()}{ask[1:]}"
        return f"{ask.rstrip('?')} {'with' if needed.kind == 'slot' else 'for'} {whose}?"

    def asked_as(self, needed: Open) -> tuple[str, bool]:
        """The menu's own question, or one made of names; and whether it lists the options."""
        entry = self.menu.sold(needed.item)
        own: str | None = None
        name = needed.name
        if needed.kind == "group" and isinstance(entry, Item):
            own, name = entry.groups[needed.name].ask, entry.groups[needed.name].name
        elif needed.kind == "slot" and isinstance(entry, Combo):
            own, name = entry.slots[needed.name].ask, entry.slots[needed.name].name
        elif needed.kind == "size":
            sizes = [self.option(option, needed) for option in needed.options]
            return f"What size, {joined(sizes, 'or')}?", True
        if own:
            return own, "," in own
        return f"Which {lowered(name)}?", False

    def option(self, option: str, needed: Open) -> str:
        """What may be answered, by name."""
        return name_of(self.menu, option, None if needed.kind == "slot" else needed.item)

    def which(self, options: Sequence[str]) -> str:
        """The question between several readings."""
        names = [self.short_name(option) for option in options[:_MANY]]
        more = ["something else"] if len(options) > _MANY else []
        return f"Did you mean {joined([*names, *more], 'or')}?"

    def short_name(self, name: str) -> str:
        """An entry with its article, an option without."""
        entry = self.menu.sold(name)
        return short(entry.name) if entry else name_of(self.menu, name)

    def offer(self, line: Line) -> str:
        """The offer of something that is sold."""
        return f"Would you like {describe(self.menu, line)}?"

    def offer_too(self, line: Line) -> str:
        """The offer again, where the answer was something else."""
        return f"And {describe(self.menu, line)} as well?"

    def offer_one(self, name: str) -> str:
        """The offer of what was just asked about."""
        some = is_plural(name_of(self.menu, name))
        return self.say("would_you_like_some" if some else "would_you_like_one")

    def offer_instead(self, line: Line) -> str:
        """The offer of something in the place of what cannot be had."""
        plain = describe(self.menu, Line(line.item, line.quantity))
        return f"Would you like {plain} instead?"

    def as_a_meal(self, line: Line) -> str:
        """The offer to make a line a meal."""
        return self.say("meal_offer", item=the(self.menu, line))

    def sold_out_since(self, gone: Gone) -> str:
        """The question about something in the cart that is sold out now."""
        what = name_of(self.menu, gone.name)
        if gone.other is None:
            return self.say("go_without", what=what)
        return self.say("sold_out_since", what=what, other=self.short_name(gone.other))

    # -- what cannot be done -------------------------------------------------------------------

    def not_sold(self, words: str, nearest: str | None) -> Sentence:
        """Something that the menu does not have; ``nearest`` is named where nothing is asked."""
        said = self.back(words)
        named = said if said.startswith(_DETERMINERS) else short(said)
        text = f"Sorry, we don't have {named}"
        text += f", but we do have {self.short_name(nearest)}." if nearest else "."
        return Sentence(text, refuses=(Refusal(words, "not_on_menu"),))

    def not_in_order(self, said: Sequence[str], cart: Cart) -> Sentence:
        """References to what the cart does not hold, or to nothing at all."""
        words = joined([f'"{self.back(each)}"' for each in said[:_MANY]], "or")
        occasion = "not_in_order" if cart.lines else "no_item_yet"
        refuses = tuple(Refusal(each, "no_such_line") for each in said)
        return Sentence(self.say(occasion, words=words), refuses=refuses)

    def not_on_item(self, option: str, item: str) -> Sentence:
        """An option that the item cannot have."""
        return self.left_off(LeftOff(option, "not_an_option", item))

    def unknown(self, words: Sequence[str]) -> Sentence:
        """Words that were not understood."""
        return Sentence(self.say("unknown", words=self.back(" ".join(words))), unknown=tuple(words))

    def negation(self, words: str) -> Sentence:
        """A "no" that nothing in the order accounts for."""
        return Sentence(self.say("negation", words=self.back(words)), unknown=tuple(words.split()))

    def about_allergens(self, words: str, listed: str) -> Sentence:
        """An allergy to what menus do not declare, and what the menu does list."""
        return Sentence(self.say("allergy", words=self.back(words)) + f" {opened(listed)}")

    def left_unused(self, words: str) -> Sentence:
        """A "no" that was asked about and never answered: the read-back does not have it."""
        return Sentence(
            self.say("left_unused", words=self.back(words)), unknown=tuple(words.split())
        )

    def left_off(self, what: LeftOff) -> Sentence:
        """Something that could not be had, the rest of the edit being done."""
        option = name_of(self.menu, what.option, what.item)
        item = f"the {name_of(self.menu, what.item)}"
        if what.reason == "daypart":
            text = f"sorry, {option} {hours(self.menu, what.option)}."
        elif what.reason == "size_not_sold":
            text = f"sorry, I can't make {item} {option}{self.sizes(what.item)}."
        elif what.reason in LEFT_OFF:
            text = LEFT_OFF[what.reason].format(option=option, item=item)
        else:
            text = LEFT_OFF["not_an_option"].format(option=option, item=item)
        return Sentence(opened(text), refuses=(Refusal(what.option, what.reason),))

    def sizes(self, item: str) -> str:
        """``; it comes in medium or large``, where the sizes are the meal's."""
        entry = self.menu.sold(item)
        if not isinstance(entry, Combo) or not entry.sizes:
            return ""
        return f"; it comes in {joined([name_of(self.menu, s) for s in entry.sizes], 'or')}"

    def refused(self, what: Refused) -> Sentence:
        """An edit that did nothing."""
        name = name_of(self.menu, what.about) if what.about else "that"
        return Sentence(
            opened(self.refusal(what.reason, name, what.about)),
            refuses=(Refusal(what.about or format_edit(self.menu, what.edit), what.reason),),
        )

    def refusal(self, reason: Reason, name: str, about: str) -> str:
        """Why not, and the way out where there is one."""
        if reason == "daypart":
            return f"sorry, {name} {hours(self.menu, about)}."
        return REFUSALS[reason].format(name=name)
