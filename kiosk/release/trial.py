"""Whether a release is fit to run: asked of itself, as the user that will run it."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from kiosk.errors import BundleError

__all__ = ["Service"]

_ORDER: Final = ("one cheeseburger", "that's all", "yes")
_CART: Final = ["1 cheeseburger"]
"""What a guest says to the menu ``burger``, which every kiosk has, and what it comes to."""
_PATIENCE_S: Final = 300.0
"""Longest wait for an answer: all weights are read on the way."""
_UNFINISHED: Final = ("open", "unpaid", "person")
"""States in which a guest is there: who pays, or waits for somebody, is not cut off either."""
_STALE: Final = timedelta(minutes=30)
"""An order that nobody touched for so long is not being taken: the guest is gone, or the power."""


@dataclass(frozen=True)
class Service:
    """How this machine's kiosk runs, so that a release is tried in the same way."""

    home: Path
    """Its folder of data and settings, ``KIOSK_HOME``."""
    user: str
    """Who it runs as, where root asks and there is such a user."""

    def try_out(self, release: Path) -> None:
        """Have a release look at the machine, and take an order.

        Raises:
            BundleError: it lacks something, or the order does not come out right.
        """
        self.look(release)
        says = (word for said in _ORDER for word in ("--say", said))
        order = self._asked(release, "order", "--menu", "burger", *says, "--json")
        if (order.get("status"), order.get("cart")) != ("placed", _CART):
            raise BundleError("it is not fit: it takes a wrong order")

    def look(self, release: Path) -> None:
        """Have a release look at the machine, and at the journal that it is to go on with.

        Raises:
            BundleError: it lacks something.
        """
        doctor = self._asked(release, "doctor", "--json")
        if not doctor.get("fit"):
            lacks = (lack["what"] for lack in doctor.get("lacks", []) if lack.get("needed"))
            raise BundleError(f"it is not fit: {', '.join(lacks) or 'it does not say why'}")

    def verify(self, release: Path) -> None:
        """Have a release compare its weights with its own manifest, and remember that beside them:
        who runs it may not write there.

        Raises:
            BundleError: one does not match.
        """
        weights = sorted(place.name for place in (release / "models").iterdir())
        if not weights:
            return
        told = self._asked(release, "models", "verify", *weights, "--json", as_user=False)
        if not told.get("sound"):
            raise BundleError("its weights are not those that it knows")

    def open_orders(self, release: Path) -> int:
        """How many orders are being taken just now, as ``release`` reads the journal.

        Raises:
            BundleError: the journal cannot be read.
        """
        if not (self.home / "data" / "journal.db").exists():  # nothing was ever ordered
            return 0
        told = self._asked(release, "journal", "show", "--last", "1000", "--json")
        now = datetime.now(UTC)
        return sum(
            order["state"] in _UNFINISHED
            and now - datetime.fromisoformat(order["changed"]) < _STALE
            for order in told["orders"]
        )

    def _asked(self, release: Path, *question: str, as_user: bool = True) -> dict[str, Any]:
        """What a kiosk's command answers; exit status 1 is an answer, too.

        Raises:
            BundleError: it gives none, with its own reason.
        """
        try:
            asked = subprocess.run(
                [release / "bin" / "kiosk", *question],
                capture_output=True,
                text=True,
                check=False,
                timeout=_PATIENCE_S,
                stdin=subprocess.DEVNULL,
                cwd="/",
                env={**os.environ, "HOME": str(self.home), "KIOSK_HOME": str(self.home)},
                **(self._as_user() if as_user else {}),
            )
            if asked.returncode not in (0, 1):
                raise BundleError(_last(asked.stderr))
            answer = json.loads(asked.stdout)
            if not isinstance(answer, dict):
                raise BundleError(f"its {question[0]} gives no answer")
        except subprocess.TimeoutExpired as slow:
            raise BundleError(f"its {question[0]} does not end") from slow
        except (OSError, ValueError) as bad:
            raise BundleError(f"its {question[0]} gives no answer") from bad
        return answer

    def _as_user(self) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {}
        try:
            user = pwd.getpwnam(self.user)
        except KeyError:
            return {}
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _last(said: str) -> str:
    lines: Sequence[str] = said.strip().splitlines()
    return lines[-1].removeprefix("kiosk: ") if lines else "it ended without a word"
