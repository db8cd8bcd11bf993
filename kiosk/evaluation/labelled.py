"""A YAML file of labelled words on its way to values: whatever is wrong is told with its line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from kiosk.errors import NotationError, UsageError
from kiosk.menu.load import find_menu, load_menu
from kiosk.menu.model import Menu
from kiosk.menu.source import Node, read_yaml
from kiosk.order.cart import Cart
from kiosk.order.notation import parse_cart

__all__ = ["LabelledFile", "Place", "Strict", "Words", "text_of"]

Place = tuple[str | int, ...]
"""Where something stands: keys, and numbers in lists."""
Words = Annotated[str, StringConstraints(min_length=1)]
_Model = TypeVar("_Model", bound=BaseModel)


class Strict(BaseModel):
    """An entry of a file: with no other keys, and no value taken for what it is not."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def text_of(path: Path) -> str:
    """The text of a file, with or without a byte order mark.

    Raises:
        UsageError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text("utf-8-sig")
    except OSError as bad:
        raise UsageError(f"{path}: cannot be read: {bad.strerror}") from bad
    except UnicodeDecodeError as bad:
        raise UsageError(f"{path}: cannot be read: not UTF-8 text") from bad
    except ValueError as bad:  # a null character in the path
        raise UsageError(f"{path}: cannot be read: {bad}") from bad


class LabelledFile:
    """One file, and the tree that tells the line of what is wrong in it."""

    def __init__(self, path: Path) -> None:
        """Read it.

        Raises:
            MenuError: it is not YAML.
            UsageError: it cannot be read.
        """
        self.path = path
        self.root: Node = read_yaml(text_of(path), str(path))

    def as_a(self, model: type[_Model]) -> _Model:
        """Its content.

        Raises:
            UsageError: it is none.
        """
        try:
            return model.model_validate(self.root.plain())
        except ValidationError as bad:
            first = bad.errors()[0]
            raise self.fault(first["loc"], first["msg"]) from bad

    def menu(self, name: str) -> Menu:
        """The menu of that name: a path relative to the file, or one that comes with the project.

        Raises:
            MenuError: it cannot be sold from.
            UsageError: there is none.
        """
        beside = self.path.parent / name
        try:
            return load_menu(beside if beside.is_file() else find_menu(name))
        except OSError as bad:  # longer than a name may be
            raise UsageError(f"{self.path}: menu: {bad.strerror}") from bad

    def cart(self, menu: Menu, lines: Sequence[str], at: Place) -> Cart:
        """The cart that stands ``at`` a place.

        Raises:
            UsageError: it is none of this menu.
        """
        try:
            return parse_cart(menu, lines)
        except NotationError as bad:
            raise self.fault(at, str(bad)) from bad

    def line(self, at: Place) -> int:
        """The line of a place, counted from 1."""
        return self.root.find(at)[0]

    def fault(self, at: Place, message: str) -> UsageError:
        """What to raise for something wrong at a place; turns of a file are counted from 1."""
        match at:
            case ("turns", int(n), *inside):
                where = [f"turn {n + 1}", ".".join(map(str, inside))]
            case _:
                where = [".".join(map(str, at))]
        told = ": ".join(part for part in (*where, message) if part)
        return UsageError(f"{self.path}:{self.line(at)}: {told}")
