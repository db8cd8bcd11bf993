"""What "plain" and "only" turn off."""

from __future__ import annotations

from collections.abc import Set

from kiosk.menu.model import Group, Item
from kiosk.understanding.normalise import words

__all__ = ["bare"]

_TELLING: int = 4
"""Letters from which a word within an item's name can be what the item is named for."""


def bare(
    item: Item, keep: Set[str] = frozenset(), beside: Set[str] | None = None
) -> tuple[str, ...]:
    """Default toppings of ``item`` that go, in menu order.

    Args:
        item: what is to be plain.
        keep: options that stay, with what the item is named for.
        beside: only those of groups that hold one of these.
    """
    return tuple(
        option
        for group in item.groups.values()
        if not group.exclusive and (beside is None or beside & group.options.keys())
        for option in group.default
        if option not in keep and not _named_for(item, group, option)
    )


def _named_for(item: Item, group: Group, option: str) -> bool:
    """Whether a name of the item holds one of the option's: the cheese of a cheeseburger."""
    called = group.options[option]
    stems = {w.stem for name in (called.name, *called.aliases) for w in words(name)}
    names = [" ".join(w.stem for w in words(name)) for name in (item.name, *item.aliases)]
    return any(len(stem) >= _TELLING and stem in name for stem in stems for name in names)
