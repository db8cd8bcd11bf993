"""The rungs that a yardstick can be held to, by the name that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from kiosk.errors import UsageError
from kiosk.menu.model import Menu
from kiosk.understanding.reading import Understands

__all__ = ["RungName", "rung"]

RungName = Literal["rules", "slm", "cascade"]


def rung(name: RungName) -> Callable[[Menu], Understands]:
    """What makes the rung ``name`` for a menu.

    Raises:
        UsageError: the rung cannot be run by itself.
    """
    if name == "rules":
        from kiosk.understanding.rules import Rules

        return Rules
    raise UsageError(f"the rung {name} cannot be measured yet", hint="use --rung rules")
