from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.menu import Menu, find_menu, load_menu
from kiosk.store import Store
from tests.store.counter import Clock, opened


@pytest.fixture(scope="session")
def menu() -> Menu:
    return load_menu(find_menu("burger"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_store(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Store]]:
    """Open the store of this counter; whatever is still open at the end is closed."""
    stores: list[Store] = []

    def open_store(*destinations: str) -> Store:
        stores.append(opened(tmp_path, clock, destinations))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()
