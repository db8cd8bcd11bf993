"""What is said of an option on paper: the kitchen's few capital words, and the guest's."""

from __future__ import annotations

from typing import Final

from kiosk.connect.placed import PlacedChoice

__all__ = ["changed", "for_kitchen", "named_size"]

_WHERE: Final = {"whole": "", "left": "LEFT HALF: ", "right": "RIGHT HALF: "}


def for_kitchen(choice: PlacedChoice) -> str:
    """``NO ONIONS``, ``EXTRA BACON``, ``2 X VANILLA``, ``LEFT HALF: PEPPERONI``."""
    name = choice.name.upper()
    if not choice.on:
        return f"NO {name}"
    if choice.qualifier == "on_the_side":
        name = f"{name} ON THE SIDE"
    elif choice.qualifier is not None:
        name = f"{choice.qualifier.replace('_', ' ').upper()} {name}"
    if choice.count > 1:
        name = f"{choice.count} X {name}"
    return _WHERE[choice.portion] + name


def changed(choices: tuple[PlacedChoice, ...]) -> list[PlacedChoice]:
    """What is not as the item comes, what is off first."""
    return sorted((c for c in choices if c.kind == "change"), key=lambda choice: choice.on)


def named_size(name: str, choices: tuple[PlacedChoice, ...]) -> str:
    """``Large Coke``: the name with the sizes that were chosen before it."""
    return " ".join([*(c.name for c in choices if c.kind == "size" and c.on), name])
