"""Answers to guests' questions, from the menu and the cart and nothing else.

What the menu does not say is said to be so; nothing is concluded from a name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from kiosk.dialog.describe import describe, described, name_of, short
from kiosk.dialog.english import is_plural, joined, lowered, number, opened
from kiosk.dialog.reply import Refusal, Sentence
from kiosk.menu.availability import Availability
from kiosk.menu.model import Combo, Group, Item, Menu, Option
from kiosk.money import format_money
from kiosk.order.cart import Cart, Choice, Line
from kiosk.order.edits import Ask
from kiosk.order.notation import format_line
from kiosk.order.pricing import option_price, price, unit_price
from kiosk.order.rules import chosen, complete, is_size_group

__all__ = ["Answers", "allergens_named"]

_One = Callable[[Item | Combo], str]

_HANDFUL: Final = 5
"""So many names are read out; the rest are counted. More is not remembered by who listens."""

_ONLY_THE_MENU: Final = "That is all the menu tells me."

_ALLERGEN_WORDS: Final = {
    "dairy": "milk", "lactose": "milk", "cheese": "milk", "cream": "milk", "gluten": "wheat",
    "flour": "wheat", "celiac": "wheat", "coeliac": "wheat", "soya": "soy", "eggs": "egg",
    "nut": "tree_nuts", "nuts": "tree_nuts", "peanut": "peanuts", "shrimp": "shellfish",
    "seafood": "shellfish",
}  # fmt: skip
"""What guests call the nine allergens that menus in the United States declare (FALCPA, FASTER)."""
_DECLARED: Final = (
    "milk", "egg", "fish", "shellfish", "tree_nuts", "peanuts", "wheat", "soy", "sesame",
)  # fmt: skip


def allergens_named(words: str, ids: Sequence[str] = ()) -> tuple[str, ...]:
    """The allergens that ``words`` or ``ids`` name, each once, as menus write them."""
    said = [*ids, *words.lower().split()]
    found = [_ALLERGEN_WORDS.get(word, word) for word in said]
    if "tree_nuts" in found:
        found.append("peanuts")
    return tuple(dict.fromkeys(name for name in found if name in _DECLARED))


@dataclass(frozen=True, slots=True)
class Answers:
    """What can be answered at one moment of one order."""

    menu: Menu
    cart: Cart
    touched: tuple[int, ...]
    """Lines of the last turn, the latest last: what "it" means."""
    now: Availability

    def answer(self, ask: Ask) -> Sentence:
        """The answer to ``ask``."""
        match ask.topic:
            case "price":
                text = self.prices(ask.about)
            case "contents":
                text = self.each(ask.about, self.contents)
            case "allergens":
                text = self.allergens(ask.about)
            case "calories":
                text = self.each(ask.about, self.calories)
            case "options":
                text = self.options(ask.about)
            case "menu":
                text = self.listing(ask.about)
            case "vegetarian":
                text = self.vegetarian(ask.about)
            case "available":
                return self.available(ask.about)
            case "total":
                text = self.total()
            case "cart":
                confirms = tuple(format_line(self.menu, line) for line in self.cart.lines)
                return Sentence(self.so_far(), confirms)
            case _:
                assert_never(ask.topic)
        return Sentence(opened(text))

    # -- what a question is about --------------------------------------------------------------

    def entries(self, about: Sequence[str]) -> list[Item | Combo]:
        """The items and meals that are named."""
        return [entry for name in about if (entry := self.menu.sold(name)) is not None]

    def choices(self, about: Sequence[str], item: Item | Combo) -> tuple[Choice, ...]:
        """The options that are named and that ``item`` has."""
        if isinstance(item, Combo):
            return tuple(Choice(name) for name in about if name in item.sizes)
        return tuple(
            Choice(name) for name in about if item.option(name) and not self.menu.sold(name)
        )

    def category(self, about: Sequence[str]) -> str | None:
        """The category that is named, by name or id."""
        said = " ".join(about).replace("_", " ").lower()
        names = {category.lower(): category for category in self.menu.categories}
        return names.get(said)

    def it(self) -> Item | Combo | None:
        """What the conversation is about: the line touched last, or the last of the cart."""
        refs = [*self.touched[::-1], *(line.ref for line in self.cart.lines[::-1])]
        lines = [line for ref in refs if (line := self.cart.line(ref)) is not None]
        return self.menu.sold(lines[0].item) if lines else None

    def having(self, option: str) -> Item | None:
        """An item that has ``option``: of the cart if one does, else the first of the menu."""
        ours = [held for line in self.cart.lines for held in (line, *(h for _, h in line.slots))]
        items = [self.menu.items[x.item] for x in ours if x.item in self.menu.items]
        return next(
            (i for i in (*items[::-1], *self.menu.items.values()) if i.option(option)), None
        )

    def each(self, about: Sequence[str], one: _One) -> str:
        """``one`` for each entry that is named, or for "it"."""
        entries = self.entries(about)
        it = self.it()
        if not about and it is not None:
            entries = [it]
        if not entries:
            return self.unsaid(about)
        return " ".join(opened(one(entry)) for entry in entries[:_HANDFUL])

    def unsaid(self, about: Sequence[str]) -> str:
        """The menu has no answer."""
        if not about:
            return "sorry, the menu doesn't say."
        what = joined([name_of(self.menu, name) for name in about], "or")
        return f"sorry, the menu doesn't say anything about {what}."

    def money(self, amount: int) -> str:
        """``$6.99``"""
        return format_money(amount, self.menu.currency, self.menu.locale)

    # -- prices --------------------------------------------------------------------------------

    def prices(self, about: Sequence[str]) -> str:
        """Of items, meals, options, or a category."""
        category = self.category(about)
        if category is not None:
            return self.price_range(category)
        entries = self.entries(about)
        if entries:
            return " ".join(opened(self.price_of(e, self.choices(about, e))) for e in entries)
        options = [name for name in about if self.having(name) is not None]
        if options:
            return " ".join(opened(self.option_price(name)) for name in options)
        it = self.it()
        if not about and it is not None:
            return self.price_of(it, ())
        return self.unsaid(about)

    def price_of(self, entry: Item | Combo, choices: tuple[Choice, ...]) -> str:
        """One price, or one for each size that was not said."""
        sizes = self.size_ids(entry)
        said = [c for c in choices if c.option in sizes]
        rest = tuple(c for c in choices if c.option not in sizes)
        verb = "are" if is_plural(entry.name) else "is"
        if said or not sizes:
            line = self.priced(entry, choices)
            return f"{describe(self.menu, line)} {verb} {self.money(unit_price(self.menu, line))}."
        each = [
            f"{self.money(unit_price(self.menu, self.priced(entry, (*rest, Choice(size)))))} "
            f"for {self.option_name(size, entry)}"
            for size in sizes
        ]
        return f"{short(entry.name)} {verb} {joined(each)}."

    def priced(self, entry: Item | Combo, choices: tuple[Choice, ...]) -> Line:
        """A line to be priced, not ordered."""
        if isinstance(entry, Combo):
            size = choices[0].option if choices else None
            return complete(self.menu, Line(entry.id, size=size), Availability())
        return complete(self.menu, Line(entry.id, choices=choices), Availability())

    def size_ids(self, entry: Item | Combo) -> tuple[str, ...]:
        """What makes the price: the sizes of a meal; of an item, whatever must be chosen of."""
        if isinstance(entry, Combo):
            return tuple(entry.sizes)
        for group in entry.groups.values():
            priced = any(option.price for option in group.options.values())
            if group.exclusive and group.min and priced and not group.default:
                return tuple(group.options)
        return ()

    def option_name(self, option: str, entry: Item | Combo) -> str:
        """As the entry calls it."""
        item = entry.id if isinstance(entry, Item) else None
        return name_of(self.menu, option, item or "")

    def option_price(self, name: str) -> str:
        """What an option adds."""
        item = self.having(name)
        assert item is not None
        group = item.group_of(name)
        assert group is not None
        option = group.options[name]
        if is_size_group(self.menu, group):
            return self.price_of(item, (Choice(name),))
        if name in group.default:
            return f"{lowered(option.name)} comes with {short(item.name)} at no extra charge."
        cost = sum(option_price(group, Choice(name)))
        if not cost:
            return f"{lowered(option.name)} is at no extra charge."
        return f"{lowered(option.name)} is {self.money(cost)} extra."

    def price_range(self, category: str) -> str:
        """From the cheapest to the dearest."""
        prices = [
            unit_price(self.menu, self.priced(e, tuple(Choice(s) for s in self.size_ids(e)[:1])))
            for e in self.menu.entries()
            if e.category == category
        ]
        if not prices:
            return self.unsaid((category,))
        low, high = self.money(min(prices)), self.money(max(prices))
        if low == high:
            return f"{lowered(category)} are {low}."
        return f"{lowered(category)} run from {low} to {high}."

    def total(self) -> str:
        """What the order costs as it stands."""
        if not self.cart.lines:
            return "you haven't ordered anything yet."
        return f"your total so far is {self.money(price(self.menu, self.cart).total)}."

    def so_far(self) -> str:
        """The order as it stands."""
        if not self.cart.lines:
            return "You haven't ordered anything yet."
        return f"So far you have {described(self.menu, self.cart.lines)}."

    # -- what is in it -------------------------------------------------------------------------

    def contents(self, entry: Item | Combo) -> str:
        """What an item comes with, or what a meal holds."""
        if isinstance(entry, Combo):
            return f"the {entry.name} comes with {joined(self.slots(entry))}."
        on = chosen(entry, ())
        comes = [
            lowered(group.options[name].name)
            for group in entry.groups.values()
            for name in group.options
            if name in on
        ]
        if comes:
            return f"the {entry.name} comes with {joined(comes)}."
        if entry.description:
            return f"the {entry.name}: {entry.description}"
        return f"the menu doesn't say what is in the {entry.name}."

    def slots(self, combo: Combo) -> list[str]:
        """Each place of a meal: what stands in it, or what it is for."""
        out = []
        for slot in combo.slots.values():
            fixed = slot.default or (next(iter(slot.choices)) if len(slot.choices) == 1 else None)
            name = short(self.menu.items[fixed].name if fixed else lowered(slot.name))
            out.append(name if fixed else f"{name} of your choice")
        return out

    def calories(self, entry: Item | Combo) -> str:
        """As the menu gives them."""
        if isinstance(entry, Combo):
            main = self.menu.items[next(iter(next(iter(entry.slots.values())).choices))]
            return self.calories(main)
        if entry.calories is None:
            return f"the menu doesn't say how many calories are in {short(entry.name)}."
        return f"{short(entry.name)} has {entry.calories} calories as it comes."

    def allergens(self, about: Sequence[str]) -> str:
        """Of what is named, or of the whole order; one allergen of each, if one is named."""
        named = allergens_named("", [name for name in about if self.menu.sold(name) is None])
        entries = self.entries([name for name in about if name not in named])
        if not entries and not self.cart.lines:
            return "tell me which item, and I'll say what the menu lists for it."
        if named:
            return self.allergen_check(named, entries)
        lines = [self.listed(entry) for entry in entries or self.ordered()]
        return f"{' '.join(opened(line) for line in lines)} {_ONLY_THE_MENU}"

    def allergen_check(self, allergens: Sequence[str], entries: Sequence[Item | Combo] = ()) -> str:
        """Which of ``entries``, or of the order, the menu lists with these allergens."""
        what = joined([name.replace("_", " ") for name in allergens], "or")
        among = [*entries] or [*self.ordered()]
        if not among:
            return f"the menu lists allergens, so I can check each item for {what}."
        having = [e for e in among if set(allergens) & set(self.allergens_in(e))]
        free = [e for e in among if e not in having]
        parts = []
        if having:
            parts.append(f"the menu lists {what} in {joined([f'the {e.name}' for e in having])}.")
        if free:
            parts.append(
                f"the menu doesn't list {what} in {joined([f'the {e.name}' for e in free], 'or')}."
            )
        return f"{' '.join(opened(part) for part in parts)} {_ONLY_THE_MENU}"

    def ordered(self) -> list[Item]:
        """Every item of the cart once, those in meals too."""
        held = [x for line in self.cart.lines for x in (line, *(h for _, h in line.slots))]
        names = dict.fromkeys(x.item for x in held if x.item in self.menu.items)
        return [self.menu.items[name] for name in names]

    def allergens_in(self, entry: Item | Combo) -> tuple[str, ...]:
        """As it comes, and as it was ordered: an option that was added brings its own."""
        if isinstance(entry, Combo):
            items = [self.menu.items[i] for s in entry.slots.values() for i in s.choices]
            return tuple(dict.fromkeys(a for item in items for a in item.allergens))
        held = [x for line in self.cart.lines for x in (line, *(h for _, h in line.slots))]
        added = [
            option.allergens
            for line in held
            if line.item == entry.id
            for choice in line.choices
            if choice.on and (option := entry.option(choice.option)) is not None
        ]
        return tuple(dict.fromkeys((*entry.allergens, *(a for each in added for a in each))))

    def listed(self, entry: Item | Combo) -> str:
        """The allergens that the menu lists for one entry."""
        names = [name.replace("_", " ") for name in self.allergens_in(entry)]
        if not names:
            return f"the menu lists no allergens for the {entry.name}."
        return f"the menu lists {joined(names)} for the {entry.name}."

    def vegetarian(self, about: Sequence[str]) -> str:
        """Whether something is, or what is."""
        if self.entries(about):
            return self.each(about, self.is_vegetarian)
        category = self.category(about)
        found = [
            item
            for item in self.menu.items.values()
            if item.vegetarian and category in (None, item.category) and self.sold(item)
        ]
        if not found:
            return "the menu doesn't mark anything as vegetarian there."
        mixed = {i.category for i in self.menu.items.values() if i.vegetarian is False}
        found.sort(key=lambda item: item.category not in mixed)
        return f"vegetarian: {self.handful([item.name for item in found])}."

    def is_vegetarian(self, entry: Item | Combo) -> str:
        """One entry; a meal is what its main is."""
        item = (
            self.menu.items[next(iter(next(iter(entry.slots.values())).choices))]
            if isinstance(entry, Combo)
            else entry
        )
        if item.vegetarian is None:
            return f"the menu doesn't say whether the {item.name} is vegetarian."
        verb = "are" if is_plural(item.name) else "is"
        return f"the {item.name} {verb} {'' if item.vegetarian else 'not '}vegetarian."

    # -- what there is -------------------------------------------------------------------------

    def sold(self, entry: Item | Combo | Option) -> bool:
        """Whether it can be had now."""
        return self.now.why_not(self.menu, entry) is None

    def options(self, about: Sequence[str]) -> str:
        """What may be chosen: of a group, of an item, or of "it"."""
        entries = [e for e in self.entries(about) if isinstance(e, Item)]
        it = self.it()
        if not entries and isinstance(it, Item):
            entries = [it]
        for name in about:
            group = self.group(name, entries)
            if group is not None:
                return self.choices_of(group)
        category = self.category(about)
        if category is not None:
            return self.listing(about)
        for combo in self.entries(about):
            if isinstance(combo, Combo):
                return self.contents(combo)
        asked = [g for e in entries for g in e.groups.values() if not g.nested]
        if not asked:
            return self.unsaid(about)
        return " ".join(opened(self.choices_of(group)) for group in asked[:2])

    def group(self, name: str, items: Sequence[Item]) -> Group | None:
        """The group by its id: as one of ``items`` has it, or else anyone."""
        for item in (*items, *self.menu.items.values()):
            if name in item.groups:
                return item.groups[name]
        return None

    def choices_of(self, group: Group) -> str:
        """The options of a group that can be had now."""
        names = [lowered(o.name) for o in group.options.values() if self.sold(o)]
        return f"{lowered(group.name)}: {self.handful(names)}."

    def listing(self, about: Sequence[str]) -> str:
        """What a category has, or which categories there are."""
        category = self.category(about)
        if category is None:
            names = [lowered(name) for name in self.menu.categories]
            return f"we have {joined(names)}." if not about else self.unsaid(about)
        names = [e.name for e in self.menu.entries() if e.category == category and self.sold(e)]
        if not names:
            return f"we have no {lowered(category)} right now."
        return f"we have {self.handful(names)}."

    def handful(self, names: Sequence[str]) -> str:
        """The first few, and how many more there are."""
        if len(names) <= _HANDFUL + 1:
            return joined(list(names))
        return f"{', '.join(names[:_HANDFUL])}, and {number(len(names) - _HANDFUL)} more"

    def available(self, about: Sequence[str]) -> Sentence:
        """Whether something can be had now."""
        if self.category(about) is not None:
            return Sentence(opened(self.listing(about)))
        texts: list[str] = []
        refuses: list[Refusal] = []
        for name in about:
            entry = self.menu.sold(name) or (
                item.option(name) if (item := self.having(name)) is not None else None
            )
            if entry is None:
                texts.append(f"sorry, we don't have {name_of(self.menu, name)}.")
                refuses.append(Refusal(name, "not_on_menu"))
                continue
            why = self.now.why_not(self.menu, entry)
            if why is None:
                texts.append(f"yes, we have {name_of(self.menu, name)}.")
            else:
                when = "at this time" if why == "daypart" else "right now"
                texts.append(f"sorry, we don't have {name_of(self.menu, name)} {when}.")
                refuses.append(Refusal(name, why))
        if not texts:
            return Sentence(opened(self.listing(())))
        return Sentence(" ".join(opened(text) for text in texts), refuses=tuple(refuses))
