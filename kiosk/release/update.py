"""The way of an update: look at the bundle, install it beside, try it, wait, switch, try again."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.errors import BundleError
from kiosk.release import services
from kiosk.release.bundle import examine
from kiosk.release.folder import Releases
from kiosk.release.install import check_machine, check_space, install
from kiosk.release.trial import Service

__all__ = ["Update"]

_LOOKS_EVERY_S: Final = 2.0


@dataclass(frozen=True)
class Update:
    """Changes which release this machine runs."""

    releases: Releases
    service: Service
    package: Path
    """Where the Debian package has its kiosk: it runs as long as there is no release."""
    tell: Callable[[str], None]
    """Is told of each step, a line each."""

    def apply(self, bundle: Path, wait_s: float = 0) -> None:
        """Make a bundle the release that runs; whatever goes wrong, the one that ran still does.

        Args:
            bundle: the file.
            wait_s: how long to wait for the end of an order that is being taken.

        Raises:
            BundleError: it is refused, does not show that it works, or an order is open.
        """
        manifest = examine(bundle)
        check_machine(manifest)
        check_space(manifest, self.releases.root)
        self.tell(f"{bundle.name}: {len(manifest.files)} files are what the manifest says")
        with self.releases.alone():
            release = self.releases.place(manifest.release)
            if release == self.releases.current:
                self.tell(f"{release.name} runs already")
                return
            if not release.exists():
                self.tell(f"{release.name} is being installed: some minutes on a slow disk")
                with self.releases.made(release.name) as folder:
                    install(bundle, folder)
                    self.service.verify(folder)
            self.tell(f"{release.name} is installed")
            try:
                self._change_to(release, wait_s)
            finally:
                self.releases.prune()

    def back(self, wait_s: float) -> None:
        """Run the release again that ran before.

        Raises:
            BundleError: there is none, it does not work any more, or an order is open.
        """
        with self.releases.alone():
            release = self.releases.previous
            if release is None:
                raise BundleError("there is no release before this one")
            self._change_to(release, wait_s)

    def _change_to(self, release: Path, wait_s: float) -> None:
        """Try a release out, switch to it between two orders, and try again as it then runs."""
        current = self.releases.current
        try:
            self.service.try_out(release)
            self.tell(f"{release.name} takes an order")
            self._wait(wait_s)
            self._switch(release)
        except BundleError as bad:
            runs = self._runs(current) if current else "nothing was changed"
            raise BundleError(f"{release.name}: {bad.message}; {runs}", hint=bad.hint) from bad
        self.tell(f"{release.name} runs")

    def _switch(self, release: Path) -> None:
        """Run ``release``, or what ran before where that does not go well.

        Raises:
            BundleError: it does not show that it works.
        """
        current, previous = self.releases.current, self.releases.previous
        self.releases.switch(release)
        try:
            services.restart()
            self.service.try_out(self.releases.root / "current")
        except BaseException:  # whoever stops it by hand means to have the old one, too
            self.releases.restore(current, previous)
            with suppress(BundleError):  # what went wrong first is what there is to mend
                services.restart()
            raise

    def _runs(self, current: Path) -> str:
        """What a change that failed has left. The new release may have run meanwhile, and changed
        the journal's format: whether the old one can go on with it is asked of itself."""
        try:
            self.service.look(current)
        except BundleError as unfit:
            return f"{current.name} still runs, but {unfit.message}"
        return f"{current.name} still runs"

    def _wait(self, wait_s: float) -> None:
        """Wait until no order is open.

        Raises:
            BundleError: one still is.
        """
        asked = self.releases.current or self.package
        if not (asked / "bin" / "kiosk").exists():
            return
        end = time.monotonic() + wait_s
        while self.service.open_orders(asked):
            if time.monotonic() >= end:
                raise BundleError("an order is open", hint="try again, or wait: --wait MINUTES")
            time.sleep(_LOOKS_EVERY_S)
