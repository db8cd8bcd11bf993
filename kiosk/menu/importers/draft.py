"""A menu on its way into our format: what a source says, under the source's own keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

__all__ = ["GroupDraft", "GroupUse", "ItemDraft", "MenuDraft", "OptionDraft"]


@dataclass(frozen=True, slots=True)
class OptionDraft:
    """An option of a group."""

    key: str
    """What the source calls it, once in its group."""
    name: str
    price: Decimal = Decimal(0)
    calories: int | None = None
    opens: tuple[str, ...] = ()
    """Keys of the groups that it opens."""


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A modifier group."""

    key: str
    name: str
    options: tuple[OptionDraft, ...]
    min: int = 0
    max: int | None = None
    default: tuple[str, ...] = ()
    """Keys of options."""
    free: int = 0
    max_count: int = 1
    qualifiers: tuple[str, ...] = ()
    """Ids, as our menus have them."""
    portions: bool = False
    called: str = ""
    """What its id is made of, where that is not its name."""


@dataclass(frozen=True, slots=True)
class GroupUse:
    """A group as one item has it; none is as the group says."""

    group: str
    """Its key."""
    min: int | None = None
    max: int | None = None
    default: tuple[str, ...] | None = None
    prices: Mapping[str, Decimal] = field(default_factory=dict)
    """By key of the option."""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """Something that is sold by itself."""

    key: str
    name: str
    price: Decimal
    category: str | None = None
    description: str = ""
    calories: int | None = None
    vegetarian: bool | None = None
    uses: tuple[GroupUse, ...] = ()
    variants: Mapping[str, str] = field(default_factory=dict)
    """Key of an option → what the source sells where that one is chosen."""


@dataclass(frozen=True, slots=True)
class MenuDraft:
    """A whole menu."""

    name: str
    currency: str
    items: tuple[ItemDraft, ...]
    groups: tuple[GroupDraft, ...] = ()
    tax_rate: Decimal = Decimal(0)
    """Per cent."""
    tax_inclusive: bool = False
    taxes: tuple[str, ...] = ()
    """The source's keys of what makes up the rate."""
