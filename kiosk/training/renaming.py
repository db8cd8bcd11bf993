"""Other names for the things of a turn: who takes whose place, in lines and in edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kiosk.order.cart import Cart, Choice, Line
from kiosk.order.edits import Add, CartEdit, Modify, Split, Swap

__all__ = ["Renaming", "lines_of", "options_of", "parts_of"]


@dataclass(slots=True)
class Renaming:
    """Ids and who takes their place; who is not named stays."""

    entries: dict[str, str] = field(default_factory=dict)
    """Items and combos."""
    options: dict[str, str] = field(default_factory=dict)
    quantities: dict[int, int] = field(default_factory=dict)
    """How many are ordered where so many were."""

    def __bool__(self) -> bool:
        """Whether anything is renamed."""
        return bool(self.entries or self.options or self.quantities)

    def entry(self, name: str) -> str:
        """Who takes the place of an item or combo."""
        return self.entries.get(name, name)

    def option(self, name: str) -> str:
        """Who takes the place of an option."""
        return self.options.get(name, name)

    def choices(self, choices: Iterable[Choice]) -> tuple[Choice, ...]:
        """The same of the other options."""
        return tuple(replace(choice, option=self.option(choice.option)) for choice in choices)

    def line(self, line: Line) -> Line:
        """As much of the other things."""
        return replace(
            line,
            item=self.entry(line.item),
            choices=self.choices(line.choices),
            slots=tuple((slot, self.line(held)) for slot, held in line.slots),
            size=line.size and self.option(line.size),
        )

    def cart(self, cart: Cart) -> Cart:
        """The same order of the other things."""
        return replace(cart, lines=tuple(self.line(line) for line in cart.lines))

    def edit(self, edit: CartEdit) -> CartEdit:
        """The same done with the other things."""
        match edit:
            case Add(line):
                count = self.quantities.get(line.quantity, line.quantity)
                return Add(replace(self.line(line), quantity=count))
            case Modify(target, choices):
                return Modify(target, self.choices(choices))
            case Swap(target, item, choices):
                return Swap(target, self.entry(item), self.choices(choices))
            case Split(ref, count, choices, item):
                return Split(ref, count, self.choices(choices), item and self.entry(item))
            case _:
                return edit


def lines_of(edits: Iterable[CartEdit]) -> Iterator[Line]:
    """What the edits bring: whole lines, or an item or nothing with the choices on it."""
    for edit in edits:
        match edit:
            case Add(line):
                yield line
            case Swap(_, item, choices):
                yield Line(item, choices=choices)
            case Split(_, _, choices, item):
                yield Line(item or "", choices=choices)
            case Modify(_, choices):
                yield Line("", choices=choices)
            case _:
                pass


def parts_of(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, and what fills the slots of meals among them."""
    for line in lines:
        yield line
        yield from (held for _, held in line.slots)


def options_of(lines: Iterable[Line]) -> Iterator[str]:
    """Ids of the options chosen or left off, and of the sizes of meals."""
    for line in lines:
        yield from (choice.option for choice in line.choices)
        if line.size:
            yield line.size
