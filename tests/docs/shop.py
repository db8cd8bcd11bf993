"""A store as the documents take it for granted: settings, orders, a ticket put aside, files."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from kiosk.menu import find_menu, load_menu
from kiosk.store import Store
from kiosk.store.database import FILE, open_to_write
from tests.docs.sessions import HOUSE, Command, Desk
from tests.store.counter import COKE, orders

SETTINGS = """\
menu = "burger"

[printers.kitchen]
link = "file"
path = "{paper}"
acknowledge = "none"
"""

_IMPORTS = HOUSE / "tests" / "menu" / "imports"
FILES = {
    "catalog.json": _IMPORTS / "square_coffee.json",
    "menus.json": _IMPORTS / "toast_pizza.json",
    "menu.html": _IMPORTS / "diner.html",
    "soup.yaml": HOUSE / "menus" / "coffee.yaml",
    "played.wav": HOUSE / "demo" / "audio" / "turn1.wav",
    "heard.wav": HOUSE / "demo" / "audio" / "turn1.wav",
}
"""What somebody at this desk has, and where a test takes it from."""


class Shop(Desk):
    """A desk in a store that has been open for a while."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        for name, source in FILES.items():
            shutil.copy(source, self.folder / name)
        data = folder / "kiosk" / "data"
        data.mkdir(parents=True)
        (data / "kiosk.toml").write_text(SETTINGS.format(paper=folder / "paper"), "utf-8")
        asyncio.run(_sell(data))

    def here(self, command: Command) -> Command:
        """As it is typed at this desk: without root, a stick, or a folder of the system."""
        line = command.line.replace("sudo ", "")
        for place in ("/media/stick/", "/etc/kiosk/"):
            line = line.replace(place, "")
        return Command(command.block, line, command.shown)


async def _sell(data: Path) -> None:
    store = Store(data, destinations=["kitchen"])
    await orders(store, load_menu(find_menu("burger")), *COKE)
    store.close()
    db = open_to_write(data / FILE)
    db.execute("UPDATE outbox SET state = 'dead'")
    db.close()
