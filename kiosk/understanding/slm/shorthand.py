"""Edits as the atoms of one turn's sheet, both ways. The shape is that of :mod:`.walk`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain
from typing import cast

from kiosk.errors import NotationError
from kiosk.menu.model import Combo, Item
from kiosk.order.cart import Choice, Line, Portion, Target
from kiosk.order.edits import Act, Add, Delete, Edit, Modify, Quantity, Split, Swap
from kiosk.order.engine import Order
from kiosk.order.notation import same_cart
from kiosk.order.rules import chosen
from kiosk.understanding.bare import bare
from kiosk.understanding.slm.sheet import Sheet, named
from kiosk.understanding.slm.walk import END, NOTHING

__all__ = ["read", "write"]


def read(sheet: Sheet, atoms: Sequence[str]) -> tuple[Edit, ...]:
    """The edits that ``atoms``, a whole answer of the sheet's automaton, write.

    Raises:
        NotationError: an atom does not fit where it stands.
    """
    if tuple(atoms) == (NOTHING,):
        return (Act("none"),)
    return tuple(_Reading(sheet, list(atoms)).edits())


def write(sheet: Sheet, edits: Iterable[Edit]) -> tuple[str, ...] | None:
    """An answer that comes to the same cart as ``edits``; none where the sheet cannot say it."""
    wanted = tuple(edit for edit in edits if edit != Act("none"))
    if not wanted:
        return (NOTHING,)
    try:
        parts = [list(_Writing(sheet).edits(one)) for one in _together(sheet, wanted)]
    except _UnwritableError:
        return None
    atoms = tuple(chain(*(part if n == 0 else [";", *part] for n, part in enumerate(parts))))
    if not sheet.automaton.accepts(atoms):
        return None
    before = Order(sheet.context.cart)
    menu, now = sheet.menu, sheet.context.now
    one, two = (before.turn(menu, e, now)[0].cart for e in (wanted, read(sheet, atoms)))
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


# -- atoms to edits --------------------------------------------------------------------------------


class _Reading:
    def __init__(self, sheet: Sheet, atoms: list[str]) -> None:
        self.sheet = sheet
        self.menu = sheet.menu
        self.atoms = [*atoms, END]
        self.at = 0

    def edits(self) -> Iterator[Edit]:
        while self.atoms[self.at] != END:
            yield from self.edit()
            if self.atoms[self.at] == ";":
                self.at += 1

    def take(self) -> str:
        self.at += 1
        return self.atoms[self.at - 1]

    def edit(self) -> Iterator[Edit]:
        match self.take():
            case "mod":
                target, have = self.target(self.take())
                yield Modify(target, self.changes(*have))
            case "swap":
                target, _ = self.target(self.take())
                yield from self.swapping(target)
            case "split":
                target, have = self.target(self.take())
                count = int(self.take())
                if self.atoms[self.at] in self.sheet.names.entries:
                    name = self.entry(self.take())
                    yield Split(target.ref, count, self.changes(*self.as_entry(name)), name)
                else:
                    yield Split(target.ref, count, self.changes(*have))
            case "qty":
                target, _ = self.target(self.take())
                yield Quantity(target.ref, int(self.take()))
            case "del":
                yield Delete(Target(int(self.take())))
            case first:
                yield self.adding(first)

    def swapping(self, target: Target) -> Iterator[Edit]:
        """Another item; a meal with what goes into its slots, one after the other."""
        line = self.described(self.entry(self.take()), 1)
        size = (Choice(line.size),) if line.size else ()
        yield Swap(target, line.item, (*size, *line.choices))
        for slot, held in line.slots:
            yield Swap(Target(target.ref, slot), held.item, held.choices)

    def adding(self, first: str) -> Edit:
        quantity = 1
        if first.isdecimal():
            quantity, first = int(first), self.take()
        if first == "#":
            return self.copying(quantity)
        name = self.entry(first)
        return Add(self.described(name, quantity))

    def copying(self, quantity: int) -> Edit:
        line = self.sheet.context.cart.line(int(self.take()))
        if line is None:
            raise NotationError("a line that is not there")
        entry = self.menu.sold(line.item)
        changes = list(self.changes(*self.as_line(line)))
        filled = self.filled(entry, changes, self.as_line(line))
        if not (changes or filled):
            return Quantity(line.ref, line.quantity + quantity)
        said = replace(line, quantity=quantity, ref=0)
        if isinstance(entry, Combo):
            slots = {**dict(line.slots), **filled}
            ordered = tuple((s, slots[s]) for s in entry.slots if s in slots)
            return Add(replace(said, choices=tuple(changes), slots=ordered))
        over = {choice.option for choice in changes}
        return Add(
            replace(said, choices=(*(c for c in line.choices if c.option not in over), *changes))
        )

    def described(self, name: str, quantity: int) -> Line:
        """A line as it is said: entry, changes, and what fills its slots."""
        entry = self.menu.sold(name)
        choices = list(self.changes(*self.as_entry(name)))
        slots = self.filled(entry, choices, self.as_entry(name))
        if not isinstance(entry, Combo):
            return Line(name, quantity, tuple(choices))
        size = next((c.option for c in choices if c.on and c.option in entry.sizes), None)
        rest = tuple(c for c in choices if not (c.on and c.option in entry.sizes))
        ordered = tuple((s, slots[s]) for s in entry.slots if s in slots)
        return Line(name, quantity, rest, ordered, size)

    def filled(
        self, meal: Item | Combo | None, choices: list[Choice], hosts: _Hosts
    ) -> dict[str, Line]:
        """What is put into slots of ``meal``; ``choices`` get what is changed between them."""
        slots: dict[str, Line] = {}
        while self.atoms[self.at] == "[":
            self.at += 1
            item = self.entry(self.take())
            held = Line(item, choices=self.changes(*self.as_entry(item)))
            assert isinstance(meal, Combo)  # brackets stand after meals only
            slot = next((s for s in meal.slots.values()
                         if s.id not in slots and item in s.choices), None)  # fmt: skip
            if slot is None or self.take() != "]":
                raise NotationError(f"{meal.id} has no slot for {item}")
            slots[slot.id] = held
            choices += self.changes(*hosts)
        return slots

    def entry(self, letter: str) -> str:
        try:
            return self.sheet.names.entries[letter]
        except KeyError:
            raise NotationError(f"no item has the letter {letter}") from None

    def target(self, first: str) -> tuple[Target, _Hosts]:
        ref, mark = first[:-1], first[-1]
        line = self.sheet.context.cart.line(int(ref))
        if line is None:
            raise NotationError(f"there is no line {ref}")
        if mark == ":":
            return Target(line.ref), self.as_line(line)
        slot = self.take()[:-1]
        held = line.slot(slot)
        hosts = [(self.menu.items[held.item], held.choices)] if held is not None else []
        return Target(line.ref, slot), (None, hosts)

    def as_entry(self, name: str) -> _Hosts:
        entry = self.menu.sold(name)
        if isinstance(entry, Item):
            return None, [(entry, ())]
        assert isinstance(entry, Combo)
        slots = entry.slots.values()
        mains = [s.default or next(iter(s.choices)) for s in slots]
        return entry, [(self.menu.items[name], ()) for name in mains]

    def as_line(self, line: Line) -> _Hosts:
        entry = self.menu.sold(line.item)
        if isinstance(entry, Item):
            return None, [(entry, line.choices)]
        return cast(Combo, entry), [(self.menu.items[h.item], h.choices) for _, h in line.slots]

    def changes(self, combo: Combo | None, hosts: _Items) -> tuple[Choice, ...]:
        """Changes from here on, as choices on the first of ``hosts`` that can have each."""
        out: list[Choice] = []
        rest_off = self.atoms[self.at] == "!"
        if rest_off:
            self.at += 1
        while self.atoms[self.at] in ("+", "-"):
            on = self.take() == "+"
            letter = self.take()
            amounts = []
            while self.atoms[self.at][:1] in ("*", "=", "@") and self.atoms[self.at]:
                amounts.append(self.take())
            out += (_amounted(c, amounts) for c in self.meant(combo, hosts, letter, on=on))
        if rest_off and hosts:
            keep = {choice.option for choice in out}
            item, choices = hosts[0]
            away = (*bare(item, keep=keep, beside=keep or None), *_added(item, choices, keep))
            out = [*(Choice(o, on=False) for o in away), *out]
        return tuple(out)

    def meant(self, combo: Combo | None, hosts: _Items, letter: str, *, on: bool) -> list[Choice]:
        ids = self.sheet.names.options.get(letter)
        if ids is None:
            raise NotationError(f"no option has the letter {letter}")
        if combo is not None and on and (size := next((o for o in ids if o in combo.sizes), None)):
            return [Choice(size)]
        for item, choices in hosts:
            have = chosen(item, choices)
            if found := named(item, have, (ids, self.sheet.names.wider[letter]), on=on):
                return [Choice(option, on=on) for option in found]
        raise NotationError(f"nothing here can have {letter}")


_Items = list[tuple[Item, tuple[Choice, ...]]]
_Hosts = tuple[Combo | None, _Items]
"""A meal, where it is one, and the items that changes may be made on, with what they have."""


def _added(item: Item, choices: Iterable[Choice], keep: Set[str]) -> Iterator[str]:
    """Toppings beside those to keep that are on and not by default: "only mushrooms on that"."""
    for choice in choices:
        group = item.group_of(choice.option)
        if group is None or group.exclusive or choice.option in keep:
            continue
        if choice.on and choice.option not in group.default and keep & group.options.keys():
            yield choice.option


def _amounted(choice: Choice, amounts: Iterable[str]) -> Choice:
    for amount in amounts:
        value = amount[1:]
        match amount[0]:
            case "*":
                choice = replace(choice, count=int(value))
            case "=":
                choice = replace(choice, qualifier=value)
            case _:
                choice = replace(choice, portion=cast(Portion, value))
    return choice


# -- edits to atoms --------------------------------------------------------------------------------


class _Writing:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.menu = sheet.menu
        self.reading = _Reading(sheet, [])

    def edits(self, edits: tuple[Edit, ...]) -> Iterator[str]:
        yield from self.edit(edits[0])
        for into in edits[1:]:
            assert isinstance(into, Swap)  # see _together
            yield from self.fill(Line(into.item, choices=into.choices))

    def fill(self, held: Line) -> Iterator[str]:
        yield from ("[", self.letter(held.item))
        yield from self.changes(self.reading.as_entry(held.item), held.choices)
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
                yield from self.changes(self.reading.as_entry(item), choices)
            case Split(ref, count, choices, item):
                yield from ("split", f"{ref}:", str(count))
                if item is not None:
                    yield self.letter(item)
                hosts = self.reading.as_entry(item) if item else self.hosts(Target(ref))
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

    def hosts(self, target: Target) -> _Hosts:
        line = self.sheet.context.cart.line(target.ref)
        if line is None:
            raise _UnwritableError
        if target.slot is None:
            return self.reading.as_line(line)
        held = line.slot(target.slot)
        return None, [(self.menu.items[held.item], held.choices)] if held is not None else []

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
            yield from self.changes(self.reading.as_entry(line.item), line.choices)
            return
        named_slots = [h for _, h in line.slots if h.item in self.sheet.names.entries.values()]
        unnamed = [h for _, h in line.slots if h not in named_slots]
        size = (Choice(line.size),) if line.size else ()
        choices = (*size, *line.choices, *chain(*(h.choices for h in unnamed)))
        yield from self.changes(self.reading.as_entry(line.item), choices)
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
                yield from self.changes(self.reading.as_line(old), _differing(old, line))
                for held in other:
                    yield from self.fill(held)
                return
        raise _UnwritableError

    def changes(self, to: _Hosts, choices: Sequence[Choice]) -> Iterator[str]:
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
            if any(c.on for c in left):
                raise _UnwritableError
            yield "!"
            out = [(letter, atoms) for letter, atoms in out if atoms[0] == "+"]
            out += ((letter, ["+", letter]) for letter in self.kept(to, choices))
        for _, atoms in out:
            yield from atoms

    def kept(self, to: _Hosts, choices: Sequence[Choice]) -> Iterator[str]:
        """Letters of defaults that stay though the rest goes: "mustard only"."""
        item, had = to[1][0]
        off = {choice.option for choice in choices if not choice.on}
        if off == set(bare(item)):
            return
        for letter in self.sheet.names.options:
            try:
                meant = self.reading.meant(*to, letter, on=True)
            except NotationError:
                continue
            on = {m.option for m in meant} - {choice.option for choice in choices}
            if on & chosen(item, had).keys():
                yield letter

    def taken(self, to: _Hosts, letter: str, left: list[Choice], sign: str) -> list[Choice]:
        """Those of ``left`` that the letter with that sign says; none where it says more."""
        try:
            meant = self.reading.meant(*to, letter, on=sign == "+")
        except NotationError:
            return []
        found = [c for m in meant for c in left if (c.option, c.on) == (m.option, m.on)]
        return found if len(found) == len(meant) else []


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
