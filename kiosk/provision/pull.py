"""Brings weights onto this machine: fetch, verify, convert; an interrupted pull goes on."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich import filesize

from kiosk.errors import ModelError, UsageError
from kiosk.files import settle
from kiosk.provision.adapters import require_adapter
from kiosk.provision.manifest import File, Manifest, PackageSource, Weight
from kiosk.provision.obtain import obtain
from kiosk.provision.partial import SCRATCH, Partial, full_disk
from kiosk.provision.progress import Progress, Silent
from kiosk.provision.recipes import RECIPES, Recipe
from kiosk.provision.shelf import Shelf
from kiosk.provision.sources.package import Wheels
from kiosk.provision.stamps import State

__all__ = ["Pulled", "pull"]

_MARGIN = 64 * 1024 * 1024
"""Bytes of disk that a pull leaves free."""


@dataclass(frozen=True)
class Pulled:
    """A weight that is now on this machine."""

    name: str
    files: dict[str, Path]
    """What an engine loads, by role."""
    origins: dict[str, str]
    """Where each file came from that had to be fetched, by file name; empty: all was here."""
    converted: bool
    """Whether the recipe ran."""


def pull(
    names: Sequence[str],
    *,
    manifest: Manifest | None = None,
    folder: Path | None = None,
    from_dir: Path | None = None,
    progress: Progress | None = None,
) -> list[Pulled]:
    """Fetch, verify and convert weights; what is here and matches is left alone.

    Args:
        names: weights of the manifest.
        manifest: the project's own when not given.
        folder: where weights stand; the user's cache when not given.
        from_dir: a folder or USB stick that is looked at before any other source, for the file's
            exact name, also inside a folder with the weight's name.
        progress: who is told.

    Raises:
        UsageError: no such weight, or ``from_dir`` is not a folder.
        ModelError: a file could not be had (every source and its reason), no space, or the
            conversion failed. What was fetched so far is kept for the next pull.
    """
    shelf = Shelf(manifest, folder)
    if from_dir is not None and not from_dir.is_dir():
        raise UsageError(f"{from_dir} is not a folder")
    weights = [shelf.manifest.weight(name) for name in names]
    told = progress or Silent()
    with _alone(shelf.folder, told):
        _sweep(shelf.folder)
        with full_disk(shelf.folder):
            scratch = TemporaryDirectory(dir=shelf.folder, prefix=SCRATCH)
        with scratch as folder_of_wheels:
            wheels = Wheels(Path(folder_of_wheels))
            return [_Pull(shelf, weight, from_dir, wheels, told).run() for weight in weights]


@contextmanager
def _alone(folder: Path, progress: Progress) -> Iterator[None]:
    """Wait until no other pull works on this folder."""
    with full_disk(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    with lock:
        with full_disk(folder):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                progress.remarks("another pull is running; waiting for it")
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class _Pull:
    """The way of one weight."""

    def __init__(
        self,
        shelf: Shelf,
        weight: Weight,
        from_dir: Path | None,
        wheels: Wheels,
        progress: Progress,
    ) -> None:
        self._shelf = shelf
        self._weight = weight
        self._from_dir = from_dir
        self._wheels = wheels
        self._progress = progress

    def run(self) -> Pulled:
        origins: dict[str, str] = {}
        converted = False
        if self._shelf.state(self._weight) is not State.READY:
            origins = self._fetch_missing()
            self._wheels.drop()
            if self._weight.recipe:
                self._convert(RECIPES[self._weight.recipe])
                converted = True
        name = self._weight.name
        return Pulled(name, self._shelf.require(name), origins, converted)

    def _fetch_missing(self) -> dict[str, str]:
        wanted = [
            (file, standing.path)
            for file, standing in zip(
                self._weight.files, self._shelf.sources(self._weight), strict=True
            )
            if standing.state is not State.READY
        ]
        return {file.name: self._fetch(file, place) for file, place in wanted}

    def _fetch(self, file: File, place: Path) -> str:
        """Get one file; gives back the source it came from.

        Raises:
            ModelError: it could not be had, or there is no space for it.
        """
        partial = Partial(file, place, self._progress.reaches)
        needed = file.bytes - partial.received + _needed_beside(file)
        _check_space(self._shelf.folder, needed, file.name)
        alone = len(self._weight.files) == 1
        label = self._weight.name if alone else f"{self._weight.name} {file.role}"
        self._progress.begins(label, file.bytes)
        try:
            partial.expect(partial.received)
            return obtain(label, partial, self._sticks(), self._wheels, self._progress.remarks)
        finally:
            self._progress.ends()

    def _sticks(self) -> list[Path]:
        """Where a stick may have the weight's files: in a folder of its name, or at the top."""
        return [self._from_dir / self._weight.name, self._from_dir] if self._from_dir else []

    def _convert(self, recipe: Recipe) -> None:
        """Run the recipe in a scratch folder and put what it made into place.

        Raises:
            ModelError: the conversion failed, or there is no space for it.
        """
        weight, home = self._weight, self._shelf.home(self._weight)
        _check_space(self._shelf.folder, weight.bytes * recipe.room, "the conversion")
        self._progress.remarks(f"{weight.name}: converting")
        sources = {standing.role: standing.path for standing in self._shelf.sources(weight)}
        if (adapter := require_adapter(weight.name, self._shelf.manifest)) is not None:
            sources["adapter"] = adapter
        with full_disk(home), TemporaryDirectory(dir=home, prefix=SCRATCH) as scratch:
            recipe.convert(weight.name, sources, Path(scratch))
            for output in recipe.outputs.values():
                settle(Path(scratch) / output)
                (Path(scratch) / output).replace(home / output)
            self._shelf.record(weight, recipe)


def _check_space(folder: Path, needed: int, label: str) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + _MARGIN:
        raise ModelError(
            f"no space for {label} in {folder}: "
            f"{filesize.decimal(needed)} needed, {filesize.decimal(free)} free",
            hint="free some space, then pull again",
        )


def _needed_beside(file: File) -> int:
    """Disk for a package while it is unpacked: pip keeps it twice for a moment."""
    parts = [
        part.bytes
        for source in file.sources
        if isinstance(source, PackageSource)
        for part in source.parts
    ]
    return 2 * max(parts, default=0)


def _sweep(folder: Path) -> None:
    """Remove scratch folders that a killed pull left behind."""
    for left in folder.rglob(f"{SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)
