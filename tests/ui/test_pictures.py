"""Every screen as it was judged good: three sizes, three themes.

``pytest tests/ui --draw-pictures`` draws them anew. A picture keeps the words where they stand,
and for each theme a digest of every character with its colours; to look at one:
``python scripts/terminal_picture.py``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal_scenes import NAMES, played
from textual.app import App
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Static

from kiosk.ui.strings import speak
from kiosk.ui.themes import THEMES
from kiosk.ui.widgets.cart import CartLine
from kiosk.ui.widgets.tile import Tile

from .seen import screen_text

PICTURES = Path(__file__).parent / "pictures"
SIZES = ((80, 24), (120, 40), (200, 60))
_FRAMES = re.compile(r"[▀-▟─-╿]")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", NAMES)
async def test_a_screen_looks_as_it_did(
    name: str, size: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    async with played(name, size) as still:
        app = still.app
        await still.hold_still()
        words = [_FRAMES.sub(" ", row).rstrip() for row in screen_text(app)]
        assert max(len(row) for row in screen_text(app)) <= size[0]
        digests = []
        for theme in THEMES:
            app.theme = theme.name
            await still.hold_still()
            digests.append(f"{theme.name} {_digest(app)}")
        if size == SIZES[0]:
            assert_nothing_is_cut(app)
    file = PICTURES / f"{name}-{size[0]}x{size[1]}.txt"
    drawn = "\n".join([*words, "", *digests, ""])
    if request.config.getoption("--draw-pictures", default=False):
        PICTURES.mkdir(exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == drawn


def _digest(app: App[None]) -> str:
    """Of every character and its style."""
    drawn = hashlib.sha256()
    for strip in app.screen._compositor.render_strips():
        for segment in strip.simplify():
            drawn.update(f"{segment.text}\0{segment.style}\0".encode())
    return drawn.hexdigest()[:16]


def assert_nothing_is_cut(app: App[None]) -> None:
    """Every word of what can be touched, and of every label, is to be read where it stands."""
    rows = screen_text(app)
    for widget, text in _written(app):
        cut = [word for word in text.split() if word not in _within(rows, widget.region)]
        assert not cut, f"{cut} of {text!r} is cut off in {widget}"


def _written(app: App[None]) -> Iterator[tuple[Widget, str]]:
    for tile in app.screen.query(Tile):
        if tile.region and tile.display:
            yield tile, f"{tile.face.title} {tile.face.note}"
    for label in app.screen.query(Static):
        if label.region and label.display and isinstance(label.visual, Content):
            yield label, label.visual.plain
    lines = app.screen.query("#lines")
    for line in app.screen.query(CartLine):
        if line.region and lines.first().region.contains_region(line.region):
            yield line, " ".join(row.text for row in line.rows)


def _within(rows: list[str], region: Region) -> str:
    crop = [row.ljust(region.right)[region.x : region.right] for row in rows]
    return "\n".join(crop[region.y : region.bottom])
