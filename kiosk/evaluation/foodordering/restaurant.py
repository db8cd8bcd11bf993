"""A restaurant's folder as a menu that every rung can sell from, and the way back to its labels.

An intent with a head slot ("DRINK" by "DRINK_TYPE") sells each value of that slot; an intent
without one ("SALAD") is itself what is sold. Every other slot is a modifier group of its intent's
items.

What the folder does not say is decided by the trade's customs, from the schema alone:

- A thing has one size, one volume and one container, so those slots are exclusive unless the
  schema lets them be qualified or negated; all other slots may hold several values.
- A side may come with other sides ("chips and queso" is one order of chips), so the items of an
  intent named for sides can have the other values of its head slot as options.
- ``OR(…)`` is a value of its own, as labels write it: "cheese" where five are sold stays "any of
  the five" and is no member of the set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from pydantic import ValidationError

from kiosk.errors import UsageError
from kiosk.evaluation.foodordering.folder import Alias, Folder, Intent, Slot
from kiosk.evaluation.foodordering.terms import Term
from kiosk.menu.compile import compile_menu
from kiosk.menu.found import MenuProblems
from kiosk.menu.model import Menu
from kiosk.menu.schema import MAX_NAMES, MenuFile

__all__ = ["COUNT", "NEGATION", "QUALIFIER", "Restaurant", "Sold", "build_restaurant"]

COUNT: Final = "NUMBER"
QUALIFIER: Final = "QUANTITY"
NEGATION: Final = "NOT"
_GRAMMAR: Final = frozenset({COUNT, QUALIFIER, NEGATION})
"""Slots that are the kiosk's own grammar, not something that is sold."""
_MEASURES: Final = ("size", "volume", "container")
_SIDES: Final = frozenset({"side", "sides"})


@dataclass(frozen=True, slots=True)
class Sold:
    """What an item of the menu is in the data."""

    intent: str
    head: Term | None
    """``(DRINK_TYPE coke )``; none where the intent is the item."""


@dataclass(frozen=True, slots=True)
class Restaurant:
    """A menu and the labels that its ids stand for."""

    name: str
    menu: Menu
    items: Mapping[str, Sold]
    """By item id."""
    options: Mapping[str, Term]
    """Option id → ``(SIZE large )``; an id means the same on every item."""
    qualifiers: Mapping[str, Term]
    """Qualifier id → ``(QUANTITY extra )``."""


def build_restaurant(folder: Folder) -> Restaurant:
    """The menu of ``folder``.

    Raises:
        UsageError: no menu can be made of it.
    """
    return _Builder(folder).build()


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of a slot and all that guests call it."""

    label: Term
    name: str
    """The value in words, or its first phrase where that is no name or is another value's."""
    aliases: tuple[str, ...]
    """At most ``MAX_NAMES``."""


class _Ids:
    """Valid ids, each given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, *words: str) -> str:
        """An id of the first of ``words``, and of more of them where that is taken."""
        slugs = [re.sub(r"[^a-z0-9]+", "_", word.lower()).strip("_") for word in words]
        for n in range(1, len(slugs) + 1):
            name = "_".join(slug for slug in slugs[:n] if slug)[:60].strip("_")
            if name and name not in self._given:
                break
        else:
            stem, n = name or "value", 2
            while (name := f"{stem}_{n}") in self._given:
                n += 1
        self._given.add(name)
        return name


def _values(slot: Slot, aliases: Sequence[Alias]) -> list[_Value]:
    """Values in the order of the file; one with more phrases than a menu takes stands twice."""
    said = {alias.phrase for alias in aliases}
    phrases: dict[Term, list[str]] = {}
    for alias in aliases:
        phrases.setdefault(Term(slot.name.upper(), alias.value), []).append(alias.phrase)
    out = []
    for label, own in phrases.items():
        written = _in_words(label)
        name = own[0] if not written or written in said.difference(own) else written
        dressed = (p for phrase in own for p in _dressed(slot, phrase) if p not in said)
        others = [p for p in dict.fromkeys(chain(own, dressed)) if p != name]
        out += [
            _Value(label, name, tuple(others[n : n + MAX_NAMES]))
            for n in range(0, max(1, len(others)), MAX_NAMES)
        ]
    return out


def _in_words(label: Term) -> str:
    """``(X sour_cream )`` → "sour cream"; nothing for a value that is a term."""
    if any(isinstance(part, Term) for part in label.parts):
        return ""
    return " ".join(str(part) for part in label.parts).replace("_", " ")


def _dressed(slot: Slot, phrase: str) -> Iterator[str]:
    """The phrase with the words that may stand around it; without them where it has some."""
    within = [phrase.removeprefix(f"{prefix} ") for prefix in slot.prefixes]
    before = [phrase.removesuffix(f" {suffix}").rstrip(" -") for suffix in slot.suffixes]
    bare = [p for p in (*within, *before) if p != phrase]
    if bare:
        yield from bare
        return
    yield from (f"{prefix} {phrase}" for prefix in slot.prefixes)
    yield from (f"{phrase} {suffix}" for suffix in slot.suffixes)


def _words(name: str) -> list[str]:
    return re.sub(r"[^a-z0-9]+", " ", name.lower()).split()


def _exclusive(slot: Slot) -> bool:
    measure = any(word in slot.name.lower() for word in _MEASURES)
    return measure and not (slot.qualified or slot.negatable)


class _Builder:
    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.item_ids = _Ids()
        self.option_ids = _Ids()
        self.group_ids = _Ids()
        self.items: dict[str, Sold] = {}
        self.options: dict[str, Term] = {}
        self.ids: dict[Slot, str] = {}
        """Groups made, by what makes two slots the same group."""
        self.qualifiers: dict[str, Term] = {}
        self.file: dict[str, Any] = {
            "menu": 1,
            "id": _Ids().give(folder.name, "restaurant"),
            "name": folder.name,
            "currency": "USD",
            "limits": {"per_line": 1_000, "per_order": 10_000},
            "categories": {},
            "groups": {},
            "items": {},
        }

    def build(self) -> Restaurant:
        self.read_qualifiers()
        for intent in self.folder.intents:
            self.sell(intent)
        try:
            menu = compile_menu(MenuFile.model_validate(self.file))
        except (ValidationError, MenuProblems) as bad:
            first = " ".join(str(bad).split())
            raise UsageError(f"{self.folder.name}: no menu can be made of it: {first}") from bad
        return Restaurant(self.folder.name, menu, self.items, self.options, self.qualifiers)

    def read_qualifiers(self) -> None:
        ids = _Ids()
        for intent in self.folder.intents:
            for slot in intent.slots:
                if slot.name.upper() != QUALIFIER:
                    continue
                for value in _values(slot, self.folder.aliases[slot.path]):
                    if value.label not in self.qualifiers.values():
                        self.qualifiers[ids.give(value.name)] = value.label

    def sell(self, intent: Intent) -> None:
        head = self.head(intent)
        groups: dict[str, Any] = {
            self.group(slot): {}
            for slot in intent.slots
            if slot is not head
            and slot.name.upper() not in _GRAMMAR
            and self.folder.aliases[slot.path]
        }
        nouns = list(dict.fromkeys(intent.nouns)) or [" ".join(_words(intent.name))]
        if head is None:
            name = self.item_ids.give(intent.name)
            self.items[name] = Sold(intent.name.upper(), None)
            self.file["items"][name] = {
                "name": nouns[0],
                "aliases": nouns[1:],
                "price": "1.00",
                "groups": groups,
            }
            return
        category = nouns[0] if nouns[0] not in self.file["categories"] else intent.name
        self.file["categories"][category] = {"aliases": nouns}
        for value in _values(head, self.folder.aliases[head.path]):
            name = self.item_ids.give(value.name, intent.name)
            self.items[name] = Sold(intent.name.upper(), value.label)
            self.file["items"][name] = _entry(value) | {
                "category": category,
                "price": "1.00",
                "groups": groups | self.beside(intent, head, value),
            }

    def head(self, intent: Intent) -> Slot | None:
        named = self.folder.heads.get(intent.name)
        if named is None:
            return None
        for slot in intent.slots:
            if slot.name == named:
                return slot
        raise UsageError(f"{self.folder.name}: {intent.name} has no slot {named}")

    def beside(self, intent: Intent, head: Slot, value: _Value) -> dict[str, Any]:
        """The group of what may come with a side: the other sides."""
        if not _SIDES & set(_words(intent.name)):
            return {}
        group = self.group(head)
        others = [
            o for o in self.file["groups"][group]["options"] if self.options[o] != value.label
        ]
        return {group: {"options": others}} if others else {}

    def group(self, slot: Slot) -> str:
        if slot in self.ids:
            return self.ids[slot]
        name = self.ids[slot] = self.group_ids.give(slot.name)
        options = {}
        for value in _values(slot, self.folder.aliases[slot.path]):
            option = self.option_ids.give(value.name, slot.name)
            self.options[option] = value.label
            options[option] = _entry(value)
        self.file["groups"][name] = {
            "name": slot.name.replace("_", " ").title(),
            "max": 1 if _exclusive(slot) else None,
            "qualifiers": list(self.qualifiers) if slot.qualified else [],
            "options": options,
        }
        return name


def _entry(value: _Value) -> dict[str, Any]:
    return {"name": value.name, "aliases": list(value.aliases)}
