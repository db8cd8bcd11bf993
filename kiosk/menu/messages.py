"""What pydantic found wrong with a menu file, in words a restaurant owner understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from kiosk.menu.nearest import meant
from kiosk.menu.schema import MenuFile, MenuProblem
from kiosk.menu.source import EntryPath, Node

__all__ = ["problems"]


def problems(bad: ValidationError, root: Node) -> list[MenuProblem]:
    """Everything that is wrong, what is missing last.

    A misspelt key is also a missing one: the slip is what its owner wants to hear of.

    Args:
        bad: what validating :class:`~kiosk.menu.schema.MenuFile` against ``root`` raised.
        root: the file's tree, for the values as they are written there.
    """
    found = []
    for error in sorted(bad.errors(include_url=False), key=lambda e: e["type"] == "missing"):
        path: EntryPath = tuple(step for step in error["loc"] if step != "[key]")
        _, node = root.find(path)
        say = _SAID.get(error["type"], _as_it_is)
        message = say(_Case(path, node, error.get("ctx", {}), error["msg"]))
        found.append(MenuProblem(path, message))
    return found


@dataclass(frozen=True, slots=True)
class _Case:
    """One error of pydantic."""

    path: EntryPath
    node: Node
    """What stands there, or the entry above when nothing does."""
    context: Mapping[str, Any]
    """The limits that were passed, by pydantic's names."""
    message: str
    """Pydantic's own words."""


def _as_it_is(case: _Case) -> str:
    return case.message[:1].lower() + case.message[1:]


def _unknown_key(case: _Case) -> str:
    *above, key = case.path
    return f'"{key}" is not a key here{meant(str(key), _keys_at(tuple(above)))}'


def _not_text(case: _Case) -> str:
    if isinstance(case.node.content, bool):
        return f'{case.node.text} is read as yes or no; write it in quotes: "{case.node.text}"'
    if isinstance(case.node.content, (int, float)):
        return f'write it in quotes: "{case.node.text}"'
    return "nothing stands here" if case.node.content is None else "must be one piece of text"


def _not_quoted(case: _Case) -> str:
    if isinstance(case.node.content, (int, float)):
        return f'write the amount in quotes, like "{case.node.text}"'
    return 'write an amount in quotes, like "1.99"'


def _not_an_entry(case: _Case) -> str:
    return 'must hold "key: value" entries'


def _own_words(case: _Case) -> str:
    return str(case.context["error"])


_SAID: Final[Mapping[str, Callable[[_Case], str]]] = {
    "amount_type": _not_quoted,
    "bool_type": lambda case: "must be true or false",
    "dict_type": _not_an_entry,
    "extra_forbidden": _unknown_key,
    "greater_than_equal": lambda case: f"must be at least {case.context['ge']}",
    "int_type": lambda case: "must be a whole number, without quotes",
    "less_than_equal": lambda case: f"must be at most {case.context['le']}",
    "list_type": lambda case: "must be a list, like [one, two]",
    "missing": lambda case: "is missing",
    "model_type": _not_an_entry,
    "string_pattern_mismatch": lambda case: "an id is made of small letters, digits and _",
    "string_too_long": lambda case: f"longer than {case.context['max_length']} letters",
    "string_too_short": lambda case: "nothing stands here",
    "string_type": _not_text,
    "too_long": lambda case: f"more than {case.context['max_length']} entries",
    "too_short": lambda case: "needs at least one entry",
    "value_error": _own_words,
}


def _keys_at(path: EntryPath) -> list[str]:
    """The keys that the format knows for the entry at ``path``."""
    kind: Any = MenuFile
    for step in path:
        kind = _inside(kind, step)
    return list(kind.model_fields)


def _inside(kind: Any, step: str | int) -> Any:
    """The type of what stands at ``step`` in a value of type ``kind``."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        inside: Any = kind.model_fields[str(step)].annotation
    else:
        inside = get_args(kind)[-1]  # the values of a mapping, the members of a list
    while get_origin(inside) in (Annotated, Union, UnionType):  # X, of Annotated[X] and X | None
        inside = get_args(inside)[0]
    return inside
