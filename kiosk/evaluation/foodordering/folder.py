"""A restaurant's folder as it is on disk: schema, aliases, heads and labelled utterances."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from kiosk.errors import UsageError
from kiosk.evaluation.foodordering.terms import BadTerm, Part, Term, read_terms
from kiosk.evaluation.labelled import text_of

__all__ = ["Alias", "Folder", "Intent", "Labelled", "Slot", "read_folder"]

_ALIAS: Final = re.compile(r"(?P<phrase>.+?)(?:\t\s*|\s+(?=\w+\())(?P<value>.*\S)\s*\Z")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


def _spaced(phrases: object) -> object:
    if not isinstance(phrases, list):
        return phrases
    return [" ".join(p.split()) if isinstance(p, str) else p for p in phrases]


_Phrases = Annotated[tuple[str, ...], BeforeValidator(_spaced)]


class Slot(_Part):
    """A slot of an intent."""

    name: str = Field(alias="slotName")
    path: str
    """Its alias file, below the folder."""
    qualified: bool = False
    """Whether a quantity may be said of it ("extra")."""
    negatable: bool = False
    prefixes: _Phrases = Field(default=(), alias="optionalPrefixes")
    """Words that may stand before its values and mean nothing by themselves."""
    suffixes: _Phrases = Field(default=(), alias="optionalSuffixes")


class Intent(_Part):
    """A kind of thing that is ordered."""

    name: str
    slots: tuple[Slot, ...]
    nouns: _Phrases = Field(default=(), alias="entityNames")
    """Words for the thing itself ("pie", "drinks")."""


class _Schema(_Part):
    intents: tuple[Intent, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Alias:
    """One line of an alias file."""

    phrase: str
    value: tuple[Part, ...]
    """What stands in the term: ``(large,)``, ``(1, liter)``, ``((OR a b ),)``."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An utterance and what it orders."""

    line: int
    """In ``dev.json``, counted from 1."""
    said: str
    want: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """All that a folder says."""

    name: str
    intents: tuple[Intent, ...]
    heads: Mapping[str, str]
    """Intent → the slot that names its item; an intent without one is the item itself."""
    aliases: Mapping[str, tuple[Alias, ...]]
    """By the path that slots give."""
    unread: tuple[str, ...]
    """Alias lines that are not a phrase and a term: ``file:line``."""
    labelled: tuple[Labelled, ...]


def read_folder(path: Path) -> Folder:
    """The folder at ``path``.

    Raises:
        UsageError: a file is missing, or is not what it should be.
    """
    schema = _schema(path / "schema.json")
    heads = _json(text_of(path / "heads.json"), path / "heads.json")
    if not isinstance(heads, dict):
        raise UsageError(f"{path / 'heads.json'}: intents and their slots were expected")
    aliases: dict[str, tuple[Alias, ...]] = {}
    unread: list[str] = []
    for name in dict.fromkeys(slot.path for intent in schema.intents for slot in intent.slots):
        aliases[name] = _aliases(path / name, unread)
    return Folder(
        path.resolve().name,
        schema.intents,
        {intent: slot for intent, slot in heads.items() if slot},
        aliases,
        tuple(unread),
        _labelled(path / "dev.json"),
    )


def _json(text: str, where: Path | str) -> object:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as bad:  # ValueError: a number of thousands of digits too
        raise UsageError(f"{where}: not JSON: {bad}") from bad
    return value


def _schema(path: Path) -> _Schema:
    try:
        return _Schema.model_validate(_json(text_of(path), path))
    except ValidationError as bad:
        first = bad.errors()[0]
        entry = ".".join(map(str, first["loc"]))
        raise UsageError(f"{path}: {entry}: {first['msg']}") from bad


def _aliases(path: Path, unread: list[str]) -> tuple[Alias, ...]:
    out = []
    for n, line in enumerate(text_of(path).splitlines(), start=1):
        if not line.strip():
            continue
        alias = _alias(line)
        if alias is None:
            unread.append(f"{path}:{n}")
        else:
            out.append(alias)
    return tuple(out)


def _alias(line: str) -> Alias | None:
    found = _ALIAS.match(line.strip())
    if not found:
        return None
    try:
        parts = read_terms(found["value"])
    except BadTerm:
        return None
    whole = len(parts) == 1 and isinstance(parts[0], Term)
    value = parts[0].parts if whole and isinstance(parts[0], Term) else parts
    return Alias(" ".join(found["phrase"].split()), value) if value else None


def _labelled(path: Path) -> tuple[Labelled, ...]:
    out = []
    for n, line in enumerate(text_of(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{n}"
        entry = _json(line, where)
        if not isinstance(entry, dict) or not {"SRC", "EXR"} <= entry.keys():
            raise UsageError(f"{where}: SRC and EXR were expected")
        try:
            terms = read_terms(str(entry["EXR"]))
        except BadTerm as bad:
            raise UsageError(f"{where}: EXR: {bad}") from bad
        want = tuple(term for term in terms if isinstance(term, Term))
        out.append(Labelled(n, str(entry["SRC"]), want))
    return tuple(out)
