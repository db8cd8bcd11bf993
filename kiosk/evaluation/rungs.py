"""The rungs that a yardstick can be held to, by the name that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from kiosk.errors import UsageError
from kiosk.menu.model import Menu
from kiosk.understanding import Rules
from kiosk.understanding.reading import Understands

__all__ = ["RungName", "rung"]


class RungName(StrEnum):
    """A rung, or the ladder of them."""

    RULES = "rules"
    SLM = "slm"
    CASCADE = "cascade"


def rung(name: RungName) -> Callable[[Menu], Understands]:
    """What makes the rung ``name`` for a menu.

    Raises:
        UsageError: the rung cannot be run by itself.
    """
    if name is RungName.RULES:
        return Rules
    raise UsageError(f"the rung {name} cannot be measured yet", hint="use --rung rules")
