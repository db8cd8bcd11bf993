"""Square's modifier lists as groups, and what items say about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from babel.numbers import get_currency_precision

from kiosk.menu.importers.draft import GroupDraft, GroupUse, OptionDraft
from kiosk.menu.importers.reading import Notes, words
from kiosk.menu.importers.selections import (
    MOST_OF_ONE,
    MOST_REQUIRED,
    least,
    most,
    on_by_default,
    uncharged,
)
from kiosk.menu.importers.square_catalog import (
    CatalogObject,
    Item,
    ListInfo,
    LocationOverride,
    Modifier,
    ModifierList,
    Money,
)

__all__ = ["ModifierLists", "amount", "override_at"]


class ModifierLists:
    """The lists of a catalogue, as they are at one location."""

    def __init__(
        self, here: Mapping[str, CatalogObject], location: str | None, notes: Notes
    ) -> None:
        self._here = here
        self._location = location
        self._notes = notes
        self._groups: dict[str, GroupDraft | None] = {}
        self._opened: dict[str, str] = {}
        """Lists that an option opens and that may not have been read yet, and whose they are."""

    def groups(self) -> tuple[GroupDraft, ...]:
        """All that items have asked for, and all that their options open."""
        while self._opened:
            self._group(*self._opened.popitem())
        return tuple(group for group in self._groups.values() if group is not None)

    def uses(self, name: str, item: Item) -> tuple[GroupUse, ...]:
        """The groups of the item called ``name``."""
        infos = [info for info in item.modifier_list_info or () if info.enabled is not False]
        out: dict[str, GroupUse] = {}
        for info in sorted(infos, key=lambda info: info.ordinal or 0):
            group = self._group(info.modifier_list_id, name)
            if group is not None:
                out[group.key] = self._use(name, group, info)
        return tuple(out.values())

    def _group(self, key: str, asked_by: str) -> GroupDraft | None:
        if key not in self._groups:
            self._groups[key] = self._read(key, asked_by)
        return self._groups[key]

    def _read(self, key: str, asked_by: str) -> GroupDraft | None:
        found = self._here.get(key)
        held = found.modifier_list_data if found else None
        if held is None:
            self._notes.append(f"{asked_by}: its modifier list {words(key, 60)} is not there")
            return None
        name = words(held.name, 100) or words(key, 100)
        if held.modifier_type == "TEXT":
            needs = "needs" if held.text_required else "takes"
            said = f"{needs} a text from the guest, which a kiosk does not take"
            self._notes.append(f"{asked_by}: {name} {said}")
            return None
        options, default = self._options(name, held)
        if not options:
            self._notes.append(f"{name}: has nothing to choose here, left out")
            return None
        limit = most(held.max_selected_modifiers)
        if held.selection_type == "SINGLE" and limit is None:
            limit = 1
        of_one = min(limit or MOST_OF_ONE, MOST_REQUIRED) if held.allow_quantities else 1
        room = min(len(options) * of_one, limit or 2 * MOST_REQUIRED)
        return GroupDraft(
            key=key,
            name=name,
            options=options,
            min=least(name, held.min_selected_modifiers, room, self._notes),
            max=limit,
            default=on_by_default(name, default, limit, self._notes),
            max_count=of_one,
        )

    def _options(
        self, name: str, held: ModifierList
    ) -> tuple[tuple[OptionDraft, ...], tuple[str, ...]]:
        """The options, and which of them are on by default."""
        out: dict[str, OptionDraft] = {}
        on: list[str] = []
        there = [each for each in held.modifiers or () if each.present_at(self._location)]
        for each in sorted(there, key=_ordinal):
            data = each.modifier_data
            if data is None or each.id in out:
                continue
            called = words(data.name, 100) or each.id
            here = override_at(data.location_overrides, self._location)
            money = (here and here.price_money) or data.price_money
            price = amount(money) if money else Decimal(0)
            out[each.id] = OptionDraft(each.id, called, price, opens=self._opens(data, called))
            if here is not None and here.sold_out:
                self._notes.append(f"{name}, {called}: sold out now; mark it on the crew's screen")
            if data.on_by_default:
                on.append(each.id)
        return tuple(out.values()), uncharged(name, on, out, self._notes)

    def _opens(self, data: Modifier, asked_by: str) -> tuple[str, ...]:
        keys = tuple(dict.fromkeys(data.child_modifier_list_ids or ()))
        self._opened.update((key, asked_by) for key in keys)
        return keys

    def _use(self, name: str, group: GroupDraft, info: ListInfo) -> GroupUse:
        if info.allow_quantities not in (None, "NOT_SET"):
            several = info.allow_quantities == "YES"
            if several != (group.max_count > 1):
                said = (
                    "may be chosen several times there" if several else "may be chosen once there"
                )
                self._notes.append(f"{name}: an option of {group.name} {said}, otherwise here")
        told, limit = info.min_selected_modifiers, info.max_selected_modifiers
        if told in (None, -1) and limit in (None, -1):
            return GroupUse(group.key, default=self._default(name, group, info, group.max))
        room = min(len(group.options) * group.max_count, 2 * MOST_REQUIRED)
        own = min(most(limit) or room, room)
        return GroupUse(
            group.key,
            min=least(f"{name}, {group.name}", told, own, self._notes),
            max=own if group.max is not None or own < room else None,
            default=self._default(name, group, info, own),
        )

    def _default(
        self, name: str, group: GroupDraft, info: ListInfo, limit: int | None
    ) -> tuple[str, ...]:
        options = {option.key: option for option in group.options}
        on = dict.fromkeys(group.default)
        for own in info.modifier_overrides or ():
            if own.modifier_id not in options:
                continue
            told = own.on_by_default_override
            if told == "YES" or (told is None and own.on_by_default):
                on[own.modifier_id] = None
            elif told == "NO":
                on.pop(own.modifier_id, None)
        free = uncharged(name, on, options, self._notes)
        return on_by_default(
            f"{name}, {group.name}", tuple(k for k in options if k in free), limit, self._notes
        )


def override_at(
    overrides: Iterable[LocationOverride] | None, location: str | None
) -> LocationOverride | None:
    """What is otherwise at ``location``."""
    if location is None:
        return None
    return next((each for each in overrides or () if each.location_id == location), None)


def amount(money: Money) -> Decimal:
    """As a menu file has it."""
    precision: int = get_currency_precision(money.currency)
    return Decimal(money.amount).scaleb(-precision)


def _ordinal(each: CatalogObject) -> tuple[int, str]:
    return (each.modifier_data.ordinal or 0 if each.modifier_data else 0, each.id)
