"""The burger house, and the language model as provisioned.

Weights come from the project's own provisioning: without ``make setup`` these tests fail.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from kiosk.locations import menus_dir
from kiosk.menu import Menu, load_menu
from kiosk.provision import require
from kiosk.understanding.rules import Rules
from kiosk.understanding.slm import LanguageModel
from kiosk.workers import Scheduler


@pytest.fixture(scope="session")
def burger() -> Menu:
    return load_menu(menus_dir() / "burger.yaml")


@pytest.fixture(scope="session")
def rules(burger: Menu) -> Rules:
    return Rules(burger)


@pytest.fixture(scope="session")
def gguf() -> Path:
    """The language model that the rules ask first."""
    return require("qwen2.5-coder-0.5b")["model"]


@pytest_asyncio.fixture
async def model(gguf: Path) -> AsyncIterator[LanguageModel]:
    """Loading, in a process of its own; one thread, so that it does not wait for busy cores."""
    loading = LanguageModel(gguf, Scheduler(cores=1))
    loading.start_soon()
    yield loading
    await loading.stop()
