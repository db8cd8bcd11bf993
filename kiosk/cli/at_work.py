"""Whether a lane on a recording has something to do that no clock may skip."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.cli.engines import Engines
from kiosk.drivethru import Lane

__all__ = ["AtWork"]


@dataclass(slots=True)
class AtWork:
    """One lane and its engines, for ``at_once``."""

    engines: Engines | None = None
    """None while they are loaded or end."""
    lane: Lane | None = None
    """None while sound is made for the next car."""

    def now(self) -> bool:
        """Whether something is done outside of the loop."""
        if self.engines is None or self.lane is None:
            return True
        return self.lane.thinking or self.engines.working
