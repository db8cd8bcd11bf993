"""What becomes of a screen that fails."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

from kiosk.cli.glass import shown


class Broken(App[None]):
    """It holds what a guest has said when it fails."""

    def on_mount(self) -> None:
        words = "no onions for Anna"
        raise ValueError(len(words))


class Whole(App[None]):
    """It ends at once."""

    def on_mount(self) -> None:
        self.exit()


async def test_a_screen_that_fails_says_so_and_not_what_a_guest_said(
    capfd: pytest.CaptureFixture[str],
) -> None:
    app = Broken()
    app.driver_class = HeadlessDriver
    with pytest.raises(ValueError, match="18"):
        await shown(app)
    said = capfd.readouterr()
    assert "onions" not in said.out + said.err


async def test_one_that_ends_raises_nothing() -> None:
    app = Whole()
    app.driver_class = HeadlessDriver
    await shown(app)
