"""What can be sold: the file format, the frozen menu that it compiles to, the loader, the check."""

from kiosk.menu.load import find_menu, load_menu
from kiosk.menu.model import (
    Combo,
    Daypart,
    Group,
    Item,
    Limits,
    Menu,
    Option,
    Slot,
    SlotChoice,
    Tax,
)

__all__ = [
    "Combo",
    "Daypart",
    "Group",
    "Item",
    "Limits",
    "Menu",
    "Option",
    "Slot",
    "SlotChoice",
    "Tax",
    "find_menu",
    "load_menu",
]
