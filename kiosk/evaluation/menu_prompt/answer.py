"""Orders as JSON, and the JSON schema that holds a model to it.

::

    {"order": [{"item": "coke", "quantity": 2, "add": ["large"]},
               {"item": "cheeseburger_meal", "quantity": 1,
                "parts": [{"item": "cheeseburger", "remove": ["onion"]}, {"item": "fries"}]}]}

``add`` holds sizes too, and an option twice for two of it; a menu that has qualifiers or halves
has a list for each ("light", "left"), and an option stands in both that is light on the left.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from kiosk.errors import NotationError
from kiosk.menu.model import Combo, Group, Menu
from kiosk.order.cart import Cart, Choice, Line
from kiosk.order.notation import format_choice, parse_line

__all__ = ["as_json", "manners", "read_order", "schema"]

_HALVES: Final = ("left", "right")


def manners(menu: Menu) -> tuple[str, ...]:
    """Ways in which an option of the menu may be had: its qualifiers, and halves if it has any."""
    groups = list(_groups(menu))
    qualifiers = dict.fromkeys(q for group in groups for q in group.qualifiers)
    return (*qualifiers, *(_HALVES if any(group.portions for group in groups) else ()))


def schema(menu: Menu) -> dict[str, Any]:
    """The JSON schema of an order from ``menu``: every id is one that the menu has."""
    options = dict.fromkeys(option for group in _groups(menu) for option in group.options)
    some = {"type": "array", "items": {"enum": list(options)}}
    changes = dict.fromkeys(("add", "remove", *manners(menu)), some)
    part = _object({"item": {"enum": list(menu.items)}, **changes}, "item")
    sold = {"enum": [entry.id for entry in menu.entries()]}
    fields: dict[str, Any] = {"item": sold, "quantity": {"type": "integer"}, **changes}
    if menu.combos:
        fields["parts"] = {"type": "array", "items": part}
    line = _object(fields, "item", "quantity")
    return _object({"order": {"type": "array", "items": line}}, "order")


def _object(properties: Mapping[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def _groups(menu: Menu) -> Iterator[Group]:
    for item in menu.items.values():
        yield from item.groups.values()


def as_json(cart: Cart) -> str:
    """The cart as an answer has it."""
    return json.dumps({"order": [_line(line) for line in cart.lines]}, separators=(",", ":"))


def _line(line: Line) -> dict[str, Any]:
    size = (Choice(line.size),) if line.size else ()
    out = {"item": line.item, "quantity": line.quantity, **_changes((*size, *line.choices))}
    if line.slots:
        out["parts"] = [{"item": held.item, **_changes(held.choices)} for _, held in line.slots]
    return out


def _changes(choices: tuple[Choice, ...]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for choice in choices:
        half = choice.portion if choice.portion in _HALVES else None
        ways = [way for way in (choice.qualifier, half) if way] if choice.on else ["remove"]
        for way in ways or ["add"]:
            out.setdefault(way, []).extend([choice.option] * choice.count)
    return out


def read_order(menu: Menu, answer: str) -> tuple[Line, ...]:
    """The lines that an answer orders.

    Raises:
        NotationError: it is not JSON of the schema, or orders what the menu does not sell so.
    """
    try:
        lines = json.loads(answer)["order"]
        written = [_notation(menu, line) for line in lines]
    except (ValueError, KeyError, TypeError, AttributeError) as bad:
        raise NotationError(f"not an order: {answer[-80:]!r}") from bad
    return tuple(parse_line(menu, text) for text in written)


def _notation(menu: Menu, line: Mapping[str, Any]) -> str:
    parts = line.get("parts", ()) if isinstance(menu.sold(line["item"]), Combo) else ()
    within = [f"[{part['item']} {_choices(part)}]" for part in parts]
    return " ".join([str(line["quantity"]), line["item"], _choices(line), *within])


def _choices(line: Mapping[str, Any]) -> str:
    out: dict[str, Choice] = {}
    for way, options in line.items():
        if way in ("item", "quantity", "parts"):
            continue
        for option, count in Counter(options).items():
            choice = out.get(option, Choice(option, count=count))
            match way:
                case "add":
                    pass
                case "remove":
                    choice = Choice(option, on=False)
                case "left" | "right":
                    choice = replace(choice, portion=way)
                case _:
                    choice = replace(choice, qualifier=way)
            out[option] = choice
    return " ".join(map(format_choice, out.values()))
