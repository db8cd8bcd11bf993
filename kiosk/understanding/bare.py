"""What "plain" and "only" turn off."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

from kiosk.menu.model import Item, Option
from kiosk.understanding.normalise import last_stem, words

__all__ = ["bare"]

_TELLING: Final = 4
"""Letters from which a word within another can be what that one is named for."""


def bare(
    item: Item,
    keep: Set[str] = frozenset(),
    beside: Set[str] | None = None,
    called: str = "",
) -> tuple[str, ...]:
    """Default toppings of ``item`` that go, in menu order.

    Args:
        item: what is to be plain.
        keep: options that stay, with what the item is named for.
        beside: only those of groups that hold one of these.
        called: what the guest called the item, in stems.
    """
    names = _names_of(item, called)
    return tuple(
        option
        for group in item.groups.values()
        if not group.exclusive and (beside is None or beside & group.options.keys())
        for option in group.default
        if option not in keep and not _named_for(names, group.options[option])
    )


def _names_of(item: Item, called: str) -> list[str]:
    """What says what the item is at its plainest, in stems.

    Its name, what the guest ``called`` it, and other names that say more before the name itself:
    a *quesadilla* that is a "cheese quesadilla" too is one of cheese.
    """
    name, *others = (" ".join(w.stem for w in words(n)) for n in (item.name, *item.aliases))
    return [name, called, *(other for other in others if f" {name}" in other)]


def _named_for(names: Sequence[str], option: Option) -> bool:
    """Whether what one of its names ends in is in a name of the item: a cheeseburger's cheese."""
    heads = {last_stem(name) for name in (option.name, *option.aliases)}
    return any(
        head in name.split() or (len(head) >= _TELLING and head in name)
        for head in heads
        for name in names
    )
