"""The menu file, version 1: which keys may stand where, and what each may hold.

Unknown keys are refused and every list has a limit. What one entry says about another (an option
that is not in its group, a slot that nothing can fill) is checked by :mod:`kiosk.menu.compile`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Final

from babel.core import Locale, UnknownLocaleError
from babel.numbers import list_currencies
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

__all__ = [
    "ComboFile",
    "GroupFile",
    "ItemFile",
    "ItemGroupFile",
    "MenuFile",
    "MenuProblem",
    "OptionFile",
    "SlotFile",
    "SlotItemFile",
]

MAX_ENTRIES: Final = 2_000
MAX_NAMES: Final = 64
LONGEST_NAME: Final = 120
LONGEST_ID: Final = 64
LONGEST_DESCRIPTION: Final = 500
"""Characters of each."""
MOST_CALORIES: Final = 20_000
_AMOUNT: Final = re.compile(r"[0-9]{1,7}(\.[0-9]{1,6})?\Z")
_HUNDRED_PER_CENT: Final = 100


class MenuProblem(ValueError):  # noqa: N818 - an entry's problem, not a fault of the program
    """One thing that is wrong, and the path of keys that leads to it."""

    def __init__(self, path: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


def _amount(value: object) -> Decimal:
    if not isinstance(value, str):
        raise PydanticCustomError("amount_type", "an amount is text in quotes")
    if not _AMOUNT.match(value):
        raise ValueError(f'"{value}" is not an amount; write it like "1.99"')
    return Decimal(value)


def _shown(value: str) -> str:
    if not value.strip():
        raise ValueError("nothing stands here")
    for letter in value:
        if not letter.isprintable():
            raise ValueError(f"{letter!a} is not a character that can be shown")
    return value


def _told(value: str) -> str:
    """In one line; a file may break it, and may leave it empty."""
    line = " ".join(value.split())
    return _shown(line) if line else line


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _as_slot_item(value: object) -> object:
    return {"item": value} if isinstance(value, str) else value


def _as_entry(value: object) -> object:
    return {} if value is None else value


Amount = Annotated[Decimal, BeforeValidator(_amount)]
"""A decimal string, not negative: no float ever holds a price."""
Name = Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_shown)]
Names = Annotated[list[Name], BeforeValidator(_listed), Field(max_length=MAX_NAMES)]
"""One name, or a list of them."""
Id = Annotated[str, Field(pattern=rf"^[a-z0-9][a-z0-9_]{{0,{LONGEST_ID - 1}}}$")]
Ids = Annotated[list[Id], BeforeValidator(_listed), Field(max_length=MAX_ENTRIES)]
"""One id, or a list of them."""
Number = Annotated[
    str, BeforeValidator(_as_text), Field(min_length=1, max_length=8), AfterValidator(_shown)
]
"""A number on the board: ``2`` or ``"4b"``."""
Calories = Annotated[int, Field(ge=0, le=MOST_CALORIES)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Shown = Annotated[dict[Id, Name], Field(max_length=MAX_NAMES)]
"""What stands on the screen in other languages, by language code; it is not listened for."""
FreeWith = Annotated[dict[Id, Annotated[int, Field(ge=0, le=50)]], Field(max_length=50)]
"""Another number of free portions when that option of the item is chosen."""


class _Spoken(_Part):
    name: Name
    """As it stands on the board and is said in replies."""
    names: dict[Id, Names] = Field(default_factory=dict, max_length=MAX_NAMES)
    """Names in other languages, by language code: the first stands on the screen, and all are
    understood as aliases are."""
    aliases: Names = Field(default_factory=list)
    """What else guests call it; plurals need not be listed."""
    say: Name | None = None
    """How the voice should say the name, where the spelling misleads it."""

    def all_aliases(self) -> tuple[str, ...]:
        """Aliases, then names in other languages."""
        return (*self.aliases, *(name for names in self.names.values() for name in names))


class _Eaten(_Spoken):
    allergens: Ids | None = None
    """``[]`` is none; left out is not known."""
    calories: Calories | None = None
    vegetarian: bool | None = None
    dayparts: Ids = Field(default_factory=list)
    """When it is sold; always, where none is named."""


class OptionFile(_Eaten):
    """An option of a group."""

    price: Amount = Decimal(0)
    """Added to the item's price."""
    groups: Ids = Field(default_factory=list)
    """Groups that open only when this option is chosen."""


class GroupFile(_Part):
    """A modifier group: choices that several items share."""

    name: Name
    names: Shown = Field(default_factory=dict)
    min: int = Field(default=0, ge=0, le=50)
    """Fewest portions; 1 without a default is asked for."""
    max: int | None = Field(default=None, ge=1, le=100)
    """Most portions; 1 makes the options exclude each other; no limit where none is named."""
    default: Ids = Field(default_factory=list)
    """What the item comes with unless the guest says otherwise."""
    free: int = Field(default=0, ge=0, le=50)
    """Portions that cost nothing, the dearest first."""
    free_with: FreeWith = Field(default_factory=dict)
    """Another number of free portions when that option of the item is chosen."""
    ask: Name | None = None
    """The question for a missing choice, one alone: "for the …" is put before its "?"."""
    qualifiers: Ids = Field(default_factory=list)
    """``light``, ``extra``, ``on_the_side`` and the menu's own, said as read: ``well_done``."""
    max_count: int = Field(default=1, ge=1, le=50)
    """Most portions of one option."""
    unit: Names = Field(default_factory=list)
    """Words for one portion ("pump", "shot")."""
    portions: bool = False
    """Whether an option may lie on one half only."""
    options: dict[Id, OptionFile] = Field(min_length=1, max_length=500)


class ItemGroupFile(_Part):
    """A group as one item has it: what is not said here is the group's."""

    min: int | None = Field(default=None, ge=0, le=50)
    max: int | None = Field(default=None, ge=1, le=100)
    default: Ids | None = None
    free: int | None = Field(default=None, ge=0, le=50)
    free_with: FreeWith | None = None
    ask: Name | None = None
    options: Ids | None = None
    """Only these of the group's options."""
    prices: dict[Id, Amount] = Field(default_factory=dict, max_length=500)
    """Other prices than the group's, by option."""


Description = Annotated[str, Field(max_length=LONGEST_DESCRIPTION), AfterValidator(_told)]


class _Entry(_Spoken):
    category: Name | None = None
    """Its section of the board; without one, items stand under Menu and combos under Meals."""
    number: Number | None = None
    """What it is called on the board ("a number two")."""
    description: Description | None = None
    descriptions: dict[Id, Description] = Field(default_factory=dict, max_length=MAX_NAMES)
    """In other languages, by language code."""


class ItemFile(_Entry, _Eaten):
    """Something that is sold by itself."""

    price: Amount
    """Before options; of a sized item, with its cheapest size."""
    groups: dict[Id, Annotated[ItemGroupFile, BeforeValidator(_as_entry)]] = Field(
        default_factory=dict, max_length=50
    )


class SlotItemFile(_Part):
    """An item that may fill a slot; its id alone where no option is fixed."""

    item: Id
    options: Ids = Field(default_factory=list)
    """Chosen by the slot: not asked and not charged."""


class SlotFile(_Part):
    """A slot of a combo, filled by what ``items``, ``item`` and ``category`` name together."""

    name: Name | None = None
    """How the slot is called; its id in words where none is named."""
    names: Shown = Field(default_factory=dict)
    items: list[Annotated[SlotItemFile, BeforeValidator(_as_slot_item)]] = Field(
        default_factory=list, max_length=500
    )
    item: Id | None = None
    options: Ids = Field(default_factory=list)
    """Options that are fixed for ``item``."""
    category: Name | None = None
    """All items of that category."""
    default: Id | None = None
    """What fills it unless the guest says otherwise; asked where there is none."""
    optional: bool = False
    quantity: int = Field(default=1, ge=1, le=20)
    sized: bool = True
    """Whether the combo's size is the size of what fills it."""
    ask: Name | None = None
    upcharge: dict[Id, Amount] = Field(default_factory=dict, max_length=500)
    """Added to the combo's price, by item."""


class SizeFile(_Part):
    """A size of a combo."""

    price: Amount = Decimal(0)
    """Added to the combo's price."""
    default: bool = False


class ComboFile(_Entry):
    """A meal: slots filled with items at one price."""

    price: Amount
    sizes: dict[Id, Annotated[SizeFile, BeforeValidator(_as_entry)]] = Field(
        default_factory=dict, max_length=10
    )
    """By the option id that sizes the slots; asked once for the meal where none is the default."""
    slots: dict[Id, SlotFile] = Field(min_length=1, max_length=20)
    """The first is what the meal is named for."""
    dayparts: Ids = Field(default_factory=list)


class TaxFile(_Part):
    """One rate for the whole order."""

    rate: Amount = Decimal(0)
    """Per cent."""
    inclusive: bool = False
    """Whether prices hold the tax already."""

    @field_validator("rate")
    @classmethod
    def _at_most_all(cls, rate: Decimal) -> Decimal:
        if rate > _HUNDRED_PER_CENT:
            raise ValueError("a tax rate lies between 0 and 100 per cent")
        return rate


class LimitsFile(_Part):
    """The most that one order may hold before a person is asked."""

    per_line: int = Field(default=20, ge=1, le=1_000)
    per_order: int = Field(default=60, ge=1, le=10_000)
    total: Amount | None = None


class CategoryFile(_Part):
    """A section of the board."""

    names: Shown = Field(default_factory=dict)
    aliases: Names = Field(default_factory=list)
    """Words for anything in it ("drink", "soda")."""


class MenuFile(_Part):
    """A whole menu file."""

    menu: int
    """Version of the format: 1."""
    id: Id
    name: Name
    locale: Name = "en-US"
    """A BCP 47 tag: how money is written."""
    currency: Name
    """An ISO 4217 code."""
    tax: TaxFile = Field(default_factory=TaxFile)
    limits: LimitsFile = Field(default_factory=LimitsFile)
    dayparts: dict[Id, Name] = Field(default_factory=dict, max_length=24)
    """Spans of the day by name, ``"05:00-10:30"``."""
    categories: dict[Name, Annotated[CategoryFile, BeforeValidator(_as_entry)]] = Field(
        default_factory=dict, max_length=200
    )
    """In the order of the board; what items name and is not listed comes after."""
    groups: dict[Id, GroupFile] = Field(default_factory=dict, max_length=300)
    items: dict[Id, ItemFile] = Field(min_length=1, max_length=MAX_ENTRIES)
    combos: dict[Id, ComboFile] = Field(default_factory=dict, max_length=MAX_ENTRIES)

    @field_validator("menu")
    @classmethod
    def _version(cls, version: int) -> int:
        if version != 1:
            raise ValueError(f"menu format {version} is not known; this kiosk reads 1")
        return version

    @field_validator("currency")
    @classmethod
    def _currency(cls, code: str) -> str:
        if code not in list_currencies():
            raise ValueError(f'"{code}" is not a currency; write its code, like USD')
        return code

    @field_validator("locale")
    @classmethod
    def _locale(cls, tag: str) -> str:
        try:
            Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            raise ValueError(f'"{tag}" is not a locale; write it like en-US') from None
        return tag
