"""What is sold at this counter, and the engines that serve it, for its screens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import structlog

from kiosk.cli.collection import spare_what_stays
from kiosk.cli.keeping import store_day
from kiosk.cli.ladder import Ladder
from kiosk.cli.terminal_sound import LocalSound
from kiosk.dialog import Journal, Session, WallClock
from kiosk.dialog.expecting import expecting
from kiosk.errors import StoreError
from kiosk.menu import Menu, load_menu
from kiosk.order.engine import Order
from kiosk.speech.expected import Anything, Expected
from kiosk.store import Store
from kiosk.ui import Interrupted, Stage
from kiosk.workers import Health

__all__ = ["Shop", "healths", "stages"]

_log = structlog.get_logger()


class Shop:
    """A menu's file, which may be read again while the counter is open."""

    def __init__(self, file: Path, ladder: Ladder, store: Store) -> None:
        """
        Raises:
            MenuError: as ``reload``.
            UsageError: the time zone of the settings is none.
        """
        self._file = file
        self._ladder = ladder
        self._store = store
        self._clock = WallClock(store_day().zone)
        self._watching: list[Callable[[], None]] = []
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
        for told in self._watching:
            told()

    def watch(self, told: Callable[[], None]) -> None:
        """From now on, call ``told`` when the file was read again; in the thread that read it."""
        self._watching.append(told)

    def session(self) -> Session:
        """For the next guest."""
        return self._session(self.menu, self._store.order(self.menu))

    def expected(self, session: Session) -> Expected:
        """What is likely to be said next in ``session``."""
        rules = self._understanding.rules
        return expecting(session, rules) if rules.menu is session.menu else Anything()

    def interrupted(self) -> Interrupted | None:
        """The order that was open when the kiosk went down, on the menu as it was then; none where
        there is none, or another kiosk has taken it up."""
        left = self._store.unfinished
        if left is None:
            return None
        try:
            journal = self._store.take_up(left)
        except StoreError as gone:
            _log.warning("the order that was cut off is not offered", why=str(gone))
            return None
        session = self._session(left.menu, journal)
        session.language = left.language
        return Interrupted(session, left.order)

    def reopened(self, menu: Menu, order: Order, journal: Journal) -> Session:
        """For the crew, with an order of ``menu`` before it; what comes of it is told to
        ``journal`` alone. Takes a second where the menu is another one by now."""
        session = self._session(menu, journal)
        session.resume(order)
        return session

    def _session(self, menu: Menu, journal: Journal) -> Session:
        same = menu == self.menu
        understanding = self._understanding if same else self._ladder.over(menu)
        return Session(
            self.menu if same else menu, understanding, clock=self._clock, journal=journal
        )


def stages(ladder: Ladder, sound: LocalSound | None) -> list[Stage]:
    """How each engine of the counter is, for a person."""
    return [_stage(name, health) for name, health in healths(ladder, sound).items()]


def healths(ladder: Ladder, sound: LocalSound | None) -> dict[str, Health]:
    """How each engine of the counter is, by its name."""
    found: dict[str, Health] = {step.rung: step.model.health for step in ladder.steps}
    return found if sound is None else found | sound.health


def _stage(name: str, health: Health) -> Stage:
    if not health.restarts and health.state != "failed":
        return Stage(name, health.state)
    return Stage(name, health.state, health.restarts, health.last_error or "")
