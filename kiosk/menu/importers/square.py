"""A Square catalogue as a menu: items with their variations, categories and taxes."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Final

from kiosk.errors import MenuError
from kiosk.menu.importers.assemble import Imported, assemble
from kiosk.menu.importers.draft import GroupDraft, ItemDraft, MenuDraft
from kiosk.menu.importers.reading import Notes, decimal, parsed, words
from kiosk.menu.importers.sizes import size_group, size_use
from kiosk.menu.importers.square_catalog import Catalog, CatalogObject, Item, Tax
from kiosk.menu.importers.square_lists import ModifierLists, amount, override_at

__all__ = ["import_square"]

_SOLD: Final = (None, "REGULAR", "FOOD_AND_BEV")
"""Product types that a restaurant sells."""
_READ: Final = ("ITEM", "ITEM_VARIATION", "MODIFIER_LIST", "MODIFIER", "CATEGORY", "TAX", "IMAGE")


def import_square(data: bytes, source: str, *, name: str, location: str | None = None) -> Imported:
    """The menu in an answer of the Catalog API.

    Args:
        data: the JSON.
        source: what messages call it.
        name: of the restaurant; a catalogue does not say it.
        location: id of the one whose prices and sold-out marks count; none: no location's.

    Raises:
        MenuError: it is no catalogue, or nothing in it can be sold.
    """
    reader = _Reader(parsed(Catalog, data, source), location)
    return assemble(reader.menu(name, source), "square", reader.notes, source)


class _Reader:
    def __init__(self, catalog: Catalog, location: str | None) -> None:
        self.notes: Notes = []
        self._location = location
        everything = {o.id: o for o in (*catalog.related_objects, *catalog.objects)}
        self._here = {id_: o for id_, o in everything.items() if o.present_at(location)}
        self._lists = ModifierLists(self._here, location, self.notes)
        self._sizes: dict[str, GroupDraft] = {}
        if catalog.cursor:
            self.notes.append("the catalogue goes on after this page: the rest is not imported")
        unread = Counter(o.type for o in everything.values() if o.type not in _READ)
        for kind, count in sorted(unread.items()):
            self.notes.append(f"{count} of type {words(kind, 60)}: not imported")
        elsewhere = [o for o in everything.values() if o.type == "ITEM" and o.id not in self._here]
        if elsewhere:
            self.notes.append(f"items deleted, or not sold at this location: {len(elsewhere)}")
        if location is None and any(_has_overrides(o) for o in everything.values()):
            self.notes.append("some prices or sold-out marks are a location's: name a --location")

    def menu(self, name: str, source: str) -> MenuDraft:
        sold = [o for o in self._here.values() if o.type == "ITEM" and o.item_data is not None]
        currency = self._currency(sold)
        items, taxed = [], {}
        for each in sold:
            assert each.item_data is not None
            item = self._item(each, each.item_data, currency)
            if item is not None:
                items.append(item)
                taxed[item.name] = self._taxes_of(each.item_data)
        if not items:
            raise MenuError(f"{source}: nothing in this catalogue can be sold here")
        taxes, rate, inclusive = self._tax(taxed)
        return MenuDraft(
            name=name,
            currency=currency,
            items=tuple(items),
            groups=(*self._sizes.values(), *self._lists.groups()),
            tax_rate=rate,
            tax_inclusive=inclusive,
            taxes=taxes,
        )

    def _currency(self, sold: list[CatalogObject]) -> str:
        told = Counter(
            variation.item_variation_data.price_money.currency
            for each in sold
            for variation in (each.item_data and each.item_data.variations) or ()
            if variation.item_variation_data and variation.item_variation_data.price_money
        )
        return told.most_common(1)[0][0] if told else "USD"

    def _item(self, each: CatalogObject, item: Item, currency: str) -> ItemDraft | None:
        name = words(item.buyer_facing_name or item.name, 200) or words(each.id, 200)
        if item.is_archived:
            self.notes.append(f"{name}: is archived, left out")
            return None
        if item.product_type not in _SOLD:
            what = words(item.product_type, 60)
            self.notes.append(f"{name}: is {what}, which a kiosk does not sell, left out")
            return None
        prices = self._variations(name, item, currency)
        if not prices:
            self.notes.append(f"{name}: has no price of its own here, left out")
            return None
        if item.is_alcoholic:
            self.notes.append(f"{name}: is alcohol, and a kiosk checks no age")
        uses = self._lists.uses(name, item)
        variants: dict[str, str] = {}
        if len(prices) == 1:
            ((key, price),) = prices.values()
        else:
            key = each.id
            group = size_group(tuple(prices))
            self._sizes.setdefault(group.key, group)
            price, use = size_use(group, {way: one for way, (_, one) in prices.items()})
            uses = (use, *uses)
            variants = {option.key: prices[option.name][0] for option in group.options}
        return ItemDraft(
            key=key,
            name=name,
            price=price,
            category=self._category(name, item),
            description=item.description_plaintext or item.description or "",
            uses=uses,
            variants=variants,
        )

    def _variations(self, name: str, item: Item, currency: str) -> dict[str, tuple[str, Decimal]]:
        """By name: the variation's id and its price here."""
        out: dict[str, tuple[str, Decimal]] = {}
        held = [v for v in item.variations or () if v.present_at(self._location)]
        for each in sorted(held, key=_ordinal):
            variation = each.item_variation_data
            if variation is None or variation.sellable is False:
                continue
            called = words(variation.name, 100) or "Regular"
            full = name if len(held) == 1 else f"{name} ({called})"
            here = override_at(variation.location_overrides, self._location)
            money = (here and here.price_money) or variation.price_money
            pricing = (here and here.pricing_type) or variation.pricing_type
            if pricing == "VARIABLE_PRICING" or money is None:
                self.notes.append(f"{full}: is priced at the till, left out")
                continue
            if variation.measurement_unit_id:
                self.notes.append(f"{full}: is sold by weight or measure, left out")
                continue
            if money.currency != currency or called in out:
                self.notes.append(f"{full}: in another currency, or there twice, left out")
                continue
            out[called] = (each.id, amount(money))
            if here is not None and here.sold_out:
                self.notes.append(f"{full}: sold out now; mark it on the crew's screen")
        return out

    def _category(self, name: str, item: Item) -> str | None:
        refs = [ref.id for ref in item.categories or () if ref.id] or [item.category_id or ""]
        found = [self._here[ref].category_data for ref in refs if ref in self._here]
        names = [words(category.name, 120) for category in found if category and category.name]
        if len(names) > 1:
            self.notes.append(f"{name}: stands under {names[0]} alone, not {', '.join(names[1:])}")
        return names[0] if names else None

    def _taxes_of(self, item: Item) -> tuple[str, ...]:
        if item.is_taxable is False:
            return ()
        there = [key for key in item.tax_ids or () if self._tax_at(key) is not None]
        return tuple(sorted(set(there)))

    def _tax_at(self, key: str) -> Tax | None:
        found = self._here.get(key)
        tax = found.tax_data if found else None
        return tax if tax is not None and tax.enabled is not False else None

    def _tax(self, taxed: dict[str, tuple[str, ...]]) -> tuple[tuple[str, ...], Decimal, bool]:
        """The taxes that most items have; ours is one rate for the whole order."""
        ((usual, _), *_) = Counter(taxed.values()).most_common()
        for name, taxes in taxed.items():
            if taxes != usual:
                said = "is taxed otherwise than most; here all have one rate"
                self.notes.append(f"{name}: {said}")
        found = [tax for key in usual if (tax := self._tax_at(key)) is not None]
        inclusive = bool(found) and all(tax.inclusion_type == "INCLUSIVE" for tax in found)
        for tax in found:
            odd = (tax.inclusion_type == "INCLUSIVE") != inclusive
            if odd or tax.calculation_phase == "TAX_TOTAL_PHASE" or decimal(tax.percentage) is None:
                name = words(tax.name, 100) or "a tax"
                self.notes.append(f"{name}: cannot be added to the others, so totals may differ")
        rate = sum((decimal(tax.percentage) or Decimal(0) for tax in found), Decimal(0))
        return usual, rate, inclusive


def _ordinal(each: CatalogObject) -> tuple[int, str]:
    data = each.item_variation_data
    return (data.ordinal or 0 if data else 0, each.id)


def _has_overrides(each: CatalogObject) -> bool:
    parts = [each, *((each.item_data and each.item_data.variations) or ())]
    parts += (each.modifier_list_data and each.modifier_list_data.modifiers) or ()
    return any(
        data is not None and bool(data.location_overrides)
        for part in parts
        for data in (part.item_variation_data, part.modifier_data)
    )
