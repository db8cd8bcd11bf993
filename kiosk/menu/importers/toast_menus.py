"""The form of Toast's published menus (Menus API, version 2): what is read.

https://doc.toasttab.com/openapi/menus/
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from kiosk.menu.importers.reading import Part

__all__ = [
    "Menu",
    "MenuGroup",
    "MenuItem",
    "ModifierGroup",
    "ModifierOption",
    "Portion",
    "PreModifier",
    "PricingRules",
    "Restaurant",
]

Guid = Annotated[str, Field(min_length=1, max_length=100)]
Price = Decimal | int | None
"""In the restaurant's currency, which the menus do not name."""
Reference = int
"""Number of a group or an option, unique in the file."""


class _Part(Part):
    """Toast writes ``menuGroups`` where we read ``menu_groups``."""

    model_config = ConfigDict(alias_generator=to_camel)


class SequencePrice(_Part):
    """What the first, the second … choice costs."""

    sequence: int | None = None
    price: Price = None


class SizeRule(_Part):
    """Prices of one size; without a size, of all."""

    size_name: str | None = None
    size_guid: str | None = None
    sequence_prices: list[SequencePrice] | None = None


class TimeRule(_Part):
    """What costs otherwise at certain hours."""

    base_price: Price = None
    """At all others."""


class PricingRules(_Part):
    """How a price comes about that is not one number."""

    time_specific_pricing_rules: list[TimeRule] | None = None
    size_specific_pricing_guid: str | None = None
    size_sequence_pricing_rules: list[SizeRule] | None = None


class Portion(_Part):
    """A part of an item that an option may lie on: a half of a pizza."""

    name: str | None = None
    price_scale_factor: Price = None


class Alcohol(_Part):
    """Whether it holds alcohol."""

    contains_alcohol: str | bool | None = None


class ContentAdvisories(_Part):
    """What a guest is to be warned of."""

    alcohol: Alcohol | None = None


class _Sold(_Part):
    guid: Guid
    name: str | None = None
    price: Price = None
    pricing_strategy: str | None = None
    pricing_rules: PricingRules | None = None
    calories: int | None = None
    unit_of_measure: str | None = None
    portions: list[Portion] | None = None
    modifier_group_references: list[Reference] | None = None


class MenuItem(_Sold):
    """Something on the menu."""

    description: str | None = None
    visibility: list[str] | None = None
    tax_inclusion: str | None = None
    content_advisories: ContentAdvisories | None = None


class ModifierOption(_Sold):
    """An option of a modifier group."""

    reference_id: Reference
    is_default: bool | None = None
    allows_duplicates: bool | None = None


class PreModifier(_Part):
    """NO, EXTRA, LITE: how an option is had."""

    name: str | None = None
    fixed_price: Price = None
    multiplication_factor: Price = None
    charge_as_extra: bool | None = None


class PreModifierGroup(_Part):
    """Those that go with a modifier group."""

    pre_modifiers: list[PreModifier] | None = None


class ModifierGroup(_Part):
    """Options to choose from."""

    guid: Guid
    reference_id: Reference
    name: str | None = None
    pricing_strategy: str | None = None
    pricing_rules: PricingRules | None = None
    default_options_charge_price: str | None = None
    default_options_substitution_pricing: str | None = None
    min_selections: int | None = None
    max_selections: int | None = None
    required_mode: str | None = None
    is_multi_select: bool | None = None
    pre_modifier_group_reference: Reference | None = None
    modifier_option_references: list[Reference] | None = None


class MenuGroup(_Part):
    """A section of a menu."""

    name: str | None = None
    menu_items: list[MenuItem] | None = None
    menu_groups: list[MenuGroup] | None = None


class Availability(_Part):
    """When a menu is served."""

    always_available: bool | None = None


class Menu(_Part):
    """Breakfast, lunch, drinks."""

    name: str | None = None
    availability: Availability | None = None
    menu_groups: list[MenuGroup] | None = None


class Restaurant(_Part):
    """All published menus of one restaurant."""

    menus: Annotated[list[Menu], Field(max_length=200)]
    modifier_group_references: dict[str, ModifierGroup] | None = None
    modifier_option_references: dict[str, ModifierOption] | None = None
    pre_modifier_group_references: dict[str, PreModifierGroup] | None = None
