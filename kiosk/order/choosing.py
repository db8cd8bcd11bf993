"""Options put on an item one at a time; what cannot be had is noted, the rest goes through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kiosk.menu.availability import Availability
from kiosk.menu.model import Group, Item, Menu
from kiosk.order.cart import Choice
from kiosk.order.outcome import LeftOff, Reason
from kiosk.order.rules import allows, chosen, too_many

__all__ = ["Choosing"]

Choices = tuple[Choice, ...]


class Choosing:
    """The options of one edit being applied."""

    def __init__(self, menu: Menu, now: Availability) -> None:
        self.menu = menu
        self.now = now
        self.left_off: list[LeftOff] = []
        """What could not be had so far."""

    def choose(self, item: Item, have: Choices, choices: Iterable[Choice]) -> Choices:
        """``have`` with ``choices`` made on top, those that open a nested group first."""
        groups = list(item.groups)

        def depth(choice: Choice) -> int:
            group = item.group_of(choice.option)
            return groups.index(group.id) if group is not None and group.nested else -1

        for choice in sorted(choices, key=depth):
            have = self._choose_one(item, have, choice)
        return have

    def keep(self, item: Item, choices: Sequence[Choice]) -> Choices:
        """Those of another item's ``choices`` that ``item`` can have.

        What ``item`` does not know is no loss worth a word: a drink has no onions to hold.
        """
        return self.choose(item, (), [c for c in choices if item.option(c.option) is not None])

    def as_it_comes(self, item: Item, have: Choices) -> Choices:
        """``have`` without the defaults that cannot be sold now."""
        said = {choice.option for choice in have}
        for name in chosen(item, have):
            option = item.option(name)
            if name in said or option is None:
                continue
            if why := self.now.why_not(self.menu, option):
                self.note(name, why, item.id)
                have = (*have, Choice(name, on=False))
        return have

    def note(self, option: str, reason: Reason, item: str) -> None:
        """Remember what could not be had, once."""
        left = LeftOff(option, reason, item)
        if left not in self.left_off:
            self.left_off.append(left)

    def _choose_one(self, item: Item, have: Choices, choice: Choice) -> Choices:
        group = item.group_of(choice.option)
        if group is None:
            self.note(choice.option, "not_an_option", item.id)
            return have
        after = _with(item, group, have, choice)
        reason = self._why_not(item, group, choice, after)
        if reason is not None:
            self.note(choice.option, reason, item.id)
            return have
        return after

    def _why_not(self, item: Item, group: Group, choice: Choice, after: Choices) -> Reason | None:
        if not choice.on:
            return None if choice.portion == "whole" or group.portions else "not_an_option"
        if why := self.now.why_not(self.menu, group.options[choice.option]):
            return why
        if choice.count > group.max_count or too_many(item, after):
            return "too_many_options"
        if not allows(group, choice) or choice.option not in chosen(item, after):
            return "not_an_option"
        return None


def _with(item: Item, group: Group, have: Choices, choice: Choice) -> Choices:
    """``have`` with the last word on one option."""
    if not choice.on and choice.portion != "whole":
        return _off_one_half(item, have, choice)
    others = tuple(
        c
        for c in have
        if c.option != choice.option
        and not (group.exclusive and choice.on and c.option in group.options)
    )
    return (*others, choice)


def _off_one_half(item: Item, have: Choices, choice: Choice) -> Choices:
    """Off the left half is on the right half, where it lay on both."""
    lies = chosen(item, have).get(choice.option)
    if lies is None or lies.portion not in ("whole", choice.portion):
        return have
    rest = Choice(choice.option, on=False)
    if lies.portion == "whole":
        rest = replace(lies, portion="right" if choice.portion == "left" else "left")
    return (*(c for c in have if c.option != choice.option), rest)
