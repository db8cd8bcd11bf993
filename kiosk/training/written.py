"""Turns written by hand: read strictly, carried out by the engine, a tenth of them held apart.

::

    menu: burger                         a name in menus/, or menus/<name>.yaml beside this file
    turns:
      - cart: [2 cheeseburger, 1 coke]   optional: before the turn; lines are numbered from 1
        asked: "size of #2"              optional: the open choice that was just asked about
        touched: [2]                     optional: what the last turn made or changed
        guest: small and hold the onions on one of the burgers
        edits: ["mod #2 +small", "split #1 1 -onion"]
        tags: [ellipsis, split]          optional

``touched`` is the last line unless the turn says otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kiosk.errors import NotationError
from kiosk.evaluation.labelled import LabelledFile, Place
from kiosk.training.example import Example, cart_after, example_of, want_of
from kiosk.training.menus import WRITTEN, menu_of, written_dir
from kiosk.training.saying.dice import Split, split_of

__all__ = ["BY_HAND", "read_written", "written_turns"]

BY_HAND: Final = "written"
"""The tag of every example that was written by hand, or made from one that was."""

Words = Annotated[str, StringConstraints(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Turn(_Part):
    guest: Words
    edits: list[Words]
    cart: list[Words] = Field(default_factory=list)
    asked: Words | None = None
    touched: list[int] | None = None
    tags: list[Words] = Field(default_factory=list)


class _File(_Part):
    menu: Words
    turns: list[_Turn] = Field(min_length=1)


@cache
def written_turns(split: Split) -> tuple[Example, ...]:
    """Every turn that comes with the package, of one split.

    Raises:
        MenuError, UsageError: as :func:`read_written`.
    """
    files = sorted(written_dir().glob("*.yaml"))
    return tuple(
        turn for file in files for turn in read_written(file) if split_of(turn.text) == split
    )


def read_written(path: Path) -> tuple[Example, ...]:
    """The turns in the file at ``path``.

    Raises:
        MenuError: it is not YAML, or its menu cannot be sold from.
        UsageError: it cannot be read, is no file of written turns, or one of its turns is not
            carried out by the engine; one line that names file, line and turn.
    """
    return _Reader(path).read()


class _Reader(LabelledFile):
    """One file on its way to examples."""

    def read(self) -> tuple[Example, ...]:
        file = self.as_a(_File)
        menu = _named(file.menu)
        menu_of(menu)
        return tuple(self.turn(menu, turn, ("turns", n)) for n, turn in enumerate(file.turns))

    def turn(self, menu: str, turn: _Turn, at: Place) -> Example:
        lines = range(1, len(turn.cart) + 1)
        touched = lines[-1:] if turn.touched is None else turn.touched
        if missing := [ref for ref in touched if ref not in lines]:
            raise self.fault((*at, "touched"), f"the cart has no line #{missing[0]}")
        parts = {
            "menu": menu,
            "cart": turn.cart,
            "asked": turn.asked,
            "touched": touched,
            "text": turn.guest,
            "edits": turn.edits,
            "want": (),
            "tags": sorted({*turn.tags, BY_HAND}),
        }
        try:
            example = example_of(parts)
            after = cart_after(menu_of(menu), example.context().cart, example.edits)
        except NotationError as bad:
            raise self.fault(at, str(bad)) from bad
        return replace(example, want=want_of(menu_of(menu), after))


def _named(menu: str) -> str:
    """The menu as examples name it."""
    own = menu.startswith("menus/")
    return f"{WRITTEN}{PurePosixPath(menu).stem}" if own else menu
