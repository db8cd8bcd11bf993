"""JSON-LD, from a file of its own or from the scripts of a web page, as a heap of nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from typing import Any

from kiosk.errors import MenuError
from kiosk.menu.importers.reading import MAX_BYTES, read_json, words

__all__ = ["LinkedData"]

_MEDIA_TYPE = "application/ld+json"


class LinkedData:
    """The nodes of a document; one that is only named (``{"@id": …}``) is looked up."""

    def __init__(self, data: bytes, source: str) -> None:
        """
        Raises:
            MenuError: there is no JSON-LD in ``data``.
        """
        self._roots = [read_json(script, source) for script in _scripts(data, source)]
        self._named: dict[str, Mapping[str, Any]] = {}
        for node in self._every():
            name = node.get("@id")
            if isinstance(name, str) and len(node) > 1:
                self._named.setdefault(name, node)

    def of_kind(self, *kinds: str) -> Iterator[Mapping[str, Any]]:
        """Every node of one of these types, in the order of the document."""
        return (node for node in self._every() if kind(node) in kinds)

    def inside(self, node: Mapping[str, Any], *properties: str) -> list[Mapping[str, Any]]:
        """The nodes that these properties of ``node`` hold or name, one or many."""
        out: list[Mapping[str, Any]] = []
        for name in properties:
            held = node.get(name)
            for each in held if isinstance(held, list) else [held]:
                if isinstance(each, str):
                    out += [self._named[each]] if each in self._named else []
                elif isinstance(each, dict):
                    key = each.get("@id")
                    named = (
                        self._named.get(key) if isinstance(key, str) and len(each) == 1 else None
                    )
                    out.append(named or each)
        return out

    def _every(self) -> Iterator[Mapping[str, Any]]:
        waiting = list(reversed(self._roots))
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                yield value
                waiting += reversed(value.values())
            elif isinstance(value, list):
                waiting += reversed(value)


def kind(node: Mapping[str, Any]) -> str:
    """Its type without the vocabulary: ``MenuItem``."""
    told = node.get("@type")
    first = told[0] if isinstance(told, list) and told else told
    return first.rpartition("/")[2].rpartition(":")[2] if isinstance(first, str) else ""


def text(node: Mapping[str, Any], name: str, longest: int = 200) -> str:
    """The property as one line; empty where there is none. Pages write ``&amp;`` in it."""
    value = node.get(name)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):  # {"@value": …, "@language": …}
        value = value.get("@value")
    return words(unescape(value), longest) if isinstance(value, str) else ""


def _scripts(data: bytes, source: str) -> list[bytes]:
    if len(data) > MAX_BYTES:
        raise MenuError(f"{source}: larger than {MAX_BYTES >> 20} MiB")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return [data]
    page = _Page()
    try:
        page.feed(data.decode("utf-8", "replace"))
        page.close()
    except AssertionError as broken:  # what Python's parser says of "<![[["
        raise MenuError(f"{source}: a web page that cannot be read: {broken}") from broken
    if not page.scripts:
        raise MenuError(f"{source}: no JSON-LD in it ({_MEDIA_TYPE})")
    return [script.encode() for script in page.scripts]


class _Page(HTMLParser):
    """Collects what stands in scripts of linked data."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = (dict(attrs).get("type") or "").partition(";")[0].strip().lower()
        self._within = tag == "script" and told == _MEDIA_TYPE
        if self._within:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._within:
            self.scripts[-1] += data
