"""YAML text as a tree that remembers its lines.

The parser's events are read one by one, so that a file which is too deep or too large when its
aliases are followed is refused before it costs memory. A key is what stands in the file: ``no`` and
``4`` are the ids "no" and "4". A value is text, a whole number, a decimal number, a yes or no, or
nothing; dates and the like stay text, and tags are refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from kiosk.errors import MenuError

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "EntryPath",
    "Node",
    "entry",
    "fault",
    "read_yaml",
]

# The same language twice; PyYAML may be built without libyaml, the faster of the two.
_Loader: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES: Final = 1 << 20
MAX_DEPTH: Final = 24
MAX_NODES: Final = 100_000
"""Nodes with every alias followed: what the menu would hold, not what the file holds."""

EntryPath = tuple[str | int, ...]
"""Keys, and places in lists, that lead from the top of the file to an entry."""

_LONGEST: Final = 400
"""Most characters of a message: a value of the file may stand in it."""

_TYPED: Final = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("int", "float", "bool", "null")
)  # the scalars that are more than text


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file."""

    line: int
    """Where it starts, counted from 1."""
    text: str = ""
    """A scalar as it is written, without its quotes."""
    content: Mapping[str, Node] | Sequence[Node] | str | int | float | bool | None = None
    """Entries by key, entries in order, or a scalar's value."""
    key_lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each key of a mapping."""
    size: int = 1
    """Nodes in it, itself included."""

    def plain(self) -> object:
        """The value without its lines."""
        if isinstance(self.content, Mapping):
            return {key: node.plain() for key, node in self.content.items()}
        if isinstance(self.content, Sequence) and not isinstance(self.content, str):
            return [node.plain() for node in self.content]
        return self.content

    def find(self, path: EntryPath) -> tuple[int, Node]:
        """The line and the node at ``path``, or of the nearest entry above that is there."""
        line, node = self.line, self
        for step in path:
            inside = node.content
            if isinstance(inside, Mapping) and step in inside:
                line, node = node.key_lines[str(step)], inside[str(step)]
            elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
                node = inside[step]
                line = node.line
            else:
                break
        return line, node


def entry(path: EntryPath) -> str:
    """``path`` as messages write it: ``items.coke.price``; the line tells the place in a list."""
    return ".".join(step for step in path if isinstance(step, str))


def fault(name: str, line: int | None, path: EntryPath, message: str) -> MenuError:
    """What is wrong at ``path`` in ``line`` of the file ``name``, in one line that can be shown."""
    where = name if line is None else f"{name}:{line}"
    said = " ".join(": ".join(part for part in (where, entry(path), message) if part).split())
    said = "".join(letter if letter.isprintable() else f"{letter!a}"[1:-1] for letter in said)
    return MenuError(said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…")


def read_yaml(text: str, name: str) -> Node:
    """The one document in ``text``.

    Args:
        name: the file, as messages call it.

    Raises:
        MenuError: not YAML, empty, more than one document, too deep, too large, a key twice, a tag.
    """
    return _Reader(text, name).document()


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        self._name = name
        self._text = text
        self._nodes = 0
        self._anchors: dict[str, Node] = {}

    def document(self) -> Node:
        try:
            self._loader = _Loader(self._text)
            self._next()  # the stream starts
            if isinstance(self._next(), yaml.StreamEndEvent):
                raise fault(self._name, None, (), "the file is empty")
            root = self._node(self._next(), ())
            self._next()  # the document ends
            after = self._next()
        except yaml.MarkedYAMLError as bad:
            mark = bad.problem_mark or bad.context_mark
            said = bad.problem or bad.context or "of a form that is not known"
            line = mark.line + 1 if mark else None
            raise fault(self._name, line, (), f"not YAML: {said}") from bad
        except yaml.reader.ReaderError as bad:
            above = self._text.count("\n", 0, max(0, bad.position))
            raise fault(self._name, above + 1, (), f"not YAML: {bad.reason}") from bad
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._at(after, (), "a second document starts here; one is read")
        return root

    def _next(self) -> Any:
        # The events' own types are looser than the events: marks are always there.
        return self._loader.get_event()

    def _at(self, event: Any, path: EntryPath, message: str) -> MenuError:
        return fault(self._name, _line(event), path, message)

    def _node(self, event: Any, path: EntryPath) -> Node:
        if len(path) > MAX_DEPTH:
            raise self._at(event, path[:2], f"more than {MAX_DEPTH} levels deep")
        if isinstance(event, yaml.AliasEvent):
            node = self._named(event, path)
            self._count(event, path, node.size)
            return node
        self._count(event, path, 1)
        if event.tag not in (None, "!"):
            raise self._at(event, path, f'tags like "{event.tag}" are not used here')
        if isinstance(event, yaml.MappingStartEvent):
            node = self._mapping(event, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._sequence(event, path)
        else:
            node = self._scalar(event, path)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _named(self, event: Any, path: EntryPath) -> Node:
        name = event.anchor
        if name not in self._anchors:
            raise self._at(event, path, f'"*{name}" is used, but no "&{name}" ends above')
        return self._anchors[name]

    def _count(self, event: Any, path: EntryPath, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            said = f"more than {MAX_NODES:,} entries, counting those named again"
            raise self._at(event, path, said)

    def _mapping(self, event: Any, path: EntryPath) -> Node:
        content: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(start := self._next(), yaml.MappingEndEvent):
            if not isinstance(start, yaml.ScalarEvent):
                raise self._at(start, path, "a key must be one word or name")
            key: str = start.value
            if key in lines:
                raise self._at(start, path, f'"{key}" stands here and in line {lines[key]}')
            lines[key] = _line(start)
            content[key] = self._node(self._next(), (*path, key))
        size = 1 + sum(node.size for node in content.values())
        return Node(_line(event), content=content, key_lines=lines, size=size)

    def _sequence(self, event: Any, path: EntryPath) -> Node:
        content: list[Node] = []
        while not isinstance(start := self._next(), yaml.SequenceEndEvent):
            content.append(self._node(start, (*path, len(content))))
        size = 1 + sum(node.size for node in content)
        return Node(_line(event), content=content, size=size)

    def _scalar(self, event: Any, path: EntryPath) -> Node:
        line, text = _line(event), event.value
        tag = self._loader.resolve(yaml.ScalarNode, text, event.implicit)
        if tag not in _TYPED:
            return Node(line, text, text)
        try:
            value = self._loader.construct_object(yaml.ScalarNode(tag, text, event.start_mark))
        except (ValueError, OverflowError) as bad:  # digits without end, or "0b" without any
            raise self._at(event, path, f'"{text[:40]}" is not a number') from bad
        return Node(line, text, value)
