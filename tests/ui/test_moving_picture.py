"""The moving picture in README is what its command makes of the kiosk as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import terminal_order

from kiosk.ui.strings import speak

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "screens" / "order.svg"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    speak("en")


async def test_the_order_in_the_readme_goes_as_it_does_today() -> None:
    drawn = await terminal_order.drawn()
    assert PICTURE.read_text(encoding="utf-8") == drawn, "make pictures draws it anew"
    assert len(drawn) < 600_000


def test_it_stands_still_where_nothing_may_move() -> None:
    still, _, moving = PICTURE.read_text(encoding="utf-8").partition("@media")
    assert "animation" not in still
    assert moving.startswith(" (prefers-reduced-motion:no-preference)")
