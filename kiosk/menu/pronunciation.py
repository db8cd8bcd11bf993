"""How the voice should say the names of a menu."""

from __future__ import annotations

from kiosk.menu.model import Menu

__all__ = ["pronunciations"]


def pronunciations(menu: Menu) -> dict[str, str]:
    """Names that have a hint → the hint; of dishes, meals and options."""
    return {named.name: named.say for named in (*menu.options(), *menu.entries()) if named.say}
