"""The menu as it is shown to who reads another language: other names, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, TypeVar

from kiosk.menu.model import Combo, Group, Item, Menu, Option, Slot

__all__ = ["in_language", "languages", "unnamed"]

_Named = TypeVar("_Named", Item, Combo, Group, Option, Slot)
_Sold = TypeVar("_Sold", Item, Combo)
_SAME: Final[Mapping[str, str]] = {}


def in_language(menu: Menu, code: str) -> Menu:
    """``menu`` with the names of that language, as far as it has them; the very same where it has
    none.

    Ids and prices are those of ``menu``: a cart of one is a cart of the other.
    """
    if code not in languages(menu):
        return menu
    categories = menu.category_names.get(code, _SAME)
    items = {id_: _item(item, code, categories) for id_, item in menu.items.items()}
    combos = {id_: _combo(combo, code, categories) for id_, combo in menu.combos.items()}
    return replace(
        menu,
        items=MappingProxyType(items),
        combos=MappingProxyType(combos),
        categories=MappingProxyType(
            {categories.get(name, name): aliases for name, aliases in menu.categories.items()}
        ),
    )


def unnamed(menu: Menu, code: str) -> tuple[str, ...]:
    """Names in ``menu`` that are shown as they are to readers of that language, each once."""
    entries = menu.entries()
    there = menu.category_names.get(code, _SAME)
    return tuple(
        dict.fromkeys(
            [
                *(name for name in menu.categories if name not in there),
                *(each.name for each in _all_named(menu) if code not in each.names),
                *(e.description for e in entries if e.description and code not in e.descriptions),
            ]
        )
    )


def languages(menu: Menu) -> frozenset[str]:
    """Codes of the languages that ``menu`` has names in, beside its own."""
    named = {code for each in _all_named(menu) for code in each.names}
    told = {code for entry in menu.entries() for code in entry.descriptions}
    return frozenset({*menu.category_names, *named, *told})


def _all_named(menu: Menu) -> Iterator[Item | Combo | Group | Option | Slot]:
    """All that has a name on the board, categories apart."""
    yield from menu.entries()
    yield from menu.groups()
    yield from menu.options()
    for combo in menu.combos.values():
        yield from combo.slots.values()


def _named(entry: _Named, code: str) -> _Named:
    name = entry.names.get(code)
    return entry if name is None else replace(entry, name=name[:1].upper() + name[1:])


def _told(entry: _Sold, code: str, categories: Mapping[str, str]) -> _Sold:
    return replace(
        _named(entry, code),
        category=categories.get(entry.category, entry.category),
        description=entry.descriptions.get(code, entry.description),
    )


def _item(item: Item, code: str, categories: Mapping[str, str]) -> Item:
    groups = {id_: _group(group, code) for id_, group in item.groups.items()}
    return replace(_told(item, code, categories), groups=MappingProxyType(groups))


def _group(group: Group, code: str) -> Group:
    options = {id_: _named(option, code) for id_, option in group.options.items()}
    return replace(_named(group, code), options=MappingProxyType(options))


def _combo(combo: Combo, code: str, categories: Mapping[str, str]) -> Combo:
    slots = {id_: _named(slot, code) for id_, slot in combo.slots.items()}
    return replace(_told(combo, code, categories), slots=MappingProxyType(slots))
