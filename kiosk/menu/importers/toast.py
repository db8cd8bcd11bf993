"""Toast's published menus as one menu: sections, items, their sizes and their prices."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kiosk.errors import MenuError
from kiosk.menu.importers.assemble import Imported, assemble
from kiosk.menu.importers.draft import GroupUse, ItemDraft, MenuDraft
from kiosk.menu.importers.reading import Notes, decimal, parsed, words
from kiosk.menu.importers.toast_groups import ModifierGroups, calories, size_prices
from kiosk.menu.importers.toast_menus import Menu, MenuGroup, MenuItem, Restaurant

__all__ = ["import_toast"]


def import_toast(data: bytes, source: str, *, name: str, currency: str = "USD") -> Imported:
    """The menu in an answer of the Menus API.

    Args:
        data: the JSON.
        source: what messages call it.
        name: of the restaurant; the menus do not say it.
        currency: ISO 4217 code; the menus do not say it either.

    Raises:
        MenuError: it is no such answer, or nothing in it can be sold.
    """
    reader = _Reader(parsed(Restaurant, data, source))
    return assemble(reader.menu(name, currency, source), "toast", reader.notes, source)


class _Reader:
    def __init__(self, restaurant: Restaurant) -> None:
        self.notes: Notes = ["the menus name taxes and no rates: set tax.rate in the file"]
        self._menus = restaurant.menus
        self._groups = ModifierGroups(restaurant, self.notes)

    def menu(self, name: str, currency: str, source: str) -> MenuDraft:
        items: dict[str, ItemDraft] = {}
        inclusive: set[bool] = set()
        for category, each in self._sold():
            item = self._item(category, each)
            if item is None:
                continue
            first = items.setdefault(item.key, item)
            if first.price != item.price:
                said = f"costs {first.price} here, and {item.price} under {item.category}"
                self.notes.append(f"{item.name}: {said}")
            inclusive.add(each.tax_inclusion == "TAX_INCLUDED")
        if not items:
            raise MenuError(f"{source}: nothing in these menus can be sold")
        if len(inclusive) > 1:
            self.notes.append("some prices hold the tax and some do not: here none does")
        return MenuDraft(
            name=name,
            currency=currency,
            items=tuple(items.values()),
            groups=self._groups.groups(),
            tax_inclusive=inclusive == {True},
        )

    def _sold(self) -> Iterator[tuple[str, MenuItem]]:
        """Every item, with the name of its section."""
        for menu in self._menus:
            name = words(menu.name, 100) or "Menu"
            if menu.availability is not None and menu.availability.always_available is False:
                said = "is not served at all hours: give its items dayparts in the file"
                self.notes.append(f"{name}: {said}")
            yield from _in_sections(menu, name)

    def _item(self, category: str, each: MenuItem) -> ItemDraft | None:
        name = words(each.name, 200) or words(each.guid, 200)
        if each.visibility == []:
            self.notes.append(f"{name}: is shown nowhere, left out")
            return None
        if each.unit_of_measure not in (None, "NONE"):
            self.notes.append(f"{name}: is sold by weight or measure, left out")
            return None
        uses = self._groups.uses(name, each.modifier_group_references or ())
        priced = self._priced(name, each, uses)
        if priced is None:
            return None
        price, uses = priced
        advisories = each.content_advisories
        if advisories and advisories.alcohol and _yes(advisories.alcohol.contains_alcohol):
            self.notes.append(f"{name}: is alcohol, and a kiosk checks no age")
        if each.portions:
            self._groups.halve(name, each.portions, uses)
        return ItemDraft(
            key=each.guid,
            name=name,
            price=price,
            category=category,
            description=each.description or "",
            calories=calories(each.calories),
            uses=uses,
        )

    def _priced(
        self, name: str, each: MenuItem, uses: tuple[GroupUse, ...]
    ) -> tuple[Decimal, tuple[GroupUse, ...]] | None:
        """The price, and the groups with what their options cost on this item."""
        strategy = each.pricing_strategy
        price = decimal(each.price)
        rules = each.pricing_rules
        if strategy == "SIZE_PRICE" and rules is not None:
            sized = self._groups.sized(rules.size_specific_pricing_guid, size_prices(rules), uses)
            if sized is None:
                self.notes.append(f"{name}: the group of its sizes is not there, left out")
            return sized
        if strategy == "TIME_SPECIFIC_PRICE" and rules is not None:
            base = [decimal(rule.base_price) for rule in rules.time_specific_pricing_rules or ()]
            price = next((each for each in base if each is not None), price)
            self.notes.append(
                f"{name}: costs otherwise at certain hours; here {price} at all hours"
            )
        if strategy == "OPEN_PRICE" or price is None:
            self.notes.append(f"{name}: is priced at the till, left out")
            return None
        return price, uses


def _in_sections(section: Menu | MenuGroup, name: str) -> Iterator[tuple[str, MenuItem]]:
    if isinstance(section, MenuGroup):
        yield from ((name, item) for item in section.menu_items or ())
    for inner in section.menu_groups or ():
        yield from _in_sections(inner, words(inner.name, 100) or name)


def _yes(told: str | bool | None) -> bool:
    return told is True or told == "YES"
