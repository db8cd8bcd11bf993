"""The folder where weights stand that matched the manifest, and the proof that they still do.

Each weight has a folder of its own. A converted weight keeps the files it was made from in
``source/``, so that a new recipe needs no network, and a record of how it was made.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from kiosk.errors import ModelError
from kiosk.locations import models_dir
from kiosk.provision.kinds import check_kind, digest
from kiosk.provision.manifest import Manifest, Weight, load
from kiosk.provision.recipes import RECIPES, Recipe
from kiosk.provision.stamps import Expected, Stamps, State, write

__all__ = ["Shelf", "Standing", "require"]

_STAMPS = "verified.json"
_RECORD = "converted.json"


@dataclass(frozen=True)
class Standing:
    """One file of a weight, as it was found."""

    role: str
    path: Path
    state: State


class _Output(BaseModel):
    bytes: int
    sha256: str


class _Record(BaseModel):
    """What a conversion was made from, and what it made."""

    recipe: str
    version: int
    sources: dict[str, str]
    """SHA-256 by file name."""
    outputs: dict[str, _Output]
    """By role."""


class Shelf:
    """The weights of one machine."""

    def __init__(self, manifest: Manifest | None = None, folder: Path | None = None) -> None:
        """Without arguments: the project's manifest and the user's folder."""
        self.manifest = manifest or load()
        self.folder = folder or models_dir()

    def require(self, name: str) -> dict[str, Path]:
        """The files of a weight by role, after each was found to match.

        Raises:
            UsageError: no such weight in the manifest.
            ModelError: a file is missing or does not match.
        """
        way_out = f"run: kiosk models pull {name}"
        weight = self.manifest.weight(name)
        standings = self.standings(weight)
        for standing in standings:
            if standing.state is State.WRONG:
                raise ModelError(f"{standing.path} does not match the manifest", hint=way_out)
            if standing.state is State.MISSING:
                raise ModelError(f"weight {name} is not on this machine", hint=way_out)
            check_kind(standing.path)
        return {standing.role: standing.path for standing in standings}

    def standings(self, weight: Weight, *, thorough: bool = False) -> list[Standing]:
        """How each file that an engine loads stands; ``thorough`` reads all of it again."""
        if weight.recipe is None:
            return self._examine(weight, self._listed(weight), thorough)
        recipe = RECIPES[weight.recipe]
        return self._examine(weight, self._recorded(weight, recipe), thorough)

    def state(self, weight: Weight, *, thorough: bool = False) -> State:
        """How a weight stands: as the worst of its files."""
        states = {standing.state for standing in self.standings(weight, thorough=thorough)}
        return next(state for state in (State.WRONG, State.MISSING, State.READY) if state in states)

    def sources(self, weight: Weight) -> list[Standing]:
        """How each file that is downloaded stands."""
        return self._examine(weight, self._listed(weight), thorough=False)

    def home(self, weight: Weight) -> Path:
        """The folder of one weight."""
        return self.folder / weight.name

    def to_carry(self, name: str) -> list[Path]:
        """The files that make a weight ready on another machine's shelf.

        Raises:
            UsageError: no such weight in the manifest.
            ModelError: a file is missing or does not match.
        """
        record = self.home(self.manifest.weight(name)) / _RECORD
        return [*self.require(name).values(), *([record] if record.exists() else [])]

    def record(self, weight: Weight, recipe: Recipe) -> None:
        """Write down what a conversion was made from and what it made.

        Raises:
            OSError: the record cannot be written.
        """
        made = {role: self.home(weight) / name for role, name in recipe.outputs.items()}
        record = _Record(
            recipe=recipe.name,
            version=recipe.version,
            sources=self._made_from(weight),
            outputs={
                role: _Output(bytes=file.stat().st_size, sha256=digest(file))
                for role, file in made.items()
            },
        )
        write(self.home(weight) / _RECORD, record.model_dump_json(indent=1))

    def _listed(self, weight: Weight) -> dict[str, Expected]:
        """What the manifest expects, by role."""
        home = self.home(weight) / "source" if weight.recipe else self.home(weight)
        return {
            file.role: Expected(home / file.name, file.bytes, file.sha256) for file in weight.files
        }

    def _recorded(self, weight: Weight, recipe: Recipe) -> dict[str, Expected]:
        """What the conversion's record expects, by role; nothing matches an outdated record."""
        home = self.home(weight)
        outputs: Mapping[str, _Output] = {}
        with suppress(OSError, ValidationError):
            record = _Record.model_validate_json((home / _RECORD).read_bytes())
            made_from = (record.recipe, record.version, record.sources)
            if made_from == (recipe.name, recipe.version, self._made_from(weight)):
                outputs = record.outputs
        nothing = _Output(bytes=0, sha256="")
        expected = {}
        for role, name in recipe.outputs.items():
            output = outputs.get(role, nothing)
            expected[role] = Expected(home / name, output.bytes, output.sha256)
        return expected

    def _made_from(self, weight: Weight) -> dict[str, str]:
        """SHA-256 of what a conversion is made from, by file name."""
        adapter = self.manifest.adapter_of(weight.name)
        ours = {adapter.file: adapter.sha256} if adapter is not None else {}
        return {file.name: file.sha256 for file in weight.files} | ours

    def _examine(
        self, weight: Weight, expected: Mapping[str, Expected], thorough: bool
    ) -> list[Standing]:
        stamps = Stamps(self.home(weight) / _STAMPS)
        standings = [
            Standing(role, file.path, stamps.state(file, thorough))
            for role, file in expected.items()
        ]
        stamps.keep()
        return standings


def require(name: str) -> dict[str, Path]:
    """The files of a weight on this machine by role, each found to match the manifest.

    Raises:
        UsageError: no such weight in the manifest.
        ModelError: a file is missing or does not match; the hint says how to get it.
    """
    return Shelf().require(name)
