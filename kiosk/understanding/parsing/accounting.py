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
_CORRECTS = frozenset(("fix", "make", "sub", "instead", "instead_of", "stays"))
"""Kinds of tags of a turn that may change what there is."""
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
    if _orders_again(p, edits) or _beside_its_meal(p.menu, edits):
        p.risk("ordered again")
    if _may_stand_for_another(p, edits):
        p.risk("which line")
    if edits and any(tag.kind == "instead" for tag in p.tags) and not _gives_way(edits):
        p.risk("correction")  # in whose place it comes is not told


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


def _gives_way(edits: Sequence[Edit]) -> bool:
    """Whether anything that was there goes."""
    return any(not isinstance(edit, Add | Ask) for edit in edits)


def _beside_its_meal(menu: Menu, edits: Sequence[Edit]) -> bool:
    """Whether a dish is opened beside a meal of this breath that may be meant to hold it."""
    lines = [edit.line for edit in edits if isinstance(edit, Add)]
    names = {line.item for line in lines if line.item in menu.items}
    for line in lines:
        combo = menu.combos.get(line.item)
        of_it = combo.slots.values() if combo is not None else ()
        for name in names:
            slots = [slot for slot in of_it if name in slot.choices]
            several = len(slots) > 1 or any(len(s.choices) * s.quantity > 1 for s in slots)
            if several and any(line.slot(slot.id) is None for slot in slots):
                return True
    return False


def _may_stand_for_another(p: Parsing, edits: Sequence[Edit]) -> bool:
    """Whether a dish is opened in a turn that corrects, and what it may correct is left alone.

    So "just a ranch", where ranch is a dip of what there is.
    """
    names = {edit.line.item for edit in edits if isinstance(edit, Add)}
    sorts = {entry.category for name in names if (entry := p.menu.sold(name)) is not None}
    if any(tag.kind in _CORRECTS for tag in p.tags) and not _says_more(p):
        changed = {ref for edit in edits if (ref := _changed(edit)) is not None}
        left = [place for ref, place in p.cart.items() if ref not in changed]
        if any(x.entry.category in sorts or any(map(x.can_hold, names)) for x in left):
            return True
    return any(
        tag.kind == "menu" and names & {*tag.of("item")} and _just_that(p, at, tag.of("option"))
        for at, tag in enumerate(p.tags)
    )


def _says_more(p: Parsing) -> bool:
    """Whether it is said that something comes beside what there is."""
    return any(tag.kind in ("add", "repeat_line") or tag.value == "another" for tag in p.tags)


def _changed(edit: Edit) -> int | None:
    """The number of the line that the edit changes."""
    match edit:
        case Modify(target) | Swap(target) | Delete(target):
            return target.ref
        case Split(ref) | Quantity(ref):
            return ref
    return None


def _just_that(p: Parsing, at: int, options: Sequence[str]) -> bool:
    """Whether a "just" stands before it, and a line of the order has one of the options."""
    before = p.tag(at - 1)
    just = before is not None and before.words.split()[0] in ("just", "only")
    return just and any(place.has(option) for place in p.cart.values() for option in options)


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
