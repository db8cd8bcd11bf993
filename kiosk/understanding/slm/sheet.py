"""One turn on a sheet of paper: the cart, the question, the words with a letter for every name.

The letters are what a language model writes its answer with (:mod:`.walk`): one token each,
whatever a dish is called, so that an answer is short and nothing can be learnt by heart.

::

    #1 2 cheeseburger
    #2 1 coke ?size
    size of #2?
    small=a and hold the onions=b on one of the burgers=A
    A cheeseburger, B hamburger
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from string import ascii_lowercase, ascii_uppercase
from typing import Final

from kiosk.menu.model import Combo, Item, Menu
from kiosk.order.cart import Choice, Line
from kiosk.order.notation import format_line
from kiosk.order.rules import chosen
from kiosk.understanding.ground import denied, only_refused
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.reading import Asked, Context
from kiosk.understanding.said import Said
from kiosk.understanding.slm.walk import Automaton, Host, Ways
from kiosk.understanding.tag import Tag

__all__ = ["Names", "Sheet", "named", "sheet_of"]

_MOST_EDITS: Final = 8
_MOST_PER_PHRASE: Final = 4
"""Items that one phrase gets letters for; a category of more is too wide to choose from."""
_MOST_UNSAID: Final = 6
"""Items that nobody named and that may yet be meant: the meals of an item, the last question's."""
_COUNTS: Final = frozenset(
    ("num", "det", "repeat_line", "all", "ones", "just", "make", "one_of", "everything")
)
"""Kinds of tags that can set the quantity of a line."""


@dataclass(slots=True)
class Names:
    """Who has which letter."""

    entries: dict[str, str] = field(default_factory=dict)
    """Letter → id of an item or meal."""
    options: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Letter → ids of options that one phrase may mean, the best first."""
    wider: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Letter → options that the phrase means where a dish has none of those: all of the group that
    it names ("cheese"), those whose names hold its words (*pickled jalapenos* "jalapeno")."""

    def entry(self, name: str) -> str:
        """The letter of an entry, given out now if it has none; empty when all are out."""
        for letter, had in self.entries.items():
            if had == name:
                return letter
        letter = ascii_uppercase[len(self.entries) : len(self.entries) + 1]
        if letter:
            self.entries[letter] = name
        return letter

    def option(self, names: tuple[str, ...], wider: tuple[str, ...]) -> str:
        """The letter of the options of a phrase, likewise."""
        for letter, had in self.options.items():
            if had == names and self.wider[letter] == wider:
                return letter
        letter = ascii_lowercase[len(self.options) : len(self.options) + 1]
        if letter:
            self.options[letter], self.wider[letter] = names, wider
        return letter


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a language model is shown of one turn, and what it may answer.

    Its answers are read and written by :mod:`.shorthand`.
    """

    menu: Menu
    context: Context
    names: Names
    request: str
    """Ends where the answer begins."""
    automaton: Automaton


def sheet_of(lexicon: Lexicon, said: Said, context: Context) -> Sheet:
    """The sheet of one turn."""
    names = Names()
    words = " ".join(_marked(lexicon, names, said, context))
    listed = ", ".join(_listed(lexicon, names, said, context))
    lines = [*_cart(lexicon.menu, context), *_question(context.asked), words]
    if listed:
        lines.append(listed)
    return Sheet(
        menu=lexicon.menu,
        context=context,
        names=names,
        request="\n".join(lines) + "\n\n",
        automaton=_Notation(lexicon, said, context, names).automaton(),
    )


def _cart(menu: Menu, context: Context) -> Iterator[str]:
    last = context.cart.lines[-1].ref if context.cart.lines else 0
    for line in context.cart.lines:
        that = "*" if context.touched and context.touched[-1] == line.ref != last else ""
        yield f"#{line.ref}{that} {format_line(menu, line)}"


def _question(asked: Asked | None) -> Iterator[str]:
    if asked is None:
        return
    if asked.open is not None:
        slot = f".{asked.open.slot}" if asked.open.slot else ""
        yield f"{asked.open.name} of #{asked.open.ref}{slot}?"
    elif asked.options:
        yield f"{' or '.join(asked.options[:_MOST_PER_PHRASE])}?"


# -- letters ---------------------------------------------------------------------------------------


def _marked(lexicon: Lexicon, names: Names, said: Said, context: Context) -> Iterator[str]:
    """The words, those that may name something with their letters."""
    about = _about(lexicon, said, context)
    for tag in said.tags:
        if tag.kind == "num":
            letters = _number(lexicon, names, tag, about)
        else:
            letters = "".join(_letters(lexicon, names, tag))
        yield f"{tag.words}={letters}" if letters else tag.words


def _about(lexicon: Lexicon, said: Said, context: Context) -> tuple[Item, ...]:
    """The items that are ordered, named, or in a meal of either."""
    menu = lexicon.menu
    ids = [line.item for line in context.cart.lines]
    for tag in said.tags:
        ids += (*tag.of("item"), *lexicon.in_categories(tag.of("category")))
    for name in tuple(ids):
        if name in menu.combos:
            ids += (item for slot in menu.combos[name].slots.values() for item in slot.choices)
    return tuple(menu.items[name] for name in dict.fromkeys(ids) if name in menu.items)


def _number(lexicon: Lexicon, names: Names, tag: Tag, about: Iterable[Item]) -> str:
    """The letter of the choices that are called by a number ("make it ten": *10 piece*)."""
    able = lexicon.counted(tag.value)
    options = tuple(name for name in able if any(item.option(name) for item in about))
    return names.option(options, ()) if options else ""


def _letters(lexicon: Lexicon, names: Names, tag: Tag) -> Iterator[str]:
    entries = (*tag.of("item"), *lexicon.in_categories(tag.of("category")))
    if len(entries) <= _MOST_PER_PHRASE:
        yield from (names.entry(name) for name in dict.fromkeys(entries))
    options = tag.of("option")
    wider = lexicon.in_groups(tag.of("group"))
    if options:
        wider += tuple(o for o in lexicon.options_holding(tag.stems.split()) if o not in wider)
    if options or wider:
        yield names.option(options, wider)


def _listed(lexicon: Lexicon, names: Names, said: Said, context: Context) -> Iterator[str]:
    """Letters that the words do not explain, with what they stand for."""
    menu = lexicon.menu
    for tag in said.tags:
        for name in tag.of("item") if len(tag.of("item")) > 1 else ():
            if (letter := names.entry(name)) and len(tag.of("item")) <= _MOST_PER_PHRASE:
                yield f"{letter} {_called(menu, name)}"
    for ids in said.near.values():
        for name in ids:
            sold = menu.sold(name) is not None
            letter = names.entry(name) if sold else names.option((name,), ())
            if letter:
                yield f"{letter} {name.replace('_', ' ')}"
    may_be = dict.fromkeys((*_fillings(lexicon, said, context), *_unsaid(menu, said, context)))
    unsaid = [name for name in may_be if name not in names.entries.values()]
    for name in unsaid[:_MOST_UNSAID]:
        if letter := names.entry(name):
            yield f"{letter} {_called(menu, name)}"
    asked = context.asked.answers if context.asked is not None else ()
    answered = any(set(asked) & set(ids) for ids in names.options.values())
    for name in () if answered else asked[:_MOST_UNSAID]:
        if name in said.options and (letter := names.option((name,), ())):
            yield f"{letter} {name.replace('_', ' ')}"


def _fillings(lexicon: Lexicon, said: Said, context: Context) -> Iterator[str]:
    """What a meal can hold that is called by a word of its name which names an option, too: of a
    sub meal, "the meatball one"."""
    menu = lexicon.menu
    meals = {line.item for line in context.cart.lines}.union(*(t.of("item") for t in said.tags))
    told = [tag.stems.split() for tag in said.tags if tag.of("option")]
    for meal in menu.combos.values():
        for slot in meal.slots.values() if meal.id in meals else ():
            for stems in told:
                yield from (name for name in slot.choices if lexicon.holds(name, stems))


def _unsaid(menu: Menu, said: Said, context: Context) -> Iterator[str]:
    """What may be meant though no phrase names it; lines of the cart have their numbers."""
    in_cart = {line.item for line in context.cart.lines}
    held = {held.item for line in context.cart.lines for _, held in line.slots}
    undone = said.kinds("item_only", "meal")
    for entry in menu.entries():
        known = entry.id in in_cart or (entry.id in held and not undone)
        if entry.id in said.entries and not known:
            yield entry.id


def _called(menu: Menu, name: str) -> str:
    entry = menu.sold(name)
    assert entry is not None  # letters of entries are given to what is sold
    return entry.name.lower()


# -- what may be written ---------------------------------------------------------------------------


def named(
    item: Item, have: Mapping[str, Choice], ids: Sequence[Sequence[str]], *, on: bool
) -> list[str]:
    """Options of ``item`` that a phrase means there: one to put on, or all of them to leave off.

    Args:
        item: what they are to be an option of.
        have: options that it has now, by id.
        ids: what the phrase may name, the best first; then what it may name where that fails.
        on: whether they are wanted.
    """
    ables = [[o for o in dict.fromkeys(some) if item.option(o) is not None] for some in ids]
    if not on:
        there = ([o for o in able if o in have] for able in ables)
        return next(filter(None, there), None) or next(filter(None, ables), [])[:1]
    for able in ables:
        has = [o for o in able if o in have]
        if len(able) == 1 or len(has) == 1:
            return able if len(able) == 1 else has
    return []


class _Notation:
    def __init__(self, lexicon: Lexicon, said: Said, context: Context, names: Names) -> None:
        self.menu = lexicon.menu
        self.said = said
        self.cart = context.cart
        self.names = names
        self.denied = denied(said)
        self.sweeping = said.kinds("only", "plain", "everything_but", "just", "everything")
        self.refused = only_refused(lexicon, said.tags)

    def automaton(self) -> Automaton:
        hosts: dict[str, Host] = {}
        for letter, name in self.names.entries.items():
            hosts[letter] = self.entry(name)
        for line in self.cart.lines:
            hosts.update(self.line(line))
        content = sum(1 for tag in self.said.tags if tag.meanings) + len(self.said.near)
        return Automaton(
            entries=tuple(self.names.entries),
            hosts=hosts,
            numbers=self.numbers(),
            most_edits=min(_MOST_EDITS, 2 + content),
            counting=self.said.kinds(*_COUNTS),
        )

    def numbers(self) -> tuple[int, ...]:
        """What was said, and what is left of one when another is told apart."""
        said = {n for n in self.said.numbers if n > 0}
        whole = said | {line.quantity for line in self.cart.lines}
        rests = {a - b for a in whole for b in said if a > b} if len(said) > 1 else set()
        return tuple(sorted(said | rests))

    def entry(self, name: str) -> Host:
        entry = self.menu.sold(name)
        if isinstance(entry, Item):
            return Host(self.of_item(entry, chosen(entry, ())), bare=self.bare(entry))
        assert entry is not None  # letters are given to what is sold
        fills = [
            letter
            for letter, other in self.names.entries.items()
            if any(other in slot.choices for slot in entry.slots.values())
        ]
        main = next(iter(entry.slots.values()))
        items = [self.menu.items[main.default]] if main.default else []
        if len(main.choices) == 1:
            items = [self.menu.items[next(iter(main.choices))]]
        return Host(
            self.of_meal(entry, [(item, chosen(item, ())) for item in items]),
            fills=tuple(fills),
            most_fills=len(entry.slots),
            bare=any(self.bare(item) for item in items),
        )

    def line(self, line: Line) -> Iterator[tuple[str, Host]]:
        """The line as a host, and what fills its slots."""
        key = f"#{line.ref}"
        entry = self.menu.sold(line.item)
        if isinstance(entry, Item):
            options = self.of_item(entry, chosen(entry, line.choices))
            bare = self.bare(entry, line.choices)
            yield key, Host(options, bare=bare, quantity=line.quantity)
            return
        assert isinstance(entry, Combo)  # carts hold what the menu sells
        held = [(self.menu.items[h.item], chosen(self.menu.items[h.item], h.choices))
                for _, h in line.slots]  # fmt: skip
        slots = {
            slot.id: tuple(
                letter for letter, name in self.names.entries.items() if name in slot.choices
            )
            for slot in entry.slots.values()
        }
        yield (
            key,
            Host(
                self.of_meal(entry, held),
                fills=tuple(dict.fromkeys(chain(*slots.values()))),
                most_fills=len(slots),
                slots=slots,
                bare=any(self.bare(item) for item, _ in held[:1]),
                quantity=line.quantity,
            ),
        )
        for (slot_id, _), (item, have) in zip(line.slots, held, strict=True):
            yield f"{key}.{slot_id}", Host(self.of_item(item, have))

    def of_item(self, item: Item, have: Mapping[str, Choice]) -> dict[str, Ways]:
        out = {}
        for letter in self.names.options:
            ways = self.ways(item, have, letter)
            if ways is not None:
                out[letter] = ways
        return out

    def of_meal(
        self, combo: Combo, held: Iterable[tuple[Item, Mapping[str, Choice]]]
    ) -> dict[str, Ways]:
        """Sizes of the meal, and every option that something in it can have."""
        out = {}
        for letter, ids in self.names.options.items():
            if any(name in combo.sizes for name in ids):
                out[letter] = Ways(on=True, off=False)
                continue
            for item, have in held:
                ways = self.ways(item, have, letter)
                if ways is not None:
                    out[letter] = ways
                    break
        return out

    def ways(self, item: Item, have: Mapping[str, Choice], letter: str) -> Ways | None:
        ids = (self.names.options[letter], self.names.wider[letter])
        wanted = [[o for o in some if o not in self.refused] for some in ids]
        on = named(item, have, wanted, on=True)
        off = named(item, have, ids, on=False) if self.denied else []
        if not (on or off):
            return None
        amounts = self.amounts(item, (on or off)[0], have.get((on or off)[0]))
        return Ways(bool(on), bool(off), tuple(amounts))

    def amounts(self, item: Item, option: str, now: Choice | None) -> Iterator[str]:
        group = item.group_of(option)
        if group is None:
            return
        had = now.count if now is not None else 0
        for number in sorted({*self.said.numbers, *(had + more for more in self.said.numbers)}):
            if 1 < number <= group.max_count:
                yield f"*{number}"
        for name in group.qualifiers:
            if self.said.kinds(name):
                yield f"={name}"
        if group.portions and self.said.kinds("half"):
            yield from ("@left", "@right")

    def bare(self, item: Item, choices: Sequence[Choice] = ()) -> bool:
        toppings = [group for group in item.groups.values() if not group.exclusive]
        added = any(choice.option in group.options for choice in choices for group in toppings)
        return self.sweeping and (added or any(group.default for group in toppings))
