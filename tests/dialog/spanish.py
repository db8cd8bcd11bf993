"""What a guest who reads Spanish must not find in what they are told."""

from __future__ import annotations

import re
from functools import cache

from kiosk.locations import menus_dir
from kiosk.menu import Menu, load_menu
from kiosk.menu.language import in_language

MENUS = sorted(file.stem for file in menus_dir().glob("*.yaml"))
IN_ENGLISH = frozenset(
    re.findall(
        r"\S+",
        """
        an the and or with without of for from to on in at by your you we it they is are was were
        be have has had do does did don't what which who how that this these there here would could
        should can can't shall like get got right more less else as so but not now again please
        sorry okay yes thanks thank left half side size order meal light any some one two
        """,
    )
)
"""What holds English sentences together, and no Spanish ones."""


@cache
def menu_called(name: str) -> Menu:
    return load_menu(menus_dir() / f"{name}.yaml")


def english_in(text: str, menu: Menu) -> set[str]:
    """Words that are English, but for what ``menu`` itself tells readers of Spanish, and for what
    the guest has said."""
    said = re.sub(r"«[^»]*»", " ", text.casefold())
    return IN_ENGLISH & set(re.findall(r"[^\W\d_]+(?:'[a-z]+)?", _names(menu.id).sub(" ", said)))


@cache
def _names(menu_id: str) -> re.Pattern[str]:
    menu = in_language(menu_called(menu_id), "es")
    groups = [group for item in menu.items.values() for group in item.groups.values()]
    options = [option for group in groups for option in group.options.values()]
    slots = [slot for combo in menu.combos.values() for slot in combo.slots.values()]
    named = [each.name for each in (*menu.entries(), *groups, *options, *slots)]
    told = [entry.description for entry in menu.entries() if entry.description]
    asked = menu_called(menu_id).categories
    names = {name.casefold() for name in (menu.name, *menu.categories, *asked, *named, *told)}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
