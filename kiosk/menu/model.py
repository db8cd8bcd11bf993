"""The menu as the kiosk uses it: frozen values, prices in minor units, every reference resolved.

Made by :mod:`kiosk.menu.compile` from a menu file; nothing else builds one, tests included.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal

__all__ = [
    "Combo",
    "Daypart",
    "Group",
    "Item",
    "Limits",
    "Menu",
    "Option",
    "Slot",
    "SlotChoice",
    "Tax",
]


@dataclass(frozen=True, slots=True)
class Daypart:
    """A part of the day in which something is sold."""

    id: str
    start: time
    """Local time of the store, included."""
    end: time | None
    """Local time, excluded; none is the end of the day."""

    def covers(self, now: time) -> bool:
        """Whether ``now`` lies within; a part that passes midnight wraps."""
        if self.end is None:
            return now >= self.start
        if self.start <= self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a modifier group, with the price it has on the item that it belongs to."""

    id: str
    name: str
    price: int
    """Minor units for one portion."""
    aliases: tuple[str, ...] = ()
    say: str | None = None
    """How the voice should say the name, where the spelling misleads it."""
    allergens: tuple[str, ...] = ()
    allergens_known: bool = False
    """Whether the menu says what is in it; if not, empty ``allergens`` mean nothing."""
    calories: int | None = None
    vegetarian: bool | None = None
    dayparts: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    """Groups of the same item that open only when this option is chosen."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What it is called in other languages, by language code."""


@dataclass(frozen=True, slots=True)
class Group:
    """A modifier group as one item has it."""

    id: str
    name: str
    options: Mapping[str, Option]
    """By option id, in menu order."""
    min: int = 0
    """Fewest portions."""
    max: int | None = None
    """Most portions at once; none is no limit. ``1`` makes the options exclude each other."""
    default: tuple[str, ...] = ()
    free: int = 0
    """Chosen portions that cost nothing, the dearest first."""
    free_with: Mapping[str, int] = field(default_factory=dict)
    """Another number of free portions when that option of the item is chosen."""
    ask: str | None = None
    """The question for a missing choice."""
    qualifiers: tuple[str, ...] = ()
    """Of ``light``, ``extra``, ``on_the_side`` and the menu's own."""
    max_count: int = 1
    """Most portions of one option (``3``: "three pumps")."""
    unit: tuple[str, ...] = ()
    """Words for one portion ("pump", "shot")."""
    portions: bool = False
    """Whether an option may lie on one half only."""
    nested: bool = False
    """Opens only through an option that names it."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What it is called in other languages, by language code."""

    @property
    def exclusive(self) -> bool:
        """Choosing one option puts out the other."""
        return self.max == 1


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is sold by itself."""

    id: str
    name: str
    category: str
    price: int
    groups: Mapping[str, Group]
    """By group id, in menu order. Option ids are unique across them."""
    aliases: tuple[str, ...] = ()
    number: str | None = None
    """What it is called on the board ("a number two")."""
    say: str | None = None
    description: str | None = None
    allergens: tuple[str, ...] = ()
    allergens_known: bool = False
    """Whether the menu says what is in it; if not, empty ``allergens`` mean nothing."""
    calories: int | None = None
    vegetarian: bool | None = None
    dayparts: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """What it is called in other languages, by language code."""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    """Its description in other languages, by language code."""

    def group_of(self, option: str) -> Group | None:
        """The group that holds ``option``, or none."""
        for group in self.groups.values():
            if option in group.options:
                return group
        return None

    def option(self, option: str) -> Option | None:
        """The option by its id, or none."""
        group = self.group_of(option)
        return group.options[option] if group else None


@dataclass(frozen=True, slots=True)
class SlotChoice:
    """An item that may fill a slot."""

    item: str
    options: tuple[str, ...] = ()
    """Options fixed by the slot: chosen, not asked, not charged."""
    upcharge: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of a combo."""

    id: str
    name: str
    choices: Mapping[str, SlotChoice]
    """By item id, in menu order."""
    default: str | None = None
    optional: bool = False
    quantity: int = 1
    sized: bool = True
    """Whether the combo's size is the size of what fills it."""
    ask: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    """What it is called in other languages, by language code."""


@dataclass(frozen=True, slots=True)
class Combo:
    """A meal: slots filled with items at one price."""

    id: str
    name: str
    category: str
    price: int
    slots: Mapping[str, Slot]
    sizes: Mapping[str, int]
    """Upcharge in minor units by size option id; empty when the meal has no size of its own."""
    default_size: str | None = None
    aliases: tuple[str, ...] = ()
    number: str | None = None
    say: str | None = None
    description: str | None = None
    dayparts: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """What it is called in other languages, by language code."""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    """Its description in other languages, by language code."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one order may hold before a person is asked."""

    per_line: int = 20
    per_order: int = 60
    total: int | None = None
    """Minor units."""


@dataclass(frozen=True, slots=True)
class Tax:
    """One rate for the whole order, rounded half up once."""

    rate: Decimal = Decimal(0)
    """Per cent."""
    inclusive: bool = False
    """Whether prices hold the tax already."""


@dataclass(frozen=True, slots=True)
class Menu:
    """All that a store sells."""

    id: str
    name: str
    locale: str
    currency: str
    tax: Tax
    limits: Limits
    dayparts: Mapping[str, Daypart]
    items: Mapping[str, Item]
    combos: Mapping[str, Combo]
    categories: Mapping[str, tuple[str, ...]]
    """Category name → its aliases, in menu order."""
    sizes: frozenset[str]
    """Option ids that size something, in any group named as a combo's size."""
    category_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What the categories are called in other languages, by language code, then by category."""

    def sold(self, entry: str) -> Item | Combo | None:
        """The item or combo by its id."""
        return self.items.get(entry) or self.combos.get(entry)

    def entries(self) -> tuple[Item | Combo, ...]:
        """Everything that can be a line, in menu order."""
        return (*self.items.values(), *self.combos.values())

    def groups(self) -> Iterator[Group]:
        """Every modifier group as each item has it, in menu order."""
        return (group for item in self.items.values() for group in item.groups.values())

    def options(self) -> Iterator[Option]:
        """Every option as each item has it, in menu order."""
        return (option for group in self.groups() for option in group.options.values())

    def combos_of(self, item: str) -> tuple[Combo, ...]:
        """Combos whose first slot can hold ``item``, in menu order."""
        return tuple(
            combo
            for combo in self.combos.values()
            if item in next(iter(combo.slots.values())).choices
        )
