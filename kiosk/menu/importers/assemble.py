"""A draft becomes a menu file: ids given, references put in their place, the text written.

Ids are made of names, so the same catalogue gives the same ids in whatever order it comes. Where
two things have one name, the later one by its key carries a piece of that key's hash.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml
from anyascii import anyascii
from babel.numbers import get_currency_precision

from kiosk.menu.external import External, Kind
from kiosk.menu.importers.draft import GroupDraft, GroupUse, ItemDraft, MenuDraft, OptionDraft
from kiosk.menu.importers.reading import Notes, words
from kiosk.menu.load import menu_from_text
from kiosk.menu.model import Menu
from kiosk.menu.schema import LONGEST_DESCRIPTION, LONGEST_ID, LONGEST_NAME

__all__ = ["Imported", "assemble"]


@dataclass(frozen=True, slots=True)
class Imported:
    """A menu from elsewhere, as a file of ours."""

    text: str
    """YAML that can be sold from."""
    menu: Menu
    external: External | None
    """What the till calls what stands in it; none where the source is no till."""
    notes: tuple[str, ...]
    """What has no place in it, one line each."""


def assemble(draft: MenuDraft, kind: Kind | None, notes: Notes, source: str) -> Imported:
    """The menu file of ``draft``.

    Raises:
        MenuError: no menu can be sold from it: nothing is in it, or more than a file holds.
    """
    made = _Assembly(draft, notes)
    body = made.body()
    text = yaml.safe_dump(body, sort_keys=False, allow_unicode=True, width=100)
    menu = menu_from_text(text, f"{source} as a menu")
    external = made.external(kind) if kind else None
    return Imported(text, menu, external, tuple(dict.fromkeys(notes)))


class _Assembly:
    def __init__(self, draft: MenuDraft, notes: Notes) -> None:
        self._draft = draft
        self._notes = notes
        groups = {group.key: group for group in draft.groups}
        reached = {item.key: _reached(item, groups) for item in draft.items}
        used = {key for keys in reached.values() for key in keys}
        for group in draft.groups:
            if group.key not in used:
                notes.append(f"{group.name}: on no item, left out")
        self._groups = {key: group for key, group in groups.items() if key in used}
        self._items = _ids((item.key, item.name) for item in draft.items)
        self._group_ids = _ids((g.key, g.called or g.name) for g in self._groups.values())
        self._options = self._option_ids(reached.values())

    def _option_ids(self, together: Iterable[set[str]]) -> dict[str, dict[str, str]]:
        """By key of the group, then of the option: no item has an id in two of its groups."""
        plain = {
            key: _ids((option.key, option.name) for option in group.options)
            for key, group in self._groups.items()
        }
        shared: dict[str, set[str]] = defaultdict(set)
        for keys in together:
            held = Counter(option for key in keys for option in plain[key].values())
            for key in keys:
                shared[key].update(o for o in plain[key].values() if held[o] > 1)
        return {
            key: {
                option: _fitted(f"{id_}_{self._group_ids[key]}") if id_ in shared[key] else id_
                for option, id_ in ids.items()
            }
            for key, ids in plain.items()
        }

    def body(self) -> dict[str, Any]:
        """The file as YAML holds it."""
        draft = self._draft
        name = self._name(draft.name)
        body: dict[str, Any] = {
            "menu": 1,
            "id": _slug(name),
            "name": name,
            "currency": draft.currency,
            "tax": {"rate": f"{draft.tax_rate:f}", "inclusive": draft.tax_inclusive},
        }
        categories = dict.fromkeys(self._name(i.category) for i in draft.items if i.category)
        body |= {"categories": {category: {} for category in categories}} if categories else {}
        asked = {g.key for g in self._groups.values() if g.min} | {
            use.group for item in draft.items for use in item.uses if use.min
        }
        if self._groups:
            body["groups"] = {
                self._group_ids[key]: self._group(group, ask=key in asked)
                for key, group in self._groups.items()
            }
        body["items"] = {self._items[item.key]: self._item(item) for item in draft.items}
        return body

    def external(self, kind: Kind) -> External:
        """What the source calls what stands in the file."""
        variants = {option for item in self._draft.items for option in item.variants}
        options = {
            self._group_ids[group.key]: {
                self._options[group.key][option.key]: option.key
                for option in group.options
                if option.key not in variants
            }
            for group in self._groups.values()
        }
        return External(
            kind=kind,
            menu=_slug(self._name(self._draft.name)),
            items={self._items[i.key]: i.key for i in self._draft.items if not i.variants},
            variations={
                self._items[item.key]: self._variations(item)
                for item in self._draft.items
                if item.variants
            },
            options={group: held for group, held in options.items() if held},
            taxes=self._draft.taxes,
        )

    def _variations(self, item: ItemDraft) -> dict[str, str]:
        ids = {option: id_ for use in item.uses for option, id_ in self._options[use.group].items()}
        return {ids[option]: sold for option, sold in item.variants.items()}

    def _name(self, text: str) -> str:
        name = words(text, LONGEST_NAME)
        if len(text) > LONGEST_NAME and name.endswith("…"):
            self._notes.append(f"{name}: the name is longer than {LONGEST_NAME} letters, cut")
        return name or "Menu"

    def _amount(self, value: Decimal) -> str:
        return _amount(value, self._draft.currency)

    def _group(self, group: GroupDraft, *, ask: bool) -> dict[str, Any]:
        ids = self._options[group.key]
        name = self._name(group.name)
        return _without_blanks(
            name=name,
            min=group.min,
            max=group.max,
            default=[ids[key] for key in group.default],
            free=group.free,
            ask=_question(name) if ask else None,
            qualifiers=list(group.qualifiers),
            max_count=group.max_count if group.max_count > 1 else None,
            portions=group.portions,
        ) | {"options": {ids[option.key]: self._option(option) for option in group.options}}

    def _option(self, option: OptionDraft) -> dict[str, Any]:
        opens = [self._group_ids[key] for key in option.opens if key in self._group_ids]
        return (
            {"name": self._name(option.name)}
            | _without_blanks(
                price=self._amount(option.price) if option.price else None,
                groups=opens,
            )
            | ({} if option.calories is None else {"calories": option.calories})
        )

    def _item(self, item: ItemDraft) -> dict[str, Any]:
        description = words(item.description, LONGEST_DESCRIPTION)
        if len(item.description) > LONGEST_DESCRIPTION and description.endswith("…"):
            said = f"the description is longer than {LONGEST_DESCRIPTION} letters, cut"
            self._notes.append(f"{item.name}: {said}")
        body: dict[str, Any] = {"name": self._name(item.name)}
        body |= _without_blanks(
            category=self._name(item.category) if item.category else None, description=description
        )
        body["price"] = self._amount(item.price)
        if item.calories is not None:
            body["calories"] = item.calories
        if item.vegetarian is not None:
            body["vegetarian"] = item.vegetarian
        if item.uses:
            body["groups"] = {self._group_ids[use.group]: self._use(use) for use in item.uses}
        return body

    def _use(self, use: GroupUse) -> dict[str, Any]:
        ids, group = self._options[use.group], self._groups[use.group]
        out: dict[str, Any] = {}
        if use.min is not None and use.min != group.min:
            out["min"] = use.min
        if use.max is not None and use.max != group.max:
            out["max"] = use.max
        if use.default is not None and use.default != group.default:
            out["default"] = [ids[key] for key in use.default]
        own = {option.key: option.price for option in group.options}
        prices = {ids[k]: self._amount(p) for k, p in use.prices.items() if p != own[k]}
        return out | _without_blanks(prices=prices)


def _reached(item: ItemDraft, groups: Mapping[str, GroupDraft]) -> set[str]:
    """Keys of the groups that the item has, those that its options open among them."""
    waiting, out = [use.group for use in item.uses], set[str]()
    while waiting:
        key = waiting.pop()
        if key in groups and key not in out:
            out.add(key)
            waiting += [inner for option in groups[key].options for inner in option.opens]
    return out


def _without_blanks(**values: object) -> dict[str, Any]:
    """What says more than the format's default."""
    return {key: value for key, value in values.items() if value}


def _amount(value: Decimal, currency: str) -> str:
    """As the file writes it: ``4.50``; finer than the smallest coin stays so, to be refused."""
    digits: int = get_currency_precision(currency)
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return f"{value:.{max(digits, -exponent)}f}"


def _question(name: str) -> str:
    """For a choice that has to be made."""
    if name in ("Size", "Kind"):
        return "What size?" if name == "Size" else "Which kind?"
    return f"{name.rstrip('?:.! ')}?"


def _slug(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", anyascii(name).lower().replace("'", "")).strip("_")
    return _fitted(plain or f"x{_digest(name)}")


def _fitted(name: str) -> str:
    if len(name) <= LONGEST_ID:
        return name
    return f"{name[: LONGEST_ID - 9].rstrip('_')}_{_digest(name)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _ids(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """An id for each key, made of its name."""
    out: dict[str, str] = {}
    taken: set[str] = set()
    for key, name in sorted(set(named)):
        plain = _slug(name)
        out[key] = _fitted(f"{plain}_{_digest(key)}") if plain in taken else plain
        taken.add(out[key])
    return out
