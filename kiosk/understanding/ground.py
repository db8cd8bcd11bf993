"""The last check before the engine: nothing that was not said, no line that is not there.

Any rung's edits can be held to it. The rules pass by construction (a test holds them to it); what
a language model writes is used only when it passes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kiosk.menu.model import Combo, Menu
from kiosk.order.cart import Choice, Line, Target
from kiosk.order.edits import Act, Add, Clear, Delete, Edit, Modify, Quantity, Split, Swap
from kiosk.order.notation import format_choice, format_target
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.normalise import words
from kiosk.understanding.reading import Context
from kiosk.understanding.said import Said
from kiosk.understanding.tag import Tag

__all__ = ["Ungrounded", "contradicted", "denied", "ground", "only_refused", "unused_negations"]

_DENIALS: Final = frozenset((
    "neg", "no", "only", "plain", "everything_but", "but", "instead_of", "instead", "sub", "fix",
    "make", "just", "item_only",
))  # fmt: skip
"""Kinds of tags that can turn an option off, or take a line away."""
_TAKING: Final = frozenset(("off", "out", "away", "rather", "never"))
"""Words that can, after or before the names that they are about: "whip off all the shakes"."""
_ONE_MORE: Final = frozenset(
    ("det", "ones", "repeat_line", "alike", "other", "add", "one_of", "nth")
)
"""Kinds of tags that can mean one more or fewer without the number."""
_BETWEEN: Final = frozenset(("filler", "det"))
"""What may stand between a "no" and its object."""
_LISTED: Final = frozenset(("and", "or", "filler", "det"))
"""What may stand between the objects of one "no"."""


@dataclass(frozen=True, slots=True)
class Ungrounded:
    """Something that an edit holds and the turn does not."""

    kind: Literal["line", "slot", "entry", "option", "quantity", "denied", "not_denied"]
    """``denied``: an option turned on that was only ever refused. ``not_denied``: one turned off
    where nothing in the words refuses anything."""
    what: str
    """In notation: ``#7``, ``big_mac``, ``+bacon``, ``12``."""


def ground(
    lexicon: Lexicon, said: Said, context: Context, edits: Sequence[Edit]
) -> tuple[Ungrounded, ...]:
    """Everything in ``edits`` that neither the words, nor the cart, nor the menu holds."""
    return tuple(_Check(lexicon, said, context).all(edits))


def denied(said: Said) -> bool:
    """Whether something in the words can turn an option off, or take a line away."""
    return said.kinds(*_DENIALS) or not _TAKING.isdisjoint(said.text.split())


def unused_negations(
    lexicon: Lexicon, said: Said, context: Context, edits: Sequence[Edit]
) -> tuple[str, ...]:
    """What was refused in words and is in no edit as refused: such a turn must end in a question.

    A refusal counts as used when something that it names is turned off or taken away, or when an
    option of its own says it ("no ice").
    """
    if any(isinstance(edit, Clear | Act) and edit != Act("none") for edit in edits):
        return ()
    off = set(_refused(lexicon.menu, context, edits))
    on = {choice.option for choice in _choices(edits) if choice.on}
    return tuple(
        refusal
        for refusal, options, entries in _refusals(lexicon, said.tags)
        if not (options | entries) & off and not _said_by(options, on)
    )


def only_refused(lexicon: Lexicon, tags: Sequence[Tag]) -> frozenset[str]:
    """Options that were named, and each time right after a "no"; *no ice* as an option apart."""
    if all(tag.kind != "neg" for tag in tags):
        return frozenset()  # most turns refuse nothing: no name is looked up for them
    refused: set[str] = set()
    wanted: set[str] = set()
    after_no = False
    for at, tag in enumerate(tags):
        if tag.kind == "menu":
            (refused if after_no else wanted).update(_ids(lexicon, tag)[0])
            after_no = False
        elif tag.kind == "neg":
            after_no = not _answers(tags, at)
        elif tag.kind not in _BETWEEN:
            after_no = False
    return frozenset(o for o in refused - wanted if not o.startswith("no_"))


def contradicted(lexicon: Lexicon, tags: Sequence[Tag], edits: Sequence[Edit]) -> tuple[str, ...]:
    """Refusals whose object an edit turns on, though nobody wanted it: the gravest misreading."""
    on = {c.option for c in _choices(edits) if c.on and c.portion == "whole"}
    wrong = only_refused(lexicon, tags) & on  # what is off a half is on the other
    return tuple(refusal for refusal, options, _ in _refusals(lexicon, tags) if options & wrong)


def _said_by(options: frozenset[str], on: set[str]) -> bool:
    return any(
        f"no_{option}" in on or (option.startswith("no_") and option in on) for option in options
    )


def _refusals(
    lexicon: Lexicon, tags: Sequence[Tag]
) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """Every phrase under a "no": its words, the options and the entries it may name."""
    for at, tag in enumerate(tags):
        if tag.kind != "neg" or _answers(tags, at):
            continue
        objects = _objects(tags, at + 1)
        if not objects:
            yield tag.words, frozenset(), frozenset()
        else:
            yield f"{tag.words} {objects[0].words}", *_ids(lexicon, objects[0])


def _answers(tags: Sequence[Tag], at: int) -> bool:
    """Whether a "no" refuses nothing that is named: "no, a large one"."""
    follows = tags[at + 1] if at + 1 < len(tags) else None
    return tags[at].words == "no" and follows is not None and follows.words in ("a", "an")


def _objects(tags: Sequence[Tag], at: int) -> list[Tag]:
    """What a "no" before ``at`` refuses: the phrase after it, and those listed on with it."""
    out: list[Tag] = []
    while at < len(tags):
        tag = tags[at]
        if tag.kind == "menu":
            out.append(tag)
        elif tag.kind not in (_LISTED if out else _BETWEEN):
            break
        if tag.mark and tag.mark != ",":
            break
        at += 1
    return out


def _ids(lexicon: Lexicon, tag: Tag) -> tuple[frozenset[str], frozenset[str]]:
    options = (*_options(lexicon, tag), *lexicon.in_groups(tag.of("group")))
    entries = (*tag.of("item"), *lexicon.in_categories(tag.of("category")))
    return frozenset(options), frozenset(entries)


def _options(lexicon: Lexicon, tag: Tag) -> tuple[str, ...]:
    named = tag.of("option")
    return (*named, *lexicon.options_holding(tag.stems.split())) if named else ()


def _refused(menu: Menu, context: Context, edits: Sequence[Edit]) -> Iterator[str]:
    """Ids that the edits turn off or take away."""
    for choice in _choices(edits):
        if not choice.on:
            yield choice.option
    for edit in edits:
        match edit:
            case Delete(target) | Swap(target):
                yield from _held(menu, context, target)
            case Quantity(ref):
                yield from _held(menu, context, Target(ref))
            case _:
                pass


def _held(menu: Menu, context: Context, target: Target) -> Iterator[str]:
    line = context.cart.line(target.ref)
    if line is None:
        return
    if target.slot is None:
        yield line.item
    combo = menu.combos.get(line.item)
    if combo is not None:
        for slot, held in line.slots:
            if target.slot in (None, slot):
                yield held.item


def _choices(edits: Sequence[Edit]) -> Iterator[Choice]:
    for edit in edits:
        match edit:
            case Add(line):
                yield from line.choices
                for _, held in line.slots:
                    yield from held.choices
            case Modify(_, choices) | Swap(_, _, choices) | Split(_, _, choices):
                yield from choices
            case _:
                pass


def _off(context: Context) -> Iterator[str]:
    for line in context.cart.lines:
        for held in (line, *(held for _, held in line.slots)):
            yield from (choice.option for choice in held.choices if not choice.on)


def _measured(tags: Sequence[Tag]) -> set[int]:
    """Numbers that were said of nothing but portions, "two pumps": how many of no dish."""
    follows = [*tags[1:], None]
    numbers = [(int(t.value), f) for t, f in zip(tags, follows, strict=True) if t.kind == "num"]
    other = {n for n, f in numbers if f is None or f.kind != "unit"}
    return {n for n, _ in numbers if n > 1} - other


class _Check:
    def __init__(self, lexicon: Lexicon, said: Said, context: Context) -> None:
        self.lexicon = lexicon
        self.menu = lexicon.menu
        self.said = said
        near = [name for names in said.near.values() for name in names]
        self.entries = said.entries | said.inner.union(near)
        self.options = said.options | said.inner.union(near)
        self.items = {line.ref: line.item for line in context.cart.lines}
        """What each line is, those included that the edits before made."""
        self.quantities = {line.quantity for line in context.cart.lines}
        if context.asked is not None and context.asked.line is not None:
            self.quantities.add(context.asked.line.quantity)
        self.next_ref = context.cart.next_ref
        self.guessed = frozenset(near) - said.options
        """What words that name nothing may have been meant as."""
        self.numbers = said.numbers - _measured(said.tags)
        one_more = any(tag.kind in _ONE_MORE or tag.value == "1" for tag in said.tags)
        self.more = self.numbers if one_more else self.numbers - {1}
        """By how many there may be more or fewer of a line."""
        self.units = {tag.stems for tag in said.tags if tag.kind == "unit"}
        self.only_refused = only_refused(lexicon, said.tags)
        self.denied = denied(said)
        again = any(tag.kind == "repeat_line" or tag.value == "another" for tag in said.tags)
        self.off_again = set(_off(context)) if again else set()
        """What is off on lines of the cart, where one is said to come once more."""

    def all(self, edits: Sequence[Edit]) -> Iterator[Ungrounded]:
        for edit in edits:
            match edit:
                case Add(line):
                    yield from self.line(line)
                    self.made(line.item)
                case Modify(target, choices):
                    yield from self.target(target)
                    yield from self.choices(choices)
                case Quantity(ref, quantity):
                    yield from self.target(Target(ref))
                    yield from self.quantity(quantity)
                case Swap(target, item, choices):
                    yield from self.target(target)
                    yield from self.entry(item)
                    yield from self.choices(choices)
                    if target.slot is None and target.ref in self.items:
                        self.items[target.ref] = item
                case Split(ref, count, choices, item):
                    yield from self.target(Target(ref))
                    yield from self.quantity(count)
                    yield from self.choices(choices)
                    if item is not None:
                        yield from self.entry(item)
                    self.made(item or self.items.get(ref, ""))
                case Delete(target):
                    yield from self.target(target)
                case _:
                    pass

    def made(self, item: str) -> None:
        self.items[self.next_ref] = item
        self.next_ref += 1

    def target(self, target: Target) -> Iterator[Ungrounded]:
        if target.ref not in self.items:
            yield Ungrounded("line", format_target(target))
            return
        combo = self.menu.sold(self.items[target.ref])
        if target.slot is not None and not (
            isinstance(combo, Combo) and target.slot in combo.slots
        ):
            yield Ungrounded("slot", format_target(target))

    def line(self, line: Line) -> Iterator[Ungrounded]:
        yield from self.entry(line.item)
        yield from self.quantity(line.quantity)
        yield from self.choices(line.choices)
        if line.size is not None:
            yield from self.choices((Choice(line.size),))
        combo = self.menu.sold(line.item)
        slots = combo.slots if isinstance(combo, Combo) else {}
        for slot, held in line.slots:
            if slot not in slots or held.item not in slots[slot].choices:
                yield Ungrounded("slot", f"{slot}:{held.item}")
            if held.item not in self.mains(combo):
                yield from self.entry(held.item)
            yield from self.choices(held.choices)

    def mains(self, entry: object) -> frozenset[str]:
        """What a meal holds without being told: the only item, or the default, of a slot."""
        if not isinstance(entry, Combo):
            return frozenset()
        only = [next(iter(s.choices)) for s in entry.slots.values() if len(s.choices) == 1]
        return frozenset([*only, *(s.default for s in entry.slots.values() if s.default)])

    def entry(self, name: str) -> Iterator[Ungrounded]:
        if self.menu.sold(name) is None or name not in self.entries:
            yield Ungrounded("entry", name)

    def choices(self, choices: Sequence[Choice]) -> Iterator[Ungrounded]:
        for choice in choices:
            if choice.on and choice.option in self.only_refused:
                yield Ungrounded("denied", format_choice(choice))
            elif choice.on and not self.named(choice.option):
                yield Ungrounded("option", format_choice(choice))
            elif not choice.on and not self.denied and choice.option not in self.off_again:
                yield Ungrounded("not_denied", format_choice(choice))

    def named(self, option: str) -> bool:
        """Whether the words may name it; a guess only in the measure that was said, if one was:
        sugar comes in no pumps."""
        if option not in self.guessed or not self.units:
            return option in self.options
        groups = self.lexicon.groups_with((option,))
        own = {word.stem for group in groups for unit in group.unit for word in words(unit)}
        return bool(self.units & own)

    def quantity(self, quantity: int) -> Iterator[Ungrounded]:
        """A number is said, or the cart's, or what is left or there when one joins the other."""
        known = self.numbers | self.quantities
        sums = {a + b for a in known for b in self.more}
        rests = {a - b for a in known for b in self.more}
        if quantity not in known | sums | rests:
            yield Ungrounded("quantity", str(quantity))
