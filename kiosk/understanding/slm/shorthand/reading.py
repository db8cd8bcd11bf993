"""An answer's atoms → edits: what a language model wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import cast

from kiosk.errors import NotationError
from kiosk.menu.model import Combo, Item
from kiosk.order.cart import Choice, Line, Portion, Target
from kiosk.order.edits import Act, Add, Delete, Edit, Modify, Quantity, Split, Swap
from kiosk.understanding.bare import bare
from kiosk.understanding.slm.sheet import Sheet
from kiosk.understanding.slm.shorthand.hosts import Hosts, in_slot, meant, of_entry, of_line
from kiosk.understanding.slm.walk import END, NOTHING

__all__ = ["read"]


def read(sheet: Sheet, atoms: Sequence[str]) -> tuple[Edit, ...]:
    """The edits that ``atoms``, a whole answer of the sheet's automaton, write.

    Raises:
        NotationError: an atom does not fit where it stands.
    """
    if tuple(atoms) == (NOTHING,):
        return (Act("none"),)
    return tuple(_Reading(sheet, list(atoms)).edits())


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
                target, hosts = self.target(self.take())
                yield Modify(target, self.changes(hosts))
            case "swap":
                target, _ = self.target(self.take())
                yield from self.swapping(target)
            case "split":
                target, hosts = self.target(self.take())
                count = int(self.take())
                if self.atoms[self.at] in self.sheet.names.entries:
                    name = self.entry(self.take())
                    yield Split(target.ref, count, self.changes(of_entry(self.menu, name)), name)
                else:
                    yield Split(target.ref, count, self.changes(hosts))
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
        hosts = of_line(self.menu, line)
        changes = list(self.changes(hosts))
        filled = self.filled(changes, hosts)
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
        hosts = of_entry(self.menu, name)
        choices = list(self.changes(hosts))
        slots = self.filled(choices, hosts)
        if not isinstance(entry, Combo):
            return Line(name, quantity, tuple(choices))
        size = next((c.option for c in choices if c.on and c.option in entry.sizes), None)
        rest = tuple(c for c in choices if not (c.on and c.option in entry.sizes))
        ordered = tuple((s, slots[s]) for s in entry.slots if s in slots)
        return Line(name, quantity, rest, ordered, size)

    def filled(self, choices: list[Choice], hosts: Hosts) -> dict[str, Line]:
        """What is put into slots of a meal; ``choices`` get what is changed between them."""
        meal = hosts.meal
        slots: dict[str, Line] = {}
        while self.atoms[self.at] == "[":
            self.at += 1
            item = self.entry(self.take())
            held = Line(item, choices=self.changes(of_entry(self.menu, item)))
            assert meal is not None  # brackets stand after meals only
            slot = next((s for s in meal.slots.values()
                         if s.id not in slots and item in s.choices), None)  # fmt: skip
            if slot is None or self.take() != "]":
                raise NotationError(f"{meal.id} has no slot for {item}")
            slots[slot.id] = held
            choices += self.changes(hosts)
        return slots

    def entry(self, letter: str) -> str:
        try:
            return self.sheet.names.entries[letter]
        except KeyError:
            raise NotationError(f"no item has the letter {letter}") from None

    def target(self, first: str) -> tuple[Target, Hosts]:
        ref, mark = first[:-1], first[-1]
        line = self.sheet.context.cart.line(int(ref))
        if line is None:
            raise NotationError(f"there is no line {ref}")
        if mark == ":":
            return Target(line.ref), of_line(self.menu, line)
        slot = self.take()[:-1]
        return Target(line.ref, slot), in_slot(self.menu, line, slot)

    def changes(self, hosts: Hosts) -> tuple[Choice, ...]:
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
            out += (_amounted(c, amounts) for c in meant(self.sheet, hosts, letter, on=on))
        if rest_off and hosts.items:
            keep = {choice.option for choice in out}
            item, choices = hosts.items[0]
            away = (*bare(item, keep=keep, beside=keep or None), *_added(item, choices, keep))
            out = [*(Choice(o, on=False) for o in away), *out]
        return tuple(out)


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
