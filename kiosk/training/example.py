"""One turn to learn from: the words, what was known, and the edits that they mean."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.errors import NotationError, UsageError
from kiosk.menu.availability import Availability
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart
from kiosk.order.edits import Add, CartEdit, Delete, Modify, Quantity, Split, Swap
from kiosk.order.engine import Applied, Order
from kiosk.order.notation import format_cart, format_edit, parse_cart, parse_edit
from kiosk.order.rules import Open, open_choices
from kiosk.training.menus import menu_of
from kiosk.understanding.reading import Asked, Context

__all__ = ["Example", "cart_after", "dumps", "example_of", "loads", "want_of"]

_ASKED: Final = re.compile(r"(\w+) of #(\d+)(?:\.(\w+))?\Z")


class _Line(BaseModel):
    """What a line of JSON has to hold; other keys are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    menu: str
    cart: list[str]
    asked: str | None
    touched: list[int]
    text: str
    edits: list[str]
    want: list[str]
    tags: list[str]


@dataclass(frozen=True, slots=True)
class Example:
    """A turn of a conversation, labelled."""

    menu: str
    """A menu of ``menus/`` by its id, ``written:<stem>`` or ``synthetic:<seed>``: see
    :func:`.menus.menu_of`."""
    cart: tuple[str, ...]
    """The order before, a line each in order notation; their numbers count from 1."""
    asked: Asked | None
    """The open choice that the kiosk has just asked about, or none."""
    touched: tuple[int, ...]
    """Numbers of the lines that the last turn made or changed, the latest last."""
    text: str
    """What was said, as a recogniser would write it."""
    edits: tuple[CartEdit, ...]
    """What it means for the order, in the order of the words; empty where nothing changes."""
    want: tuple[str, ...]
    """The order after, in order notation."""
    tags: tuple[str, ...]
    """Phenomena, for balance and for figures: ``split``, ``ellipsis``, ``repair``, …"""

    def context(self) -> Context:
        """What understanding knows when it hears this."""
        cart = parse_cart(menu_of(self.menu), self.cart)
        return Context(cart=cart, asked=self.asked, touched=self.touched)


def dumps(example: Example) -> str:
    """The example as one line of JSON, without a line break."""
    menu = menu_of(example.menu)
    return json.dumps(
        {
            "menu": example.menu,
            "cart": example.cart,
            "asked": None if example.asked is None else _question(example.asked),
            "touched": example.touched,
            "text": example.text,
            "edits": [format_edit(menu, edit) for edit in example.edits],
            "want": example.want,
            "tags": example.tags,
        },
        ensure_ascii=False,
    )


def loads(line: str) -> Example:
    """The example that :func:`dumps` wrote.

    Raises:
        UsageError: the line is no example.
        NotationError: its cart or its edits are no order notation of its menu.
        MenuError: there is no such menu.
    """
    try:
        parts = _Line.model_validate_json(line)
    except ValidationError as bad:
        raise UsageError(f"not a training example: {line[:60].strip()}") from bad
    return example_of(dict(parts))


def example_of(parts: Mapping[str, Any]) -> Example:
    """The example whose parts, by the names of its fields, are texts in order notation.

    Raises:
        NotationError, MenuError: as :func:`loads`.
    """
    menu = menu_of(parts["menu"])
    before = parse_cart(menu, parts["cart"])
    asked = parts["asked"]
    return Example(
        menu=parts["menu"],
        cart=tuple(parts["cart"]),
        asked=None if asked is None else _asked(menu, before, asked),
        touched=tuple(parts["touched"]),
        text=parts["text"],
        edits=tuple(_cart_edit(menu, edit) for edit in parts["edits"]),
        want=tuple(parts["want"]),
        tags=tuple(parts["tags"]),
    )


def _cart_edit(menu: Menu, text: str) -> CartEdit:
    edit = parse_edit(menu, text)
    if not isinstance(edit, Add | Modify | Quantity | Swap | Split | Delete):
        raise NotationError(f"{text}: not an edit of the cart")
    return edit


def _question(asked: Asked) -> str:
    """``size of #2``, ``size of #2.drink``"""
    assert asked.open is not None, "examples ask about open choices only"
    slot = f".{asked.open.slot}" if asked.open.slot else ""
    return f"{asked.open.name} of #{asked.open.ref}{slot}"


def _asked(menu: Menu, cart: Cart, text: str) -> Asked:
    found = _ASKED.match(text)
    if found is None:
        raise NotationError(f'{text}: a question is written "size of #2"')
    name, ref, slot = found[1], int(found[2]), found[3]
    line = cart.line(ref)
    waits: Iterable[Open] = open_choices(menu, line) if line is not None else ()
    for needs in waits:
        if needs.name == name and needs.slot == slot:
            return Asked("open", open=needs)
    raise NotationError(f"{text}: nothing of the kind is open")


def want_of(menu: Menu, cart: Cart) -> tuple[str, ...]:
    """The cart as examples write it."""
    return tuple(format_cart(menu, cart))


def cart_after(menu: Menu, cart: Cart, edits: Sequence[CartEdit]) -> Cart:
    """The cart when the engine has carried out every one of the edits.

    Raises:
        NotationError: it refuses one, leaves a part of it off, or the edit changes nothing.
    """
    order = Order(cart)
    for edit in edits:
        before = order.cart
        order, (out,) = order.turn(menu, (edit,), Availability())
        if not isinstance(out, Applied):
            raise NotationError(f"{format_edit(menu, edit)}: refused ({out.reason} {out.about})")
        if out.left_off:
            first = out.left_off[0]
            raise NotationError(
                f"{format_edit(menu, edit)}: {first.option} is left off ({first.reason})"
            )
        if order.cart == before:
            raise NotationError(f"{format_edit(menu, edit)}: changes nothing")
    return order.cart
