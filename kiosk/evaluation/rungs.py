"""The rungs that a yardstick can be held to, by the name that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from enum import StrEnum

from kiosk.menu.model import Menu
from kiosk.understanding.reading import Understands

__all__ = ["Rung", "RungName"]

Rung = AbstractAsyncContextManager[Callable[[Menu], Understands]]
"""A rung to measure, with the engines that it needs while entered: makes a reader for a menu."""


class RungName(StrEnum):
    """A rung, or the ladder of them."""

    RULES = "rules"
    SLM = "slm"
    SLM_LARGE = "slm-large"
    CASCADE = "cascade"
    MENU_PROMPT = "menu-prompt"
    """No rung of ours: what an integrator would do instead, to compare with."""
