"""Menus to learn on: the project's own, those that turns were written for by hand, and any number
of invented ones, each from its seed."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from kiosk.errors import MenuError
from kiosk.menu.load import find_menu, load_menu
from kiosk.menu.model import Menu
from kiosk.training.invented import invented

__all__ = ["OURS", "SYNTHETIC", "WRITTEN", "menu_of", "written_dir"]

OURS: Final = ("burger", "coffee", "pizza", "taqueria")
"""The menus that come with the project."""
SYNTHETIC: Final = "synthetic:"
"""What the name of an invented menu begins with; its seed follows."""
WRITTEN: Final = "written:"
"""What the name of a menu begins with that turns were written for by hand; its file's stem
follows."""
_STEM: Final = re.compile(r"\w+\Z")


@lru_cache(maxsize=64)
def menu_of(name: str) -> Menu:
    """The menu that an example was made on.

    Raises:
        MenuError: it is none of the project's menus, nor ``written:<stem>``, nor
            ``synthetic:<seed>``.
    """
    if name.startswith(WRITTEN):
        return load_menu(_file_of(name.removeprefix(WRITTEN)))
    if not name.startswith(SYNTHETIC):
        return load_menu(find_menu(name))
    seed = name.removeprefix(SYNTHETIC)
    if not seed.isascii() or not seed.isdigit():
        raise MenuError(f'{name}: an invented menu is named by its seed, like "{SYNTHETIC}7"')
    return invented(seed)


def written_dir() -> Path:
    """The turns that were written by hand; ``menus/`` in it holds menus of their own."""
    return Path(__file__).parent / "written"


def _file_of(stem: str) -> Path:
    file = written_dir() / "menus" / f"{stem}.yaml"
    if _STEM.match(stem) is None or not file.is_file():
        raise MenuError(f"{WRITTEN}{stem}: no turns were written for such a menu")
    return file
