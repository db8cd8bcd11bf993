"""Toast's modifier groups as groups of ours: defaults, pre-modifiers, prices by size and order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kiosk.menu.importers.draft import GroupDraft, GroupUse, OptionDraft
from kiosk.menu.importers.reading import Notes, decimal, words
from kiosk.menu.importers.selections import (
    MOST_OF_ONE,
    MOST_REQUIRED,
    least,
    most,
    on_by_default,
    uncharged,
)
from kiosk.menu.importers.toast_menus import (
    ModifierGroup,
    ModifierOption,
    Portion,
    PreModifier,
    PricingRules,
    Restaurant,
)
from kiosk.menu.schema import MOST_CALORIES

__all__ = ["ModifierGroups", "calories", "size_prices"]

_QUALIFIERS: Final = {
    "EXTRA": "extra",
    "XTRA": "extra",
    "LITE": "light",
    "LIGHT": "light",
    "EASY": "light",
    "ON THE SIDE": "on_the_side",
    "ON SIDE": "on_the_side",
    "SIDE": "on_the_side",
    "OTS": "on_the_side",
}
_OURS: Final = ("NO", "ADD", "WITH", "WITHOUT")
"""What every option of ours can be said with."""


class ModifierGroups:
    """The groups of a restaurant."""

    def __init__(self, restaurant: Restaurant, notes: Notes) -> None:
        groups = (restaurant.modifier_group_references or {}).values()
        options = (restaurant.modifier_option_references or {}).values()
        self._held = {group.reference_id: group for group in groups}
        self._options = {option.reference_id: option for option in options}
        self._before = {
            reference: group.pre_modifiers or []
            for reference, group in (restaurant.pre_modifier_group_references or {}).items()
        }
        self._notes = notes
        self._groups: dict[int, GroupDraft | None] = {}
        self._opened: list[tuple[int, str]] = []
        """Groups that an option opens and that may not have been read yet, and whose they are."""

    def groups(self) -> tuple[GroupDraft, ...]:
        """All that items have asked for, and all that their options open."""
        while self._opened:
            self._group(*self._opened.pop())
        return tuple(group for group in self._groups.values() if group is not None)

    def uses(self, name: str, references: Iterable[int]) -> tuple[GroupUse, ...]:
        """The groups of the item called ``name``."""
        found = (self._group(reference, name) for reference in dict.fromkeys(references))
        return tuple(GroupUse(group.key) for group in found if group is not None)

    def sized(
        self, guid: str | None, prices: Mapping[str, Decimal], uses: tuple[GroupUse, ...]
    ) -> tuple[Decimal, tuple[GroupUse, ...]] | None:
        """The price of the smallest size and the groups of the item, one of them its sizes; none
        where a size has no price, or the group is not there."""
        by_key = {group.key: group for group in self.groups()}
        for use in uses:
            group = by_key[use.group]
            sizes = [option.key for option in group.options]
            if not group.key.startswith(f"{guid}/") or not prices.keys() >= set(sizes):
                continue
            cheapest = min(prices[size] for size in sizes)
            more = {size: prices[size] - cheapest for size in sizes}
            sized = replace(use, min=1, max=1, default=(), prices=more)
            return cheapest, tuple(sized if each is use else each for each in uses)
        return None

    def halve(self, name: str, portions: Sequence[Portion], uses: Iterable[GroupUse]) -> None:
        """Let options of these groups lie on one half, where the portions are halves."""
        if len(portions) != 2:
            self._notes.append(f"{name}: comes in {len(portions)} portions; here in none")
            return
        scales = [decimal(portion.price_scale_factor) for portion in portions]
        if any(scale not in (None, Decimal("0.5")) for scale in scales):
            self._notes.append(f"{name}: a half costs otherwise there than half the price")
        keys = {use.group for use in uses}
        for reference, group in self._groups.items():
            if group is not None and group.key in keys and group.max != 1:
                self._groups[reference] = replace(group, portions=True)

    def _group(self, reference: int, asked_by: str) -> GroupDraft | None:
        if reference not in self._groups:
            self._groups[reference] = self._read(reference, asked_by)
        return self._groups[reference]

    def _read(self, reference: int, asked_by: str) -> GroupDraft | None:
        held = self._held.get(reference)
        if held is None:
            self._notes.append(f"{asked_by}: its modifier group {reference} is not there")
            return None
        name = words(held.name, 100) or words(held.guid, 100)
        free, price = self._group_price(name, held)
        options, default, of_one = self._options_of(name, held, price)
        if not options:
            self._notes.append(f"{name}: has nothing to choose, left out")
            return None
        limit = 1 if held.is_multi_select is False else most(held.max_selections)
        of_one = min(limit or of_one, of_one)
        room = min(len(options) * of_one, limit or 2 * MOST_REQUIRED)
        wanted = max(held.min_selections or 0, 1 if held.required_mode == "REQUIRED" else 0)
        if held.default_options_substitution_pricing == "YES":
            said = "what is taken off pays for what is put on there; here it does not"
            self._notes.append(f"{name}: {said}")
        return GroupDraft(
            key=f"{held.guid}/{reference}",
            name=name,
            options=options,
            min=least(name, wanted, room, self._notes),
            max=limit,
            default=on_by_default(name, default, limit, self._notes),
            free=free,
            max_count=of_one,
            qualifiers=self._qualifiers(name, held),
        )

    def _options_of(
        self, name: str, held: ModifierGroup, group_price: Decimal | None
    ) -> tuple[tuple[OptionDraft, ...], tuple[str, ...], int]:
        """The options, which of them are on by default, and how often one may be had."""
        out: dict[str, OptionDraft] = {}
        on: list[str] = []
        of_one = 1
        for reference in held.modifier_option_references or ():
            each = self._options.get(reference)
            if each is None or each.guid in out:
                self._notes.append(f"{name}: its option {reference} is not there, or there twice")
                continue
            called = words(each.name, 100) or each.guid
            opens = [self._held[r] for r in each.modifier_group_references or () if r in self._held]
            self._opened += [(group.reference_id, called) for group in opens]
            out[each.guid] = OptionDraft(
                each.guid,
                called,
                self._option_price(f"{name}, {called}", each, group_price),
                calories(each.calories),
                tuple(dict.fromkeys(f"{group.guid}/{group.reference_id}" for group in opens)),
            )
            on += [each.guid] if each.is_default else []
            of_one = MOST_OF_ONE if each.allows_duplicates else of_one
        charged = held.default_options_charge_price != "NO"
        kept = uncharged(name, on, out, self._notes) if charged else tuple(on)
        return tuple(out.values()), kept, of_one

    def _option_price(
        self, name: str, each: ModifierOption, group_price: Decimal | None
    ) -> Decimal:
        if each.pricing_strategy == "GROUP_PRICE" and group_price is not None:
            return group_price
        price = decimal(each.price)
        if price is None and each.pricing_rules is not None:
            self._notes.append(f"{name}: its price goes by rules that are not imported; here 0")
        return price or Decimal(0)

    def _group_price(self, name: str, held: ModifierGroup) -> tuple[int, Decimal | None]:
        """How many choices are free, and what each further one costs; none where each option has a
        price of its own."""
        rules = held.pricing_rules.size_sequence_pricing_rules if held.pricing_rules else None
        if held.pricing_strategy in (None, "NONE") or not rules:
            return 0, None
        steps = rules[0].sequence_prices or []
        prices = [
            decimal(s.price) or Decimal(0) for s in sorted(steps, key=lambda s: s.sequence or 0)
        ]
        if len(rules) > 1:
            size = words(rules[0].size_name, 60) or "the first size"
            said = f"priced by the item's size there; here as for {size}"
            self._notes.append(f"{name}: {said}")
        if not prices:
            return 0, Decimal(0)
        free = next((n for n, price in enumerate(prices) if price), len(prices))
        after = set(prices[free:])
        if len(after) > 1:
            said = f"each further choice has another price there; here each costs {prices[-1]}"
            self._notes.append(f"{name}: {said}")
        return min(free, MOST_REQUIRED) if after else 0, prices[-1]

    def _qualifiers(self, name: str, held: ModifierGroup) -> tuple[str, ...]:
        reference = held.pre_modifier_group_reference
        out: list[str] = []
        for each in self._before.get(str(reference), ()):
            word = " ".join((each.name or "").upper().split())
            if word in _OURS:
                continue
            qualifier = _QUALIFIERS.get(word)
            if qualifier is None:
                said = f'the pre-modifier "{words(each.name, 40)}" is not imported'
                self._notes.append(f"{name}: {said}")
                continue
            if not _charged_alike(qualifier, each):
                self._notes.append(f"{name}: {word} is charged otherwise there")
            out.append(qualifier)
        return tuple(dict.fromkeys(out))


def _charged_alike(qualifier: str, each: PreModifier) -> bool:
    """With us "extra" is one portion more, and nothing else changes a price."""
    if decimal(each.fixed_price):
        return False
    factor = decimal(each.multiplication_factor)
    if qualifier == "extra":
        return bool(each.charge_as_extra) or factor == 2
    return not each.charge_as_extra and factor in (None, 1)


def size_prices(rules: PricingRules) -> dict[str, Decimal]:
    """By the guid of the size."""
    out = {}
    for rule in rules.size_sequence_pricing_rules or ():
        price = decimal(rule.sequence_prices[0].price) if rule.sequence_prices else None
        if rule.size_guid and price is not None:
            out[rule.size_guid] = price
    return out


def calories(told: int | None) -> int | None:
    """As our menus have them."""
    return told if told is not None and 0 <= told <= MOST_CALORIES else None
