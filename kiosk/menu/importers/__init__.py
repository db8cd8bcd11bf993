"""Menus from elsewhere: a till's catalogue or a web page becomes a menu file of ours.

Each source is read into the same draft; one place gives ids and writes the file. Whatever has no
place in a menu of ours is told, one line each.
"""

from kiosk.menu.importers.assemble import Imported
from kiosk.menu.importers.schemaorg import import_schemaorg
from kiosk.menu.importers.square import import_square
from kiosk.menu.importers.toast import import_toast

__all__ = [
    "Imported",
    "import_schemaorg",
    "import_square",
    "import_toast",
]
