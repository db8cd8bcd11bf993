"""The form of a Square catalogue, as ListCatalog and SearchCatalogObjects answer: what is read.

https://developer.squareup.com/reference/square/catalog-api
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kiosk.menu.importers.reading import Part

__all__ = [
    "Catalog",
    "CatalogObject",
    "Item",
    "ListInfo",
    "Modifier",
    "ModifierList",
    "Money",
    "Tax",
]

Key = Annotated[str, Field(min_length=1, max_length=255)]
"""Id of a catalogue object."""
Toggle = Literal["YES", "NO", "NOT_SET"]


class Money(Part):
    """An amount in minor units; Square leaves a zero out."""

    amount: Annotated[int, Field(ge=0, le=10**10)] = 0
    currency: str = "USD"


class LocationOverride(Part):
    """What is otherwise at one location."""

    location_id: str | None = None
    price_money: Money | None = None
    pricing_type: str | None = None
    sold_out: bool | None = None


class Variation(Part):
    """What is sold: an item in one of its sizes or kinds."""

    name: str | None = None
    ordinal: int | None = None
    pricing_type: str | None = None
    price_money: Money | None = None
    location_overrides: list[LocationOverride] | None = None
    measurement_unit_id: str | None = None
    sellable: bool | None = None


class ModifierOverride(Part):
    """Another default for one item."""

    modifier_id: Key
    on_by_default: bool | None = None
    """As it was written before there was the next."""
    on_by_default_override: Toggle | None = None


class ListInfo(Part):
    """A modifier list as one item has it."""

    modifier_list_id: Key
    modifier_overrides: list[ModifierOverride] | None = None
    min_selected_modifiers: int | None = None
    max_selected_modifiers: int | None = None
    allow_quantities: Toggle | None = None
    enabled: bool | None = None
    ordinal: int | None = None


class CategoryRef(Part):
    """A category that an item stands in."""

    id: Key | None = None


class Item(Part):
    """Something on the menu, with its variations."""

    name: str | None = None
    buyer_facing_name: str | None = None
    description: str | None = None
    description_plaintext: str | None = None
    category_id: str | None = None
    categories: list[CategoryRef] | None = None
    is_taxable: bool | None = None
    tax_ids: list[str] | None = None
    modifier_list_info: list[ListInfo] | None = None
    variations: list[CatalogObject] | None = None
    product_type: str | None = None
    is_archived: bool | None = None
    is_alcoholic: bool | None = None


class Modifier(Part):
    """An option of a modifier list."""

    name: str | None = None
    price_money: Money | None = None
    on_by_default: bool | None = None
    ordinal: int | None = None
    location_overrides: list[LocationOverride] | None = None
    child_modifier_list_ids: list[str] | None = None


class ModifierList(Part):
    """Options to choose from, or a text that the guest writes."""

    name: str | None = None
    selection_type: str | None = None
    modifier_type: str | None = None
    modifiers: list[CatalogObject] | None = None
    allow_quantities: bool | None = None
    min_selected_modifiers: int | None = None
    max_selected_modifiers: int | None = None
    text_required: bool | None = None


class Category(Part):
    """A section of the board."""

    name: str | None = None


class Tax(Part):
    """A rate in per cent."""

    name: str | None = None
    percentage: str | None = None
    inclusion_type: str | None = None
    calculation_phase: str | None = None
    enabled: bool | None = None


class CatalogObject(Part):
    """Anything in the catalogue; of the data only what its type says."""

    type: str
    id: Key
    is_deleted: bool | None = None
    present_at_all_locations: bool | None = None
    present_at_location_ids: list[str] | None = None
    absent_at_location_ids: list[str] | None = None
    item_data: Item | None = None
    item_variation_data: Variation | None = None
    modifier_list_data: ModifierList | None = None
    modifier_data: Modifier | None = None
    category_data: Category | None = None
    tax_data: Tax | None = None

    def present_at(self, location: str | None) -> bool:
        """Whether it is sold there; at no place in particular, whether it is sold at all."""
        if location is None:
            return not self.is_deleted
        if self.present_at_all_locations in (None, True):
            there = location not in (self.absent_at_location_ids or ())
        else:
            there = location in (self.present_at_location_ids or ())
        return there and not self.is_deleted


class Catalog(Part):
    """An answer of the catalogue API, or all pages of one together."""

    objects: Annotated[list[CatalogObject], Field(max_length=20_000)] = Field(default_factory=list)
    related_objects: Annotated[list[CatalogObject], Field(max_length=20_000)] = Field(
        default_factory=list
    )
    cursor: str | None = None
    """Where the answer goes on, if it does."""
