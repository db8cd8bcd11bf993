"""The folder of releases: which there are, which one runs, which ran before it.

::

    releases/0.1.0-1a2b3c4d/    one release, whole: nothing is ever changed in it
    current                     a symbolic link to the one that runs
    previous                    a symbolic link to the one that ran before
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from kiosk.errors import BundleError
from kiosk.files import settle

__all__ = ["Releases"]

_SCRATCH = ".part-"
"""How the name of a release begins that is being put together."""


@dataclass(frozen=True)
class Releases:
    """The releases of one machine."""

    root: Path
    """``/opt/kiosk`` where a kiosk is set up as its documents say; without symbolic links."""

    @property
    def current(self) -> Path | None:
        """The release that runs; none before the first."""
        return self._behind("current")

    @property
    def previous(self) -> Path | None:
        """The release that ran before it; none where it is the first, or was removed."""
        return self._behind("previous")

    @property
    def all(self) -> list[Path]:
        """Every release that is whole, by name."""
        return sorted(
            place
            for place in (self.root / "releases").glob("*")
            if not place.name.startswith(_SCRATCH)
        )

    def place(self, name: str) -> Path:
        """Where the release ``name`` is, or has to be."""
        return self.root / "releases" / name

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep others from changing releases meanwhile; what a killed one left is removed.

        Raises:
            BundleError: another one is at it, or the folder cannot be written.
        """
        try:
            (self.root / "releases").mkdir(parents=True, exist_ok=True)
            lock = (self.root / ".lock").open("w")
        except OSError as bad:
            raise BundleError(
                f"{self.root} cannot be written ({bad.strerror})", hint="run it as root"
            ) from bad
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as busy:
                raise BundleError("another update is under way", hint="try again later") from busy
            for left in (self.root / "releases").glob(f"{_SCRATCH}*"):
                shutil.rmtree(left)
            yield

    @contextmanager
    def made(self, name: str) -> Iterator[Path]:
        """A folder to put a release together in; when all went well it stands under its name."""
        scratch = Path(mkdtemp(dir=self.root / "releases", prefix=_SCRATCH))
        scratch.chmod(0o755)
        try:
            yield scratch
            os.sync()  # all of it is on the disk before a link can point at it
            scratch.rename(self.place(name))
            settle(self.place(name).parent)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def switch(self, to: Path) -> None:
        """Make ``to`` the release that runs, in one step."""
        if self.current not in (None, to):
            self._point("previous", self.current)
        self._point("current", to)

    def restore(self, current: Path | None, previous: Path | None) -> None:
        """Put both links back to where they pointed."""
        self._point("current", current)
        self._point("previous", previous)

    def prune(self) -> None:
        """Remove every release but the one that runs and the one before it."""
        kept = {self.current, self.previous}
        for release in self.all:
            if release not in kept:
                shutil.rmtree(release)

    def _behind(self, link: str) -> Path | None:
        place = (self.root / link).resolve()
        return place if place.is_dir() and place.parent == self.root / "releases" else None

    def _point(self, link: str, to: Path | None) -> None:
        """Replace a symbolic link: who looks sees the old one or the new one."""
        if to is None:
            (self.root / link).unlink(missing_ok=True)
            return
        new = self.root / f".{link}.part"
        new.unlink(missing_ok=True)
        new.symlink_to(Path("releases") / to.name)
        new.replace(self.root / link)
        settle(self.root)
