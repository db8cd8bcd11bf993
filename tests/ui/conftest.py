"""The screen over a real session on the burger menu; ears and a voice that a test can play."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

import pytest

from kiosk.cli.back_office import KeptOrders
from kiosk.crew import Door, SoldOut, set_pin
from kiosk.dialog import Journal, Session, StandingClock
from kiosk.errors import KioskError
from kiosk.locations import menus_dir
from kiosk.menu import Menu, load_menu
from kiosk.order.engine import Order
from kiosk.store import Store
from kiosk.ui import Crew, Heard, Lost, Partial
from kiosk.understanding import Rules

from .pilots import PIN
from .seen import LONG


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--draw-pictures", action="store_true", help="draw tests/ui/pictures anew")


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, the kiosk waits: see ``runs_out``."""
    monkeypatch.setattr("kiosk.ui.app.Patience", lambda: LONG)


@pytest.fixture(scope="session")
def burger() -> Menu:
    return load_menu(menus_dir() / "burger.yaml")


@pytest.fixture(scope="session")
def rules(burger: Menu) -> Rules:
    return Rules(burger)


@pytest.fixture
def new_session(burger: Menu, rules: Rules) -> Callable[..., Session]:
    """Makes a session at half past twelve."""

    def make(journal: Journal | None = None) -> Session:
        return Session(burger, rules, clock=StandingClock(time(12, 30)), journal=journal)

    return make


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The journal of this counter."""
    store = Store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def kept_session(
    store: Store, burger: Menu, new_session: Callable[..., Session]
) -> Callable[[], Session]:
    """The same with its order in the store."""
    return lambda: new_session(store.order(burger))


@pytest.fixture
def crew(tmp_path: Path, store: Store, new_session: Callable[..., Session]) -> Crew:
    """Behind this counter, with their PIN."""

    def reopened(_: Menu, order: Order, journal: Journal) -> Session:
        session = new_session(journal)
        session.resume(order)
        return session

    set_pin(tmp_path, PIN)
    return Crew(Door(tmp_path), SoldOut(tmp_path, "burger"), register=KeptOrders(store, reopened))


@dataclass
class Booth:
    """A microphone that hears what a test puts in, and a speaker that notes what it is given."""

    microphone: str | None = "Booth"
    missing: tuple[str, ...] = ()
    ears: asyncio.Queue[Heard | Partial | Lost | KioskError] = field(default_factory=asyncio.Queue)
    level_db: float = -120.0
    volume: int = 100
    speaks: str = "en"
    said: list[str] = field(default_factory=list)
    slowly: list[str] = field(default_factory=list)
    """Those of them that were said in the slower voice."""
    cut: list[str] = field(default_factory=list)
    """Replies that were stopped before their end."""
    hold: asyncio.Event | None = None
    """Where it is set, a reply is spoken until the event happens."""

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Booth]:
        yield self

    async def heard(self) -> AsyncIterator[Heard | Partial | Lost]:
        while self.microphone is not None:
            heard = await self.ears.get()
            if isinstance(heard, KioskError):
                raise heard
            yield heard

    async def speak(self, text: str, *, slowly: bool = False) -> None:
        self.said.append(text)
        if slowly:
            self.slowly.append(text)
        if self.hold is not None:
            try:
                await self.hold.wait()
            except asyncio.CancelledError:
                self.cut.append(text)
                raise


@pytest.fixture
def booth() -> Booth:
    return Booth()
