"""What is said: every sentence of the kiosk but answers, made of what a language has to say it.

Nothing here decides anything, and nothing here is in one language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from kiosk.dialog.describe import dish, lowered, name_of, opened, option_named, summed
from kiosk.dialog.languages import ENGLISH, MANY, Choosing, Language
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

__all__ = ["Wording"]

_WORDS_SAID_BACK: Final = 6
"""So many words of a guest are repeated at most; a rant or a television is not read out."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for one turn: the same menu, language, occasion and turn always give the same."""

    menu: Menu
    """With the names that readers of the language see."""
    language: Language = ENGLISH
    turn: int = 0
    """Which of the variants comes up; the seed plus the number of the turn."""

    def say(self, occasion: str, name: str = "", **parts: str) -> str:
        """One of the phrases for ``occasion``, as a sentence begins."""
        return opened(self.part(occasion, name, **parts))

    def part(self, occasion: str, name: str = "", **parts: str) -> str:
        """Likewise within a sentence; ``name`` is what its verbs agree with."""
        variants = self.language.phrases[occasion]
        fields = {"name": name, **self.language.agreeing(name), **parts}
        return variants[self.turn % len(variants)].format(**fields)

    def once_and_again(self, ask: Callable[[Wording], str]) -> Callable[[Wording], str]:
        """A question in the variant of this turn, whenever and in whatever language it is asked."""
        return lambda words: ask(replace(words, turn=self.turn))

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

    def listed(self, parts: Sequence[str], word: Literal["and", "or"] = "and") -> str:
        """A list as it is said."""
        return self.language.listed(parts, word)

    # -- what stands in the order --------------------------------------------------------------

    def describe(self, line: Line) -> str:
        """``two large Cokes, no ice``"""
        return self.language.dish(dish(self.menu, line, self.language.absent))

    def described(self, lines: Iterable[Line]) -> str:
        """Several lines as one list, equal ones summed."""
        return self.listed([self.describe(line) for line in summed(lines)])

    def the(self, line: Line, slot: str | None = None) -> str:
        """A line, or what fills its slot, by name alone: ``the two Cokes``."""
        held = line.slot(slot) if slot else None
        return self.language.the(self.name(held.item if held else line.item), line.quantity)

    def name(self, name: str, item: str | None = None) -> str:
        """What the menu calls an option of ``item``, an entry or any option."""
        return name_of(self.menu, name, item)

    def one(self, name: str) -> str:
        """An entry with its article, an option without."""
        entry = self.menu.sold(name)
        return self.language.one(entry.name) if entry else self.name(name)

    # -- what was done -------------------------------------------------------------------------

    def greeting(self) -> Sentence:
        """The first thing that a guest hears."""
        return self.plain("greet", menu=self.menu.name)

    def change(self, before: Cart, after: Cart) -> Sentence | None:
        """What one turn did to the cart, as the guest would check it; none if nothing."""
        return self._change(before, after, "done")

    def already(self, lines: Sequence[Line]) -> Sentence:
        """Lines that are as the guest asks for them: no word of it goes without an answer."""
        return Sentence(self.say("already", what=self.described(lines)), self.notation(lines))

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
            names = self.listed([self.the(line) for line in gone])
            texts.append(self.say("removed", what=names))
        if new:
            texts.append(self.say(adding, what=self.described([*changed, *new])))
        elif changed:
            texts.append(self.say("changed", what=self.described(changed)))
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
        taken = self.part(f"for_{cart.service}") if cart.service else ""
        return self.described(cart.lines) + taken

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
        alone = len(cart.lines) == 1 and needed.slot is None and needed.kind != "slot"
        own, name = self._asked_as(needed)
        item = None if needed.kind == "slot" else needed.item
        return self.language.choice(
            Choosing(
                needed.kind,
                lowered(name),
                own,
                tuple(self.name(option, item) for option in needed.options),
                "" if alone else self.the(line, needed.slot),
                again,
            )
        )

    def _asked_as(self, needed: Open) -> tuple[str | None, str]:
        """The menu's own question, if it has one, and its name for what is to be chosen."""
        entry = self.menu.sold(needed.item)
        if needed.kind == "group" and isinstance(entry, Item):
            group = entry.groups[needed.name]
            return group.ask, group.name
        if needed.kind == "slot" and isinstance(entry, Combo):
            slot = entry.slots[needed.name]
            return slot.ask, slot.name
        return None, needed.name

    def which(self, options: Sequence[str]) -> str:
        """The question between several readings."""
        names = [self.one(option) for option in options[:MANY]]
        more = [self.part("something_else")] if len(options) > MANY else []
        return self.say("which", names=self.listed([*names, *more], "or"))

    def offer(self, line: Line) -> str:
        """The offer of something that is sold."""
        return self.say("offer", what=self.describe(line))

    def offer_too(self, line: Line) -> str:
        """The offer again, where the answer was something else."""
        return self.say("offer_too", what=self.describe(line))

    def offer_one(self, name: str) -> str:
        """The offer of what was just asked about."""
        return self.say("would_you_like_one", self.name(name))

    def offer_instead(self, line: Line) -> str:
        """The offer of something in the place of what cannot be had."""
        return self.say("offer_instead", what=self.describe(Line(line.item, line.quantity)))

    def as_a_meal(self, line: Line) -> str:
        """The offer to make a line a meal."""
        return self.say("meal_offer", item=self.the(line))

    def sold_out_since(self, gone: Gone) -> str:
        """The question about something in the cart that is sold out now."""
        what = self.name(gone.name)
        if gone.other is None:
            return self.say("go_without", what=what)
        return self.say("sold_out_since", what=what, other=self.one(gone.other))

    # -- what cannot be done -------------------------------------------------------------------

    def not_sold(self, words: str, nearest: str | None) -> Sentence:
        """Something that the menu does not have; ``nearest`` is named where nothing is asked."""
        what = self.language.unsold(self.back(words))
        text = (
            self.say("not_sold_but", what=what, other=self.one(nearest))
            if nearest
            else self.say("not_sold", what=what)
        )
        return Sentence(text, refuses=(Refusal(words, "not_on_menu"),))

    def not_in_order(self, said: Sequence[str], cart: Cart) -> Sentence:
        """References to what the cart does not hold, or to nothing at all."""
        words = self.listed([self.language.quoted(self.back(each)) for each in said[:MANY]], "or")
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
        option, item = self.name(what.option, what.item), self.language.the(self.name(what.item))
        entry = self.menu.sold(what.item)
        if what.reason == "daypart":
            text = self.not_now(option, what.option)
        elif what.reason == "size_not_sold" and isinstance(entry, Combo) and entry.sizes:
            sizes = self.listed([self.name(size) for size in entry.sizes], "or")
            text = self.say("left_off_size_of", option=option, item=item, sizes=sizes)
        else:
            occasion = f"left_off_{what.reason}"
            known = occasion in self.language.phrases
            text = self.say(
                occasion if known else "left_off_not_an_option", option=option, item=item
            )
        return Sentence(text, refuses=(Refusal(what.option, what.reason),))

    def refused(self, what: Refused) -> Sentence:
        """An edit that did nothing, and the way out where there is one."""
        name = self.name(what.about) if what.about else self.part("that")
        return Sentence(
            self.refusal(what.reason, name, what.about),
            refuses=(Refusal(what.about or format_edit(self.menu, what.edit), what.reason),),
        )

    def refusal(self, reason: Reason, name: str, about: str) -> str:
        """Why there is no ``name``, which has the id ``about``."""
        if reason == "daypart":
            return self.not_now(name, about)
        return self.say(f"refused_{reason}", name)

    def not_now(self, name: str, id_: str) -> str:
        """When the entry or option is served: ``Sorry, … is only served from 5:00 AM …``"""
        entry = self.menu.sold(id_) or option_named(self.menu, id_)
        parts = [self.menu.dayparts[part] for part in entry.dayparts] if entry is not None else []
        if not parts:
            return self.say("not_now", name)
        time = self.language.time
        hours = [
            self.part("from_to", start=time(part.start), end=time(part.end))
            if part.end
            else self.part("from", start=time(part.start))
            for part in parts
        ]
        return self.say("only_served", name, hours=self.listed(hours))
