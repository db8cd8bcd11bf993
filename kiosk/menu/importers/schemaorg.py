"""A menu that a web page describes in schema.org's words: Menu, MenuSection, MenuItem, Offer.

https://schema.org/Menu
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from kiosk.errors import MenuError
from kiosk.menu.importers.assemble import Imported, assemble
from kiosk.menu.importers.draft import GroupDraft, GroupUse, ItemDraft, MenuDraft, OptionDraft
from kiosk.menu.importers.linked_data import LinkedData, kind, text
from kiosk.menu.importers.reading import Notes, decimal
from kiosk.menu.importers.sizes import size_group, size_use
from kiosk.menu.schema import MOST_CALORIES

__all__ = ["import_schemaorg"]

Node = Mapping[str, Any]

_VEGETARIAN: Final = ("VegetarianDiet", "VeganDiet")
_CALORIES: Final = re.compile(r"\s*(\d{1,5})\s*(k?cal(ories)?)?\s*\Z", re.IGNORECASE)
_HOUSES: Final = ("Restaurant", "FastFoodRestaurant", "CafeOrCoffeeShop", "FoodEstablishment")


def import_schemaorg(data: bytes, source: str, *, name: str = "") -> Imported:
    """The menu in a page of HTML, or in a file of JSON-LD.

    Args:
        data: the page, or the file.
        source: what messages call it.
        name: of the restaurant; empty: as the page says.

    Raises:
        MenuError: nothing in it can be sold.
    """
    reader = _Reader(LinkedData(data, source))
    return assemble(reader.menu(name, source), None, reader.notes, source)


class _Reader:
    def __init__(self, document: LinkedData) -> None:
        self.notes: Notes = ["a page says nothing of tax: set tax.rate in the file"]
        self._document = document
        self._items: dict[str, ItemDraft] = {}
        self._groups: dict[str, GroupDraft] = {}
        self._currencies: Counter[str] = Counter()
        self._read: set[int] = set()
        """Nodes that were read: what is named twice is sold once."""

    def menu(self, name: str, source: str) -> MenuDraft:
        document = self._document
        for section in document.of_kind("Menu", "MenuSection"):
            self._section(section)
        for item in document.of_kind("MenuItem"):
            self._item(item, None)
        if not self._items:
            raise MenuError(f"{source}: no MenuItem with a price in it")
        (currency, _), *others = self._currencies.most_common()
        for other, count in others:
            self.notes.append(f"{count} prices are in {other}, and taken for {currency}")
        houses = (*document.of_kind(*_HOUSES), *document.of_kind("Menu"))
        told = next((text(house, "name") for house in houses if text(house, "name")), "Menu")
        return MenuDraft(
            name=name or told,
            currency=currency,
            items=tuple(self._items.values()),
            groups=tuple(self._groups.values()),
        )

    def _section(self, section: Node) -> None:
        category = text(section, "name", 100) or None if kind(section) == "MenuSection" else None
        for item in self._document.inside(section, "hasMenuItem"):
            self._item(item, category)

    def _item(self, node: Node, category: str | None) -> None:
        if id(node) in self._read:
            return
        self._read.add(id(node))
        name = text(node, "name")
        ways = self._offers(node, name)
        if not name or not ways:
            self.notes.append(
                f"{name or 'a MenuItem'}: has no {'price' if name else 'name'}, left out"
            )
            return
        uses = self._added(node)
        if len(ways) == 1:
            (price,) = ways.values()
        else:
            group = size_group(tuple(ways))
            self._groups[group.key] = group
            price, sized = size_use(group, ways)
            uses = (sized, *uses)
        key = f"{category or ''}/{name}"
        if key in self._items:
            self.notes.append(f"{name}: stands in {category or 'the menu'} twice, once here")
            return
        self._items[key] = ItemDraft(
            key=key,
            name=name,
            price=price,
            category=category,
            description=text(node, "description", 600),
            calories=self._calories(node),
            vegetarian=self._vegetarian(node),
            uses=uses,
        )

    def _offers(self, node: Node, name: str) -> dict[str, Decimal]:
        """Prices by the name of the way in which it is sold; by no name where there is one."""
        offers = self._document.inside(node, "offers")
        inner = [o for offer in offers for o in self._document.inside(offer, "offers")]
        out: dict[str, Decimal] = {}
        for offer in inner or offers:
            price = self._price(offer)
            if price is None:
                continue
            way = text(offer, "name", 100)
            if way in out:
                self.notes.append(f"{name}: of its prices one is sold here, {min(out[way], price)}")
            out[way] = min(out.get(way, price), price)
        if len(out) > 1 and "" in out:
            out["Regular"] = out.pop("")
        return out

    def _price(self, offer: Node) -> Decimal | None:
        for each in (offer, *self._document.inside(offer, "priceSpecification")):
            told = each.get("price", each.get("lowPrice"))
            if isinstance(told, str):
                told = told.strip().lstrip("$€£¥").strip()
            price = decimal(told) if isinstance(told, (str, int, Decimal)) else None
            if price is not None:
                self._currencies[text(each, "priceCurrency", 10) or "USD"] += 1
                return price
        return None

    def _added(self, node: Node) -> tuple[GroupUse, ...]:
        """``menuAddOn``: what may be had with it, a section of it or one by one."""
        held: dict[str, dict[str, OptionDraft]] = {}
        for each in self._document.inside(node, "menuAddOn"):
            whole = kind(each) == "MenuSection"
            items = self._document.inside(each, "hasMenuItem") if whole else [each]
            options = held.setdefault(
                text(each, "name", 100) or "Extras" if whole else "Extras", {}
            )
            for item in items:
                self._read.add(id(item))
                name = text(item, "name")
                prices = self._offers(item, name)
                if name:
                    if not prices:
                        self.notes.append(f"{name}: has no price where it is added; here it is 0")
                    price = min(prices.values(), default=Decimal(0))
                    options.setdefault(name, OptionDraft(name, name, price))
        uses = []
        for name, options in held.items():
            if options:
                key = "\n".join((name, *(f"{o.name}\t{o.price}" for o in options.values())))
                group = GroupDraft(key=key, name=name, options=tuple(options.values()))
                self._groups[key] = group
                uses.append(GroupUse(key))
        return tuple(uses)

    def _calories(self, node: Node) -> int | None:
        for nutrition in self._document.inside(node, "nutrition"):
            found = _CALORIES.match(text(nutrition, "calories"))
            if found and int(found[1]) <= MOST_CALORIES:
                return int(found[1])
        return None

    def _vegetarian(self, node: Node) -> bool | None:
        diets = node.get("suitableForDiet")
        told = diets if isinstance(diets, list) else [diets]
        return any(str(d).rpartition("/")[2] in _VEGETARIAN for d in told) or None
