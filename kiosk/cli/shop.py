"""What is sold at this counter, and the engines that serve it, for its screens."""

from __future__ import annotations

from pathlib import Path

from kiosk.cli.collection import spare_what_stays
from kiosk.cli.ladder import Ladder
from kiosk.cli.terminal_sound import LocalSound
from kiosk.crew import Sale
from kiosk.dialog import Session, WallClock
from kiosk.dialog.expecting import expecting
from kiosk.menu import load_menu
from kiosk.order.engine import Order
from kiosk.speech.expected import Anything, Expected
from kiosk.ui import Stage
from kiosk.workers import Health

__all__ = ["Shop", "stages"]


class Shop:
    """A menu's file, which may be read again while the counter is open."""

    def __init__(self, file: Path, ladder: Ladder) -> None:
        """
        Raises:
            MenuError: as ``reload``.
        """
        self._file = file
        self._ladder = ladder
        self.reload()

    def reload(self) -> None:
        """Read the file, for the sessions to come; takes a second, in whatever thread.

        Raises:
            MenuError: nothing can be sold from it; the menu is what it was.
        """
        menu = load_menu(self._file)
        understanding = self._ladder.over(menu)
        self.menu, self._understanding = menu, understanding
        spare_what_stays()

    def session(self) -> Session:
        """For the next guest."""
        return Session(self.menu, self._understanding, clock=WallClock())

    def expected(self, session: Session) -> Expected:
        """What is likely to be said next in ``session``."""
        rules = self._understanding.rules
        return expecting(session, rules) if rules.menu is session.menu else Anything()

    def reopened(self, sale: Sale) -> Session:
        """For the crew, with that order before it; what comes of it is theirs to keep."""
        session = Session(sale.menu, self._understanding, clock=WallClock())
        session.resume(Order(sale.cart))
        return session


def stages(ladder: Ladder, sound: LocalSound | None) -> list[Stage]:
    """How each engine of the counter is."""
    healths: dict[str, Health] = {step.rung: step.model.health for step in ladder.steps}
    if sound is not None:
        healths |= sound.health
    return [_stage(name, health) for name, health in healths.items()]


def _stage(name: str, health: Health) -> Stage:
    if not health.restarts and health.state != "failed":
        return Stage(name, health.state)
    return Stage(name, health.state, f"{health.restarts} x {health.last_error}")
