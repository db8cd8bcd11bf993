"""Write docs/menu-reference.md: every key of the menu file, from the schema that reads it.

    python scripts/menu_reference.py

Kinds, defaults and limits are taken from the models of ``kiosk.menu.schema``, what each key means
from the lines below it there.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
import types
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

import annotated_types
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kiosk.menu import schema

HOUSE: Final = Path(__file__).resolve().parents[1]
PAGE: Final = HOUSE / "docs" / "menu-reference.md"

PARTS: Final[dict[str, type[BaseModel]]] = {
    "The file": schema.MenuFile,
    "tax": schema.TaxFile,
    "limits": schema.LimitsFile,
    "A category": schema.CategoryFile,
    "An item": schema.ItemFile,
    "A group": schema.GroupFile,
    "An option": schema.OptionFile,
    "A group of an item": schema.ItemGroupFile,
    "A combo": schema.ComboFile,
    "A size of a combo": schema.SizeFile,
    "A slot": schema.SlotFile,
    "An item of a slot": schema.SlotItemFile,
}
"""Headings of the page, in the order of the page."""

KINDS: Final[dict[Any, str]] = {
    schema.Amount: "amount",
    schema.Name: "text",
    schema.Names: "text or list of texts",
    schema.Id: "id",
    schema.Ids: "id or list of ids",
    schema.Number: "number on the board",
    schema.Calories: "calories",
    schema.Description: "text",
    str: "text",
    int: "whole number",
    bool: "true or false",
}

HEAD: Final = """\
# The menu file

A menu is one YAML file. Keys that do not stand here are refused, with file and line.
[Write a menu](menus.md) builds one step by step. This page is written by
`scripts/menu_reference.py` from the schema that reads menus; `make docs` does it.

| kind | what it is |
|---|---|
| amount | a price in quotes, `"4.50"`: no sign, no currency; up to 7 digits before the point |
| text | one line, at most {text} characters that can be shown |
| id | what the file calls a thing: `a` to `z`, `0` to `9`, `_`; at most 64; guests never see it |
| number on the board | `2` or `"4b"` |
| calories | whole number, {calories} |

A list may hold at most {names} texts or {entries} ids.
"""


def page() -> str:
    """The whole page."""
    name, calories = _limits(schema.Name), _limits(schema.Calories)
    head = HEAD.format(
        text=name.removeprefix("at most "),
        calories=calories,
        names=schema.MAX_NAMES,
        entries=f"{schema.MAX_ENTRIES:,}",
    )
    return "\n".join([head, *(_section(title, part) for title, part in PARTS.items())])


def _section(title: str, part: type[BaseModel]) -> str:
    hints = get_type_hints(part, include_extras=True)
    meant = _meanings(part)
    rows = [
        f"| `{key}` | {_kind(hints[key])} | {_without(field)} "
        f"| {_told(field, hints[key], meant.get(key, ''))} |"
        for key, field in part.model_fields.items()
    ]
    return "\n".join(
        [
            f"## {title}",
            inspect.cleandoc(part.__doc__ or "").replace("``", "`"),
            "",
            "| key | kind | without it | |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _kind(hint: Any) -> str:
    """What may stand there, in words."""
    if known := KINDS.get(hint):
        return known
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _kind(inner[0])
    if origin in (Union, types.UnionType):
        return " or ".join(_kind(each) for each in inner if each is not types.NoneType)
    if origin is dict:
        return f"{_kind(inner[0])}: {_kind(inner[1])}"
    if origin is list:
        return f"list of: {_kind(inner[0])}"
    (title,) = (title for title, part in PARTS.items() if part is hint)
    return f"[{title[0].lower()}{title[1:]}](#{title.lower().replace(' ', '-')})"


def _without(field: FieldInfo) -> str:
    """What holds where the key is left out."""
    if field.is_required():
        return "**must be there**"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, BaseModel):
        return "its defaults"
    if value is None or value in ([], {}):
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f'`"{value}"`' if isinstance(value, Decimal) else f"`{value}`"


def _told(field: FieldInfo, hint: Any, meaning: str) -> str:
    """What the key means, and its limits, where they are not those of its kind."""
    limits = _range(field.metadata) if hint is int or hint not in KINDS else ""
    told = f"{meaning} {limits[:1].upper()}{limits[1:]}." if limits else meaning
    return told.strip()


def _limits(hint: Any) -> str:
    return _range([each for field in get_args(hint)[1:] for each in getattr(field, "metadata", ())])


def _range(constraints: list[Any]) -> str:
    """Of numbers, and of how many there may be."""
    low = next((each.ge for each in constraints if isinstance(each, annotated_types.Ge)), None)
    high = next((each.le for each in constraints if isinstance(each, annotated_types.Le)), None)
    most = next(
        (each.max_length for each in constraints if isinstance(each, annotated_types.MaxLen)), None
    )
    if low is not None and high is not None:
        return f"{low} to {high:,}"
    return f"at most {most:,}" if most else ""


def _meanings(part: type[BaseModel]) -> dict[str, str]:
    """What stands below each key of a model and of those that it extends, as Markdown."""
    told: dict[str, str] = {}
    for held in reversed(part.__mro__):
        if held.__module__ == schema.__name__:
            told.update(_below_fields(held))
    return told


def _below_fields(held: type) -> Iterator[tuple[str, str]]:
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(held))).body
    assert isinstance(body, ast.ClassDef)
    for field, below in zip(body.body, body.body[1:], strict=False):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=key)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield key, re.sub(r"\s+", " ", text.replace("``", "`")).strip()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
