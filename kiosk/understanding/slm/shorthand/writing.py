"""Edits → an answer's atoms: what a language model is taught, and the draft of its answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from kiosk.errors import NotationError
from kiosk.menu.model import Combo
from kiosk.order.cart import Choice, Line, Target
from kiosk.order.edits import Act, Add, Delete, Edit, Modify, Quantity, Split, Swap
from kiosk.order.engine import Order
from kiosk.order.notation import same_cart
from kiosk.order.rules import chosen
from kiosk.understanding.bare import bare
from kiosk.understanding.slm.sheet import Sheet
from kiosk.understanding.slm.shorthand.hosts import Hosts, in_slot, meant, of_entry, of_line
from kiosk.understanding.slm.shorthand.reading import read
from kiosk.understanding.slm.walk import NOTHING

__all__ = ["write"]


def write(sheet: Sheet, edits: Iterable[Edit]) -> tuple[str, ...] | None:
    """An answer that comes to the same cart as ``edits``; none where the sheet cannot say it."""
    wanted = tuple(edit for edit in edits if edit != Act("none"))
    if not wanted:
        return (NOTHING,)
    try:
        parts = [list(_Writing(sheet).edits(one)) for one in _together(sheet, wanted)]
        atoms = tuple(chain(*(part if n == 0 else [";", *part] for n, part in enumerate(parts))))
        if not sheet.automaton.accepts(atoms):
            return None
        said = read(sheet, atoms)
    except (_UnwritableError, NotationError):
        return None
    before = Order(sheet.context.cart)
    menu, now = sheet.menu, sheet.context.now
    one, two = (before.turn(menu, e, now)[0].cart for e in (wanted, said))
    return atoms if same_cart(menu, one, two) else None


def _together(sheet: Sheet, edits: Iterable[Edit]) -> Iterator[tuple[Edit, ...]]:
    """Edits that are written as one: a line made a meal, and what then goes into its slots."""
    found: list[Edit] = []
    for edit in edits:
        first = found[0] if found else None
        into = isinstance(edit, Swap) and edit.target.slot is not None and edit.target.ref
        if not (isinstance(first, Swap) and first.target == Target(into or 0)
                and first.item in sheet.menu.combos):  # fmt: skip
            if found:
                yield tuple(found)
            found = []
        found.append(edit)
    yield tuple(found)


class _UnwritableError(Exception):
    """Something that no letter of this turn stands for."""


class _Writing:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.menu = sheet.menu

    def edits(self, edits: tuple[Edit, ...]) -> Iterator[str]:
        yield from self.edit(edits[0])
        for into in edits[1:]:
            assert isinstance(into, Swap)  # see _together
            yield from self.fill(Line(into.item, choices=into.choices))

    def fill(self, held: Line) -> Iterator[str]:
        yield from ("[", self.letter(held.item))
        yield from self.changes(of_entry(self.menu, held.item), held.choices)
        yield "]"

    def edit(self, edit: Edit) -> Iterator[str]:
        match edit:
            case Add(line):
                yield from self.number(line.quantity)
                yield from self.line(line)
            case Modify(target, choices):
                yield "mod"
                yield from self.target(target)
                yield from self.changes(self.hosts(target), choices)
            case Swap(target, item, choices):
                yield "swap"
                yield from self.target(target)
                yield self.letter(item)
                yield from self.changes(of_entry(self.menu, item), choices)
            case Split(ref, count, choices, item):
                yield from ("split", f"{ref}:", str(count))
                if item is not None:
                    yield self.letter(item)
                hosts = of_entry(self.menu, item) if item else self.hosts(Target(ref))
                yield from self.changes(hosts, choices)
            case Quantity(ref, quantity):
                yield from self.quantity(ref, quantity)
            case Delete(Target(ref, None)):
                yield from ("del", str(ref))
            case _:
                raise _UnwritableError

    def number(self, quantity: int) -> Iterator[str]:
        if quantity > 1:
            yield str(quantity)

    def quantity(self, ref: int, quantity: int) -> Iterator[str]:
        """The number as it was said, or so many more of the same."""
        line = self.sheet.context.cart.line(ref)
        more = quantity - line.quantity if line is not None else 0
        if quantity in self.sheet.automaton.numbers and quantity > 0:
            yield from ("qty", f"{ref}:", str(quantity))
        elif quantity == 0:
            yield from ("del", str(ref))
        elif more > 0:
            yield from self.number(more)
            yield from ("#", str(ref))
        else:
            raise _UnwritableError

    def target(self, target: Target) -> Iterator[str]:
        if target.slot is None:
            yield f"{target.ref}:"
        else:
            yield from (f"{target.ref}.", f"{target.slot}:")

    def hosts(self, target: Target) -> Hosts:
        line = self.sheet.context.cart.line(target.ref)
        if line is None:
            raise _UnwritableError
        if target.slot is None:
            return of_line(self.menu, line)
        return in_slot(self.menu, line, target.slot)

    def letter(self, name: str) -> str:
        for letter, had in self.sheet.names.entries.items():
            if had == name:
                return letter
        raise _UnwritableError

    def line(self, line: Line) -> Iterator[str]:
        entry = self.menu.sold(line.item)
        if not any(had == line.item for had in self.sheet.names.entries.values()):
            yield from self.copied(line)
            return
        yield self.letter(line.item)
        if not isinstance(entry, Combo):
            yield from self.changes(of_entry(self.menu, line.item), line.choices)
            return
        named_slots = [h for _, h in line.slots if h.item in self.sheet.names.entries.values()]
        unnamed = [h for _, h in line.slots if h not in named_slots]
        size = (Choice(line.size),) if line.size else ()
        choices = (*size, *line.choices, *chain(*(h.choices for h in unnamed)))
        yield from self.changes(of_entry(self.menu, line.item), choices)
        for held in named_slots:
            yield from self.fill(held)

    def copied(self, line: Line) -> Iterator[str]:
        """As a line of the cart that is the same thing, with what differs."""
        named = self.sheet.names.entries.values()
        for old in reversed(self.sheet.context.cart.lines):
            had = dict(old.slots)
            other = [held for slot, held in line.slots if had.get(slot) != held]
            same = (old.item, old.size) == (line.item, line.size)
            if same and all(held.item in named for held in other):
                yield from ("#", str(old.ref))
                yield from self.changes(of_line(self.menu, old), _differing(old, line))
                for held in other:
                    yield from self.fill(held)
                return
        raise _UnwritableError

    def changes(self, to: Hosts, choices: Sequence[Choice]) -> Iterator[str]:
        """In the order of the letters, which is that of the words."""
        left = list(choices)
        out: list[tuple[str, list[str]]] = []
        for letter in self.sheet.names.options:
            for sign in ("+", "-"):
                found = self.taken(to, letter, left, sign)
                if found:
                    out.append((letter, [sign, letter, *_amounts(found[0])]))
                    left = [c for c in left if c not in found]
                    break
        if left:
            if any(c.on for c in left) or not to.items:
                raise _UnwritableError
            yield "!"
            out = [(letter, atoms) for letter, atoms in out if atoms[0] == "+"]
            out += ((letter, ["+", letter]) for letter in self.kept(to, choices))
        for _, atoms in out:
            yield from atoms

    def kept(self, to: Hosts, choices: Sequence[Choice]) -> Iterator[str]:
        """Letters of defaults that stay though the rest goes: "mustard only"."""
        item, had = to.items[0]
        off = {choice.option for choice in choices if not choice.on}
        if off == set(bare(item)):
            return
        for letter in self.sheet.names.options:
            named = {choice.option for choice in self.meant(to, letter, on=True)}
            on = named - {choice.option for choice in choices}
            if on & chosen(item, had).keys():
                yield letter

    def taken(self, to: Hosts, letter: str, left: list[Choice], sign: str) -> list[Choice]:
        """Those of ``left`` that the letter with that sign says; none where it says more."""
        said = self.meant(to, letter, on=sign == "+")
        found = [c for m in said for c in left if (c.option, c.on) == (m.option, m.on)]
        return found if len(found) == len(said) else []

    def meant(self, to: Hosts, letter: str, *, on: bool) -> list[Choice]:
        """As the letter will be read there; nothing where it cannot be."""
        try:
            return meant(self.sheet, to, letter, on=on)
        except NotationError:
            return []


def _differing(old: Line, new: Line) -> list[Choice]:
    """What is said of the new line to tell it from the old: what is new, and what is put right."""
    said = {choice.option for choice in new.choices}
    undone = [Choice(c.option, on=not c.on) for c in old.choices if c.option not in said]
    return [*(choice for choice in new.choices if choice not in old.choices), *undone]


def _amounts(choice: Choice) -> Iterator[str]:
    if choice.count != 1:
        yield f"*{choice.count}"
    if choice.qualifier:
        yield f"={choice.qualifier}"
    if choice.portion != "whole":
        yield f"@{choice.portion}"
