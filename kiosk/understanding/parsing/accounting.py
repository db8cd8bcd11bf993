"""What only the whole turn shows: a name that nothing came of, a dish ordered that is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.menu.model import Combo, Item, Menu
from kiosk.order.cart import Line
from kiosk.order.edits import Add, Ask, Delete, Edit, Modify, Quantity, Split, Swap
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag
from kiosk.understanding.words import kind_of

__all__ = ["account"]

_REPLACES = frozenset(("fix", "make", "sub", "instead"))
"""Kinds of tags that what stands before them may give way to."""
_AGAIN = frozenset(("repeat_line", "act"))
"""Kinds that ask for one more of what is there, or do away with what is there."""

_ASKS_FOR_CHANGE = frozenset(("num", "make", "sub", "menu", "neg", "instead", "instead_of", "only"))
"""Kinds of tags of which something should come."""


def account(p: Parsing, edits: Sequence[Edit]) -> None:
    """Takes the risks that the reading as a whole shows.

    Args:
        p: the pass, all its tags read.
        edits: what came of it.
    """
    used = {*_used(p, edits), *(option for doubt in p.out.doubts for option in doubt.options)}
    for at, tag in enumerate(p.tags):
        if _names_unused(p, tag, used) and not _gave_way(p, at):
            p.risk("name unused")
            p.note(tag, "came to nothing")
    if not edits and any(tag.kind in _ASKS_FOR_CHANGE for tag in p.tags):
        p.risk("nothing came")
    if any(isinstance(edit, Ask) and _asks_of_several(p, edit) for edit in edits):
        p.risk("asked of several")
    if _orders_again(p, edits):
        p.risk("ordered again")


def _names_unused(p: Parsing, tag: Tag, used: set[str]) -> bool:
    """Whether the tag names dishes or options, and no edit holds or changes any of them."""
    if tag.kind != "menu" or tag.generic or kind_of(tag.words) == "plain":
        return False
    names = {meaning.id for meaning in tag.meanings}
    names.update(p.lexicon.in_categories(tag.of("category")))
    names.update(p.lexicon.in_categories_with(tag.stems))
    return not names & used


def _gave_way(p: Parsing, at: int) -> bool:
    """Whether what is named there may have been corrected or replaced later in the breath."""
    return any(tag.kind in _REPLACES for tag in p.tags[at + 1 :])


def _asks_of_several(p: Parsing, edit: Ask) -> bool:
    """Whether a question about one dish names more: some of them may have been ordered."""
    dishes = [name for name in edit.about if p.menu.sold(name) is not None]
    return len(dishes) > 1 and edit.topic in ("contents", "price", "calories")


def _orders_again(p: Parsing, edits: Sequence[Edit]) -> bool:
    """Whether a dish of the order is opened once more, and nobody said "another"."""
    if any(tag.kind in _AGAIN or tag.value == "another" for tag in p.tags):
        return False
    there = {name for line in p.context.cart.lines for name in _dishes(line)}
    return any(isinstance(edit, Add) and edit.line.item in there for edit in edits)


def _dishes(line: Line) -> Iterator[str]:
    yield line.item
    for _, held in line.slots:
        yield held.item


def _used(p: Parsing, edits: Sequence[Edit]) -> Iterator[str]:
    """Ids of all that the edits hold, and of what they change."""
    for edit in edits:
        match edit:
            case Add(line):
                yield from _held(p.menu, line)
            case Modify(target, choices):
                yield from _line(p, target.ref)
                yield from (choice.option for choice in choices)
            case Swap(target, item, choices):
                yield from _line(p, target.ref)
                yield from _of_item(p.menu, item)
                yield from (choice.option for choice in choices)
            case Split(ref, _, choices, other):
                yield from _line(p, ref)
                yield from _of_item(p.menu, other) if other is not None else ()
                yield from (choice.option for choice in choices)
            case Quantity(ref):
                yield from _line(p, ref)
            case Delete(target):
                yield from _line(p, target.ref)
            case Ask(_, about):
                yield from about
            case _:
                pass


def _line(p: Parsing, ref: int) -> Iterator[str]:
    line = p.context.cart.line(ref)
    if line is not None:
        yield from _held(p.menu, line)


def _held(menu: Menu, line: Line) -> Iterator[str]:
    """The line's dish, all that was said of it, and what comes with it."""
    yield from _of_item(menu, line.item)
    yield from (choice.option for choice in line.choices)
    if line.size is not None:
        yield line.size
    for _, held in line.slots:
        yield from _held(menu, held)


def _of_item(menu: Menu, name: str) -> Iterator[str]:
    """An entry, its category, and what it comes with: defaults, and what makes up a meal."""
    yield name
    entry = menu.sold(name)
    match entry:
        case Item():
            yield entry.category
            for group in entry.groups.values():
                yield from group.default
        case Combo():
            yield entry.category
            for slot in entry.slots.values():
                only = next(iter(slot.choices)) if len(slot.choices) == 1 else slot.default
                if only is not None:
                    yield from _of_item(menu, only)
        case None:
            pass
