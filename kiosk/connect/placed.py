"""A placed order as it leaves the kiosk: to printers, kitchen displays, the till.

It stands by itself: whoever gets it needs neither the menu nor the cart, and it says the same in a
year. Every name in it is the menu's, as the menu writes it; how an option is worded on a ticket is
the destination's affair.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Final, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from kiosk.menu.model import Combo, Group, Item, Menu
from kiosk.order.cart import Cart, Choice, Line, Portion, Service
from kiosk.order.notation import format_line
from kiosk.order.pricing import price
from kiosk.order.rules import is_size_group, meal_size

__all__ = [
    "SCHEMA_VERSION",
    "ChoiceKind",
    "Kind",
    "PlacedChoice",
    "PlacedLine",
    "PlacedOrder",
    "PlacedSlot",
    "Ticket",
    "placed_order",
]

SCHEMA_VERSION: Final = 1
"""Raised when a reader of the last version would misread an order; fields may be added without."""

Kind = Literal["placed", "amended", "void"]

ChoiceKind = Literal["size", "choice", "change"]
"""``size`` is said before the item; ``choice`` answers what the item always asks and has no default
for; anything else is a ``change`` of how the item comes."""

Id = Annotated[str, StringConstraints(min_length=1, max_length=128)]
"""As in the menu's file, or of the store's own making; what a stranger sends has an end."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""Of a thing, for people; in any script."""
Minor = Annotated[int, Field(ge=0, le=10**12)]
"""An amount in minor units of the order's currency."""
Count = Annotated[int, Field(ge=1, le=10_000)]


class _Part(BaseModel):
    """Frozen, and strict about what it knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PlacedChoice(_Part):
    """One option that differs from what the item comes with."""

    option: Id
    name: Name
    """As the menu writes it: ``Onions``."""
    group: Id
    """Id of the modifier group that holds it."""
    on: bool = True
    """Whether it was added or chosen; if not, it was taken off."""
    qualifier: Id | None = None
    """``light``, ``extra``, ``on_the_side`` or another of the group's."""
    count: Count = 1
    """Portions."""
    portion: Portion = "whole"
    """Which half it lies on."""
    kind: ChoiceKind = "change"
    """What it is to whoever makes the item."""


class PlacedSlot(_Part):
    """What fills one place of a meal."""

    slot: Id
    item: Id
    name: Name
    quantity: Count = 1
    """In each of the meals."""
    choices: tuple[PlacedChoice, ...] = Field(default=(), max_length=200)


class PlacedLine(_Part):
    """One line of the order."""

    ref: Annotated[int, Field(ge=0)]
    """Its number in the cart: an amended order names the same line by the same number."""
    quantity: Count
    item: Id
    """Of an item or a combo."""
    name: Name
    size: Name | None = None
    """Name of a meal's size; that of an item is among its choices."""
    choices: tuple[PlacedChoice, ...] = Field(default=(), max_length=200)
    """In menu order; of an item alone, those of a meal's items stand in its slots."""
    slots: tuple[PlacedSlot, ...] = Field(default=(), max_length=50)
    """Of a meal, in menu order."""
    amount: Minor
    """For the whole line."""
    notation: Annotated[str, StringConstraints(min_length=1, max_length=4_000)]
    """The line in order notation: ``2 cheeseburger -onion +bacon``."""


class PlacedOrder(_Part):
    """An order that the guest has confirmed, or what became of it since."""

    version: Literal[1] = SCHEMA_VERSION
    key: Id
    """The same at every attempt to deliver this very thing, another for each amendment and void:
    who has seen it before has nothing to do."""
    kind: Kind = "placed"
    """``amended`` replaces the order of that day and number, ``void`` takes it back."""
    day: date
    """The store's day, which may begin at another hour than midnight."""
    number: Annotated[int, Field(ge=1, le=10**9)]
    """The ticket's, within the day."""
    at: AwareDatetime
    """When it was placed, amended or taken back, in the time zone of the store."""
    service: Service | None = None
    """Here or to go; none where nobody asked."""
    guest: Name | None = None
    """The name that the guest gave to be called by."""
    table: Id | None = None
    """Number of the table, or of the tent on it."""
    house: Name
    """The restaurant's name."""
    menu: Id
    menu_version: Id
    """Which state of that menu it was ordered from and priced by."""
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    """ISO 4217 code."""
    locale: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    """BCP 47 tag by which amounts are written."""
    lines: tuple[PlacedLine, ...] = Field(min_length=1, max_length=500)
    subtotal: Minor
    """Sum of the lines."""
    tax: Minor
    """Added to the subtotal, or held in it."""
    tax_included: bool = False
    """Whether the prices of the lines hold the tax already."""
    total: Minor
    """What the guest pays."""

    @field_validator("lines")
    @classmethod
    def _one_line_a_number(cls, lines: tuple[PlacedLine, ...]) -> tuple[PlacedLine, ...]:
        if len({line.ref for line in lines}) < len(lines):
            raise ValueError("two lines have the same number")
        return lines

    @model_validator(mode="after")
    def _adds_up(self) -> PlacedOrder:
        due = self.subtotal if self.tax_included else self.subtotal + self.tax
        if sum(line.amount for line in self.lines) != self.subtotal or self.total != due:
            raise ValueError("the amounts do not add up")
        return self


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the store gives an order: the rest is the guest's."""

    key: str
    day: date
    number: int
    at: datetime
    """With the time zone of the store."""
    menu_version: str
    kind: Kind = "placed"
    guest: str | None = None
    table: str | None = None


def placed_order(menu: Menu, cart: Cart, ticket: Ticket) -> PlacedOrder:
    """The order of a session: its cart, priced by its menu, with the store's ticket.

    Raises:
        pydantic.ValidationError: the cart is empty, or the ticket has a time without a zone.
    """
    totals = price(menu, cart)
    amounts = {line.ref: line.amount for line in totals.lines}
    return PlacedOrder(
        key=ticket.key,
        kind=ticket.kind,
        day=ticket.day,
        number=ticket.number,
        at=ticket.at,
        service=cart.service,
        guest=ticket.guest,
        table=ticket.table,
        house=menu.name,
        menu=menu.id,
        menu_version=ticket.menu_version,
        currency=menu.currency,
        locale=menu.locale,
        lines=tuple(_line(menu, line, amounts[line.ref]) for line in cart.lines),
        subtotal=totals.subtotal,
        tax=totals.tax,
        tax_included=menu.tax.inclusive,
        total=totals.total,
    )


def _line(menu: Menu, line: Line, amount: int) -> PlacedLine:
    entry = menu.sold(line.item)
    assert entry is not None, f"{line.item} is in a cart and not on the menu"
    size = meal_size(menu, entry, line) if isinstance(entry, Combo) and entry.sizes else None
    return PlacedLine(
        ref=line.ref,
        quantity=line.quantity,
        item=entry.id,
        name=entry.name,
        size=_size_name(menu, size) if size else None,
        choices=_choices(menu, entry, line.choices) if isinstance(entry, Item) else (),
        slots=tuple(_slot(menu, slot, held) for slot, held in line.slots),
        amount=amount,
        notation=format_line(menu, line),
    )


def _slot(menu: Menu, slot: str, held: Line) -> PlacedSlot:
    item = menu.items[held.item]
    return PlacedSlot(
        slot=slot,
        item=item.id,
        name=item.name,
        quantity=held.quantity,
        choices=_choices(menu, item, held.choices),
    )


def _choices(menu: Menu, item: Item, choices: Iterable[Choice]) -> tuple[PlacedChoice, ...]:
    out = []
    for choice in choices:
        group = item.group_of(choice.option)
        assert group is not None, f"{choice.option} is on {item.id} and not on the menu"
        out.append(
            PlacedChoice(
                option=choice.option,
                name=group.options[choice.option].name,
                group=group.id,
                on=choice.on,
                qualifier=choice.qualifier,
                count=choice.count,
                portion=choice.portion,
                kind=_kind(menu, group),
            )
        )
    return tuple(out)


def _kind(menu: Menu, group: Group) -> ChoiceKind:
    if is_size_group(menu, group):
        return "size"
    return "choice" if group.min and not group.default else "change"


def _size_name(menu: Menu, size: str) -> str:
    """What the menu calls a size, as the first item that comes in it has it."""
    sized = (option for item in menu.items.values() if (option := item.option(size)) is not None)
    found = next(sized, None)
    return found.name if found else size.replace("_", " ")
