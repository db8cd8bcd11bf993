"""Menus as they were when something was sold from them: once per version, whole, as text."""

from __future__ import annotations

import json
import sqlite3
from hashlib import sha256
from typing import Final

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from kiosk.errors import StoreError
from kiosk.menu.model import Menu

__all__ = ["keep_menu", "kept_menu", "menu_text", "menu_version"]

_menus: Final = TypeAdapter(Menu)


def menu_text(menu: Menu) -> str:
    """``menu`` as JSON, the same for the same menu on every machine.

    It is the compiled menu, not its file: a kiosk that compiles files otherwise still has the
    prices that were promised.
    """
    plain = to_jsonable_python(menu, fallback=dict)  # mappings of a frozen menu are read-only views
    plain["sizes"].sort()  # a set has no order of its own
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def menu_version(text: str) -> str:
    """What a menu with that text is known by: the first 16 digits of its SHA-256."""
    return sha256(text.encode()).hexdigest()[:16]


def keep_menu(db: sqlite3.Connection, menu: Menu, text: str) -> None:
    """Keep ``menu``, whose text that is, unless it is kept."""
    row = (menu_version(text), menu.id, text)
    db.execute("INSERT OR IGNORE INTO menus (version, id, text) VALUES (?, ?, ?)", row)


def kept_menu(db: sqlite3.Connection, version: str) -> Menu:
    """The menu of that version.

    Raises:
        StoreError: it is not there, or not what it was.
        sqlite3.Error: it cannot be read.
    """
    row = db.execute("SELECT text FROM menus WHERE version = ?", (version,)).fetchone()
    if row is None or menu_version(row[0]) != version:
        raise StoreError(f"the journal's menu {version} is not there, or damaged")
    try:
        return _menus.validate_json(row[0])
    except ValidationError as bad:
        raise StoreError(f"the journal's menu {version} cannot be read by this kiosk") from bad
